"""Amounts beside a label that are more or fewer than the table has cells: what they may be, as sums tell."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from stats.analysis.printed_amounts import UnreadableError, read_cell
from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, Outcome, SumRule, check, reconcile
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.reading.report.marks import Mark
from stats.reading.report.words import number_alone

MOST_TRIED = 256  # ways to read a whole table's amounts
PROVEN = 3  # sums that agree, and none that fails
_LETTERS_AS_DIGITS = str.maketrans("lIOo", "1100")
_NOTHING = frozenset(("nil", "none"))

Place = tuple[str, str]
"""A row's code and a column's."""


FOREIGN = "?"
"""The code of a column that is printed and that the table does not have."""


class Fit(StrEnum):
    """How the amounts came to the number of cells."""

    EXACT = "exact"
    BY_SUMS = "by sums"


def amount_of(text: str, *, key: CellKey) -> Amount | None:
    """What a printed text amounts to; None where it is no number or marker that can be stored."""
    return _amount(text, key.measure)


@lru_cache(maxsize=4096)
def _amount(text: str, measure: str) -> Amount | None:
    text = "0" if text.casefold() in _NOTHING else number_alone(text)[0]
    try:
        return read_cell(text, measure=catalogue().measures.get(measure)).amount
    except UnreadableError:
        return None


def keys(table: Table, places: Mapping[Place, Mark]) -> dict[CellKey, Place]:
    """The figure at each place."""
    rows = {row.code: row for row in table.rows}
    columns = {column.code: column for column in table.columns}
    return {
        key: (row, column)
        for row, column in places
        if (key := table.cell(rows[row], columns[column])) is not None
    }


def findings(table: Table, cells: Mapping[Place, Mark]) -> tuple[Finding[CellKey], ...]:
    """The table's sums checked, those whose total is among the cells."""
    amounts = {key: amount_of(cells[place].text, key=key) for key, place in keys(table, cells).items()}
    rules = [SumRule(total.total, total.parts, total.name) for total in table.totals]
    return tuple(finding for finding in reconcile(amounts, rules) if finding.rule.total in amounts)


def proven(table: Table, cells: Mapping[Place, Mark]) -> bool:
    """Whether sums alone show that the cells are right."""
    outcomes = [found.outcome for found in _checked(table, cells)]
    return outcomes.count(Outcome.AGREES) >= PROVEN and Outcome.DIFFERS not in outcomes


def _checked(table: Table, cells: Mapping[Place, Mark]) -> list[Finding[CellKey]]:
    """Each sum by itself, those whose total is among the cells."""
    amounts = {key: amount_of(cells[place].text, key=key) for key, place in keys(table, cells).items()}
    rules = (SumRule(total.total, total.parts, total.name) for total in table.totals)
    return [check(rule, cells=amounts) for rule in rules if rule.total in amounts]


def fitted(
    vectors: Mapping[str, Sequence[Mark]], *, order: Sequence[str], by_rows: bool, table: Table
) -> tuple[dict[Place, Mark], Fit]:
    """The cells that the amounts beside each label fill. Amounts that do not fit are read in the one way in
    which all sums agree, or not at all."""
    own = [code for code in order if code != FOREIGN]
    has_others = len(own) < len(order)
    if all(sum(bool(amount.text) for amount in amounts) == len(own) for amounts in vectors.values()):
        order = own  # the shares have signs, and were left out
    first = next((n for n, row in enumerate(table.rows) if n and row.heading), 0) if not by_rows else 0
    ways = {code: list(_ways(amounts, order=order, first=first)) for code, amounts in vectors.items()}
    plain = {code: found[0] for code, found in ways.items() if len(found) == 1}

    def cells(chosen: Mapping[str, Sequence[Mark]]) -> dict[Place, Mark]:
        return {
            (code, other) if by_rows else (other, code): amount
            for code, amounts in chosen.items()
            for other, amount in zip(own, amounts, strict=True)
            if amount.text
        }

    open_ = {code: found for code, found in ways.items() if len(found) > 1}
    if not open_ or not table.totals:
        read = cells(plain)
        return (_without_failing(table, read, by_rows=by_rows) if has_others else read), Fit.EXACT
    # First the same column too many in every row, such as a share or last year's total.
    alike = (
        list(zip(*open_.values(), strict=True)) if len({len(found) for found in ways.values()}) == 1 else []
    )
    every = list(itertools.islice(itertools.product(*open_.values()), MOST_TRIED + 1))
    for tried in (alike, every if len(every) <= MOST_TRIED else []):
        right = [
            read
            for chosen in tried
            if proven(table, read := cells({**plain, **dict(zip(open_, chosen, strict=True))}))
        ]
        fullest = [read for read in right if len(read) == max(map(len, right))]
        texts = {tuple(sorted((place, mark.text) for place, mark in read.items())) for read in fullest}
        if len(texts) == 1:
            return fullest[0], Fit.BY_SUMS
    return _without_failing(table, cells(plain), by_rows=by_rows), Fit.EXACT


def _without_failing(table: Table, cells: Mapping[Place, Mark], *, by_rows: bool) -> dict[Place, Mark]:
    """The cells but those of lines whose own sums fail: beside a column that the table does not have, one of
    its numbers may stand for one that is missing."""
    by_key = keys(table, cells)
    failing = set()
    for finding in _checked(table, cells):
        lines = {by_key[key][0 if by_rows else 1] for key in finding.rule.cells if key in by_key}
        if finding.outcome is Outcome.DIFFERS and len(lines) == 1:
            failing |= lines
    return {place: mark for place, mark in cells.items() if place[0 if by_rows else 1] not in failing}


def without_lost_marks(
    table: Table, cells: Mapping[Place, Mark]
) -> tuple[dict[Place, Mark], frozenset[Place]]:
    """The cells, and those of them whose last digit is the raised sign of a footnote: without it, and in no
    other way, all the sums agree. 62¹ is copied as 621."""
    by_key = keys(table, cells)
    failing = [finding for finding in _checked(table, cells) if finding.outcome is Outcome.DIFFERS]
    # Each sum that fails has such a cell.
    suspects = [
        [
            place
            for key in finding.rule.cells
            if (place := by_key.get(key)) and re.fullmatch(r"[0-9]+[1-9]", cells[place].text)
        ]
        for finding in failing
    ]
    right = set()
    if failing and math.prod(map(len, suspects)) <= MOST_TRIED:
        for chosen in {frozenset(places) for places in itertools.product(*suspects)}:
            changed = {place: replace(cells[place], text=cells[place].text[:-1]) for place in chosen}
            if proven(table, {**cells, **changed}):
                right.add(chosen)
    fewest = min(map(len, right), default=0)
    right = {chosen for chosen in right if len(chosen) == fewest}
    if len(right) != 1:
        return dict(cells), frozenset()
    (chosen,) = right
    return {
        **cells,
        **{place: replace(cells[place], text=cells[place].text[:-1]) for place in chosen},
    }, chosen


def with_letters_read(
    table: Table, cells: Mapping[Place, Mark]
) -> tuple[dict[Place, Mark], frozenset[Place]]:
    """The cells, and those of them in which l, I or O stands for a digit, read where all the sums agree."""
    changed = {
        place: replace(mark, text=mark.text.translate(_LETTERS_AS_DIGITS))
        for place, mark in cells.items()
        if re.search("[lIOo]", mark.text) and re.fullmatch(r"[0-9lIOo]+", mark.text)
    }
    if changed and proven(table, {**cells, **changed}):
        return {**cells, **changed}, frozenset(changed)
    return dict(cells), frozenset()


def _ways(amounts: Sequence[Mark], *, order: Sequence[str], first: int) -> Iterator[Sequence[Mark]]:
    """Every way in which the amounts may be as many as there are cells; one alone where nothing is open.
    `first` is how many cells of a column the table's first part has, 0 where it has one part."""
    printed = [amount for amount in amounts if amount.text]
    width = len(order) - order.count(FOREIGN)
    if width < len(order) and len(order) in (len(printed), len(amounts)):
        every = printed if len(printed) == len(order) else amounts
        yield [amount for amount, code in zip(every, order, strict=True) if code != FOREIGN]
    elif len(printed) == width:
        yield printed
        if width < len(order):  # one of them may be of the column that the table does not have
            yield [replace(printed[0], text="")] * width
    elif len(amounts) == width:  # a blank cell is one that nothing is printed in
        yield amounts
        if width < len(order):  # or it is of that column: "36 7 65 -2", of which -2 is a change
            yield [replace(amounts[0], text="")] * width
    elif first and len(printed) == first:  # nothing is printed in the second part, where dashes may stand
        blank = [replace(printed[0], text="")]
        yield from ([*printed, *blank * (width - first)], blank * width)
    elif width > 1 and width < len(printed) <= 3 * width:
        yield from _grouped(printed, width=width)
        if len(printed) == width + 1:
            yield from (printed[:n] + printed[n + 1 :] for n in range(len(printed)))
        yield [replace(printed[0], text="")] * width  # or none of them is read


def _grouped(printed: Sequence[Mark], *, width: int) -> Iterator[Sequence[Mark]]:
    """Numbers of three digits joined to the one before: `1 471` with a space for the thousands."""
    joins = len(printed) - width
    follow = [
        n
        for n in range(1, len(printed))
        if re.fullmatch(r"[0-9]{3}", printed[n].text)
        and re.fullmatch(r"[1-9][0-9]{0,2}", printed[n - 1].text)
        and printed[n].row == printed[n - 1].row
    ]
    for chosen in itertools.combinations(follow, joins):
        made: list[Mark] = []
        for n, mark in enumerate(printed):
            if n in chosen:
                made[-1] = replace(made[-1], text=made[-1].text + mark.text)
            else:
                made.append(mark)
        yield made
