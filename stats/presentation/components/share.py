"""How a page is cited, embedded and shown by those who link to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.presentation.text import numbers
from stats.queries.releases import ReleaseRef


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """`forms_url` leads to every form of it, and `oembed_url` to what sites read that embed by an address;
    empty in a copy as files."""

    title: str
    html: str
    forms_url: str = ""
    oembed_url: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """`address` is the permanent one; `picture` an address too, empty where there is none.

    `embeds` are charts for other sites: the HTML to copy, and where their other forms are.
    """

    title: str
    description: str
    address: str
    cite: str
    embeds: tuple[EmbedCode, ...]
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
