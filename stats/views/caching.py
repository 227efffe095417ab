"""Public pages change only with a release or new code: a cache may keep them and ask if they still hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.timezone import localtime

from stats.queries.releases import ReleaseRef, current_release

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_NOT_PUBLIC = ("/admin/", "/healthz", "/static/")


def is_public(request: HttpRequest) -> bool:
    return not request.path.startswith(_NOT_PUBLIC)


def public_pages(get_response: GetResponse) -> GetResponse:
    """Give each public answer an ETag made from release and code, and answer a match without the page.

    The ETag is weak, because the same page may be sent with different compression.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            # Said here, before the check of a CSRF token would answer 403 about a form that does not exist.
            page = render_to_string("405.html", {"method": request.method}, request)
            return HttpResponseNotAllowed(("GET", "HEAD"), page)
        release = current_release()
        request.release = release  # type: ignore[attr-defined]
        etag = f'W/"{release.number if release else 0}-{settings.CODE_VERSION}"'
        if settings.DEBUG:
            return get_response(request)
        known = get_conditional_response(request, etag=etag)
        response = known if isinstance(known, HttpResponseNotModified) else get_response(request)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
            response.headers["Cache-Control"] = "public, no-cache"
        return response

    return middleware


def release(request: HttpRequest) -> dict[str, ReleaseRef | None]:
    """Context processor: the release that public pages name in their foot."""
    return {"release": getattr(request, "release", None)}


def release_date(request: HttpRequest) -> date:
    """The day of the release that the page shows; today before there is one."""
    current = release(request)["release"]
    return localtime(current.date if current else None).date()
