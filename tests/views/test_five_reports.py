"""The five reports' comparable figures as the site gives them, beside what they come to without its code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.db.models import Q
from django.test import Client

from stats.analysis.series import Series
from stats.analysis.trends import YearChange, year_changes
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, fetch_figures
from stats.queries.populations import fetch_populations
from tests.reference import figures
from tests.reference.five_reports import changes as reference_changes
from tests.reference.five_reports import work_out
from tests.views.reading import Page, rows_of_file

pytestmark = pytest.mark.usefixtures("shipped")

REPORTS = (
    ("dorset", "2015-16"),
    ("dorset", "2014-15"),
    ("cambridgeshire", "2014-15"),
    ("greater-manchester", "2014-15"),
    ("derbyshire", "2005-06"),
)
Row = Mapping[str, str]


def rows(name: str) -> list[Row]:
    with (work_out.FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


def places(row: Row) -> tuple[str, str, str]:
    return row["area_slug"], row["year"], row["indicator"]


WORKED_OUT, CHANGES = rows("worked_out.csv"), rows("changes.csv")


def test_the_numbers_committed_are_those_worked_out_from_what_was_typed() -> None:
    assert [tuple(row.values()) for row in WORKED_OUT] == list(work_out.worked_out())
    assert [tuple(row.values()) for row in CHANGES] == list(reference_changes.changes())


def test_dorset_2015_16_as_anybody_can_check() -> None:
    """697 in 686,389 people aged ten and over, printed 102; roughly 697 -/+ 1.96 roots of 697."""
    row = next(row for row in WORKED_OUT if places(row) == ("dorset", "2015-16", "rso-rate"))
    assert (row["value"], row["numerator"], row["denominator"]) == ("102", "697", "686389")
    assert float(row["lower_95"]) == pytest.approx((697 - 1.96 * 697**0.5) / 6.86389, abs=0.4)
    assert float(row["upper_95"]) == pytest.approx((697 + 1.96 * 697**0.5) / 6.86389, abs=0.4)
    assert (row["benchmark"], row["comparison"]) == ("104", "not clearly different")


@pytest.mark.parametrize("row", WORKED_OUT, ids=lambda row: " ".join(places(row)))
def test_every_comparable_figure_of_a_report(client: Client, row: Row) -> None:
    """Value, interval, what it is made of, benchmark, word and ranks, in the file of its comparison."""
    lines = rows_of_file(client, f"/compare/{row['indicator']}/{row['year']}/data.csv")
    (line,) = (line for line in lines if line["area_slug"] == row["area_slug"])
    assert {name: line[name] for name in row} == row


@pytest.mark.parametrize(("slug", "year"), REPORTS)
def test_nothing_else_of_a_report_is_compared(client: Client, slug: str, year: str) -> None:
    """Derbyshire prints no total of its categories, Greater Manchester none of its returns or charges."""
    expected = {row["indicator"] for row in WORKED_OUT if places(row)[:2] == (slug, year)}
    found = set()
    for indicator in catalogue().indicators:
        path = f"/compare/{indicator}/{year}/data.csv"
        if client.get(path).status_code == 200:
            found |= {indicator for line in rows_of_file(client, path) if line["area_slug"] == slug}
    assert found == expected


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: " ".join(places(row)))
def test_every_change_of_a_report(row: Row) -> None:
    slug, year = row["area_slug"], ReportingYear.parse(row["year"])
    indicator = catalogue().indicators[row["indicator"]]
    held_for_it = fetch_figures(Q(report__area__slug=slug) & any_cell(indicator.cells))
    series = Series(held_for_it, populations=fetch_populations((slug,), years=[year]))
    points = [point for point in series.points(indicator, area_slug=slug) if point[0] <= year]
    found = year_changes(indicator, points=points, breaks=catalogue().breaks_for(indicator.slug))
    last = next((one for one in found if one.later[0] == year), None)

    assert told(last) == (row["last_year"], row["since_last"], row["last_percent"], row["chance"])


def told(found: YearChange | None) -> tuple[str, str, str, str]:
    """The year before, the change, the percentage or why there is none, and chance, as the files say."""
    if found is None:
        return "", "", "", ""
    change = found.change
    assert change.absolute is not None
    percent = str(change.reason_no_percent)
    if change.between is not None:
        percent = f"{work_out.places(change.between.lower)} to {work_out.places(change.between.upper)}"
    elif change.percent is not None:
        percent = work_out.places(change.percent)
    chance = {None: "", True: "more", False: "no more"}[change.beyond_chance]
    return found.earlier[0].label, work_out.places(change.absolute), percent, chance


WORDS = [
    ("dorset", "2015-16", "27 more than in 2014-15 (+4.0%)"),
    ("dorset", "2015-16", "12 more than in 2014-15 (+26.1%), no more than chance could make"),
    (
        "dorset",
        "2015-16",
        "7 (3 more than in 2014-15, no more than chance could make; too few for a percentage)",
    ),
    ("dorset", "2015-16", "not clearly different from England and Wales, 104 95% interval 94 to 109"),
    ("dorset", "2015-16", "That is not clearly different from the England and Wales rate of 104"),
    ("dorset", "2014-15", "not clearly different from England and Wales, 98 95% interval 91 to 106"),
    ("dorset", "2014-15", "Dorset's rate is not clearly different from the England and Wales rate of 98"),
    # The interval leaves 98 out, and 111 to 98 is 13% more.
    ("cambridgeshire", "2014-15", "▲ higher than England and Wales, 98 95% interval 104 to 119"),
    ("cambridgeshire", "2014-15", "Cambridgeshire's rate is 13% above the England and Wales rate of 98"),
    ("greater-manchester", "2014-15", "▲ higher than England and Wales, 98 95% interval 108 to 117"),
    (
        "greater-manchester",
        "2014-15",
        "Greater Manchester's rate is 14% above the England and Wales rate of 98",
    ),
    ("greater-manchester", "2014-15", "one in 890."),
    ("greater-manchester", "2014-15", "areas with a figure. A year earlier the rate was 107."),
    ("derbyshire", "2005-06", "▲ higher than England and Wales, 56 95% interval 59 to 69"),
    ("derbyshire", "2005-06", "Derbyshire's rate is 14% above the England and Wales rate of 56"),
    ("derbyshire", "2005-06", "64 for every 100,000 people of all ages, or one in 1,569."),
]


@pytest.mark.parametrize(("slug", "year", "words"), WORDS)
def test_the_words_of_the_areas_page(client: Client, slug: str, year: str, words: str) -> None:
    """Intervals and words as in `worked_out.csv`, changes as in `changes.csv`."""
    assert words in Page(client.get(f"/areas/{slug}/{year}/").content.decode()).text


TOLD = [
    # 58 of 46 at Levels 2 and 3, and so on: the report of 2015-16 is Dorset's latest for these.
    ("dorset", "Dorset, 2014-15 to 2015-16: from 46 to 58, +12 (+26.1%), no more than chance could make."),
    ("dorset", "Dorset, 2014-15 to 2015-16: from 21 to 16, −5 (−23.8%), no more than chance could make."),
    (
        "dorset",
        "2014-15 to 2015-16: from 4 to 7, +3 (too few for a percentage), no more than chance could make.",
    ),
    # Later years stand in press reports: 798 and then 846, 115 and then 122.
    ("dorset", "Dorset, 31 March 2019 to 31 March 2020: from 798 to 846, +48 (+6.0%)."),
    ("derbyshire", "Derbyshire, 31 March 2016 to 31 March 2017: from 1,106 to 1,154, +48 (+4.3%)."),
    ("cambridgeshire", "Cambridgeshire, 31 March 2022 to 31 March 2023: from 938 to 987, +49 (+5.2%)."),
    # 119 printed, from 118.5 to 119.5, and 987 in 793,600 or so, 124.4.
    ("cambridgeshire", "Cambridgeshire, 31 March 2022 to 31 March 2023: from 119 to 124, +5 (+4% to +5%)."),
]


@pytest.mark.parametrize(("slug", "said"), TOLD)
def test_the_changes_on_the_areas_page(client: Client, slug: str, said: str) -> None:
    assert said in Page(client.get(f"/areas/{slug}/").content.decode()).text


@pytest.mark.parametrize("year", ["2007-08", "2008-09", "2021-22"])
def test_no_rate_is_worked_out_where_its_population_is_unknown(client: Client, year: str) -> None:
    """Counts are held for these years; a rate only where one was printed."""
    every = rows_of_file(client, f"/compare/rso-rate/{year}/data.csv")
    lines = [line for line in every if line["area_slug"] != "england-and-wales"]
    without = [line for line in lines if not line["value"]]
    printed = {
        str(row.area_slug)
        for row in figures.printed().itertuples()
        if (row.year, row.measure) == (year, "rso_rate") and row.value
    }
    assert {line["area_slug"] for line in lines if line["value"]} == printed - {"england-and-wales"}
    for line in without:
        assert (line["lower_95"], line["upper_95"], line["denominator"]) == ("", "", "")
        assert (line["marker"], Decimal(line["numerator"] or 1) > 0) == ("x", True)
    assert year == "2021-22" or without
