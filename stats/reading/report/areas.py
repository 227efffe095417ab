"""Whose pages a document holds: its titles and running heads that name an area, where they begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from stats.catalogue.areas import NATION_SLUG
from stats.documents.pages import PageRow, Rendering
from stats.reading.area_names import find_area, guess_areas
from stats.reading.reading import AreaNames
from stats.reading.report.words import cleaned

MOST_TITLE_WORDS = 16
NEAR_ROWS = 3  # "Derbyshire", "Multi Agency Public Protection Arrangements", "2005/6", "Annual Report"
AS_MUCH = 3  # an area named a third as often as the first has pages of its own
_MAPPA = r"(?:mappa|multi[- ]?agency public protection)"
_REPORT = re.compile(rf"\b(?:{_MAPPA}|annual report)\b", re.IGNORECASE)
# All that the title of a report says beside the name of its area.
_TITLE_WORD = re.compile(
    r"(?:multi|agency|multiagency|public|protection|arrangements?|mappa|annual|reports?|strategic|management|"
    r"board|smb|in|of|for|the|and|area|county|police|constabulary|force|page|to|statistics|[0-9]+|[ivx]+)",
    re.IGNORECASE,
)


def own_areas(areas: Sequence[AreaNames]) -> tuple[AreaNames, ...]:
    """Those that have a report: the nation is named in every one of them."""
    return tuple(area for area in areas if area.slug != NATION_SLUG)


def beginnings(rows: Sequence[PageRow], *, areas: Sequence[AreaNames]) -> dict[int, str]:
    """The rows that name an area as a title or a running head does, with its slug. Where sentences speak of
    two areas' MAPPA about as often, the rows of those that do."""
    known = own_areas(areas)
    texts = [cleaned(" ".join(row.cells)) for row in rows]
    titles = dict(_titles(texts, areas=known))
    if len({*titles.values()}) > 1:
        return titles
    named = {at: slug for at, text in enumerate(texts) if (slug := _mappa_of(text, areas=known))}
    counted = Counter(named.values()).most_common()
    often = {slug for slug, times in counted if times > 1 and times * AS_MUCH >= counted[0][1]}
    if len(often | {*titles.values()}) > 1:
        return {at: slug for at, slug in {**named, **titles}.items() if slug in often or at in titles}
    return titles or named


def areas_of(rendering: Rendering | None, *, areas: Sequence[AreaNames]) -> tuple[str, ...]:
    """The areas whose reports the rendering holds, in the order in which they begin."""
    return tuple(dict.fromkeys(beginnings(rendering.rows, areas=areas).values())) if rendering else ()


def pages_of(rendering: Rendering, *, area: str, areas: Sequence[AreaNames]) -> Rendering:
    """The rendering with blank rows for the pages of other areas than that, where it holds several areas'.

    A page that names one area is that area's as a whole, as a running head may stand at its foot; what
    names none is that of the last area named before.
    """
    begins = beginnings(rendering.rows, areas=areas)
    if len({*begins.values()}) < 2:
        return rendering
    by_page: dict[int, set[str]] = {}
    for at, slug in begins.items():
        by_page.setdefault(rendering.rows[at].page, set()).add(slug)
    whole = {page: min(slugs) for page, slugs in by_page.items() if page and len(slugs) == 1}
    return Rendering(rendering.how, tuple(_kept(rendering.rows, begins, whole=whole, area=area)))


def _kept(
    rows: Sequence[PageRow], begins: Mapping[int, str], *, whole: Mapping[int, str], area: str
) -> Iterator[PageRow]:
    current = begins[min(begins)]
    for at, row in enumerate(rows):
        current = whole.get(row.page) or begins.get(at, current)
        yield row if current == area else PageRow(row.page, ())


def _titles(texts: Sequence[str], *, areas: Sequence[AreaNames]) -> Iterator[tuple[int, str]]:
    filled = [at for at, text in enumerate(texts) if text]
    for place, at in enumerate(filled):
        text = texts[at]
        if not 0 < len(text.split()) <= MOST_TITLE_WORDS or not text[0].isupper():
            continue
        near = [texts[n] for n in filled[place + 1 : place + 1 + NEAR_ROWS]]
        if _REPORT.search(text):
            named = guess_areas(text, areas=areas)
            if len(named) == 1 and _says_only(text, name=named[0], areas=areas):
                yield at, named[0]
        elif any(map(_is_title, near)) and (slug := find_area(text, areas=areas)):
            yield at, slug


def _is_title(text: str) -> bool:
    """Whether the text is a title of a report that names no area: `MAPPA Annual Report 2005/6`."""
    return bool(_REPORT.search(text)) and all(map(_TITLE_WORD.fullmatch, re.findall(r"\w+", text)))


def _says_only(text: str, *, name: str, areas: Sequence[AreaNames]) -> bool:
    """Whether the text is such a title with the area's name and nothing else."""
    names = next(area.names for area in areas if area.slug == name)
    words = {word for known in names for word in re.findall(r"\w+", known.casefold())}
    return all(word in words or _TITLE_WORD.fullmatch(word) for word in re.findall(r"\w+", text.casefold()))


def _mappa_of(text: str, *, areas: Sequence[AreaNames]) -> str:
    """The one area whose MAPPA a text speaks of: `the Dorset MAPPA Strategic Management Board`."""
    before = re.findall(rf"((?:[^\s.]+ ){{1,5}}){_MAPPA}\b", text, re.IGNORECASE)
    named = {slug for said in before for slug in _at_the_end(said, areas=areas)}
    return named.pop() if len(named) == 1 else ""


def _at_the_end(text: str, *, areas: Sequence[AreaNames]) -> tuple[str, ...]:
    said = text.split()
    found = (
        find_area(" ".join(said[start:]), areas=areas)
        for start in range(len(said))
        if said[start][0].isupper()
    )
    return tuple(filter(None, found))[:1]
