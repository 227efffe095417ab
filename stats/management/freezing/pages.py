"""What of a page changes in a copy that no server answers for: forms and addresses with a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urldefrag, urljoin

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from stats.presentation.components.cells import YearLink
from stats.views.params import canonical_query

# Each value of these makes a page of its own, in a folder of its own; of other parameters there is no end.
WRITTEN = ("page", "year")

SEARCH = "/search/"
NAMES = "/search/names.json"

# Of files only those that a script reads, which must show what the page shows.
_OF_A_FILE = ".json"

_LINK = re.compile(r'[\w:-]+="([/?][^"<>]*)"')
_EXPLORED = re.compile(r'(?<=data-explore-url=")([^"]*\?[^"]*)(?=")')
_ANCHOR = re.compile(r'<a\b([^>]*?)\bhref="([^"]*\?[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_YEAR = re.compile(r'<option value="(\d{4}-\d{2})"( selected)?>')
_CHOSEN = re.compile(r'<option value="([\w-]+)" selected>')
_IN_STYLE = re.compile(r"url\(['\"]?([^'\")]+)['\"]?\)")


@dataclass(frozen=True, slots=True)
class FrozenPage:
    """`leads_to` are the addresses of this site on it, as the site itself knows them."""

    html: str
    leads_to: frozenset[str]


def kept(address: str) -> str:
    """The address with what of its query is written as a page of its own, and nothing else."""
    path, _sign, query = address.partition("?")
    pairs = []
    if query and path.endswith(("/", _OF_A_FILE)):
        pairs = parse_qsl(canonical_query(path, QueryDict(query)))
    if len(pairs) == 1 and pairs[0][0] in WRITTEN and re.fullmatch(r"[\w-]+", pairs[0][1]):
        return f"{path}?{pairs[0][0]}={pairs[0][1]}"
    return path


def frozen_path(address: str) -> str:
    """Where the copy has what the site has at an address that `kept` gave: /orders/?year=2014-15 at
    /orders/year/2014-15/, and a file in a folder of that name beside the file itself."""
    path, _sign, query = address.partition("?")
    if path == reverse("updates-feed"):
        return f"{path}index.xml"
    folder, _slash, name = path.rpartition("/")
    return f"{folder}/{query.replace('=', '/')}/{name}" if query else path


def file_of(path: str) -> PurePosixPath:
    """The file, below the copy's folder, that a host of files sends for a path."""
    file = PurePosixPath((f"{path}index.html" if path.endswith("/") else path).lstrip("/"))
    if ".." in file.parts:
        raise ValueError(path)
    return file


def frozen(html: str, *, address: str, site: str) -> FrozenPage:
    """What the site sends from `address`, for the copy; `site` is what whole addresses begin with."""
    html = _FORM.sub(_without_form, html)
    leads_to = frozenset(map(kept, _links(html, address=address, site=site)))

    def lead(anchor: re.Match[str]) -> str:
        before, link, after, text = anchor.groups()
        whole = urljoin(address, unescape(link))
        if not whole.startswith("/") or whole.startswith("//"):
            return anchor[0]
        place, _sign, fragment = whole.partition("#")
        path = frozen_path(kept(place)) + (f"#{fragment}" if fragment else "")
        if "?" not in kept(place):
            text = _("All areas, compared") if "areas=" in place else text
        return f'<a{before}href="{escape(path)}"{after}>{text}</a>'

    def explored(link: re.Match[str]) -> str:
        return escape(frozen_path(kept(urljoin(address, unescape(link[1])))))

    feed = reverse("updates-feed")
    html = _EXPLORED.sub(explored, html)
    html = _ANCHOR.sub(lead, html).replace(f'href="{feed}"', f'href="{frozen_path(feed)}"')
    return FrozenPage(html, leads_to)


def styles_need(css: str, *, address: str) -> Iterator[str]:
    """The files that a stylesheet asks for."""
    for link in _IN_STYLE.findall(css):
        if not link.startswith(("data:", "#")):
            yield urldefrag(urljoin(address, link)).url.partition("?")[0]


def _links(html: str, *, address: str, site: str) -> Iterator[str]:
    """Every attribute that holds an address of this site; the code of frames, and whole addresses."""
    text = unescape(html)
    whole = re.compile(rf'{re.escape(site)}(/[^"\s<>]*)')
    for link in (*_LINK.findall(text), *whole.findall(text)):
        if not link.startswith("//") and link not in {SEARCH, NAMES}:
            yield urldefrag(urljoin(address, link)).url


def _without_form(form: re.Match[str]) -> str:
    """The search goes to the copy's own page. Another form is answered by a server alone: what stands there
    instead leads on."""
    attributes = dict(_ATTRIBUTE.findall(form[1]))
    action = attributes.get("action", "").partition("#")[0]
    if action == reverse("areas"):
        return form[0].replace(f'action="{action}"', f'action="{SEARCH}"', 1)
    years = []
    if indicator := _CHOSEN.search(form[2]):
        years = [
            YearLink(year, reverse("compare-year", args=(indicator[1], year)), is_current=bool(now))
            for year, now in _YEAR.findall(form[2])
        ]
    context = {
        "id": attributes.get("id", ""),
        "compares": action == reverse("compare"),
        "years": years,
    }
    return render_to_string("stats/frozen/no_form.html", context)
