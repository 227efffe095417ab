"""Printed tables and their strips in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.template.loader import render_to_string

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.notes import Notes
from stats.analysis.tables.printed_tables import PrintedTable, printed_tables
from stats.analysis.tables.reconciliation import Check
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import SumRule, reconcile
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.printed_tables import PrintedTableText, StripText, common_source, strip_text
from tests.presentation.cells import figure_cells
from tests.views.reading import Page

YEAR = ReportingYear.parse("2014-15")
REPORT = SourceRef(1, "area report", "A report", "https://example.org/", slug="a-report")
PRESS = SourceRef(2, "press report", "A newspaper", "")

TOTAL = CellKey("level_2_3_offenders", "total", "3")
PARTS = tuple(CellKey("level_2_3_offenders", category, "3") for category in "123")


def strip(*rules: tuple[int | None, tuple[int, ...]], explanation: str = "") -> StripText | None:
    """The strip of a table with these printed totals and their parts; None for a total that is suppressed."""
    checks = []
    for number, (printed, parts) in enumerate(rules):
        total = CellKey("level_2_3_offenders", "total", str(number))
        cells = [CellKey("level_2_3_offenders", str(place), str(number)) for place in range(len(parts))]
        amounts: Mapping[CellKey, Amount | None] = {
            total: Amount.marked(Marker.SUPPRESSED) if printed is None else Amount.of(printed),
            **{cell: Amount.of(part) for cell, part in zip(cells, parts, strict=True)},
        }
        (finding,) = reconcile(amounts, [SumRule(total, tuple(cells), f"total {number}")])
        checks.append(Check("dorset", YEAR, "table", "A table", REPORT, finding, explanation))
    ids = {(check.finding.rule.total, REPORT.id): f"note-{n}" for n, check in enumerate(checks)}
    return strip_text(checks, ids=ids)


def said(found: StripText | None) -> StripText:
    assert found is not None
    return found


def test_a_table_without_totals_has_no_strip() -> None:
    assert strip() is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "The one printed total that can be checked adds up."),
        (2, "Both printed totals that can be checked add up."),
        (8, "All 8 printed totals that can be checked add up."),
    ],
)
def test_grammar_follows_how_many_totals_agree(number: int, words: str) -> None:
    found = said(strip(*[(9, (3, 4, 2))] * number))
    assert (found.state, found.text, found.details) == ("agrees", words, ())


def test_what_could_not_be_checked_is_not_said_to_agree() -> None:
    found = said(strip((None, (3, 4, 2))))
    assert found.state == "unchecked"
    assert "could be checked" in found.text


def test_a_difference_is_one_sentence_with_its_workings() -> None:
    (detail,) = said(strip((7, (3, 4, 2)), (5, (3, 2)))).details
    assert (
        detail.text == "Total 0: the source prints 7; its parts add up to 9 (3 + 4 + 2). The difference is 2."
    )
    assert detail.reason == "No reason is given. Shown as printed."
    assert detail.note_id == "note-0"


def test_a_difference_has_no_sign_whichever_way_it_lies() -> None:
    for printed in (7, 11):
        (detail,) = said(strip((printed, (3, 4, 2)))).details
        assert detail.text.endswith("The difference is 2.")


def test_many_parts_are_counted_and_not_listed() -> None:
    (detail,) = said(strip((12, (1,) * 11))).details
    assert "its parts add up to 11 (11 parts)" in detail.text


def test_an_explained_difference_carries_its_reason() -> None:
    found = said(strip((7, (3, 4, 2)), explanation="Two left."))
    assert found.state == "explained"
    assert found.details[0].reason == "Two left."


def printed(figures: Mapping[CellKey, tuple[Amount, SourceRef]]) -> tuple[PrintedTable, ...]:
    layout = catalogue().layout_for(YEAR)
    assert layout is not None
    held = [
        PublishedFigure("dorset", YEAR, cell, amount, "", source, "page 12", True)
        for cell, (amount, source) in figures.items()
    ]
    return printed_tables(layout, figures=held, area_slug="dorset", year=YEAR, notes=Notes({}))


def table(figures: Mapping[CellKey, tuple[Amount, SourceRef]]) -> PrintedTableText:
    (found,) = printed(figures)
    return PrintedTableText(found)


def enough() -> dict[CellKey, tuple[Amount, SourceRef]]:
    """A third row that is held, without which the table would be a list."""
    cells = [CellKey("eligible_offenders", category, "3") for category in ("1", "2", "3", "total")]
    return dict.fromkeys(cells, (Amount.of(1), REPORT))


def test_a_dash_a_gap_and_a_zero_are_three_things() -> None:
    def eligible(category: str, level: str) -> CellKey:
        return CellKey("eligible_offenders", category, level)

    found = table(
        {
            eligible("1", "1"): (Amount.of(0), REPORT),
            eligible("3", "1"): (Amount.marked(Marker.NOT_APPLICABLE), REPORT),
            eligible("1", "2"): (Amount.marked(Marker.SUPPRESSED), REPORT),
            **enough(),
        }
    )
    level_1, level_2 = (figure_cells(row) for row in found.table.rows[:2])

    assert [(cell.text, cell.is_missing, cell.spoken == "not applicable") for cell in level_1[:3]] == [
        ("0", False, False),
        ("", True, False),
        ("–", False, True),
    ]
    assert (level_2[0].text, level_2[0].is_missing) == ("[c]", False)


def test_a_dash_is_drawn_where_nothing_can_be_even_if_it_is_not_held() -> None:
    found = table({CellKey("eligible_offenders", "1", "1"): (Amount.of(5), REPORT), **enough()})
    dash = figure_cells(found.table)[2]
    assert (dash.text, dash.spoken, dash.is_missing) == ("–", "not applicable", False)


def test_second_hand_numbers_are_marked_cell_by_cell() -> None:
    found = table(
        {
            CellKey("eligible_offenders", "1", "1"): (Amount.of(5), REPORT),
            CellKey("eligible_offenders", "2", "1"): (Amount.of(6), PRESS),
            **enough(),
        }
    )
    assert [cell.second_hand for cell in figure_cells(found.table)[:2]] == [False, True]
    drawn = render_to_string("stats/components/printed_table.html", {"printed": found})
    assert '<a href="/sources/a-report/">A report: page 12</a>' in drawn
    assert "A newspaper: page 12\n" in drawn


def test_a_table_that_is_hardly_held_is_a_list_of_what_is() -> None:
    found = table(
        {
            CellKey("eligible_offenders", "1", "total"): (Amount.of(940), PRESS),
            CellKey("eligible_offenders", "1", "2"): (Amount.of(13), PRESS),
            CellKey("eligible_offenders", "total", "total"): (Amount.of(1600), PRESS),
        }
    )
    assert found.is_sparse
    drawn = Page(render_to_string("stats/components/printed_table.html", {"printed": found}))
    (listed,) = drawn.tables
    assert listed.rows == [
        ["Figure", "Number"],
        ["Category 1: Registered sex offenders, Level 2", "Press13"],
        ["Category 1: Registered sex offenders, Total", "Press940"],
        ["Total", "Press1,600"],
    ]
    assert "not held" not in drawn.text
    assert "There is no figure for the rest of this table." in drawn.text
    assert found.strip is None  # no total could be checked, which goes without saying


def test_a_third_held_is_a_table() -> None:
    """Fifteen cells can be: Category 3 at Level 1 cannot."""
    cells = [CellKey("eligible_offenders", category, level) for category in "12" for level in "123"]
    one = (Amount.of(1), REPORT)
    sizes = [5, 4, 3]
    assert [table(dict.fromkeys(cells[:size], one)).is_sparse for size in sizes] == [False, True, True]


def test_the_source_of_most_tables_is_told_once() -> None:
    figures = {
        CellKey("eligible_offenders", "1", "1"): (Amount.of(1), REPORT),
        CellKey("notification_breaches"): (Amount.of(2), REPORT),
        CellKey("rso_rate"): (Amount.of(3), PRESS),
    }
    found = printed(figures)
    common = common_source(found)
    assert common == (REPORT, ("page 12",))
    assert [PrintedTableText(one, common).sources for one in found] == [(), (), ((PRESS, ("page 12",)),)]
    assert common_source(found[1:]) is None


def test_a_differing_cell_and_its_note_share_an_id() -> None:
    figures = {cell: (Amount.of(number), REPORT) for cell, number in zip(PARTS, (3, 4, 2), strict=True)}
    found = table({**figures, TOTAL: (Amount.of(7), REPORT)})
    flagged = [cell for cell in figure_cells(found.table) if cell.differs]

    assert [cell.text for cell in flagged] == ["7"]
    assert found.strip is not None
    assert found.strip.details[0].note_id == flagged[0].note_id != ""
