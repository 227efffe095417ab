"""Reporting years: 1 April to 31 March, written `2014-15`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FIRST_START = 2000  # the earliest national count of registered sexual offenders held is 2000-01
LAST_START = 2099
# MAPPA began on 1 April 2001 (Criminal Justice and Court Services Act 2000, sections 67 and 68).
FIRST_REPORT = 2001

_LABEL = re.compile(r"([0-9]{4})-([0-9]{2})")  # \d would take the digits of every script
# How covers, forms and tables write it: 2014/15, 2014-2015, 2014–15, 2014 to 2015, 31 March 2015.
_WRITTEN = re.compile(r"([0-9]{4}) ?(?:[-/‐‑‒–—−]| to ) ?(20[0-9]{2}|[0-9]{2})")
_SNAPSHOT = re.compile(
    r"(?:(?:as )?at |(?:year )?(?:ending|ended) )?(?:31(?:st)? )?(?:march|mar\.?),? ([0-9]{4})"
)


class NotAReportingYearError(ValueError):
    """The text is not a reporting year such as `2014-15`."""


@dataclass(frozen=True, slots=True, order=True)
class ReportingYear:
    """The twelve months from 1 April of `start` to 31 March of `start + 1`."""

    start: int

    def __post_init__(self) -> None:
        if not FIRST_START <= self.start <= LAST_START:
            raise NotAReportingYearError(f"{self.start}: expected {FIRST_START} to {LAST_START}")

    @classmethod
    def parse(cls, text: str) -> ReportingYear:
        """Read `2014-15`; raise NotAReportingYearError for anything else, `2014-16` included."""
        match = _LABEL.fullmatch(text)
        if match is None or int(match[2]) != (int(match[1]) + 1) % 100:
            raise NotAReportingYearError(f"{text!r}: expected a reporting year such as 2014-15")
        return cls(int(match[1]))

    @classmethod
    def read(cls, text: str) -> ReportingYear:
        """The year in any way that people write it, such as `2014/15`, `2014-2015`, `2014–15` and `31 March
        2015`; raise NotAReportingYearError for anything else, `2014` and `2014-16` included."""
        plain = " ".join(text.split()).casefold()
        if match := _SNAPSHOT.fullmatch(plain):
            return cls(int(match[1]) - 1)
        match = _WRITTEN.fullmatch(plain)
        if match is None or int(match[2]) not in (int(match[1]) + 1, (int(match[1]) + 1) % 100):
            raise NotAReportingYearError(f"{text!r}: expected a reporting year such as 2014-15")
        return cls(int(match[1]))

    @property
    def label(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def end(self) -> int:
        """The calendar year of the snapshot, 31 March."""
        return self.start + 1

    @property
    def before(self) -> ReportingYear | None:
        """The year before; None for the first that the site knows."""
        return self.back(1) if self.start > FIRST_START else None

    def back(self, years: int) -> ReportingYear:
        return ReportingYear(self.start - years)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Span:
    """Reporting years from `first` to `last`, both included; None is open."""

    first: ReportingYear | None = None
    last: ReportingYear | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"span ends {self.last} before it starts {self.first}")

    def __contains__(self, year: ReportingYear) -> bool:
        start = year.start
        return (self.first is None or self.first.start <= start) and (
            self.last is None or start <= self.last.start
        )

    def __str__(self) -> str:
        words = (f"{word} {year}" for word, year in (("from", self.first), ("to", self.last)) if year)
        return " ".join(words) or "in every year"

    def years(self) -> Iterator[ReportingYear]:
        """Every year of a span that is closed at both ends."""
        if self.first is None or self.last is None:
            raise ValueError("an open span has no list of years")
        return (ReportingYear(start) for start in range(self.first.start, self.last.start + 1))


EVERY_YEAR = tuple(Span(ReportingYear(FIRST_START), ReportingYear(LAST_START)).years())
