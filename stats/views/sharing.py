"""Whole addresses for what is cited and embedded: they begin with the host that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest

from stats.presentation.components.share import Share, citation, frame
from stats.views.caching import release, release_number


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
    cited = request.build_absolute_uri(_at(release_number(request), path))
    return Share(
        title=title,
        description=description,
        address=request.build_absolute_uri(path),
        cite=citation(title, address=cited, release=release(request)["release"]),
        embeds=tuple((name, frame(name, address=address_of(request, where))) for name, where in embeds),
        picture=address_of(request, picture) if picture else "",
    )


def address_of(request: HttpRequest, path: str) -> str:
    """The whole address of a page of this site: at the release that the request asks for, if it does."""
    return request.build_absolute_uri(_at(request.GET.get("release"), path))


def _at(release: object, path: str) -> str:
    if not release:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'release': release})}"
