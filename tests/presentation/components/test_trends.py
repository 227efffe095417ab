"""An indicator over the years in sentences, in a chart's description, and in rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from stats.analysis.figures import Population, SourceRef
from stats.analysis.series import Point
from stats.analysis.values import Value
from stats.calculations.intervals import Interval
from stats.catalogue.breaks import Break
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tables import TableRow, sources_cell
from stats.presentation.components.trends import source_line, trend_chart, trend_table
from stats.presentation.text.findings import finding, possessive, stretches

RATE = catalogue().indicators["rso-rate"]
RSOS = catalogue().indicators["rsos"]
SHARE = catalogue().indicators["level-1-share"]
ORDERS = catalogue().indicators["prevention-orders"]
SHPO = catalogue().breaks_for("prevention-orders")

REPORT = SourceRef(1, "area report", "Dorset 2014-15", "")
PRESS = SourceRef(2, "press report", "Echo", "")


def point(
    year: str,
    amount: str,
    *,
    is_printed: bool = False,
    source: SourceRef = REPORT,
    interval: Interval | None = None,
    **fields: object,
) -> Point:
    value = Value(
        Decimal(amount),
        None,
        is_printed=is_printed,
        interval=interval,
        sources=(source,),
        **fields,  # type: ignore[arg-type]
    )
    return ReportingYear.parse(year), value


def said(points: Sequence[Point], *, breaks: Sequence[Break] = (), name: str = "Dorset") -> str:
    return finding(RATE, name=name, points=points, breaks=breaks)


class TestFinding:
    def test_a_rise_names_both_numbers_and_both_days(self) -> None:
        points = [point("2014-15", "98", is_printed=True), point("2015-16", "102", is_printed=True)]
        assert said(points) == "The Dorset rate rose from 98 to 102 between 31 March 2015 and 31 March 2016."

    def test_a_fall_of_a_count_over_the_year(self) -> None:
        points = [point("2013-14", "80"), point("2014-15", "42")]
        text = finding(ORDERS, name="Dorset", points=points, breaks=())
        assert text == "The Dorset figure fell from 80 to 42 between 2013-14 and 2014-15."

    def test_a_difference_that_chance_could_make_is_no_fall(self) -> None:
        """62 in 142 orders, each as likely in the one year as in the other: 15%."""
        text = finding(
            ORDERS, name="Dorset", points=[point("2013-14", "80"), point("2014-15", "62")], breaks=()
        )
        assert text == (
            "The Dorset figure was 80 for 2013-14 and 62 for 2014-15, a difference that chance could make."
        )

    def test_over_a_gap_there_is_neither_rise_nor_fall(self) -> None:
        text = finding(
            ORDERS, name="Dorset", points=[point("2009-10", "80"), point("2014-15", "12")], breaks=()
        )
        assert text == (
            "The Dorset figure was 80 for 2009-10 and 12 for 2014-15. "
            "There is no figure for 2010-11 to 2013-14."
        )

    def test_past_a_higher_year_the_highest_the_lowest_and_the_latest_are_named(self) -> None:
        """England and Wales, returned to custody for breach of licence."""
        held = (("2004-05", "1306"), ("2005-06", "1540"), ("2007-08", "1659"), ("2008-09", "1414"))
        points = [point(year, amount) for year, amount in (*held, ("2022-23", "1037"))]
        recalls = catalogue().indicators["licence-recalls"]
        text = finding(recalls, name="England and Wales", points=points, breaks=())
        assert text == (
            "The England and Wales figure was highest at 1,659 (2007-08) and lowest at 1,037 (2022-23). "
            "There is no figure for 2006-07 and 2009-10 to 2021-22."
        )
        assert finding(recalls, name="England and Wales", points=points[:4], breaks=()) == (
            "The England and Wales figure was highest at 1,659 (2007-08) and lowest at 1,306 (2004-05). "
            "The latest is 1,414 (2008-09). There is no figure for 2006-07."
        )

    def test_the_same_number_in_each_year_held(self) -> None:
        points = [point("2009-10", "5"), point("2012-13", "5"), point("2014-15", "5")]
        assert finding(ORDERS, name="Dorset", points=points, breaks=()) == (
            "The Dorset figure was 5 each time: 2009-10, 2012-13 and 2014-15. "
            "There is no figure for 2010-11 to 2011-12 and 2013-14."
        )

    def test_years_of_a_stock_without_a_figure_are_days(self) -> None:
        points = [point("2009-10", "80"), point("2014-15", "102"), point("2016-17", "110")]
        assert said(points) == (
            "The Dorset rate was lowest at 80 (31 March 2010) and highest at 110 (31 March 2017). "
            "There is no figure for 31 March of 2011 to 2014 and 2016."
        )

    def test_a_run_that_only_rises_is_told_from_end_to_end(self) -> None:
        points = [point("2012-13", "80"), point("2013-14", "102"), point("2014-15", "110")]
        assert said(points) == "The Dorset rate rose from 80 to 110 between 31 March 2013 and 31 March 2015."

    def test_a_difference_that_rounding_hides_is_no_change(self) -> None:
        points = [point("2014-15", "102", is_printed=True), point("2015-16", "101.6")]
        assert said(points) == "The Dorset rate stayed at 102 between 31 March 2015 and 31 March 2016."

    def test_coming_back_is_not_staying(self) -> None:
        points = [point("2013-14", "98"), point("2014-15", "104"), point("2015-16", "98")]
        assert said(points) == (
            "The Dorset rate was highest at 104 (31 March 2015) and lowest at 98 "
            "(31 March 2014 and 31 March 2016)."
        )

    def test_one_year_is_said_to_be_the_only_one(self) -> None:
        assert said([point("2015-16", "102")]) == ("The only figure for Dorset is 102, for 31 March 2016.")

    def test_no_year_at_all(self) -> None:
        assert said([]) == "There is no figure for Dorset."

    def test_a_break_parts_the_years_and_is_named(self) -> None:
        points = [point("2013-14", "30"), point("2014-15", "62"), point("2015-16", "62")]
        text = finding(ORDERS, name="Dorset", points=points, breaks=SHPO)
        assert text == (
            "The Dorset figure rose from 30 to 62 between 2013-14 and 2014-15. It was 62 for 2015-16. "
            "The years before and after this change are not compared (2015-16: SOPOs are replaced by SHPOs)."
        )

    def test_england_and_wales_is_named_for_the_last_year(self) -> None:
        text = finding(
            RATE,
            name="Dorset",
            points=[point("2014-15", "98"), point("2015-16", "102")],
            breaks=(),
            national=[point("2014-15", "98"), point("2015-16", "104")],
        )
        assert text.endswith(" The England and Wales rate for 31 March 2016 was 104.")
        assert text.count("England and Wales") == 1

    def test_a_share_carries_its_sign(self) -> None:
        points = [point("2014-15", "97.24"), point("2015-16", "98.9")]
        assert "from 97.2% to 98.9%" in finding(SHARE, name="Dorset", points=points, breaks=())

    @pytest.mark.parametrize(
        ("name", "whose"), [("Dorset", "Dorset's"), ("North Wales", "North Wales'"), ("Kent", "Kent's")]
    )
    def test_possessive(self, name: str, whose: str) -> None:
        assert possessive(name) == whose


def test_stretches_keep_every_point_once_and_cut_only_at_breaks() -> None:
    points = [point(f"20{start}-{start + 1}", "10") for start in range(12, 18)]
    parts = stretches(points, breaks=SHPO)
    assert [year for part in parts for year, _value in part] == [year for year, _value in points]
    assert [part[0][0].label for part in parts] == ["2012-13", "2015-16"]


class TestChart:
    def test_breaks_are_numbered_in_time_and_drawn_only_within_the_years(self) -> None:
        breaks = catalogue().breaks_for("rso-rate")
        points = [point("2012-13", "88"), point("2020-21", "122"), point("2021-22", "126")]
        chart = trend_chart(RATE, name="Dorset", points=points, breaks=breaks)
        assert [(one.number, one.between) for one in chart.breaks] == [(1, 2022)]
        wider = trend_chart(RATE, name="Dorset", points=[point("2005-06", "56"), *points], breaks=breaks)
        assert [(one.number, one.between) for one in wider.breaks] == [(1, 2008), (2, 2022)]
        assert all(one.reason for one in wider.breaks)

    def test_points_carry_their_own_words(self) -> None:
        interval = Interval(94.1, 109.6)
        points = [point("2015-16", "102", is_printed=True, interval=interval, source=PRESS)]
        chart = trend_chart(RATE, name="Dorset", points=points, breaks=(), national=points)
        (area, nation) = chart.series
        assert (area.label, area.emphasised, nation.emphasised) == ("Dorset", True, False)
        (one,) = area.points
        assert (one.year, one.text, one.when) == (2016, "102", "31 March 2016")
        assert (one.lower, one.upper, one.interval_text) == (94.1, 109.6, "95% interval 94 to 110")
        assert one.second_hand

    def test_an_open_interval_is_said_and_not_drawn(self) -> None:
        points = [point("2015-16", "102", interval=Interval(94.1, None))]
        (one,) = trend_chart(RATE, name="Dorset", points=points, breaks=()).series[0].points
        assert (one.lower, one.upper) == (None, None)
        assert one.interval_text == "95% interval 94 or more"

    def test_a_yearly_total_is_not_drawn_as_a_snapshot(self) -> None:
        assert not trend_chart(ORDERS, name="Dorset", points=[point("2014-15", "62")], breaks=()).snapshot

    def test_a_printed_rate_keeps_its_decimals(self) -> None:
        points = [point("2006-07", "57.450", is_printed=True)]
        assert trend_chart(RATE, name="x", points=points, breaks=()).series[0].points[0].text == "57.45"


def notes(row: TableRow) -> tuple[str, ...]:
    """What stands under the kinds of source."""
    return tuple(strip_tags(note) for note in row.cells[-1].content.split('<span class="under-number">')[1:])


class TestTable:
    def test_newest_first_with_the_national_figure_of_the_year(self) -> None:
        points = [point("2014-15", "670"), point("2015-16", "697", source=PRESS)]
        table = trend_table(RSOS, points=points, national=[point("2015-16", "52770")], breaks=())
        assert [(row.head.text, row.cells[0].text, row.cells[2].text) for row in table.rows] == [
            ("2015-16", "697", "52,770"),
            ("2014-15", "670", "–"),
        ]
        assert [row.cells[-1] for row in table.rows] == [
            sources_cell([PRESS]),
            sources_cell([REPORT]),
        ]

    def test_a_break_is_told_at_the_first_year_held_after_it(self) -> None:
        points = [point("2013-14", "50"), point("2016-17", "70")]
        newest, oldest = map(notes, trend_table(ORDERS, points=points, breaks=SHPO).rows)
        assert newest == ("Break 1: SOPOs are replaced by SHPOs.",)
        assert oldest == ()

    def test_a_rate_that_no_source_prints_says_what_it_rests_on(self) -> None:
        population = Population(681_601, 2014, "10+", is_own_estimate=False)
        points = [point("2014-15", "98.3", population=population)]
        (row,) = trend_table(RATE, points=points, breaks=()).rows
        assert notes(row) == ("Worked out, not printed (ONS mid-2014 estimate, people aged ten and over).",)

    def test_a_printed_rate_that_count_and_population_do_not_make(self) -> None:
        population = Population(681_601, 2014, "10+", is_own_estimate=False)
        one = point("2014-15", "57.45", is_printed=True, computed=Decimal("56.41"), population=population)
        (row,) = trend_table(RATE, points=[one], breaks=()).rows
        assert "Printed 57.45; count and population" in notes(row)[0]
        assert "give 56.4." in notes(row)[0]


def test_the_source_line_names_each_kind_once_official_first() -> None:
    values = [point("2014-15", "98", source=one)[1] for one in (PRESS, REPORT, PRESS)]
    assert source_line(values) == ("Source: area reports, press reports (second-hand).")
    assert source_line([]) == ""


def test_an_interval_that_cannot_be_worked_out_says_so_and_a_missing_year_says_nothing() -> None:
    printed_alone = point("2013-14", "92", is_printed=True)
    table = trend_table(RATE, points=[printed_alone], national=[point("2014-15", "98")], breaks=())

    intervals = [(row.head.text, row.cells[1].text) for row in table.rows]
    assert intervals == [("2014-15", "–"), ("2013-14", "not known")]
