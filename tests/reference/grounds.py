"""What each number on a page rests on: whose it is, who prints it, its word, what is doubted of it.

Worked out from the files, beside the exact numbers of `figures`: here bounds, rounded numbers and figures
that are not of their year have a place too, for pages show them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache

import pandas as pd

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import figures, two_facts
from tests.reference.two_facts import Counts

RATE = CellKey("rso_rate")
LOWER, UPPER = {"more than", "at least"}, {"fewer than", "at most"}
TURNED = {"more than": "fewer than", "at least": "at most", "fewer than": "more than", "at most": "at least"}


@dataclass(frozen=True, eq=False)
class Ground:
    """`word` is what stands before a bound or a rounded number. `of` are the rows of the number itself (of a
    printed rate the rate's, of one worked out the count's), `beside` the count's beside a printed rate.
    `counts` are the two whole numbers behind a rate, where both stand fast."""

    indicator: Indicator
    amount: Fraction
    word: str = ""
    is_printed: bool = False
    of: tuple[pd.Series, ...] = ()
    beside: tuple[pd.Series, ...] = ()
    counts: Counts | None = None
    made: Fraction | None = None
    """The rate that count and population make, beside a printed one."""

    @property
    def rows(self) -> tuple[pd.Series, ...]:
        return (*self.of, *self.beside)

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """Kind and text of every note that doubts one of its rows."""
        return tuple(dict.fromkeys(doubt for row in self.rows for doubt in doubts_of(row)))

    @property
    def is_of_its_year(self) -> bool:
        return all(kind != "not_of_its_year" for kind, _text in self.doubts)

    @property
    def is_compared(self) -> bool:
        return not self.word and self.is_of_its_year

    @property
    def shown(self) -> Fraction:
        """The number as it is written, without its word."""
        return self.amount if self.is_printed else Fraction(rounded(self.amount, self.indicator.decimals))

    @property
    def number(self) -> str:
        if self.is_printed:
            return as_printed(self.amount)
        sign = "%" if self.indicator.kind is Kind.SHARE else ""
        return f"{rounded(self.amount, self.indicator.decimals):,}{sign}"

    @property
    def text(self) -> str:
        return f"{self.word} {self.number}".strip()

    @property
    def fits(self) -> bool:
        """Whether a printed rate is what count and population round to; True where nobody can tell."""
        return self.made is None or not self.is_printed or two_facts._prints_as(self.made, self.amount)

    @property
    def one_in(self) -> int | None:
        """N in "one in N people"; None where no count is published, and where the rate rests on others."""
        if self.counts is None or not self.counts.above or self.counts.above > self.counts.below:
            return None
        if self.is_printed and not self.beside:
            return None
        return half_up(Fraction(self.counts.below, self.counts.above))


def rounded(number: Fraction | float, places: int) -> Decimal:
    exact = Fraction(number)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    ) + 0


def half_up(number: Fraction) -> int:
    return int(rounded(number, 0))


def as_printed(number: Fraction) -> str:
    """With as many decimals as it has: 57.45, 102, 1,471."""
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1)
def _notes() -> dict[figures.Key, list[tuple[str, str]]]:
    found: dict[figures.Key, list[tuple[str, str]]] = {}
    for _number, row in figures._read(figures.DATA / "notes.csv").iterrows():
        key = tuple(str(row[name]) for name in (*figures.CELL, "source_title"))
        found.setdefault(key, []).append((str(row.kind), str(row.text)))
    return found


def doubts_of(row: pd.Series) -> list[tuple[str, str]]:
    notes = _notes().get(tuple(str(row[name]) for name in (*figures.CELL, "source_title")), [])
    return [(kind, text) for kind, text in notes if kind in ("unusual", "not_of_its_year")]


def row_of(area: str, *, year: ReportingYear, cell: CellKey) -> pd.Series | None:
    return figures.preferred().get((area, "", year.label, cell.measure, cell.category, cell.level))


def added(
    area: str, *, year: ReportingYear, cells: Sequence[CellKey], parts: Sequence[CellKey]
) -> tuple[Fraction, str, tuple[pd.Series, ...]] | None:
    """The number, its word, and the rows that were added; None where one of them holds no number."""
    of_era = [cell for cell in cells if year in catalogue().measures[cell.measure].years]
    for group in (of_era, parts):
        rows = [row_of(area, year=year, cell=cell) for cell in group]
        found = [row for row in rows if row is not None]
        if not found:
            continue
        if len(found) < len(rows) or any(not row.value for row in found):
            return None
        word = both(*(row.qualifier for row in found))
        return (
            None
            if word is None
            else (sum((Fraction(row.value) for row in found), Fraction(0)), word, tuple(found))
        )
    return None


def both(*words: str) -> str | None:
    """The word of a sum of numbers with these words; None where they pull in opposite directions."""
    kinds = {word for word in words if word}
    if not kinds or kinds == {"about"}:
        return "about" if kinds else ""
    for side in (LOWER, UPPER):
        if kinds <= side:
            return next(iter(kinds & {"more than", "fewer than"}), next(iter(kinds)))
    return None


def divided(above: str, below: str) -> str | None:
    """The word of a quotient: over a lower bound stands an upper one. Rounded, a bound may be met."""
    word = both(above, TURNED.get(below, below))
    return {"more than": "at least", "fewer than": "at most"}.get(word, word) if word else word


@cache
def ground(slug: str, area: str, year: ReportingYear) -> Ground | None:
    """What an indicator rests on for that area and year; None where no number can be shown."""
    indicator = catalogue().indicators[slug]
    above = added(area, year=year, cells=indicator.numerator, parts=indicator.parts)
    if indicator.kind is Kind.COUNT:
        if above is None:
            return None
        return Ground(indicator, above[0], above[1], is_printed=len(above[2]) == 1, of=above[2])
    if indicator.kind is Kind.POPULATION_RATE:
        return _rate(indicator, area=area, year=year, above=above)
    below = added(area, year=year, cells=indicator.denominator, parts=indicator.denominator_parts)
    if above is None or below is None or not below[0]:
        return None
    word = divided(above[1], below[1])
    if word is None or (indicator.kind is Kind.SHARE and not word and above[0] > below[0]):
        return None
    counts = None if word else Counts(int(above[0]), int(below[0]))
    return Ground(
        indicator, above[0] * indicator.per / below[0], word, of=(*above[2], *below[2]), counts=counts
    )


def _rate(
    indicator: Indicator,
    *,
    area: str,
    year: ReportingYear,
    above: tuple[Fraction, str, tuple[pd.Series, ...]] | None,
) -> Ground | None:
    people = figures.population(area, year)
    printed = row_of(area, year=year, cell=RATE)
    count_row = row_of(area, year=year, cell=indicator.numerator[0])
    made = above[0] * indicator.per / people if above and not above[1] and people else None
    if printed is not None and printed.value:
        word, counts = printed.qualifier, None
        if not word and figures.value(indicator, area=area, year=year) is not None:
            counts = two_facts.counts(indicator, area=area, year=year)
        beside = () if count_row is None else (count_row,)
        return Ground(indicator, Fraction(printed.value), word, True, (printed,), beside, counts, made)
    if above is None or not people:
        return None
    counts = None if above[1] else Counts(int(above[0]), people)
    return Ground(
        indicator,
        above[0] * indicator.per / people,
        divided(above[1], "") or "",
        of=above[2],
        counts=counts,
        made=made,
    )
