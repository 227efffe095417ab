"""Texts become years, measures, numbers and markers; what cannot be read becomes a problem.

No database is asked here: what is stored matters to checks.py alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stats.analysis.tables.printed_amounts import (
    DATE_MADE,
    MARKER_PRINTED,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    PrintedAmount,
    UnreadableError,
    read_cell,
    read_marker,
    read_number,
    tidied,
)
from stats.calculations.amounts import Qualifier
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.problems import Problem, nearest
from stats.loading.fields import AREA, CELL, DATE, Fields, RawFigure


@dataclass(frozen=True, slots=True)
class SourceKey:
    """What tells one source document from another."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure, understood as far as its own row allows. None: given, and not to be understood.

    `area` is a name where the raw figure has AREA, else a slug. `page` is None where the file has no such
    column.
    """

    raw: RawFigure
    area: str
    division: str
    year: ReportingYear | None
    measure: Measure | None
    category: str
    level: str
    amount: PrintedAmount | None
    source: SourceKey | None
    page: str | None


def normalise(raw: RawFigure) -> tuple[Entry, list[Problem]]:
    """What one raw figure says, and each problem with reading it."""
    reader = _Reader(raw)
    measure = reader.measure()
    entry = Entry(
        raw=raw,
        area=reader.text(AREA) if AREA in raw.texts else reader.needed("area_slug"),
        division=reader.text("division", longest=120),
        year=reader.year(),
        measure=measure,
        category=reader.text("category").casefold(),
        level=reader.text("level").casefold(),
        amount=reader.amount(measure),
        source=reader.source(),
        page=reader.text("source_page", longest=120) if "source_page" in raw.texts else None,
    )
    return entry, reader.problems


class _Reader(Fields):
    """Reads the texts of one raw figure."""

    def year(self) -> ReportingYear | None:
        before = len(self.problems)
        text = self.needed("year")
        if len(self.problems) > before:
            return None
        try:
            return ReportingYear.read(text)
        except NotAReportingYearError:
            self.problem("year", year_problem(text), expected="a year such as 2014-15")
            return None

    def amount(self, measure: Measure | None) -> PrintedAmount | None:
        name = CELL if CELL in self.raw.texts else "value"
        try:
            if name == CELL:
                return read_cell(self.raw.texts[CELL], measure=measure)
            return self._value_or_marker(measure)
        except UnreadableError as error:
            self.problem(name, str(error), expected=error.expected, found=error.found)
            return None

    def _value_or_marker(self, measure: Measure | None) -> PrintedAmount | None:
        value, marker = self.raw.texts.get("value", ""), self.text("marker").casefold()
        qualifier = self.text("qualifier").casefold()
        if qualifier and qualifier not in QUALIFIERS:
            expected = ", ".join(filter(None, Qualifier))
            near = nearest(qualifier, names=QUALIFIERS)
            self.problem("qualifier", f"there is no such qualifier{near}", expected=f"{expected} or nothing")
            return None
        if tidied(value) and marker:
            words = "a value and a marker stand together"
            raise UnreadableError(words, found=f"{value} and {marker}", expected="one of them")
        if not tidied(value) and not marker:
            raise UnreadableError("there is neither a value nor a marker", expected="one of them")
        if not marker:
            if (code := read_marker(value)) is not None:
                expected = f"{code} in the column marker, and value blank"
                raise UnreadableError("a marker stands in the value column", expected=expected)
            found = read_number(value, measure=measure)
            return self._qualified(found, word=qualifier) if qualifier else found
        if qualifier:
            self.problem("qualifier", "a qualifier stands beside a marker", expected="nothing")
            return None
        code = read_marker(marker)
        if code is None:
            self.problem("marker", "there is no such marker", expected="z, c, x or low")
            return None
        return PrintedAmount(None, code, MARKER_PRINTED[code])

    def _qualified(self, found: PrintedAmount, *, word: str) -> PrintedAmount | None:
        """The number with the qualifier of its own column, which must not contradict one beside the
        number."""
        qualifier = QUALIFIERS[word]
        if found.qualifier is qualifier:
            return found
        if found.qualifier:
            words = "the value is given with another qualifier"
            self.problem("qualifier", words, expected=found.qualifier)
            return None
        printed = f"{found.as_printed} {word}" if word in QUALIFIERS_AFTER else f"{word} {found.as_printed}"
        return replace(found, qualifier=qualifier, as_printed=printed)

    def source(self) -> SourceKey | None:
        before = len(self.problems)
        kind = self.choice("source_kind", catalogue().source_kinds, what="kind of source")
        title = self.needed("source_title", longest=300)
        url = self.link("source_url")
        readable = len(self.problems) == before and kind and title
        return SourceKey(kind, title, url) if readable else None


def year_problem(text: str) -> str:
    """Why the text is no reporting year. Excel makes a date of 2011-12 and saves it as Dec-11."""
    return DATE_MADE if DATE.fullmatch(text) else "this is not a reporting year"
