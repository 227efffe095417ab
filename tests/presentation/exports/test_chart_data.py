from __future__ import annotations

from stats.presentation.charts.description import Chart, FunnelChart, FunnelPoint, Reference
from stats.presentation.charts.kinds import KINDS
from stats.presentation.exports.chart_data import _rows, chart_table
from tests.presentation.charts import samples


def test_every_kind_of_chart_has_numbers() -> None:
    assert all(_rows.dispatch(kind) is not _rows.dispatch(Chart) for kind in KINDS)


def test_points_of_lines_come_with_their_years_and_intervals() -> None:
    chart = samples.dorset()
    rows = list(chart_table(chart, name="dorset", page="/").rows)
    assert len(rows) == len(chart.all_points)
    first = chart.series[0].points[0]
    assert rows[0][:2] == (chart.series[0].label, first.year_label)
    assert rows[0][6] == first.text


def test_a_funnel_says_how_far_right_and_against_what() -> None:
    point = FunnelPoint(label="Kent", value=98.12345, text="98", denominator=1500.0, second_hand=True)
    line = Reference("England and Wales", 101.0, "101")
    chart = FunnelChart("t", "f", "a", "People", (point,), benchmark=line, when="31 March 2015")
    assert list(chart_table(chart, name="n", page="/").rows) == [
        ("Kent", "31 March 2015", "98.123", "", "", "1500", "98", "yes", ""),
        ("England and Wales", "31 March 2015", "101", "", "", "", "101", "no", ""),
    ]
