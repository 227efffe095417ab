"""Any table on any page as a file: below the page's own address, under the name that its caption makes."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.presentation.exports.data_table import DataTable
from stats.presentation.exports.page_tables import page_tables
from stats.views.caching import is_public
from stats.views.downloads.files import table_file


@require_safe
def table(request: HttpRequest, page: str, name: str, form: str) -> HttpResponseBase:
    """The table of that name on the page below that path, as the page shows it with this query."""
    path = f"/{page}"
    tables = page_tables(_page(request, path))
    found = tables.get(name)
    if found is None or not found.rows:
        return _no_such_table(request, path, names=tables)
    description = _("One row is one row of the table on the page.")
    name = f"{slugify(page.replace('/', ' '))}-{name}".strip("-")
    return table_file(
        request, DataTable(name, found.caption, description, found.columns, found.rows, path), form=form
    )


def _page(request: HttpRequest, path: str) -> str:
    """The page as it is sent. Raises Http404 where no public page is at that path."""
    if not is_public(request) or path.startswith("/embed/") or not path.endswith("/"):
        raise Http404
    if path == f"{reverse('api-docs')}/":
        path = path.removesuffix("/")
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    asked = request.path, request.path_info, request.resolver_match
    request.path = request.path_info = path
    request.resolver_match = match
    try:
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response = response.render()
    finally:
        request.path, request.path_info, request.resolver_match = asked
    if not isinstance(response, HttpResponse) or not response.headers["Content-Type"].startswith("text/html"):
        raise Http404
    return response.content.decode()


def _no_such_table(request: HttpRequest, path: str, *, names: Iterable[str]) -> HttpResponse:
    """Where the tables are that the page does have."""
    there = (request.build_absolute_uri(f"{path}tables/{name}.csv") for name in names)
    said = {"page": request.build_absolute_uri(path)}
    lines = (_("There is no such table on %(page)s. It has:") % said, *there)
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8", status=404)
