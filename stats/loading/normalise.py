"""Texts become years, measures, numbers and markers; what cannot be read becomes a problem.

No database is asked here: what is stored matters to checks.py alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from stats.calculations.amounts import Amount, Qualifier
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.loading.fields import AREA, CELL, DATE_MADE, Fields, RawFigure, tidied
from stats.loading.problems import Problem, nearest
from stats.loading.readers import DateCell

# The whole country's MAPPA total is under 100,000: a larger count is two numbers run together.
LARGEST_COUNT = Decimal(999_999)
LONGEST_PRINTED = 40
LARGEST_RATE = Decimal(100_000)  # per 100,000 people

MARKERS = {"z": "z", "c": "c", "x": "x", "low": "low", "-": "z", "–": "z", "—": "z"}
# How a marker stands in a printed table: by the data's own rule z is a printed dash.
MARKER_PRINTED = {"z": "-", "c": "[c]", "x": "[x]", "low": "[low]"}

# What reports and newspapers write before a number, or after it, for each qualifier.
QUALIFIER_WORDS = {
    Qualifier.MORE_THAN: ("more than", "over", "just over", "well over", "above", "in excess of", ">"),
    Qualifier.AT_LEAST: ("at least", "no fewer than", "no less than", "or more", "≥", ">=", "+"),
    Qualifier.FEWER_THAN: (
        "fewer than", "less than", "under", "just under", "below", "nearly", "almost", "close to", "<"
    ),
    Qualifier.AT_MOST: ("at most", "no more than", "up to", "or fewer", "or less", "≤", "<="),
    Qualifier.ABOUT: (
        "about", "around", "approximately", "approx.", "approx", "roughly", "circa", "c.", "~",
        "or so",
    ),
}  # fmt: skip
_QUALIFIERS = {word: qualifier for qualifier, words in QUALIFIER_WORDS.items() for word in words}
QUALIFIERS_AFTER = ("or more", "or fewer", "or less", "or so", "+")
QUALIFIERS_BEFORE = sorted(_QUALIFIERS.keys() - set(QUALIFIERS_AFTER), key=len, reverse=True)
_QUALIFIED = re.compile(
    rf"(?P<before>{'|'.join(map(re.escape, QUALIFIERS_BEFORE))})? ?"
    rf"(?P<number>\d[\d,.]*) ?(?P<after>{'|'.join(map(re.escape, QUALIFIERS_AFTER))})?",
    re.IGNORECASE,
)

_COUNT = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+")
_RATE = re.compile(rf"({_COUNT.pattern})(\.[0-9]{{1,3}})?")
_DATE = re.compile(r"[A-Za-z]{3}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
# `5 c`, `[c]5` or `12 -`: a minus sign before the number is a negative, told before this is asked.
_MARKER = r"(\[?(z|c|x|low)\]?|[-–—])"
_BESIDE_MARKER = rf"[0-9][0-9,.]* ?{_MARKER}|{_MARKER} ?[0-9][0-9,.]*"
_WORD_AND_MARKER = rf"(?i:({'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?{_MARKER})"
_NO_DECIMALS = "a count has no decimals"
_UNKNOWN_WORD = "the word beside the number is not known"
# Why a text is no number: the first pattern that it matches tells.
_REASONS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"=.*", "this is a formula"),
        (r"[-–−—] ?[0-9.,]+", "the number is negative"),
        (_WORD_AND_MARKER, "a qualifier stands beside a marker"),
        (r"[A-Za-z][A-Za-z ]* [0-9][0-9,.]*|[0-9][0-9,.]* [A-Za-z]{4}[A-Za-z ]*", _UNKNOWN_WORD),
        (r".*(?![0-9])\d.*", "the digits are not 0 to 9"),
        (f"(?i:{_BESIDE_MARKER})", "a value and a marker stand together"),
        (r"(?=.*[0-9]).*[lIoO].*", "a letter stands among the digits"),
        (r"[0-9][0-9,]*\.[0-9]*", _NO_DECIMALS),
        (r"[0-9,]*,[0-9,]*", "a comma stands in the wrong place"),
        (r"[0-9]+", "a number does not begin with 0"),
        (r".*", "this is not a number"),
    )
)


@dataclass(frozen=True, slots=True)
class SourceKey:
    """What tells one source document from another."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A number or a marker, and how it stood, with the word before or after it; `qualifier` is what that
    word means."""

    value: Decimal | None
    marker: str
    as_printed: str
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def amount(self) -> Amount:
        return Amount.from_stored(self.value, marker=self.marker, qualifier=self.qualifier)


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


class UnreadableError(Exception):
    """The text is no amount; the message says why."""

    def __init__(self, message: str, *, expected: str = "", found: str | None = None) -> None:
        super().__init__(message)
        self.expected, self.found = expected, found


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
            return ReportingYear.parse(text)
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
        if qualifier and qualifier not in _QUALIFIERS:
            expected = ", ".join(filter(None, Qualifier))
            near = nearest(qualifier, names=_QUALIFIERS)
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
        qualifier = _QUALIFIERS[word]
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
    return DATE_MADE if _DATE.fullmatch(text) else "this is not a reporting year"


def read_marker(text: str) -> str | None:
    """The marker's code for `z`, `[z]` or a dash; None for anything else."""
    plain = tidied(text).casefold()
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1]
    return MARKERS.get(plain)


def read_cell(text: str, *, measure: Measure | None) -> PrintedAmount:
    """A cell of a printed table: a number, with or without a word that qualifies it, or a marker."""
    code = read_marker(text)
    if code is not None:
        return PrintedAmount(None, code, MARKER_PRINTED[code])
    return read_number(text, measure=measure)


def read_number(text: str, *, measure: Measure | None) -> PrintedAmount:
    """A count, or a rate with up to three decimals, exact or as in `just over 11,000` and `11,000 or more`.
    Where the measure is not known either will do."""
    printed = plain = tidied(text)
    qualifier = Qualifier.EXACT
    if (parts := _QUALIFIED.fullmatch(plain)) and (parts["before"] or parts["after"]):
        if parts["before"] and parts["after"]:
            raise UnreadableError("the number has a word before it and one after it", expected="one of them")
        qualifier = _QUALIFIERS[(parts["before"] or parts["after"]).casefold()]
        plain = parts["number"]
    count = measure is not None and measure.is_count
    if isinstance(text, DateCell) or not (_COUNT if count else _RATE).fullmatch(plain):
        expected = "a whole number such as 1471 or 1,471" if count else "a number such as 102 or 57.45"
        why = next(words for pattern, words in _REASONS if pattern.fullmatch(plain))
        if isinstance(text, DateCell):
            why = DATE_MADE
        elif why == _NO_DECIMALS and not count:
            why = "a rate has at most three decimals"
        elif why == _UNKNOWN_WORD:
            expected = f"{', '.join(filter(None, Qualifier))} or nothing beside it"
        raise UnreadableError(why, expected=expected)
    value = Decimal(plain.replace(",", ""))
    largest = LARGEST_COUNT if count or measure is None else LARGEST_RATE
    if value > largest:
        raise UnreadableError("the number is past what can be", expected=f"at most {largest:,}")
    if len(printed) > LONGEST_PRINTED:
        raise UnreadableError("the number is too long")
    return PrintedAmount(value, "", printed, qualifier)
