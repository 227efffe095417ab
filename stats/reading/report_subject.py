"""Which area and which year a report is of: from what the caller says, its title, its name and its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.pages import Document
from stats.reading.reading import AreaNames
from stats.reading.report_words import cleaned

T = TypeVar("T")
FIRST_WORDS = 6000  # characters of the text that count as its first pages
_YEARS = re.compile(r"\b((?:19|20)[0-9]{2}) ?[-/] ?((?:19|20)?[0-9]{1,2})\b(?![,.]?[0-9])")
_ENDS = re.compile(r"\b(?:31(?:st)? march|year ended march|march) ((?:19|20)[0-9]{2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    title: str
    area: str
    areas: tuple[str, ...]
    year: ReportingYear | None
    remarks: tuple[str, ...] = ()


def years_in(text: str) -> Iterator[ReportingYear]:
    """The reporting years that a cleaned text names, as often as it does: 2014-15, 2014/5, 31 March 2015."""
    for start, end in _YEARS.findall(text):
        if int(end) % 100 == (int(start) + 1) % (100 if len(end) > 1 else 10):
            yield from _year(int(start))
    for end in _ENDS.findall(text):
        yield from _year(int(end) - 1)


def _year(start: int) -> Iterator[ReportingYear]:
    try:
        yield ReportingYear(start)
    except NotAReportingYearError:
        return


def subject(
    document: Document, *, areas: Sequence[AreaNames], area: str, year: ReportingYear | None
) -> Subject:
    text = _text(document)
    first = text[:FIRST_WORDS]
    name = re.sub(r"[_.]", " ", document.name)
    guessed_years = _leading(Counter([*years_in(f"{document.title} {name}")] * 3 + [*years_in(first)]))
    guessed_areas = _leading(_areas_in(f"{document.title} {document.title} {name} {first}", areas))
    remarks = []
    if year is not None and guessed_years and year not in guessed_years:
        remarks.append(f"The report's text names {guessed_years[0]}, not {year}.")
    if area and guessed_areas and area not in guessed_areas:
        remarks.append(f"The report's text names another area: {', '.join(guessed_areas)}.")
    sure_year = year or (guessed_years[0] if len(guessed_years) == 1 else None)
    sure_area = area or (guessed_areas[0] if len(guessed_areas) == 1 else "")
    others = () if sure_area else tuple(guessed_areas)
    title = document.title or document.name.rsplit(".", 1)[0]
    return Subject(title, sure_area, others, sure_year, tuple(remarks))


def _leading(counted: Counter[T]) -> list[T]:
    """What is named most; all that are named as often."""
    top = max(counted.values(), default=0)
    return [name for name, times in counted.items() if times == top]


def _areas_in(text: str, areas: Sequence[AreaNames]) -> Counter[str]:
    found: Counter[str] = Counter()
    plain = text.casefold()
    for names in areas:
        times = max(
            (len(re.findall(rf"\b{re.escape(name.casefold())}\b", plain)) for name in names.names), default=0
        )
        if times:
            found[names.slug] = times
    return found


def _text(document: Document) -> str:
    rendering = next((r for r in document.renderings if r.how == "text"), None)
    rendering = rendering or next(iter(document.renderings), None)
    if rendering is None:
        return ""
    return " ".join(cleaned(cell) for row in rendering.rows[:2000] for cell in row.cells)
