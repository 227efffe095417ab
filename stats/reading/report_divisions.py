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
from stats.reading.report_labels import words_of
from stats.reading.report_marks import Mark
from stats.reading.report_words import number_alone

MOST_NAME_WORDS = 5
MOST_DIVISIONS = 40
_COUNT = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})*")
_TOTAL_WORDS = frozenset(("total", "area", "rso", "division", "all", "grand"))


@dataclass(frozen=True)
class DivisionList:
    """The divisions in the order printed with their numbers, and the total, None where none is printed."""

    divisions: tuple[tuple[str, Mark], ...]
    total: Mark | None
    titled: bool
    words: str

    @property
    def made(self) -> int:
        return sum(_number(mark) for _, mark in self.divisions)

    @property
    def adds_up(self) -> bool:
        return self.total is not None and _number(self.total) == self.made

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.divisions)


def division_lists(marks: Sequence[Mark], *, table: Table) -> Iterator[DivisionList]:
    """Every list of names and numbers that may be the divisions, in one rendering."""
    for begin in _beginnings(marks, table=table):
        titled = table.code in marks[begin].names("title")
        for found in (_pairs(marks, begin + titled), _torn(marks, begin + titled)):
            if found and len(found[0]) > 1:
                yield DivisionList(tuple(found[0]), found[1], titled, marks[begin].words if titled else "")


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


def _pairs(marks: Sequence[Mark], at: int) -> tuple[list[tuple[str, Mark]], Mark | None] | None:
    """`A Division 119`, then `B Division 58`, up to a total or to what is no such pair."""
    found: list[tuple[str, Mark]] = []
    while at + 1 < len(marks) and len(found) < MOST_DIVISIONS:
        name, amount = marks[at], marks[at + 1]
        alone = at + 2 >= len(marks) or not marks[at + 2].is_amount
        if name.is_amount or not amount.is_amount or not alone or not _is_count(amount):
            if not found and not name.is_amount and not amount.is_amount and not name.names("row"):
                at += 1  # a head between title and first name
                continue
            break
        if _is_total(name):
            return found, amount
        if not _is_name(name):
            break
        found.append((_name(name), amount))
        at += 2
    return found, None


def _torn(marks: Sequence[Mark], at: int) -> tuple[list[tuple[str, Mark]], Mark | None] | None:
    """All the names, the total's among them, and then as many numbers."""
    names: list[Mark] = []
    while at < len(marks) and not marks[at].is_amount and len(names) <= MOST_DIVISIONS:
        names.append(marks[at])
        at += 1
    amounts: list[Mark] = []
    while at < len(marks) and marks[at].is_amount:
        amounts.append(marks[at])
        at += 1
    end = next((place for place, name in enumerate(names) if _is_total(name)), None)
    if end is None or end + 1 != len(amounts) or not all(map(_is_count, amounts)):
        return None
    pairs = list(zip(names[:end], amounts[:-1], strict=True))
    if not all(_is_name(name) for name, _ in pairs):
        return None
    return [(_name(name), amount) for name, amount in pairs], amounts[-1]


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
    return mark.text.strip(" :.-")


def _is_count(mark: Mark) -> bool:
    return bool(_COUNT.fullmatch(number_alone(mark.text)[0]))


def _number(mark: Mark) -> int:
    return int(number_alone(mark.text)[0].replace(",", ""))
