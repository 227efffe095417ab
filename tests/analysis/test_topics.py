"""The tables of the topic pages: what is printed, what is added up, and what is never a zero."""

from __future__ import annotations

import pytest

from stats.analysis.figures import AreaRef
from stats.analysis.topics import TopicCell, TopicTable
from stats.catalogue.years import ReportingYear
from stats.queries.pages.topics import TopicPage, topic_page
from tests.factories import make_area, make_figure, make_nation, make_source

EMPTY = pytest.mark.django_db


def page_of(topic: str, year: str = "2014-15") -> TopicPage:
    page = topic_page(topic, year=ReportingYear.parse(year))
    assert page is not None
    assert page.year.label == year
    return page


def cells(table: TopicTable[AreaRef], slug: str) -> dict[str, TopicCell]:
    row = next(found for ref, found in table.rows if ref.slug == slug)
    return {column.short_label: cell for column, cell in zip(table.columns, row, strict=True)}


def sfo(category: str, level: str, *, value: int | None = None, marker: str = "") -> None:
    make_figure("sfo_charged", category=category, level=level, value=value, marker=marker)


@EMPTY
def test_columns_of_another_era_and_columns_without_figures_are_left_out() -> None:
    make_figure("shpo", value=62, year="2015-16")
    make_figure("notification_order", value=0, year="2015-16")
    [table] = page_of("orders", "2015-16").tables
    assert [column.short_label for column in table.columns] == ["SHPO", "NO"]


@EMPTY
def test_the_change_of_law_is_one_story() -> None:
    nation = make_nation()
    for measure, value, year in (("sopo", 900, "2013-14"), ("shpo", 1000, "2015-16")):
        make_figure(measure, value=value, area=nation, year=year, source=make_source("Bulletin"))
    story = page_of("orders", "2015-16").story[0]
    assert [column.short_label for column in story.columns] == ["SOPO", "SHPO"]
    rows = {year.label: [(cell.exists, cell.amount) for cell in held] for year, held in story.rows}
    assert [exists for exists, _amount in rows["2013-14"]] == [True, False]
    assert [exists for exists, _amount in rows["2015-16"]] == [False, True]


@EMPTY
def test_levels_of_an_sfo_are_added_only_where_every_category_is_held() -> None:
    """Greater Manchester 2014-15 prints 6 and 5 at Level 1, 1, 2 and 0 at Level 2."""
    sfo("1", "1", value=6)
    sfo("2", "1", value=5)
    sfo("1", "2", value=1)
    sfo("2", "2", value=2)
    [table] = page_of("serious-further-offences").tables
    found = cells(table, "dorset")
    assert found["Charged, Level 1"].amount is not None
    assert (found["Charged, Level 1"].amount.value, found["Charged, Level 1"].is_added) == (11, True)
    assert "Charged, Level 2" not in found  # Category 3 at Level 2 is not held, and is no zero


def test_greater_manchester_comes_out_as_its_report_adds_up(shipped: None) -> None:
    [table] = page_of("serious-further-offences").tables
    found = cells(table, "greater-manchester")
    held = {name: cell.amount.value for name, cell in found.items() if cell.amount is not None}
    assert (held["Charged, Level 1"], held["Charged, Level 2"], held["Charged, Level 3"]) == (11, 3, 1)


@EMPTY
def test_a_hidden_part_makes_a_lower_bound() -> None:
    sfo("1", "1", value=6)
    sfo("2", "1", marker="c")
    [table] = page_of("serious-further-offences").tables
    amount = cells(table, "dorset")["Charged, Level 1"].amount
    assert amount is not None
    assert (amount.value, amount.is_lower_bound) == (6, True)


@EMPTY
def test_what_only_stands_beside_makes_no_row() -> None:
    make_figure("notification_breaches", value=21)
    make_figure(category="1", level="total", value=670)
    make_figure(category="1", level="total", value=5, area=make_area("kent"))
    [table] = page_of("notification").tables
    assert [ref.slug for ref, _cells in table.rows] == ["dorset"]
    assert cells(table, "dorset")["Registered sexual offenders, 31 March"].amount is not None


def test_dorset_2014_15_recalls_as_printed(shipped: None) -> None:
    """4 returned to custody: 1 in Category 1, 3 in Category 2; 3 at Level 2, 1 at Level 3."""
    licence = next(one for one in page_of("recalls").tables if one.code == "licence")
    held = {
        name: cell.amount.value for name, cell in cells(licence, "dorset").items() if cell.amount is not None
    }
    assert held == {
        "Category 1": 1,
        "Category 2": 3,
        "Category 3": 0,
        "Level 2": 3,
        "Level 3": 1,
        "Total": 4,
        "Managed at Levels 2 and 3": 46,
    }


@pytest.mark.parametrize("topic", ["orders", "recalls", "notification", "serious-further-offences"])
def test_four_queries_whatever_is_stored(
    shipped: None, topic: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        topic_page(topic)
