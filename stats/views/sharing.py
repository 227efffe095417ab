"""Whole addresses for what is cited and embedded: they begin with the host that was asked."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from stats.presentation.share import Share, share
from stats.views.caching import release


def sharing(
    request: HttpRequest,
    title: str,
    *,
    description: str,
    path: str,
    embeds: Sequence[tuple[str, str]] = (),
    picture: str = "",
) -> Share:
    """`path` is the page's permanent one; those of `embeds` and the picture are paths as well."""
    return share(
        title,
        description=description,
        address=request.build_absolute_uri(path),
        release=release(request)["release"],
        embeds=[(name, request.build_absolute_uri(where)) for name, where in embeds],
        picture=request.build_absolute_uri(picture) if picture else "",
    )
