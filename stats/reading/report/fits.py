"""Amounts beside a label that are more or fewer than the table has cells: what they may be, as sums tell."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from stats.analysis.tables.printed_amounts import UnreadableError, read_cell
from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, Outcome, SumRule, check, reconcile
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.reading.report.marks import Mark
from stats.reading.report.words import LETTERS, LETTERS_AS_DIGITS, number_alone

MOST_TRIED = 256  # ways to read a whole table's amounts
PROVEN = 3  # sums that agree, and none that fails
_NOTHING = frozenset(("nil", "none"))

Place = tuple[str, str]
"""A row's code and a column's."""


FOREIGN = "?"
"""The code of a column that is printed and that the table does not have."""


def amount_of(text: str, *, key: CellKey) -> Amount | None:
    """What a printed text amounts to; None where it is no number or marker that can be stored."""
    return _amount(text, key.measure)


def plain(text: str) -> str:
    """A printed text without the sign of a footnote; 0 for a word that means it."""
    return "0" if text.casefold() in _NOTHING else number_alone(text)[0]


@lru_cache(maxsize=4096)
def _amount(text: str, measure: str) -> Amount | None:
    try:
        return read_cell(plain(text), measure=catalogue().measures.get(measure)).amount
    except UnreadableError:
        return None


def how_many(amounts: Sequence[Mark]) -> int:
    """How many of the amounts are printed, and are no blank cells."""
    return sum(bool(amount.text) for amount in amounts)


def keys(table: Table, places: Mapping[Place, Mark]) -> dict[CellKey, Place]:
    """The figure at each place."""
    return {key: place for place in places if (key := table.by_place[place]) is not None}


def findings(table: Table, cells: Mapping[Place, Mark]) -> tuple[Finding[CellKey], ...]:
    """The table's sums checked, those whose total is among the cells."""
    amounts, rules = _amounts_and_rules(table, cells)
    return reconcile(amounts, rules)


def _amounts_and_rules(
    table: Table, cells: Mapping[Place, Mark]
) -> tuple[dict[CellKey, Amount | None], list[SumRule[CellKey]]]:
    amounts = {key: amount_of(cells[place].text, key=key) for key, place in keys(table, cells).items()}
    return amounts, [
        SumRule(sum_.total, sum_.parts, sum_.name) for sum_ in table.totals if sum_.total in amounts
    ]


def proven(table: Table, cells: Mapping[Place, Mark]) -> bool:
    """Whether sums alone show that the cells are right."""
    outcomes = [found.outcome for found in _checked(table, cells)]
    return outcomes.count(Outcome.AGREES) >= PROVEN and Outcome.DIFFERS not in outcomes


def _adds_up(table: Table, cells: Mapping[Place, Mark]) -> bool:
    """Whether sums show that the cells are right, but for one error that may be the report's own."""
    outcomes = [found.outcome for found in findings(table, cells)]
    return outcomes.count(Outcome.AGREES) >= PROVEN and outcomes.count(Outcome.DIFFERS) <= 1


def _checked(table: Table, cells: Mapping[Place, Mark]) -> list[Finding[CellKey]]:
    """Each sum by itself, those whose total is among the cells."""
    amounts, rules = _amounts_and_rules(table, cells)
    return [check(rule, cells=amounts) for rule in rules]


def fitted(
    vectors: Mapping[str, Sequence[Mark]], *, order: Sequence[str], by_rows: bool, table: Table
) -> tuple[dict[Place, Mark], frozenset[Place]]:
    """The cells that the amounts beside each label fill, and those of them that only sums tell.

    Amounts that are more or fewer than the cells may fill them in several ways. What all ways in which no sum
    fails say of a cell is read, where a sum that agrees holds it.
    """
    own = [code for code in order if code != FOREIGN]
    if all(how_many(amounts) == len(own) for amounts in vectors.values()):
        order = own  # the shares have signs, and were left out
    first = next((n for n, row in enumerate(table.rows) if n and row.heading), 0) if not by_rows else 0
    ways = {
        code: [
            {
                (code, other) if by_rows else (other, code): amount
                for other, amount in zip(own, way, strict=True)
                if amount.text
            }
            for way in _ways(amounts, order=order, first=first)
        ]
        for code, amounts in vectors.items()
    }
    exact = {code for code, amounts in vectors.items() if _are_exact(amounts, width=len(order))}
    if any(how_many(amounts) > len(order) for amounts in vectors.values()):
        # Beside a column that is not known, one of a line's numbers may stand for one that is missing.
        exact -= {code for code in exact if ways[code] and _failing(table, ways[code][0])}
    plain = _joined(ways[code][0] for code in exact if ways[code])
    open_ = [found for code, found in ways.items() if code not in exact and found]
    if not open_ or not table.totals:
        return plain, frozenset()
    if not plain and len(open_) > 1 and len({len(found) for found in open_}) == 1:
        # As many too many in every row: the same column, such as a share or last year's total.
        alike = [read for chosen in zip(*open_, strict=True) if _adds_up(table, read := _joined(chosen))]
        return (alike[0], frozenset(alike[0])) if len(alike) == 1 else (plain, frozenset())
    failing = _failing(table, plain)
    open_ = [
        left
        for found in open_
        if (left := [way for way in found if _failing(table, {**plain, **way}) <= failing])
    ]
    if not open_ or math.prod(map(len, open_)) > MOST_TRIED:
        return plain, frozenset()
    every = [plain | _joined(chosen) for chosen in itertools.product(*open_)]
    possible = [read for read in every if _failing(table, read) <= failing]
    held = [{(place, read[place].text) for place in _held(table, read)} for read in possible]
    sure = set.intersection(*held) if held else set()
    read = {place: mark for place, mark in possible[0].items() if (place, mark.text) in sure} if held else {}
    return plain | read, frozenset(read.keys() - plain.keys())


def _joined(ways: Iterable[Mapping[Place, Mark]]) -> dict[Place, Mark]:
    return {place: mark for way in ways for place, mark in way.items()}


def _failing(table: Table, cells: Mapping[Place, Mark]) -> set[CellKey]:
    """The totals of the sums that fail."""
    return {found.rule.total for found in _checked(table, cells) if found.outcome is Outcome.DIFFERS}


def _held(table: Table, cells: Mapping[Place, Mark]) -> Iterator[Place]:
    """The cells that a sum which agrees holds."""
    by_key = keys(table, cells)
    for found in _checked(table, cells):
        if found.outcome is Outcome.AGREES:
            yield from (by_key[key] for key in found.rule.cells if key in by_key)


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
    """The cells, and those of them in which a letter stands for a digit, read where a sum that agrees holds
    each and none fails."""
    changed = {
        place: replace(mark, text=mark.text.translate(LETTERS_AS_DIGITS))
        for place, mark in cells.items()
        if re.fullmatch(rf"[0-9{LETTERS}]*[{LETTERS}][0-9{LETTERS}]*", mark.text)
    }
    read = {**cells, **changed}
    if changed and not _failing(table, read) and changed.keys() <= set(_held(table, read)):
        return read, frozenset(changed)
    return dict(cells), frozenset()


def _ways(amounts: Sequence[Mark], *, order: Sequence[str], first: int) -> Iterator[Sequence[Mark]]:
    """Every way in which the amounts may be as many as there are cells.
    `first` is how many cells of a column the table's first part has, 0 where it has one part."""
    printed = [amount for amount in amounts if amount.text]
    width = len(order)
    own = [n for n, code in enumerate(order) if code != FOREIGN]
    if not printed or len(own) == 1 != len(printed):
        return
    blank = replace(printed[0], text="")
    if len(printed) == width:
        every: Iterable[Sequence[Mark]] = [printed]
    elif len(amounts) == width:  # a blank cell is one that nothing is printed in
        every = [amounts]
    elif len(printed) > width:
        every = [*_grouped(printed, width=width)] if len(printed) <= 3 * width else []
        if len(printed) == width + 1:
            every = [*every, *(printed[:n] + printed[n + 1 :] for n in range(len(printed)))]
    elif first == len(printed) and not any(amount.text == "-" for amount in printed):
        # Nothing is printed in the second part, where dashes may stand.
        every = [[*printed, *[blank] * (width - first)]]
    elif len(printed) * 2 >= width:
        every = _placed(printed, width=width, blank=blank)
    else:
        every = []
    for way in every:
        yield [way[n] for n in own]


def _are_exact(amounts: Sequence[Mark], *, width: int) -> bool:
    """Whether the amounts are as many as the cells, or the blank cells among them are known."""
    return width in (len(amounts), how_many(amounts))


def _placed(printed: Sequence[Mark], *, width: int, blank: Mark) -> Iterator[Sequence[Mark]]:
    """The amounts in their order with blanks between, before and behind them."""
    for places in itertools.combinations(range(width), len(printed)):
        at = dict(zip(places, printed, strict=True))
        yield [at.get(n, blank) for n in range(width)]


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
