"""The years that a question names: reporting years, the day of a snapshot, and calendar years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_APRIL = 4
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
# Tried in this order: what is written out leaves less to guess.
_WRITTEN = (
    re.compile(
        r"\b(?:1(?:st)?\s+(?:of\s+)?)?apr(?:il)?\.?,?\s+(?P<first>20\d\d)\s?(?:-|–|to|until|and)\s?"
        r"(?:31(?:st)?\s+(?:of\s+)?)?mar(?:ch)?\.?,?\s+(?P<last>20\d\d)\b"
    ),
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-\d\d\b"),
    re.compile(r"\b\d\d?[./](?P<month>\d\d?)[./](?P<year>20\d\d)\b"),
    re.compile(rf"\b(?:\d\d?(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH}\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?(?:[-/‐‑‒–—−]|to)\s?(?P<last>(?:19|20)?\d\d)\b"),
    re.compile(r"(?<![\d/-])(?P<short>\d\d)\s?[-/–]\s?(?P<last>\d\d)(?![\d/-])"),
    re.compile(r"(?<!per )(?<!every )\b(?P<year>19\d\d|2[01]\d\d)\b"),
)


@dataclass(frozen=True, slots=True)
class AskedYear:
    """A year as it was typed. `start` is the first calendar year of a reporting year; a calendar year alone
    lies in two of them, and has none. `month` is that of a day or month that was named."""

    text: str
    start: int | None = None
    calendar: int | None = None
    month: int | None = None

    @property
    def is_between(self) -> bool:
        """Whether a month is named that is not that of the snapshots."""
        return self.month not in (None, _APRIL - 1)

    def starts(self, *, is_snapshot: bool) -> tuple[int, ...]:
        """The reporting years that may be meant, the likelier first.

        2015 is the snapshot of 31 March 2015, which ends 2014-15; of what is counted over a year, nine months
        of 2015 are in 2015-16 and three in 2014-15.
        """
        if self.start is not None:
            # Of the two snapshots around a day, the nearer: 31 March 2015 for June 2015.
            back = is_snapshot and self.is_between and _APRIL <= (self.month or 0) < _APRIL + 6
            return (self.start - 1,) if back else (self.start,)
        calendar = self.calendar or 0
        return (calendar - 1,) if is_snapshot else (calendar, calendar - 1)


def asked_years(text: str) -> tuple[tuple[AskedYear, ...], str]:
    """The years in a text, each once in the order written, and the text without them."""
    found: dict[int, list[AskedYear]] = {}
    for pattern in _WRITTEN:
        for match in pattern.finditer(text.lower()):
            if years := list(_read(match)):
                found[match.start()] = years
                blank = " " * (match.end() - match.start())
                text = text[: match.start()] + blank + text[match.end() :]
    years = [year for at in sorted(found) for year in found[at]]
    return tuple({(year.start, year.calendar): year for year in years}.values()), text


def _read(match: re.Match[str]) -> Iterator[AskedYear]:
    said, text = match.groupdict(), " ".join(match[0].split())
    if month := said.get("month"):
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        if 1 <= number <= len(_MONTHS):
            yield AskedYear(text, int(said["year"]) - (number < _APRIL), month=number)
    elif "first" in said:
        first, last = int(said["first"]), int(said["last"])
        century = first // 100 * 100
        last = last if last > 99 else century + last + (100 if last < first % 100 else 0)
        if last == first + 1:
            yield AskedYear(text, first)
        else:
            # From one year to another: two years, not one.
            yield from (AskedYear(str(year), calendar=year) for year in (first, last))
    elif "short" in said:
        first, last = int(said["short"]), int(said["last"])
        if last == (first + 1) % 100:
            yield AskedYear(text, 2000 + first)
    else:
        yield AskedYear(text, calendar=int(said["year"]))
