"""Bounds, rounded numbers and doubts on the pages of topics and of England and Wales."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from stats.catalogue.notes import NoteKind
from tests.factories import make_area, make_figure, make_nation, make_note, make_source
from tests.views.reading import Page

pytestmark = pytest.mark.django_db
LEVELS = {"category": "total"}


def national(measure: str, value: int, *, year: str, qualifier: str = "", **cell: Any) -> None:
    source = make_source("Evening Standard", kind="press report")
    make_figure(
        measure, value=value, area=make_nation(), year=year, qualifier=qualifier, source=source, **cell
    )


def read(client: Client, path: str) -> Page:
    return Page(client.get(path).content.decode())


@pytest.fixture
def recalls_of_2007_08() -> None:
    """As the Evening Standard printed them: 1,659 recalls, more than 11,000 and 1,000 at Levels 2 and 3."""
    national("recall_licence", 1_306, year="2004-05", level="total", **LEVELS)
    national("level_2_3_offenders", 12_800, year="2004-05", level="total", **LEVELS)
    national("recall_licence", 1_659, year="2007-08", level="total", **LEVELS)
    national("level_2_3_offenders", 11_000, year="2007-08", level="2", qualifier="more than", **LEVELS)
    national("level_2_3_offenders", 1_000, year="2007-08", level="3", qualifier="more than", **LEVELS)
    national("level_2_3_offenders", 12_600, year="2008-09", level="total", **LEVELS)
    national("recall_licence", 1_414, year="2008-09", level="total", **LEVELS)


@pytest.mark.usefixtures("recalls_of_2007_08")
def test_what_is_divided_by_a_lower_bound_is_an_upper_one(client: Client) -> None:
    kent = make_area("kent")
    make_figure("recall_licence", value=7, area=kent, year="2007-08", category="total", level="total")
    page = read(client, "/recalls/?year=2007-08")
    assert "were returned to custody for breach of licence, or at most 13.8 for every 100" in page.text
    (row,) = (row for table in page.tables for row in table.rows if row[0] == "England and Wales")
    assert row[1].startswith("1,659")
    assert row[2].startswith("at most 13.8")
    assert "a bound, not an exact number" in row[2]
    assert " to " not in row[2], "a bound has no interval"


@pytest.mark.usefixtures("recalls_of_2007_08")
def test_a_bound_is_in_no_rise_and_no_fall(client: Client) -> None:
    text = read(client, "/recalls/").text
    assert "For 2007-08 only a bound is known, at most 13.8, so it is not compared." in text, (
        "the series of the ratio names it"
    )
    assert "rose from 10.2 to 13.8" not in text
    assert "There is no figure for 2005-06 to 2006-07." in text


def test_a_rounded_count_and_a_bound_leave_no_ratio(client: Client) -> None:
    """England and Wales 2020-21: more than 1,640 breaches, about 64,300 on the register."""
    national("notification_breaches", 1_640, year="2020-21", qualifier="more than")
    national("eligible_offenders", 64_300, year="2020-21", qualifier="about", category="1", level="total")
    page = read(client, "/notification/?year=2020-21")
    assert (
        "In 2020-21, more than 1,640 registered sexual offenders in England and Wales were cautioned"
        in page.text
    )
    assert "for every 100 on the register" not in page.text
    assert "Press second-hand" in page.text


def test_no_change_from_a_rounded_number_and_why(client: Client) -> None:
    national("eligible_offenders", 64_300, year="2020-21", qualifier="about", category="1", level="total")
    national("eligible_offenders", 66_741, year="2021-22", category="1", level="total")
    page = read(client, "/england-and-wales/")
    (row,) = (
        row for table in page.tables for row in table.rows if row[0] == "2021-22" and "is rounded" in str(row)
    )
    assert "66,741" in str(row)
    assert "not compared: 64,300 is rounded" in str(row)
    assert (
        "For 31 March 2021 only a rounded number is known, about 64,300, so it is not compared." in page.text
    )
    assert "+2,441" not in page.text


def test_a_doubt_stands_beside_its_number(client: Client) -> None:
    area = make_area("thames-valley", name="Thames Valley")
    for year, value in (("2019-20", 233), ("2020-21", 60)):
        make_figure("notification_breaches", value=value, area=area, year=year)
    make_note("As published: 60, against 233.", area=area, year="2020-21", measure="notification_breaches")
    page = read(client, "/notification/?year=2020-21")
    assert "Thames Valley: As published: 60, against 233." in page.text
    assert "doubted, see below" in page.text
    years = read(client, "/compare/notification-breaches/years/")
    assert "more than chance would make. Doubted: 2020-21." in years.text


def test_a_number_not_of_its_year_is_told_and_not_compared(client: Client) -> None:
    area = make_area("greater-manchester", name="Greater Manchester")
    make_figure("notification_breaches", value=35, area=area, year="2018-19")
    make_figure("notification_breaches", value=40, area=area, year="2019-20")
    make_figure("notification_breaches", value=90, area=area, year="2020-21")
    make_note(
        "It may have been copied.",
        area=area,
        year="2020-21",
        measure="notification_breaches",
        kind=NoteKind.NOT_OF_ITS_YEAR,
    )
    page = read(client, "/notification/?year=2020-21")
    (row,) = (row for table in page.tables for row in table.rows if row[0] == "Greater Manchester")
    assert "probably not of this year, so not compared" in str(row)
    text = read(client, "/areas/greater-manchester/").text
    assert (
        "The number published for 2020-21, 90, is probably not of that year, so it is not compared." in text
    )
    assert "from 40 to 90" not in text
