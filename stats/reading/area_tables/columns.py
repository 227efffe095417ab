"""What a column of a table of areas probably is, from its heads, its title and the numbers below it.

Each word has to be explained before a column is certain: a head or a title that says more than the catalogue
knows is asked about, and so is one that fits two measures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median

from stats.catalogue.cells import cell_id
from stats.catalogue.headings import HeadRule
from stats.catalogue.measures import TOTAL, Basis, CellKey, Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.reading.area_tables.amounts import bare, is_amount
from stats.reading.area_tables.table import LEFT_OUT, YEAR_COLUMN, Proposal
from stats.reading.area_tables.words import Words, label_tokens, words_of
from stats.reading.area_tables.years import years_said

MOST_CHOICES = 6
# An area counts a few thousand people at most; the people who live there are hundreds of thousands.
MANY_PEOPLE = 100_000
LARGEST_USUAL_RATE = 1_000

_Cells = tuple[CellKey, ...]


def propose(
    heads: Sequence[str], *, title: str, cells: Sequence[str], years: Collection[ReportingYear]
) -> Proposal:
    """What the column is. `years` are those that its numbers may be of."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return Proposal((LEFT_OUT,), certain=True, why="nothing stands in it")
    if sum(map(is_amount, filled)) * 2 < len(filled):
        if all(years_said(cell).years for cell in filled):
            return Proposal((YEAR_COLUMN, LEFT_OUT), certain=True)
        return Proposal((LEFT_OUT,), certain=True, why="it holds words and no numbers")
    said, ambient = words_of(heads), words_of([title])
    if said.left_out:
        return Proposal((LEFT_OUT,), certain=True, why="it is no count of offenders or orders")
    choices, why = _guess(heads, said, ambient)
    possible = tuple(cell for cell in choices if all(_can_be(cell, year) for year in years))
    if choices and not possible:
        year = next(year for year in years if not _can_be(choices[0], year))
        measure = catalogue().measures[choices[0].measure]
        why = measure.problem_with(choices[0], year=year) or why
    ids = tuple(dict.fromkeys(map(cell_id, possible or choices)))[:MOST_CHOICES]
    if not why and (why := _against_the_numbers(catalogue().measures[choices[0].measure], filled)):
        return Proposal((LEFT_OUT, *ids), certain=False, why=why)
    return Proposal((*ids, LEFT_OUT), certain=not why, why=why)


def is_of_measure(said: Words) -> bool:
    """Whether words say something of what is counted."""
    return any(said.codes.intersection(rule.needs) for rule in catalogue().head_rules)


def _guess(heads: Sequence[str], said: Words, ambient: Words) -> tuple[_Cells, str]:
    """Cells that the column may be, most likely first, and why the first is not certain."""
    if said.counts and not said.rate and ambient.counts:
        ambient = replace(ambient, codes=ambient.codes - _codes("rate"), rate=False)
    if measure := _labelled().get(label_tokens(heads)):
        return (_cell(measure, said, ambient),), _unsure(measure, said, ambient, source=said)
    own = _fitting(said)
    if own and not set(own[0].needs) <= _descriptive():
        measures = _measures(own)
        cells = tuple(_cell(measure, said, ambient) for measure in measures)
        return cells, _unsure(measures[0], said, ambient, source=said) or _two(measures)
    # The head says a category, a level, a year or nothing: the title says of what.
    both = replace(
        said,
        codes=said.codes | ambient.codes,
        bases=said.bases | ambient.bases,
        unknown=(*said.unknown, *ambient.unknown),
    )
    things = said.codes - _descriptive() - _codes("basis")
    joint = [rule for rule in _fitting(both) if not things or things & set(rule.needs)]
    joint = joint or [rule for rule in _fitting(both, loosely=True) if things and things <= set(rule.needs)]
    if own:  # RSOs alone: of what the title speaks, if it does
        joint = [rule for rule in joint if not said.codes.issuperset(rule.needs)] or joint
    if joint:
        measures = _measures(joint)
        if own and own[0].measure != measures[0].code and not (measures[0].has_category or ambient.rate):
            measures = (measures[0], catalogue().measures[own[0].measure])
        cells = tuple(_cell(measure, said, ambient) for measure in measures)
        why = _unsure(measures[0], said, ambient, source=both) or _two(measures)
        if not why and own and said.numbered and joint[0] in own:
            why = "it is a category or level, and nothing says of what count"
        return cells, why
    near = {rule.measure for rule in catalogue().head_rules if both.codes.intersection(rule.needs)}
    every = sorted(catalogue().measures.values(), key=lambda measure: measure.code not in near)
    cells = tuple(
        _cell(measure, said, ambient)
        for measure in every
        if (measure.has_category or not said.categories) and (measure.has_level or not said.levels)
    )
    return cells, "neither its head nor the title says for certain what is counted"


def _unsure(measure: Measure, said: Words, ambient: Words, *, source: Words) -> str:
    """Why a column of that measure is not certain; empty where it is. `source` is what the measure was
    taken from."""
    if source.unknown:
        return f"“{' '.join(source.unknown)}” is not known here"
    if ambient.left_out and not ambient.rate:
        return "the title speaks of numbers that are no counts"
    if measure.is_count is (said.rate or ambient.rate) or (said.counts and not measure.is_count):
        return "it is not clear whether these are numbers or rates"
    if source.bases and len(source.bases) == 1 and not source.bases & _bases(measure):
        return f"it is counted otherwise than {measure.title}: {', '.join(source.bases)}"
    for kind, has, own, around in (
        ("category", measure.has_category, said.categories, ambient.categories),
        ("level", measure.has_level, said.levels, ambient.levels),
    ):
        several = own or around
        if has and len(several) > 1 and not (kind == "level" and several == _levels(measure)):
            return f"it names more than one {kind}"
    return ""


def _two(measures: Sequence[Measure]) -> str:
    if len(measures) < 2:
        return ""
    return f"it may be {' or '.join(measure.title for measure in measures)}"


def _cell(measure: Measure, said: Words, ambient: Words) -> CellKey:
    """The measure's cell; all categories, and all levels, where nothing names one."""

    def one(own: frozenset[str], around: frozenset[str]) -> str:
        among = own or around
        return min(among) if len(among) == 1 else TOTAL

    return CellKey(
        measure.code,
        one(said.categories, ambient.categories) if measure.has_category else "",
        one(said.levels, ambient.levels) if measure.has_level else "",
    )


def _fitting(said: Words, *, loosely: bool = False) -> list[HeadRule]:
    """The rules that the words fit, those that need most of them. Loosely: whatever else is said."""
    found = [
        rule
        for rule in catalogue().head_rules
        if said.codes.issuperset(rule.needs) and (loosely or said.codes <= _explained(rule))
    ]
    most = max((len(rule.needs) for rule in found), default=0)
    return [rule for rule in found if len(rule.needs) == most]


def _explained(rule: HeadRule) -> frozenset[str]:
    measure = catalogue().measures[rule.measure]
    allowed = {*rule.needs, *rule.may, *_codes("basis")}
    if measure.has_category:
        allowed |= _codes("category")
    if measure.has_level:
        allowed |= _codes("levels")
    return frozenset(allowed)


@lru_cache(maxsize=8)
def _codes(field: str) -> frozenset[str]:
    return frozenset(word.code for word in catalogue().head_words if getattr(word, field))


def _descriptive() -> frozenset[str]:
    """Words for a category or a level: they say of whom, and alone hardly what is counted."""
    return _codes("category") | _codes("levels")


def _measures(rules: Sequence[HeadRule]) -> tuple[Measure, ...]:
    return tuple(catalogue().measures[code] for code in dict.fromkeys(rule.measure for rule in rules))


@lru_cache(maxsize=64)
def _levels(measure: Measure) -> frozenset[str]:
    """The levels at which the reports count it."""
    cells = (cell for table in catalogue().tables.values() for cell in table.cells())
    return frozenset(cell.level for cell in cells if cell.measure == measure.code) - {TOTAL, ""}


def _bases(measure: Measure) -> frozenset[Basis]:
    return frozenset((measure.basis, *(change.basis for change in measure.basis_changes)))


@lru_cache(maxsize=1)
def _labelled() -> Mapping[frozenset[str], Measure]:
    """Measures by their titles and by the labels of rows that reports print for them alone."""
    found: dict[frozenset[str], set[str]] = {}
    for tokens, code in _titles():
        if len(tokens) > 1 or not tokens & {"total", "number"}:
            found.setdefault(tokens, set()).add(code)
    return {tokens: catalogue().measures[codes.pop()] for tokens, codes in found.items() if len(codes) == 1}


def _titles() -> Iterator[tuple[frozenset[str], str]]:
    for measure in catalogue().measures.values():
        yield label_tokens([measure.title]), measure.code
        yield label_tokens([measure.short_title]), measure.code
    for table in catalogue().tables.values():
        for row in table.rows:
            if row.measure and not row.level and row.category in (None, TOTAL):
                yield from ((label_tokens([label]), row.measure) for label in (row.label, *row.also))


def _can_be(cell: CellKey, year: ReportingYear) -> bool:
    return catalogue().measures[cell.measure].problem_with(cell, year=year) is None


def _against_the_numbers(measure: Measure, cells: Sequence[str]) -> str:
    """Why the numbers cannot be of that measure, or are hardly so; empty where they can."""
    plain = [bare(cell) for cell in cells]
    if any(cell.endswith("%") for cell in plain):
        return "its numbers are per cents"
    numbers = [
        float(cell.replace(",", "")) for cell in plain if re.fullmatch(r"[0-9][0-9,]*(\.[0-9]+)?", cell)
    ]
    if not numbers:
        return ""
    if measure.is_count:
        if any(re.fullmatch(r"[0-9,]+[.,](?![0-9]{3}$)[0-9]*[1-9][0-9]*", cell) for cell in plain):
            return "its numbers have decimals"
        if median(numbers) > MANY_PEOPLE:
            return "its numbers are too large for a count of offenders"
        if len(numbers) > 4 and set(numbers) == {100.0}:
            return "each of its numbers is 100, as in per cents"
    elif median(numbers) > LARGEST_USUAL_RATE:
        return "its numbers are too large for a rate"
    return ""
