"""Whole addresses for what is cited and embedded: they begin with the host that was asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from stats.presentation.components.share import Share, citation, frame
from stats.views.caching import release


def sharing(
    request: HttpRequest,
    title: str,
    *,
    description: str,
    path: str,
    embeds: Iterable[tuple[str, str]] = (),
    picture: str = "",
) -> Share:
    """`path` is the page's permanent one; `embeds` are titles and paths of pages made to be framed."""
    whole = request.build_absolute_uri
    return Share(
        title=title,
        description=description,
        address=whole(path),
        cite=citation(title, address=whole(path), release=release(request)["release"]),
        embeds=tuple((name, frame(name, address=whole(where))) for name, where in embeds),
        picture=whole(picture) if picture else "",
    )
