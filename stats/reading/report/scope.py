"""Parts of a report that are not of its own area and year: national figures, tables of another year."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from stats.catalogue.years import ReportingYear
from stats.documents.pages import PageRow
from stats.reading.report.grids import Grid
from stats.reading.report.marks import Mark
from stats.reading.report.subject import years_in
from stats.reading.report.words import cleaned

MOST_HEADING_WORDS = 14
_NATION = r"(?:national(?!ly)|england (?:and|&) wales)"
_WORDS = r"(?:statistic|figure|overview|picture|data|total|table|trend|comparison|average|summary)"
# "The national MAPPA statistics" (Derbyshire 2005-06); not "National Probation Service", nor "All reports of
# England and Wales are published online".
_NATIONAL_HEADING = re.compile(
    rf"^{_NATION}\W*$|\b{_NATION}\b.*\b{_WORDS}|\b{_WORDS}\w*\b.*\b{_NATION}\b"
    rf"|(?:in|for|of|across) england (?:and|&) wales\W*(?:[0-9/ -]*|on 31.*)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|each|published|online|service)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:1 april|31 march|statistic|figures|data|number of|offenders)\b", re.IGNORECASE)
_OWN_HEADING = re.compile(r"^(?:mappa )?statistics$|^mappa statistical information$|^local\b", re.IGNORECASE)


def national_rows(rows: Sequence[PageRow], *, names: Collection[str]) -> frozenset[int]:
    """The rows under a heading that speaks of the nation, up to one that speaks of the area's own numbers."""
    own = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or r"(?!)", re.IGNORECASE)
    found: set[int] = set()
    inside = False
    for at, row in enumerate(rows):
        text = cleaned(" ".join(row.cells))
        if 0 < len(text.split()) <= MOST_HEADING_WORDS:
            if is_national(text):
                inside = True
            elif _OWN_HEADING.search(text) or (own.search(text) and _OWN.search(text)):
                inside = False
        if inside:
            found.add(at)
    return frozenset(found)


def is_national(text: str) -> bool:
    return bool(_NATIONAL_HEADING.search(text)) and not _SENTENCE.search(text)


def is_foreign(grid: Grid, *, year: ReportingYear, national: Collection[int]) -> bool:
    """Whether the grid is of the nation, or of another year: its title says so, or the texts beside it."""
    if any(mark.row in national for mark in grid.cells.values()):
        return True
    near = _near(grid)
    if any(is_national(mark.text) for mark in near):
        return True
    titles = [mark for mark in grid.lead if grid.table.code in mark.names("title")]
    told = [set(years_in(mark.text)) for mark in (titles[:1] or near)]
    if titles and told[0]:
        return year not in told[0]
    told += [set(years_in(mark.text)) for mark in grid.labels.values()]
    years = [named for named in told if named]
    return bool(years) and not any(year in named for named in years)


def _near(grid: Grid) -> list[Mark]:
    return [mark for mark in grid.lead if len(mark.text.split()) <= MOST_HEADING_WORDS][:8]
