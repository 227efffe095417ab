"""A page's charts: where their files are, and how they stand in a frame."""

from __future__ import annotations

from django.urls import resolve

from stats.presentation.charts.description import Chart, DotChart, FunnelChart
from stats.presentation.components.page_charts import (
    chart_addresses,
    multiples_without_links,
    numbers_table,
    without_links,
)
from tests.presentation.charts import funnels, many, samples


def links(chart: Chart) -> set[str]:
    if isinstance(chart, DotChart):
        return {row.href for row in chart.rows}
    assert isinstance(chart, FunnelChart)
    return {point.href for point in chart.points}


def test_in_a_frame_no_area_is_a_link() -> None:
    for chart in (samples.all_areas(), funnels.rates()):
        assert links(chart) != {""}
        assert links(without_links(chart)) == {""}
    assert {small.href for small in many.multiples().multiples} != {""}
    assert {small.href for small in multiples_without_links(many.multiples()).multiples} == {""}


def test_what_has_no_links_stays_as_it_is() -> None:
    assert without_links(samples.dorset()) == samples.dorset()


def test_the_addresses_keep_what_the_reader_chose() -> None:
    found = chart_addresses("compare", "rso-rate", "2018-19", "funnel", query="?areas=dorset")
    assert set(found) == {"explore_url", "svg_url", "png_url", "csv_url", "xlsx_url"}
    for address in found.values():
        assert address.endswith("?areas=dorset")
        assert resolve(address.partition("?")[0]).kwargs["key"] == "funnel"


def test_a_table_of_more_than_two_numbers_turns_on_a_phone() -> None:
    two = numbers_table("Rates", first="Area", heads=("a", "b"), rows=[("Kent", ("1", ""))])
    three = numbers_table("Rates", first="Area", heads=("a", "b", "c"), rows=[])
    assert (two.classes, three.classes) == ("", "turns")
    assert [cell.text for cell in two.rows[0].cells] == ["1", "–"]
