"""Reports that nobody has seen: the given ones disturbed in a few hundred ways, each held to the same bar.

No cell is ever wrong, and of the figures that a document still says at least 95% are read. What it no longer
says, such as which column a number is of in a table without heads, does not count: the disturbance that takes
it away tells, or tests.reading.made.said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from random import Random

import pytest

from stats.reading.report.read import read_report
from tests.reading.made.areas import KNOWN
from tests.reading.made.disturbances import EVERY, disturbed
from tests.reading.made.judging import Judged, judged
from tests.reading.made.renderings import WAYS, document
from tests.reading.made.reports import NAMES, report
from tests.reading.made.said import unsaid

pytestmark = pytest.mark.thorough

BAR = 0.95
# Together these leave no way to know: the order of columns that have no heads; which of two tables a title
# between them belongs to.
NOT_TOGETHER = (
    {"heads_dropped", "columns_in_another_order"},
    {"heads_after_their_numbers", "last_years_tables"},
)
# Disturbances under which a cell was once read wrong.
ONCE_WRONG = (
    ("cambridgeshire-2014-15", "flowing", "a_garbled_line+capitals+cells_missing", 5101),
    ("dorset-2015-16", "scan", "superscripts_lost+cells_missing+changes", 26),
    ("derbyshire-2005-06", "scan", "last_years_tables+a_summary_that_differs+a_title_dropped", 268),
    ("derbyshire-2005-06", "torn", "running_heads+last_years_column+heads_after_their_numbers", 100106),
    ("cambridgeshire-2014-15", "spaced", "cells_missing+other_labels+a_title_dropped", 100344),
    ("greater-manchester-2014-15", "pdf", "turned+heads_after_their_numbers+spaces_lost", 200001),
    (
        "cambridgeshire-2014-15",
        "flowing",
        "labels_stuck_to_numbers+no_break_spaces+tables_over_two_pages",
        200310,
    ),
    ("derbyshire-2005-06", "stacked", "a_head_unreadable+last_years_column+cells_missing", 200316),
    ("dorset-2015-16", "stacked", "last_years_column+numbers_stuck+tables_over_two_pages", 200352),
    ("dorset-2014-15", "spaced", "last_years_total+heads_after_their_numbers+tables_of_the_nation", 200375),
    ("dorset-2014-15", "ruled", "changes+heads_after_their_numbers+labels_in_the_second_column", 200603),
    ("greater-manchester-2014-15", "flowing", "dots_for_dashes+numbers_stuck+gaps", 201197),
    (
        "greater-manchester-2014-15",
        "stacked",
        "a_printed_error+labels_in_the_second_column+rows_in_another_order",
        201659,
    ),
    ("greater-manchester-2014-15", "torn", "last_years_column+tables_over_two_pages+soft_hyphens", 201648),
    ("greater-manchester-2014-15", "torn", "last_years_tables+spaces_lost+no_gaps", 201839),
    ("dorset-2014-15", "flowing", "letters_confused+numbers_stuck+a_summary_in_front", 202012),
    ("greater-manchester-2014-15", "spaced", "letters_confused+running_heads+cells_missing", 300080),
    ("dorset-2014-15", "ruled", "letters_confused+spaces_lost+markdown", 300559),
    ("dorset-2014-15", "pdf", "a_summary_that_differs+nil_for_nought+last_years_column", 400106),
    ("cambridgeshire-2014-15", "flowing", "percentages+cells_missing+a_heading_dropped", 600720),
    ("dorset-2014-15", "torn", "percentages+a_head_unreadable+columns_in_another_order", 600259),
    (
        "greater-manchester-2014-15",
        "ruled",
        "bullets_and_leaders+labels_on_two_lines+divisions_as_a_list",
        600316,
    ),
)
WAYS_EACH = 4
TOGETHER = 100  # variants with three disturbances at once


@cache
def outcome(names: Sequence[str], way: str, name: str, seed: int) -> Judged:
    printed, change = disturbed(report(name), names, seed=seed)
    reading = read_report(document(printed, way, change=change), areas=KNOWN)
    found = judged(reading, printed, unsaid=unsaid(printed, way))
    found.wrong = [f"{name}, {way}, {', '.join(names) or 'as it is'}, {seed}: {told}" for told in found.wrong]
    return found


def variants(disturbance: str) -> Iterator[Judged]:
    """The disturbance in four of the ways of reading, each with another report, in turn."""
    turn = EVERY.index(disturbance)
    for number in range(WAYS_EACH):
        place = turn * WAYS_EACH + number
        yield outcome((disturbance,), WAYS[place % len(WAYS)], NAMES[(turn + number) % len(NAMES)], place)


def together() -> Iterator[Judged]:
    """Three disturbances drawn at random, in a way and a report drawn at random."""
    random = Random("three at once")
    seed = 0
    while seed < TOGETHER:
        names = tuple(random.sample(EVERY, 3))
        if any(pair <= {*names} for pair in NOT_TOGETHER):
            continue
        seed += 1
        yield outcome(names, random.choice(WAYS), random.choice(NAMES), seed)


def total(some: Iterable[Judged]) -> Judged:
    found = Judged()
    for one in some:
        found += one
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", WAYS)
def test_an_undisturbed_report_is_read(name: str, way: str) -> None:
    found = outcome((), way, name, 0)
    assert found.wrong == []
    assert found.share >= BAR


@pytest.mark.parametrize("disturbance", EVERY)
def test_a_disturbed_report_is_read_right_or_left_empty(disturbance: str) -> None:
    found = total(variants(disturbance))
    assert found.wrong == []
    assert found.share >= BAR


def test_three_disturbances_at_once_make_no_cell_wrong() -> None:
    assert total(together()).wrong == []


@pytest.mark.parametrize(("name", "way", "disturbances", "seed"), ONCE_WRONG)
def test_what_was_once_read_wrong_is_right_or_empty(
    name: str, way: str, disturbances: str, seed: int
) -> None:
    assert outcome(tuple(disturbances.split("+")), way, name, seed).wrong == []


def test_at_least_95_percent_of_all_figures_are_read() -> None:
    found = total(one for disturbance in EVERY for one in variants(disturbance))
    assert found.share >= BAR


def test_there_are_a_few_hundred_variants() -> None:
    assert len(EVERY) * WAYS_EACH + len(WAYS) * len(NAMES) + TOGETHER > 300
