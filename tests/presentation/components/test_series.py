"""An indicator over the years: when it is drawn, and where its files are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import resolve

from stats.analysis.series import Point
from stats.analysis.trends import Trend
from stats.analysis.values import Value
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.series import (
    SeriesText,
    has_enough,
    national_series,
)
from stats.presentation.components.trends import trend_chart


def years(count: int) -> tuple[Point, ...]:
    return tuple((ReportingYear(2010 + n), Value(Decimal(50 + n), None)) for n in range(count))


def series(count: int, *, page: str = "recalls", key: str = "") -> SeriesText:
    indicator = catalogue().indicators["licence-recalls"]
    return national_series(Trend(indicator, years(count), (), ()), page=page, key=key)


def test_three_years_are_drawn_and_two_are_told() -> None:
    assert series(2).chart is None
    assert series(2).finding == (
        "The England and Wales figure was 50 for 2010-11 and 51 for 2011-12, a difference that chance could "
        "make."
    )
    assert len(series(2).table.rows) == 2
    assert series(3).chart is not None


@pytest.mark.parametrize("page", ["recalls", "england-and-wales"])
def test_each_address_of_a_chart_is_one_of_its_page(page: str) -> None:
    chart = series(3, page=page, key="some-key").chart
    assert chart is not None
    urls = (chart.explore_url, chart.svg_url, chart.png_url, chart.csv_url, chart.xlsx_url)
    names = ("chart", "svg", "png", "csv", "xlsx")
    assert [resolve(url).url_name for url in urls] == [f"{page}-{name}" for name in names]
    assert all("/some-key." in url for url in urls)
    assert chart.table_id == series(3, key="some-key").table.id == "table-some-key"


def test_what_a_number_says_stands_with_it() -> None:
    indicator = catalogue().indicators["licence-recalls"]
    assert series(2).meaning == (indicator.counted, indicator.high_can_mean, indicator.cannot_mean)
    assert series(2).title == indicator.title


@pytest.mark.parametrize("count", [2, 3])
def test_what_is_told_without_a_chart_is_embedded_as_a_table(count: int) -> None:
    indicator = catalogue().indicators["rsos"]
    found = national_series(Trend(indicator, years(count), (), ()), page="recalls").page_chart
    assert (found.chart is not None) == (count > 2)
    assert found.title == f"England and Wales: registered sexual offenders, 2011 to {2010 + count}"
    assert found.table is not None
    assert len(found.table.rows) == count


def test_an_area_put_beside_makes_a_line_and_england_and_wales_none() -> None:
    indicator = catalogue().indicators["rso-rate"]
    with_national = trend_chart(indicator, name="Kent", points=years(1), breaks=(), national=years(9))
    beside = trend_chart(indicator, name="Kent", points=years(1), breaks=(), others=[("Essex", years(3))])
    assert not has_enough(with_national)
    assert has_enough(beside)
