"""The ways from a table, and from a chart, to its file."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import strip_tags

from stats.presentation.exports.page_tables import table_name
from stats.views.caching import is_public

register = template.Library()

Shown = dict[str, str]


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
def table_files(context: Context, caption: str) -> Shown:
    """The files of the table with that caption, on the page that is being drawn."""
    caption = " ".join(strip_tags(caption).split())
    if not offers_files(context):
        return {}
    request = context.request  # type: ignore[attr-defined]  # of a RequestContext, which offers_files saw
    drawn: list[str] = request.__dict__.setdefault("tables_drawn", [])  # as page_tables meets them
    if not (name := table_name(caption, taken=drawn)):
        return {}
    drawn.append(name)
    # A release is added to every link of a page that is read at one.
    query = "&".join(
        part
        for part in request.META.get("QUERY_STRING", "").split("&")
        if part and not part.startswith("release=")
    )
    return {
        "title": caption,
        "address": f"{request.path}tables/{name}",
        "query": f"?{query}" if query else "",
    }
