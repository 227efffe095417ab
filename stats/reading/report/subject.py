"""Which area and which year a report is of: from what the caller says, its title, its name and its text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.pages import Document, Rendering
from stats.reading.area_names import guess_areas
from stats.reading.reading import AreaNames
from stats.reading.report.areas import MOST_TITLE_WORDS, areas_of, own_areas
from stats.reading.report.words import cleaned

T = TypeVar("T")
FIRST_ROWS = 80  # rows of the text that count as its first pages
MOST_MEANT = 3
HEADING = 300  # characters at the beginning that count as a title
TITLE_ROWS = 5  # rows of the text among which the title of the cover stands
LONGEST_TITLE = 120
_REPORT = re.compile(r"\breport\b", re.IGNORECASE)
_NATION = re.compile(r"\bengland (?:and|&) wales\b", re.IGNORECASE)
_OF_MAPPA = re.compile(r"\b(?:mappa|multi[- ]?agency public protection|national statistics)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b((?:19|20)[0-9]{2}) ?(?:[-/]|to) ?((?:19|20)?[0-9]{1,2})\b(?![,.]?[0-9])")
_ENDS = re.compile(
    r"\b(?:31(?:st)?(?: of)? march|year ended march|march),? ((?:19|20)[0-9]{2})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """`areas` are those that may be meant where `area` is empty; `remarks` what the caller said otherwise."""

    title: str
    area: str
    areas: tuple[str, ...]
    year: ReportingYear | None
    remarks: tuple[str, ...] = ()


def years_in(text: str) -> Iterator[ReportingYear]:
    """The reporting years that a cleaned text names, as often and in the order as it does: 2014-15, 2014/5,
    31 March 2015."""
    named = [*_YEARS.finditer(text), *_ENDS.finditer(text)]
    for match in sorted(named, key=lambda match: match.start()):
        first, *others = match.groups()
        if not others:
            yield from _year(int(first) - 1)
        elif int(others[0]) % 100 == (int(first) + 1) % (100 if len(others[0]) > 1 else 10):
            yield from _year(int(first))


def _year(start: int) -> Iterator[ReportingYear]:
    try:
        yield ReportingYear(start)
    except NotAReportingYearError:
        return


def subject(
    document: Document, *, areas: Sequence[AreaNames], area: str, year: ReportingYear | None
) -> Subject:
    """What the report is of. Where its title and its text differ, or name two as much, it is not certain."""
    text = _first_pages(document)
    name = re.sub(r"[-_. ]+", " ", document.name.rpartition(".")[0] or document.name)
    title = cleaned(f"{document.title}. {re.sub(r'(?<=[0-9]{4}) (?=[0-9]{2})', '-', name).title()}")
    heading = text[:HEADING]
    of_areas, is_sure = _areas(document, title=title, heading=heading, text=text, areas=areas)
    of_years = _agreed(
        [_most_named(years_in(title)), _most_named(years_in(heading)), _most_named(years_in(text))]
    )
    remarks = []
    if year is not None and of_years and year not in of_years:
        remarks.append(f"The report's own text is of {of_years[0]}, and not of {year}.")
    if area and of_areas and area not in of_areas:
        names = {known.slug: known.names[0] for known in areas}
        remarks.append(
            f"The report's own text is of {names[of_areas[0]]}, and not of {names.get(area, area)}."
        )
    sure_area = area or (of_areas[0] if len(of_areas) == 1 and is_sure else "")
    sure_year = year or (of_years[0] if len(of_years) == 1 else None)
    return Subject(
        document.title or _cover(document) or name,
        sure_area,
        () if sure_area else of_areas,
        sure_year,
        tuple(remarks),
    )


def _areas(
    document: Document, *, title: str, heading: str, text: str, areas: Sequence[AreaNames]
) -> tuple[tuple[str, ...], bool]:
    """The areas that the report may be of, and whether one alone is one for certain.

    Reports of two areas in one file are of neither for certain, nor is one that names an area only in
    passing. The nation is meant where the title says so and no area is named.
    """
    known = own_areas(areas)
    named = [guess_areas(said, areas=known) for said in (title, heading, text)]
    begun = areas_of(_text(document), areas=known)
    found = tuple(dict.fromkeys((*(begun if len(begun) > 1 else ()), *_agreed(named))))
    nation = NATION_SLUG in {area.slug for area in areas} and _is_of_the_nation(document)
    if nation and not named[0] and not named[1] and not begun:
        return (NATION_SLUG, *found), not found
    return found, bool(named[0] or named[1] or found == begun)


def _is_of_the_nation(document: Document) -> bool:
    """Whether the document's own title, or one of its first rows, is that of a report of the nation."""
    rendering = _text(document)
    rows = (cleaned(" ".join(row.cells)) for row in (rendering.rows if rendering else ()))
    first = itertools.islice(filter(None, rows), TITLE_ROWS)
    return any(
        _NATION.search(text) and _OF_MAPPA.search(text) and len(text.split()) <= MOST_TITLE_WORDS
        for text in (cleaned(document.title), *first)
        if not text.endswith(".")
    )


def _agreed(told: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """What title, heading and text name: the one that the first of them to name any names alone, where the
    others name it too; else all that may be meant."""
    naming = [names for names in told if names]
    if naming and len(naming[0]) == 1 and all(naming[0][0] in names for names in naming):
        return tuple(naming[0])
    return tuple(dict.fromkeys(name for names in naming for name in names[:MOST_MEANT]))


def _most_named(years: Iterator[ReportingYear]) -> tuple[ReportingYear, ...]:
    """The year that is named most often, and those named at least a quarter as often."""
    counted = Counter(years).most_common()
    return tuple(year for year, times in counted if times * 4 >= counted[0][1])


def _cover(document: Document) -> str:
    """The line at the beginning that calls itself a report, as printed; empty where none does."""
    lines = itertools.islice(_lines(document), TITLE_ROWS)
    return next((line for line in lines if len(line) <= LONGEST_TITLE and _REPORT.search(line)), "")


def _first_pages(document: Document) -> str:
    return " ".join(itertools.islice(_lines(document), FIRST_ROWS))


def _text(document: Document) -> Rendering | None:
    rendering = next((r for r in document.renderings if r.how == "text"), None)
    return rendering or next(iter(document.renderings), None)


def _lines(document: Document) -> Iterator[str]:
    """The lines that are not blank, in the order in which the document holds its text."""
    rendering = _text(document)
    if rendering is None:
        return
    for row in rendering.rows:
        if any(cell.strip() for cell in row.cells):
            yield cleaned(" ".join(row.cells))
