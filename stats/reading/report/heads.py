"""What the heads beside a table say: which column, or which row, each amount of a line belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stats.catalogue.layouts import Table
from stats.catalogue.years import ReportingYear
from stats.reading.report.fits import FOREIGN
from stats.reading.report.labels import NOTHING, Labels, Tag, heading_of, words_of
from stats.reading.report.marks import Mark
from stats.reading.report.subject import years_in

_OTHER_HEAD = re.compile(
    r"(?<!\S)%(?!\S)|\bchange\b|\bdifference\b|\bshare\b|\bper ?cent|\bincrease\b", re.IGNORECASE
)


class Heads(StrEnum):
    """What the heads of the other direction said about the order of the amounts."""

    SEEN = "seen"
    LOST = "lost"
    UNCLEAR = "unclear"


def groups_of(table: Table) -> Mapping[str, str]:
    """Each row's part of the table: the code of the row that its heading stands above, or nothing."""
    found: dict[str, str] = {}
    group, above = "", ""
    for row in table.rows:
        heading = heading_of(table, row)
        if heading and heading != above:
            group, above = row.code, heading
        found[row.code] = group
    return found


class Names:
    """Which row or column a label means, where several have the same: that under the heading last seen, that
    of the year beside it, else the next."""

    def __init__(self, table: Table, *, year: ReportingYear, by_rows: bool) -> None:
        self.table, self.year, self.part = table, year, "row" if by_rows else "column"
        self.groups = groups_of(table) if by_rows else {}
        self.lines = {line.code: line for line in (table.rows if by_rows else table.columns)}
        self.group = ""
        self._waiting: list[str] = []  # headings that stand together, before the labels of all of them
        self._last = -1

    def heading(self, mark: Mark, at: int) -> bool:
        """Whether the mark is a heading of the table, which holds for the labels after it; it is `at` of the
        marks."""
        found = mark.codes(self.table.code, "heading") if self.groups else frozenset()
        if found:
            self._waiting = [*(self._waiting if at == self._last + 1 else ()), min(found)]
            self.group, self._last = self._waiting[0], at
        return bool(found)

    def title(self) -> None:
        """A title ends what a heading holds for."""
        self._waiting, self.group = [], ""

    def code(self, mark: Mark, *, taken: Mapping[str, object]) -> str:
        """The line that the mark names; empty where it names none of the table."""
        return self.named(mark.tags, mark.text, taken=taken)

    def named(self, tags: frozenset[Tag], text: str, *, taken: Mapping[str, object]) -> str:
        codes = {tag.code for tag in tags if tag.table == self.table.code and tag.part == self.part}
        order = [code for code in self.lines if code in codes]
        if order and (years := set(years_in(text))):
            order = [code for code in order if self.year.back(self.lines[code].years_back) in years]
        if not order:
            return ""
        under = [code for code in order if self.groups.get(code, "") == self.group] if self.group else order
        if all(code in taken for code in under) and len(self._waiting) > 1:
            self.group = self._waiting.pop(1)
            under = [code for code in order if self.groups.get(code, "") == self.group]
        elif len(self._waiting) == 1:
            self._waiting = []
        if self.group and not all(code in taken for code in self._own()):
            order = under  # the part under the heading is not whole yet
        return next((code for code in (*under, *order) if code not in taken), (*under, *order, "")[0])

    def _own(self) -> list[str]:
        return [code for code, group in self.groups.items() if group == self.group]

    def goes_on(self, code: str, taken: Mapping[str, object]) -> bool:
        """Whether the line stands behind all of those in the table's order."""
        order = list(self.lines)
        return order.index(code) > max(map(order.index, taken), default=-1)

    def has_begun(self, taken: Mapping[str, object]) -> bool:
        """Whether a line of the part under the heading is taken."""
        return any(code in taken for code in self._own())


def lines_named(marks: Sequence[Mark], *, names: Names, nearest_last: bool = False) -> dict[str, Mark]:
    """The rows or columns that the marks name, in that order, each where it is first named; or last, where
    the numbers stand behind the marks."""
    found: dict[str, Mark] = {}
    for at, mark in enumerate(marks):
        if not names.heading(mark, at) and (code := names.code(mark, taken=found)):
            if nearest_last:
                found.pop(code, None)
            found.setdefault(code, mark)
    return found


@dataclass(frozen=True, slots=True)
class Lead:
    """The marks beside a table, above it back to the amounts before or below it up to those after, in the
    order printed and from the nearest on; and the rows that they stand in, the last not included."""

    marks: Sequence[Mark]
    nearest: Sequence[Mark]
    rows: range


def heads_of(
    lead: Lead, *, rows: Sequence[Sequence[str]], names: Names, labels: Labels
) -> tuple[list[str], Heads]:
    """The order of the amounts beside each label, from the heads above the table, or below it."""
    expected = list(names.lines)
    if len(expected) == 1:
        return expected, Heads.SEEN
    own = [n for n, mark in enumerate(lead.marks) if names.table.code in mark.names("title")]
    marks = lead.marks[own[-1] + 1 :] if own else lead.marks
    first = lead.marks[own[-1]].row + 1 if own else lead.rows.start
    heads = [rows[at] for at in range(first, lead.rows.stop) if any(rows[at])]
    if any(_filled(row)[1:] for row in heads) and not any(names.groups.values()):
        return _in_rows(heads, names=names, labels=labels)
    alone = _heads_alone(marks, names=names)
    seen = list(lines_named(alone, names=names, nearest_last=lead.marks is not lead.nearest))
    order, told = _completed(seen, expected=expected)
    others = sum(_OTHER_HEAD.search(cell) is not None for row in heads for cell in row)
    others += sum(_is_of_another_year(mark, names=names) for mark in alone)
    if told is Heads.LOST and not others and own and _in_title(lead.marks[own[-1]], names=names) == expected:
        told = Heads.SEEN
    return [*order, *[FOREIGN] * others], told


def _in_title(title: Mark, *, names: Names) -> list[str]:
    """The lines that a title names by one word, in its order: `through Level 3 (MAPPP) and Level 2`."""
    words = [words_of(word) for word in title.text.split()]
    found = {code: words_of(line.label) for code, line in names.lines.items()}
    named = [code for code, label in found.items() if len(label) == 1 and label in words]
    return sorted(named, key=lambda code: words.index(found[code]))


def _is_of_another_year(mark: Mark, *, names: Names) -> bool:
    of_part = mark.codes(names.table.code, names.part)
    return bool(of_part) and _has_years(mark.text) and not names.code(mark, taken={})


def _heads_alone(marks: Sequence[Mark], *, names: Names) -> list[Mark]:
    """The marks in whose rows nothing stands but the table's own labels: a sentence names levels as well."""
    own = [mark for mark in marks if any(tag.table == names.table.code for tag in mark.tags)]
    said = frozenset(word for mark in own for word in words_of(mark.text))
    return [mark for mark in own if words_of(mark.words) <= said]


def _completed(seen: list[str], *, expected: list[str]) -> tuple[list[str], Heads]:
    if len(seen) == len(expected):
        return seen, Heads.SEEN
    one_lost = len(seen) == len(expected) - 1 and seen == [code for code in expected if code in seen]
    return expected, Heads.SEEN if one_lost else Heads.UNCLEAR if seen else Heads.LOST


def _has_years(text: str) -> bool:
    return next(years_in(text), None) is not None


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]


def _in_rows(heads: Sequence[Sequence[str]], *, names: Names, labels: Labels) -> tuple[list[str], Heads]:
    """The order that heads have which lie over several rows: one of the rows has a cell for each amount, and
    a head that it leaves open stands in a row that has a cell for each open one. The code of a column that
    the table does not have, such as a share or last year's total, is FOREIGN."""
    expected = list(names.lines)

    def codes(cells: Sequence[str]) -> list[str]:
        found: list[str] = []
        for cell in cells:
            named = labels.named(words_of(cell)) if cell else NOTHING
            code = names.named(named.tags, cell, taken=dict.fromkeys(found))
            is_foreign = _OTHER_HEAD.search(cell) or (named.tags and not code and _has_years(cell))
            found.append(FOREIGN if is_foreign else code)
        return found

    slots: list[str] = []
    others: list[list[str]] = []
    for row in reversed(heads):
        options = [codes(cells) for cells in (_filled(row), row, row[1:] if not row[0] else ())]
        fitting = (found for found in options if len(found) - found.count(FOREIGN) == len(expected))
        if slots or not (slots := next(fitting, [])):
            others.insert(0, options[0])
    if not slots:
        seen = list(dict.fromkeys(code for row in others for code in row if code not in ("", FOREIGN)))
        order, told = _completed(seen, expected=expected)
        rows = [[code for code in row if code in order] for row in others]
        in_order = all(sorted(row, key=order.index) == row for row in rows)
        is_one_row = sum(map(bool, rows)) == 1
        return (order, told) if in_order and (order == expected or is_one_row) else (expected, Heads.UNCLEAR)
    for row in others:
        open_ = [n for n, code in enumerate(slots) if not code]
        if len(row) == len(open_) and all(row) and not set(row) & set(slots):
            for n, code in zip(open_, row, strict=True):
                slots[n] = code
    own = [code for code in slots if code and code != FOREIGN]
    left = [code for code in expected if code not in own]
    if len(own) != len(set(own)) or len(left) > 1:
        return expected, Heads.UNCLEAR if own else Heads.LOST
    return [code or left[0] for code in slots], Heads.SEEN
