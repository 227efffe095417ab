"""Whole addresses for what is cited and embedded: they begin with the host that was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stats.presentation.components.series import SeriesText, series_title
from stats.presentation.components.share import Embed, Share, citation, frame
from stats.views.caching import release


def series_embeds(
    page: str, series: Iterable[SeriesText], *, of: str = "", arguments: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """What of a page can be embedded: each of its series by title and path.

    `page` is the name of the page in stats/urls.py, `arguments` what its address takes, and `of` whose
    figures they are, England and Wales unless given.
    """
    name = of or _("England and Wales")
    return [
        (series_title(shown.indicator, name=name), reverse(f"embed-{page}", args=(*arguments, shown.key)))
        for shown in series
    ]


def series_picture(page: str, series: Iterable[SeriesText], *, arguments: Sequence[str] = ()) -> str:
    """The path of the picture beside a link; empty where the page draws no chart."""
    if all(shown.chart is None for shown in series):
        return ""
    return reverse(f"{page}-picture", args=arguments)


def sharing(
    request: HttpRequest,
    title: str,
    *,
    description: str,
    path: str,
    embeds: Sequence[tuple[str, str]] = (),
    picture: str = "",
) -> Share:
    """`path` is the page's permanent one; `embeds` are titles and paths of pages made to be framed."""
    whole = request.build_absolute_uri
    return Share(
        title=title,
        description=description,
        address=whole(path),
        cite=citation(title, address=whole(path), release=release(request)["release"]),
        embeds=tuple(Embed(name, frame(name, address=whole(where))) for name, where in embeds),
        picture=whole(picture) if picture else "",
    )
