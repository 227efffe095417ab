"""How a page is cited, embedded and shown by those who link to it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from stats.presentation.text import numbers
from stats.queries.releases import ReleaseRef


@dataclass(frozen=True, slots=True)
class Share:
    """`address` is the permanent one; `picture` an address too, empty where there is none.

    `embeds` are charts and tables for other sites, by title: the HTML to copy.
    """

    title: str
    description: str
    address: str
    cite: str
    embeds: tuple[tuple[str, str], ...]
    picture: str


def citation(title: str, *, address: str, release: ReleaseRef | None) -> str:
    """`Dorset, 2015-16. MAPPA in numbers, release 1, 20 November 2026. https://...`"""
    if release is None:
        return _("%(title)s. MAPPA in numbers. %(address)s") % {"title": title, "address": address}
    return _("%(title)s. MAPPA in numbers, release %(number)s, %(date)s. %(address)s") % {
        "title": title,
        "number": release.number,
        "date": numbers.long_date(release.date),
        "address": address,
    }


def frame(title: str, *, address: str) -> str:
    """The HTML that frames the page of that address: plain text, escaped for the page it is copied into."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="640" '
        'style="border:0" loading="lazy"></iframe>'
    )
