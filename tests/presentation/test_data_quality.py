from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.utils.html import strip_tags

from stats.analysis.figures import AreaRef, Population, PublishedFigure, SourceRef
from stats.analysis.tables.conflicts import Conflict
from stats.analysis.tables.reconciliation import Check, RateDifference
from stats.analysis.values import Value
from stats.calculations.amounts import Amount, Qualifier
from stats.calculations.reconciliation import SumRule, check
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tables import Table, TableRow, link
from stats.presentation.data_quality import (
    QualityText,
    difference_anchor,
)
from stats.queries.pages.data_quality import DataQualityPage

DORSET = AreaRef("dorset", "Dorset")
YEAR = ReportingYear(2014)
REPORT = SourceRef(1, "area report", "Dorset MAPPA Annual Report 2014-2015", "")
ANSWER = SourceRef(2, "parliamentary answer", "Hansard", "https://example.org/")
PRESS = SourceRef(3, "press report", "A newspaper", "")
OTHER_PRESS = SourceRef(4, "press report", "Another newspaper", "")
LEVEL_3 = CellKey("level_2_3_offenders", "total", "3")
RSOS = CellKey("eligible_offenders", "1", "total")


def level_3(
    printed: int = 7,
    *,
    total: CellKey = LEVEL_3,
    source: SourceRef = REPORT,
    explanation: str = "",
    year: ReportingYear = YEAR,
) -> Check:
    parts = tuple(CellKey(total.measure, str(category), "3") for category in (1, 2, 3))
    amounts = dict(zip(parts, map(Amount.of, (3, 4, 2)), strict=True)) | {total: Amount.of(printed)}
    finding = check(SumRule(total, parts, "total, Level 3"), cells=amounts)
    return Check("dorset", year, "levels_2_and_3", "Levels 2 and 3, 2014-15", source, finding, explanation)


def held(value: int, *, source: SourceRef, preferred: bool = False) -> PublishedFigure:
    return PublishedFigure("dorset", YEAR, RSOS, Amount.of(value), str(value), source, "", preferred)


def quality(**found: object) -> DataQualityPage:
    nothing = {"differences": (), "explained": (), "conflicts": (), "rates": (), "remarks": ()}
    return DataQualityPage(**({"checked": 10} | nothing | found))  # type: ignore[arg-type]


def only_row(table: Table | None) -> TableRow:
    assert table is not None
    (row,) = table.rows
    return row


def remarks_of(row: TableRow) -> list[str]:
    return [unescape(remark) for remark in re.findall("<p>(.*?)</p>", row.cells[-1].text)]


class TestAnchor:
    def test_it_names_area_year_table_and_cell(self) -> None:
        assert difference_anchor(level_3()).startswith("dorset-2014-15-levels_2_and_3-total-3-")

    def test_it_does_not_depend_on_what_the_database_numbers(self) -> None:
        again = SourceRef(99, REPORT.kind, REPORT.title, REPORT.url)
        assert difference_anchor(level_3(source=again)) == difference_anchor(level_3())

    @pytest.mark.parametrize(
        "other",
        [
            level_3(source=PRESS),
            level_3(total=CellKey("recall_licence", "total", "3")),
            level_3(total=CellKey("level_2_3_offenders", "total", "3", years_back=1)),
            level_3(year=ReportingYear(2015)),
        ],
    )
    def test_two_differences_never_share_one(self, other: Check) -> None:
        assert difference_anchor(other) != difference_anchor(level_3())


class TestDifferences:
    def test_printed_parts_difference_and_workings_are_told(self) -> None:
        told = only_row(QualityText(quality(differences=((DORSET, level_3()),))).differences)
        printed, made, difference, remarks = told.cells
        assert [strip_tags(cell.text) for cell in (printed, made, difference)] == ["7", "93 + 4 + 2", "2"]
        assert made.text.startswith("<b>9</b>")
        place, title = told.head.text.split("<br>")
        assert place == link("Dorset, 2014-15", url="/areas/dorset/2014-15/#levels_2_and_3")
        assert strip_tags(title) == "Levels 2 and 3, 2014-15: Total, Level 3"
        assert "<p>No reason is given. Shown as printed.</p>" in remarks.text
        assert REPORT.title in remarks.text

    def test_an_explained_one_gives_the_explanation(self) -> None:
        found = quality(explained=((DORSET, level_3(explanation="The source says why.")),))
        told = only_row(QualityText(found).explained)
        assert remarks_of(told) == ["The source says why."]
        assert REPORT.title in told.cells[-1].text

    @pytest.mark.parametrize(
        ("differences", "explained", "lead"),
        [
            (0, 0, "All 10 printed totals that can be checked add up."),
            (
                1,
                0,
                "Of 10 printed totals that can be checked, 9 add up and 1 does not.",
            ),
            (
                2,
                1,
                (
                    "Of 10 printed totals that can be checked, 7 add up and 3 do not. "
                    "The source explains 1 of the 3."
                ),
            ),
        ],
    )
    def test_the_page_opens_with_how_many_agree(self, differences: int, explained: int, lead: str) -> None:
        one = (DORSET, level_3())
        found = quality(differences=(one,) * differences, explained=(one,) * explained)
        assert QualityText(found).lead == lead

    def test_before_anything_is_held_it_says_so(self) -> None:
        assert QualityText(quality(checked=0)).lead == "No printed total could be checked yet."


class TestConflicts:
    def conflict(self, *figures: PublishedFigure, reason: str = "") -> tuple[AreaRef, Conflict]:
        return DORSET, Conflict(figures, True, reason, ())

    def test_sources_that_agree_stand_together(self) -> None:
        found = self.conflict(
            held(670, source=REPORT, preferred=True), held(671, source=PRESS), held(670, source=ANSWER)
        )
        shown, others, _why = only_row(QualityText(quality(conflicts=(found,))).conflicts).cells
        assert [shown.text.count(f"<b>{number}</b>") for number in (670, 671)] == [1, 0]
        assert [source.title in shown.text for source in (REPORT, ANSWER, PRESS)] == [True, True, False]
        assert [others.text.count(f"<b>{number}</b>") for number in (670, 671)] == [0, 1]
        assert PRESS.title in others.text

    @pytest.mark.parametrize(
        ("figures", "remark"),
        [
            ((REPORT, PRESS), "The area's own report is preferred to any other source."),
            ((ANSWER, PRESS), "An answer in Parliament is preferred to a press report."),
            ((PRESS, OTHER_PRESS), "Of sources of one kind the newer is preferred."),
            (
                (PRESS, replace(OTHER_PRESS, standing="copy")),
                "A copy, a part of a document and a count from elsewhere give way to others of their kind.",
            ),
        ],
    )
    def test_it_says_why_one_is_preferred(self, figures: tuple[SourceRef, SourceRef], remark: str) -> None:
        first, second = figures
        found = self.conflict(held(670, source=first, preferred=True), held(671, source=second))
        told = only_row(QualityText(quality(conflicts=(found,))).conflicts)
        assert remarks_of(told) == [remark]

    def test_an_exact_number_is_preferred_to_a_bound(self) -> None:
        bound = replace(held(600, source=OTHER_PRESS), amount=Amount.of(600, Qualifier.MORE_THAN))
        found = self.conflict(held(670, source=PRESS, preferred=True), bound)
        told = only_row(QualityText(quality(conflicts=(found,))).conflicts)
        assert remarks_of(told) == ["An exact number is preferred to a bound or a rounded one."]

    def test_a_known_reason_stands_in_place_of_the_rule(self) -> None:
        figures = held(57, source=PRESS, preferred=True), held(64, source=OTHER_PRESS)
        found = self.conflict(*figures, reason="It was restated on another base.")
        told = only_row(QualityText(quality(conflicts=(found,))).conflicts)
        assert remarks_of(told) == ["It was restated on another base."]


def test_a_printed_rate_stands_beside_what_count_and_population_give() -> None:
    value = Value(
        Decimal(70),
        None,
        is_printed=True,
        numerator=Decimal(394),
        population=Population(579_200, 2005, "all", is_own_estimate=False),
        computed=Decimal("68.0247"),
        sources=(PRESS,),
    )
    told = only_row(QualityText(quality(rates=(RateDifference(DORSET, ReportingYear(2005), value),))).rates)
    printed, computed, said, source = (cell.text for cell in told.cells)
    assert (printed, computed) == ("70", "68.0")
    assert strip_tags(said) == (
        "The source prints a rate of 70. A count of 394 and the population (ONS mid-2005 estimate, people of "
        "all ages) give 68.0."
    )
    assert PRESS.title in source
