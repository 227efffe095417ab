"""Printed totals against their parts: on what ships, and on small tables that are wrong in one way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Q

from stats.analysis.tables.reconciliation import Check, by_source, check_report
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Outcome
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import fetch_figures, fetch_notes
from stats.queries.pages.data_quality import DataQualityPage, examine
from tests.factories import make_area, make_division, make_figure, make_note, make_source

YEAR = ReportingYear.parse("2014-15")


def over_the_year(category: str, level: str) -> CellKey:
    return CellKey("level_2_3_offenders", category, level)


def printed(check: Check) -> Decimal | None:
    return check.finding.printed.value if check.finding.printed else None


def made(check: Check) -> Decimal | None:
    return check.finding.computed.value if check.finding.computed else None


class TestShipped:
    """One finding for one printed error, and no false alarm."""

    @pytest.fixture
    def found(self, shipped: None) -> DataQualityPage:
        return examine()

    def test_two_printed_totals_differ_and_no_more(self, found: DataQualityPage) -> None:
        assert [
            (ref.slug, check.year.label, check.finding.rule.total) for ref, check in found.differences
        ] == [
            ("dorset", "2014-15", over_the_year("total", "3")),
            ("greater-manchester", "2014-15", over_the_year("3", "total")),
        ]

    def test_dorset_prints_7_where_3_and_4_and_2_make_9(self, found: DataQualityPage) -> None:
        check = found.differences[0][1]

        assert [part.value for part in check.finding.parts if part] == [3, 4, 2]
        assert (printed(check), made(check), check.finding.difference) == (7, 9, -2)
        assert check.explanation == ""

    def test_dorsets_46_follows_from_the_7_and_is_no_second_error(self, found: DataQualityPage) -> None:
        (consequence,) = found.differences[0][1].finding.consequences

        assert consequence.rule.total == over_the_year("total", "total")
        assert consequence.printed == Amount.of(Decimal(46))

    def test_greater_manchester_prints_62_where_44_and_8_make_52(self, found: DataQualityPage) -> None:
        check = found.differences[1][1]

        assert [part.value for part in check.finding.parts if part] == [44, 8]
        assert (printed(check), made(check), check.finding.difference) == (62, 52, 10)
        (consequence,) = check.finding.consequences
        assert consequence.rule.total == over_the_year("total", "total")
        assert consequence.printed is not None
        assert consequence.printed.value == 163

    def test_the_31_are_explained_by_the_report_itself(self, found: DataQualityPage) -> None:
        ((ref, check),) = found.explained

        assert ref.slug == "greater-manchester"
        assert (printed(check), made(check), check.finding.difference) == (2_662, 2_631, 31)
        assert "live system" in check.explanation

    def test_no_press_report_gives_a_false_alarm(self, found: DataQualityPage) -> None:
        different = [check for _ref, check in (*found.differences, *found.explained)]
        assert {check.source.kind for check in different} == {"area report"}

    def test_most_printed_totals_could_be_checked(self, found: DataQualityPage) -> None:
        assert found.checked > 100


def checks(area: str = "dorset", year: ReportingYear = YEAR) -> tuple[Check, ...]:
    figures = fetch_figures(Q(report__area__slug=area))
    return check_report(figures, area_slug=area, year=year, notes=fetch_notes())


def differing(area: str = "dorset") -> list[Check]:
    return [check for check in checks(area) if check.differs]


def level_3(values: dict[str, int | None], **fields: object) -> None:
    """Level 3 over the year by category; None for a suppressed number."""
    for category, value in values.items():
        marker = "c" if value is None else ""
        make_figure("level_2_3_offenders", category=category, level="3", value=value, marker=marker, **fields)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestSmallTables:
    def test_a_total_is_checked_against_the_parts_of_its_own_source(self) -> None:
        """Parts from the report and a total from a newspaper say nothing about either."""
        level_3({"1": 3, "2": 4, "3": 2})
        level_3({"total": 7}, source=make_source("A newspaper", kind="press report"))

        assert differing() == []
        assert not any(check.is_checked for check in checks())

    def test_each_source_answers_for_its_own_total(self) -> None:
        level_3({"1": 3, "2": 4, "3": 2, "total": 9})
        copied = make_source("A newspaper", kind="press report")
        level_3({"1": 3, "2": 4, "3": 2, "total": 7}, source=copied, preferred=False)

        (check,) = differing()
        assert check.source.title == "A newspaper"

    def test_a_missing_part_is_not_a_zero(self) -> None:
        level_3({"1": 3, "2": 4, "total": 9})

        assert differing() == []
        assert not any(check.is_checked for check in checks())

    def test_parts_that_are_already_too_many_are_told_even_so(self) -> None:
        level_3({"1": 3, "2": 8, "total": 9})

        (check,) = differing()
        assert check.finding.computed == Amount.at_least(Decimal(11))

    def test_a_suppressed_part_is_not_worked_out_from_the_total(self) -> None:
        level_3({"1": 3, "2": None, "3": 2, "total": 9})

        (check,) = checks()
        assert not check.differs
        assert check.finding.difference is None

    def test_a_dash_adds_nothing(self) -> None:
        for level, value, marker in (("1", None, "z"), ("2", 2, ""), ("3", 1, ""), ("total", 3, "")):
            make_figure(category="3", level=level, value=value, marker=marker)

        (check,) = [one for one in checks() if one.finding.rule.total.category == "3"]
        assert check.finding.outcome is Outcome.AGREES

    def test_only_a_note_of_an_explained_difference_explains_it(self) -> None:
        level_3({"1": 3, "2": 4, "3": 2, "total": 7})
        place = {"measure": "level_2_3_offenders", "category": "total", "level": "3"}
        make_note("Odd.", area=make_area(), kind=NoteKind.UNUSUAL, **place)
        assert not differing()[0].is_explained

        make_note("Two left.", area=make_area(), kind=NoteKind.EXPLAINED_DIFFERENCE, **place)

        assert differing()[0].explanation == "Two left."

    def test_a_note_on_another_source_explains_nothing(self) -> None:
        level_3({"1": 3, "2": 4, "3": 2, "total": 7})
        make_note(
            "Two left.",
            area=make_area(),
            kind=NoteKind.EXPLAINED_DIFFERENCE,
            measure="level_2_3_offenders",
            category="total",
            level="3",
            source=make_source("A newspaper", kind="press report"),
        )

        assert not differing()[0].is_explained

    def test_divisions_are_added_whatever_they_are_called(self) -> None:
        area = make_area("kent")
        for name, value in (("North", 10), ("Sum of parts", 5)):
            make_figure(category="1", level="total", value=value, division=make_division(name, area=area))
        make_figure(category="1", level="total", value=16, area=area)

        (check,) = differing("kent")
        assert (printed(check), made(check)) == (16, 15)

    def test_last_years_figures_belong_to_the_report_that_prints_them(self) -> None:
        report = make_source()
        make_figure("sfo_charged", category="1", level="2", value=1, year="2014-15", source=report)
        make_figure("sfo_charged", category="1", level="2", value=2, year="2013-14", source=report)
        other = make_source("Last year's own report")
        make_figure("sfo_charged", category="1", level="3", value=5, year="2013-14", source=other)

        (found,) = by_source(fetch_figures(Q()), year=YEAR)

        assert found.source.title == report.title
        assert {(cell.level, cell.years_back): one.amount.value for cell, one in found.cells.items()} == {
            ("2", 0): 1,
            ("2", 1): 2,
        }


def test_a_marker_is_never_taken_for_a_number_on_the_way_in() -> None:
    assert Amount.from_stored(None, marker="c") == Amount.marked(Marker.SUPPRESSED)
    assert Amount.from_stored(Decimal("7.000"), marker="") == Amount.of(7)
    with pytest.raises(ValueError, match="neither"):
        Amount.from_stored(None, marker="")


def test_every_layout_has_totals_to_check() -> None:
    for layout in catalogue().layouts:
        if layout.seen:
            assert sum(len(table.totals) for table in layout.tables) > 0
