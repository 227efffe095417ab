"""Reporting years in titles and heads: `2014-15`, `2014/15`, `2014–2015`, `31 March 2015`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stats.catalogue.years import NotAReportingYearError, ReportingYear

YEAR = "{year}"

_TO = r" ?(?:-|–|—|−|/|to) ?"
_MARCH = r"(?:31(?:st)? )?mar(?:ch)?[.,]?[ -]"
_SAID = re.compile(
    rf"(?P<date>\b(?P<iso>\d{{4}})-03-31\b)"
    rf"|(?:\b1(?:st)? )?\bapr(?:il)? (?P<april>\d{{4}}){_TO}{_MARCH}(?P<to_march>\d{{4}}|\d\d)\b"
    rf"|(?<!\d)(?P<start>(?:19|20)\d\d) ?[-–—−/] ?(?P<end>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|\b{_MARCH}(?P<march>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|\b31[./]0?3[./](?P<slashed>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|(?<![\d,.])(?P<alone>(?:19|20)\d\d)(?![\d,.]\d|\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YearsSaid:
    """`alone` are calendar years that may be either of two reporting years; `outside` are texts of years, or
    of spans of years, that are no reporting year the site knows. `rest` is the text with {year} for each."""

    years: tuple[ReportingYear, ...]
    alone: tuple[int, ...]
    outside: tuple[str, ...]
    rest: str

    @property
    def any(self) -> bool:
        return bool(self.years or self.alone or self.outside)


def years_said(text: str) -> YearsSaid:
    """The years that a text names, each once, in the order in which they stand."""
    years: dict[ReportingYear, None] = {}
    alone: dict[int, None] = {}
    outside: dict[str, None] = {}

    def take(found: re.Match[str]) -> str:
        if found["alone"]:
            alone[int(found["alone"])] = None
            return YEAR
        end = found["iso"] or found["to_march"] or found["march"] or found["slashed"]
        start = int(found["start"] or found["april"] or _full(end, after=2000) - 1)
        try:
            if (end := end or found["end"]) and _full(end, after=start) != start + 1:
                raise NotAReportingYearError(found[0])
            years[ReportingYear(start)] = None
        except NotAReportingYearError:
            outside[found[0]] = None
        # That it is the day and not the year says how the numbers are counted.
        return f"31 March {YEAR}" if found["iso"] or found["march"] or found["slashed"] else YEAR

    rest = _SAID.sub(take, " ".join(text.split()))
    return YearsSaid(tuple(years), tuple(alone), tuple(outside), rest)


def _full(year: str, *, after: int) -> int:
    """A year of two digits in full: `00` after 1999 is 2000."""
    if len(year) == 4:
        return int(year)
    century = after // 100 * 100
    return century + int(year) if century + int(year) >= after % 100 + century else century + 100 + int(year)
