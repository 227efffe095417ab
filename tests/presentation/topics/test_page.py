"""A topic's page in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from stats.catalogue.years import ReportingYear
from stats.presentation.topics.page import TopicText
from stats.queries.pages.topics import TopicPage, topic_page
from tests.factories import make_area, make_figure, make_nation

pytestmark = pytest.mark.django_db


def page_of(topic: str, *, year: str | None = None) -> TopicPage:
    page = topic_page(topic, year=ReportingYear.parse(year) if year else None)
    assert page is not None
    return page


def text_of(topic: str = "orders", **asked: Any) -> TopicText:
    return TopicText(page_of(topic), **asked)


def national(measure: str, value: int, *, year: str, **cell: Any) -> None:
    make_figure(measure, value=value, area=make_nation(), year=year, **cell)


class TestSentence:
    def test_orders_of_the_new_law_with_the_ratio(self) -> None:
        national("shpo", 5_753, year="2021-22")
        national("eligible_offenders", 66_741, year="2021-22", category="1", level="total")
        sentence = text_of().sentence
        assert sentence is not None
        assert sentence.text == (
            "In 2021-22, courts in England and Wales imposed 5,753 sexual harm prevention orders, or 8.6 for "
            "every 100 registered sexual offenders."
        )
        assert strip_tags(sentence.html) == sentence.text
        assert "<strong>5,753 sexual harm prevention orders</strong>" in sentence.html

    def test_orders_of_the_old_law_without_a_ratio(self) -> None:
        national("sopo", 503, year="2004-05")
        sentence = text_of().sentence
        assert sentence is not None
        assert sentence.text == (
            "In 2004-05, courts in England and Wales imposed 503 sexual offences prevention orders."
        )

    @pytest.mark.parametrize(
        ("count", "start"),
        [
            (1, "In 2022-23, 1 person managed at Levels 2 and 3 in England and Wales was returned"),
            (0, "In 2022-23, 0 people managed at Levels 2 and 3 in England and Wales were returned"),
            (1_037, "In 2022-23, 1,037 people managed at Levels 2 and 3 in England and Wales were returned"),
        ],
    )
    def test_recalls_agree_in_number(self, count: int, start: str) -> None:
        national("recall_licence", count, year="2022-23", category="total", level="total")
        sentence = text_of("recalls").sentence
        assert sentence is not None
        assert sentence.text.startswith(start)

    def test_without_the_nation_there_is_none(self) -> None:
        make_figure("sopo", value=62)
        assert text_of().sentence is None


class TestCoverage:
    def test_one_area(self) -> None:
        make_area("kent")
        make_figure("sopo", value=62)
        assert text_of().coverage == (
            "For 2014-15 there are figures for one of the 2 areas: Dorset. "
            "There is no England and Wales figure for that year."
        )

    def test_the_nation_alone(self) -> None:
        national("shpo", 5_753, year="2021-22")
        assert text_of().coverage == (
            "For 2021-22 there is a figure for England and Wales, and none for any area."
        )

    def test_many_areas_are_counted_and_not_listed(self) -> None:
        national("sopo", 900, year="2014-15")
        for number in range(8):
            make_figure("sopo", value=10, area=make_area(f"area-{number}"))
        assert text_of().coverage == "For 2014-15 there are figures for 8 of the 8 areas."

    def test_only_a_marker(self) -> None:
        make_figure("sopo", marker="c")
        text = text_of()
        assert text.coverage == "There is no figure that can be compared for 2014-15."
        assert text.table is None


class TestNotice:
    def test_the_year_asked_for_needs_none(self) -> None:
        make_figure("sopo", value=62)
        assert text_of(asked=True, asked_year=ReportingYear(2014)).notice == ""
        assert text_of().notice == ""

    def test_a_year_that_is_not_held_is_named(self) -> None:
        make_figure("sopo", value=62)
        assert "There is no figure for 2010-11." in text_of(asked=True, asked_year=ReportingYear(2010)).notice

    def test_what_is_no_year_is_not_repeated(self) -> None:
        make_figure("sopo", value=62)
        assert text_of(asked=True).notice.startswith("A year is written like 2014-15.")


def test_two_years_are_told_and_three_are_drawn() -> None:
    for year, value in (("2004-05", 22), ("2005-06", 39)):
        national("notification_order", value, year=year)
    for year, value in (("2004-05", 503), ("2005-06", 933), ("2006-07", 1_000)):
        national("sopo", value, year=year)
    text = text_of()
    assert [one.title for one in text.told] == ["Notification orders imposed"]
    assert [one.chart.key for one in text.drawn if one.chart] == ["prevention-orders"]


def test_each_source_says_what_it_gives() -> None:
    make_figure("sopo", value=62)
    ((_source, used_for),) = text_of().sources
    assert used_for == "Gives Dorset 2014-15."
