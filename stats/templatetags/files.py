"""The ways from a table, and from a chart, to its file."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import strip_tags

from stats.presentation.exports.page_tables import table_name
from stats.views.caching import is_public

register = template.Library()

# A place adds a line above the tables and changes none. A release is added to every link of a page that is
# read at one.
_NOT_OF_TABLES = {"place", "release"}

Shown = dict[str, str | bool]


@register.simple_tag(takes_context=True)
def offers_files(context: Context) -> bool:
    """Whether each table and chart leads to its own files: not in a frame, a preview, or a copy of the site
    that no server answers for, which has the file of every figure alone."""
    request = getattr(context, "request", None)
    return (
        request is not None
        and is_public(request)
        and not request.path.startswith("/embed/")
        and not getattr(request, "is_frozen", False)
    )


@register.inclusion_tag("stats/components/files.html", takes_context=True)
def table_files(context: Context, caption: str, *, only_describes: bool = False) -> Shown:
    """The files of the table with that caption, on the page that is being drawn.

    The links of one that only describes files say that they lead to this list, lest they are taken for the
    files that it tells of.
    """
    caption = " ".join(strip_tags(caption).split())
    if not offers_files(context):
        return {}
    request = context.request  # type: ignore[attr-defined]  # of a RequestContext, which offers_files saw
    drawn: list[str] = request.__dict__.setdefault("tables_drawn", [])  # as page_tables meets them
    if not (name := table_name(caption, taken=drawn)):
        return {}
    drawn.append(name)
    query = "&".join(
        part
        for part in request.META.get("QUERY_STRING", "").split("&")
        if part and part.partition("=")[0] not in _NOT_OF_TABLES
    )
    return {
        "title": caption,
        "address": f"{request.path.removesuffix('/')}/tables/{name}",
        "only_describes": only_describes,
        "query": f"?{query}" if query else "",
    }
