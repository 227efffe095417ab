"""Registered sexual offenders by division: names that no catalogue knows, each with one number.

What tells such a list from any other is its title and its sum: Derbyshire 2005-06 prints
"A Division 119 B Division 58 … Total 628" in one row under
"The number of RSO's living in the area on 31 March 2006".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stats.catalogue.layouts import Table
from stats.catalogue.years import ReportingYear
from stats.reading.report.labels import words_of
from stats.reading.report.marks import Mark
from stats.reading.report.subject import years_in
from stats.reading.report.words import number_alone, without_dates

MOST_NAME_WORDS = 5
SURE_NEAR = 0.85
MOST_DIVISIONS = 40
_COUNT = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})*")
_TOTAL_WORDS = frozenset(("total", "area", "rso", "division", "all", "grand"))


_Found = tuple[list[tuple[str, Mark]], Mark | None]


@dataclass(frozen=True)
class DivisionList:
    """The divisions in the order printed with their numbers, and the total, None where none is printed.

    `titled` is whether a title of the table stands above, `is_named` whether that title is of nothing else.
    """

    divisions: tuple[tuple[str, Mark], ...]
    total: Mark | None
    titled: bool
    is_named: bool

    @property
    def made(self) -> int:
        return sum(_number(mark) for _, mark in self.divisions)

    @property
    def adds_up(self) -> bool:
        return self.total is not None and _number(self.total) == self.made

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.divisions)


def division_lists(marks: Sequence[Mark], *, table: Table, year: ReportingYear) -> Iterator[DivisionList]:
    """Every list of names and numbers that may be the divisions, in one rendering."""
    known = frozenset(word for title in (table.title, *table.also) for word in words_of(title))
    for begin in _beginnings(marks, table=table):
        titled = table.code in marks[begin].names("title")
        is_named = titled and len(marks[begin].tags) == 1 and marks[begin].near >= SURE_NEAR
        heads = list(years_in(marks[begin].text)) if titled else []
        for found in (
            _pairs(marks, begin + titled, heads=heads, year=year, known=known),
            _torn(marks, begin + titled, heads=heads, year=year),
        ):
            if found and len(found[0]) > 1:
                yield DivisionList(tuple(found[0]), found[1], titled, is_named)


def _beginnings(marks: Sequence[Mark], *, table: Table) -> Iterator[int]:
    """Titles of the table, and names that follow no other pair of name and number."""
    was_pair = False
    for at, mark in enumerate(marks):
        if table.code in mark.names("title"):
            yield at
        is_pair = _is_name(mark) and at + 1 < len(marks) and marks[at + 1].is_amount
        if is_pair and not was_pair:
            yield at
        if not mark.is_amount:
            was_pair = is_pair


def _pairs(
    marks: Sequence[Mark],
    at: int,
    *,
    heads: Sequence[ReportingYear],
    year: ReportingYear,
    known: frozenset[str],
) -> _Found | None:
    """`A Division 119`, then `B Division 58`, up to a total or to what is no such pair. Of two numbers beside
    each name, the one under the head of the report's year."""
    found: list[tuple[str, Mark]] = []
    while at + 1 < len(marks) and len(found) < MOST_DIVISIONS:
        name = marks[at]
        end = at + 1
        while end < len(marks) and marks[end].is_amount:
            end += 1
        amounts = marks[at + 1 : end]  # of a page's number below them, those of the name's own row
        beside = [amount for amount in amounts if amount.row == name.row] or amounts
        amount = _of_year(beside, heads=heads, year=year)
        if amount is None and not found and not name.names("row") and end == at + 1:
            if _is_name(name) and not words_of(name.text) <= known:
                return None  # the beginning of the first name, or a head: nothing tells
            at = end  # a head between title and first name
            heads = [*heads, *years_in(name.text)]
            continue
        if amount is None or name.is_amount:
            break
        if _is_total(name):
            return found, amount
        if not _is_name(name):
            break
        found.append((_name(name), amount))
        at = end
    return found, None


def _of_year(amounts: Sequence[Mark], *, heads: Sequence[ReportingYear], year: ReportingYear) -> Mark | None:
    years = heads[-len(amounts) :] if amounts else []
    if len(heads) > len(amounts) and heads[0] != year:
        return None  # the title is of another year than the heads
    if len(amounts) == 1 and (not heads or year in heads):
        only = amounts[0]
    elif len(amounts) == len(years) == len(set(years)) and year in years:
        only = amounts[years.index(year)]
    else:
        return None
    return only if _is_count(only) else None


def _torn(
    marks: Sequence[Mark], at: int, *, heads: Sequence[ReportingYear], year: ReportingYear
) -> _Found | None:
    """All the names, the total's among them, and then as many numbers."""
    names: list[Mark] = []
    while at < len(marks) and not marks[at].is_amount and len(names) <= MOST_DIVISIONS:
        names.append(marks[at])
        at += 1
    amounts: list[Mark] = []
    while at < len(marks) and marks[at].is_amount:
        amounts.append(marks[at])
        at += 1
    end = next((place for place, name in enumerate(names) if _is_total(name)), len(names))
    lines = names[: end + 1]
    years = [*heads, *(named for name in lines for named in years_in(name.text))]
    if len(lines) != len(amounts) or not all(map(_is_count, amounts)) or not all(map(_is_name, names[:end])):
        return None
    if years and set(years) != {year}:
        return None
    pairs = [(_name(name), amount) for name, amount in zip(names[:end], amounts, strict=False)]
    return pairs, amounts[end] if end < len(amounts) else None


def _is_total(mark: Mark) -> bool:
    words = words_of(mark.text)
    return "total" in words and words <= _TOTAL_WORDS


def _is_name(mark: Mark) -> bool:
    said = mark.text.split()
    return (
        not mark.is_amount
        and not mark.tags
        and 0 < len(said) <= MOST_NAME_WORDS
        and said[0][0].isupper()
        and not _is_total(mark)
    )


def _name(mark: Mark) -> str:
    return number_alone(without_dates(mark.text).strip(" :.-"))[0].strip()


def _is_count(mark: Mark) -> bool:
    return bool(_COUNT.fullmatch(number_alone(mark.text)[0]))


def _number(mark: Mark) -> int:
    return int(number_alone(mark.text)[0].replace(",", ""))
