"""That the made reports print what was published, and that the bar they are judged by can be missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from stats.catalogue.years import ReportingYear
from stats.reading.reading import ReadCell, ReportReading
from tests.reading.made.disturbances import EVERY, PRINTED, disturbed
from tests.reading.made.documents import MAKERS
from tests.reading.made.judging import judged
from tests.reading.made.printed import Report
from tests.reading.made.renderings import WAYS, document
from tests.reading.made.reports import NAMES, figures, report


def as_printed(printed: Report, *, changed: Mapping[str, ReadCell] | None = None) -> ReportReading:
    """What a reader without a fault reads."""
    cells = {
        key: ReadCell(one.means, min(one.pages), f"a row with {one.printed}")
        for key, one in printed.expected.items()
        if one.means
    }
    return ReportReading(printed.title, printed.area, (), printed.year, {**cells, **(changed or {})})


@pytest.mark.parametrize("name", NAMES)
def test_every_published_figure_is_printed_and_no_other(name: str) -> None:
    assert {key: one.means for key, one in report(name).expected.items()} == figures(name)


def test_there_are_three_layouts_or_more_for_each_format() -> None:
    assert {kind for kind, (layouts, _) in MAKERS.items() if len(layouts) >= 3} == {
        "pdf",
        "docx",
        "html",
        "txt",
    }


@pytest.mark.parametrize("disturbance", EVERY)
def test_a_disturbance_changes_rows_and_loses_no_figure(disturbance: str) -> None:
    changed = 0
    for name in NAMES:
        plain = report(name)
        new, on_rows = disturbed(plain, [disturbance], seed=3)
        changed += any(document(new, way, change=on_rows) != document(plain, way) for way in WAYS)
        if disturbance != "cells_missing":
            assert new.expected.keys() == plain.expected.keys()
    assert changed >= (1 if disturbance in ("thousands", "divisions_as_a_list", "a_head_unreadable") else 3)


def test_the_same_seed_disturbs_alike() -> None:
    one, two = (disturbed(report("dorset-2014-15"), list(PRINTED), seed=7)[0] for _ in range(2))
    assert one == two


@pytest.mark.parametrize("name", NAMES)
def test_a_faultless_reading_meets_the_bar(name: str) -> None:
    found = judged(as_printed(report(name)), report(name))
    assert (found.wrong, found.share) == ([], 1)


SOPO = "sopo....0"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (ReadCell("621", 5, "SOPOs 62"), "'621' was read, '62' is meant"),
        (ReadCell("-", 5, "SOPOs 62"), "'-' was read"),
        (ReadCell("62*", 5, "SOPOs 62*"), "'62*' was read"),
        (ReadCell("62", 4, "SOPOs 62"), "page 4, printed on [5]"),
        (ReadCell("62", 6, "SOPOs"), "the words are without '62'"),
        (ReadCell("", 6, "SOPOs 62"), "empty without a reason"),
    ],
)
def test_a_fault_is_found(cell: ReadCell, told: str) -> None:
    printed = report("dorset-2014-15")
    found = judged(as_printed(printed, changed={SOPO: cell}), printed)
    assert any(told in sentence for sentence in found.wrong), found.wrong


def test_a_figure_that_is_not_printed_is_found() -> None:
    printed = report("derbyshire-2005-06")
    made_up = {"eligible_offenders.total.total..0": ReadCell("47653", 9, "Total 47653")}
    assert len(judged(as_printed(printed, changed=made_up), printed).wrong) == 1


def test_another_area_or_year_is_found() -> None:
    printed = report("dorset-2014-15")
    other = replace(as_printed(printed), area="devon-and-cornwall", year=ReportingYear(2013))
    assert len(judged(other, printed).wrong) == 2
