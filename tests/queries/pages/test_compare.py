"""All areas on one indicator: who stands in the table, in which order, beside what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.values import WhyNot
from stats.calculations.funnel import Comparison, NoWord
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.pages.compare import Column, ComparePage, Sort, compare_page
from stats.queries.years_held import YearHeld, latest, third_of, years_held
from tests.factories import (
    make_area,
    make_figure,
    make_nation,
    make_population,
    make_source,
)
from tests.generated import generate

pytestmark = pytest.mark.django_db


def page_of(slug: str = "rsos", **asked: object) -> ComparePage:
    page = compare_page(slug, **asked)  # type: ignore[arg-type]
    assert page is not None
    return page


def rsos(slug: str, value: int | None, *, marker: str = "", **fields: object) -> Area:
    area = make_area(slug)
    source = fields.pop("source", None) or make_source(f"{slug}'s report")
    make_figure(category="1", level="total", value=value, marker=marker, area=area, source=source, **fields)  # type: ignore[arg-type]
    return area


def shown(page: ComparePage) -> list[str]:
    return [row.area.slug for row in page.rows]


def test_areas_stand_by_name() -> None:
    for slug, value in (("kent", 5), ("dorset", 900), ("essex", 70)):
        rsos(slug, value)
    assert shown(page_of()) == ["dorset", "essex", "kent"]


def test_what_cannot_be_compared_stands_apart_and_what_is_not_held_elsewhere() -> None:
    rsos("dorset", 670)
    rsos("kent", None, marker="c")
    make_area("essex")

    page = page_of()

    assert shown(page) == ["dorset", "kent"]
    assert [row.area.slug for row in page.compared] == ["dorset"]
    assert [(row.area.slug, row.value.why_not) for row in page.rows if row.is_apart] == [
        ("kent", WhyNot.SUPPRESSED)
    ]
    assert [ref.slug for ref in page.not_held] == ["essex"]


def test_a_zero_is_compared() -> None:
    rsos("dorset", 0)
    assert [row.value.amount for row in page_of().rows] == [0]


def test_half_of_a_ratio_is_not_held() -> None:
    for slug in ("dorset", "kent"):
        rsos(slug, 100)
    make_figure("notification_breaches", value=5, area=make_area("dorset"))

    page = page_of("notification-breaches-per-100-rsos")

    assert shown(page) == ["dorset"]
    assert not any(row.is_apart for row in page.rows)
    assert [ref.slug for ref in page.not_held] == ["kent"]


def test_a_year_with_nothing_but_halves_is_not_offered() -> None:
    make_figure("notification_breaches", value=5, year="2013-14")
    make_figure("notification_breaches", value=5, year="2014-15")
    rsos("dorset", 100, year="2013-14")

    found = years_held(catalogue().indicators["notification-breaches-per-100-rsos"])

    assert found == (YearHeld(ReportingYear.parse("2013-14"), areas=1),)
    assert page_of("notification-breaches-per-100-rsos").year == ReportingYear.parse("2013-14")


def test_the_years_say_how_many_areas_they_have_newest_first() -> None:
    rsos("dorset", 1, year="2012-13")
    rsos("kent", 1, year="2012-13")
    rsos("dorset", 1, year="2014-15")
    make_figure(category="1", level="total", value=9, area=make_nation(), year="2016-17")

    found = [(one.year.label, one.areas) for one in years_held(catalogue().indicators["rsos"])]

    assert found == [("2016-17", 0), ("2014-15", 1), ("2012-13", 2)]


def held(start: int, areas: int, *, nation: bool = False) -> YearHeld:
    return YearHeld(ReportingYear(start), areas, nation)


@pytest.mark.parametrize(
    ("years", "opened"),
    [
        ([held(2022, 10), held(2021, 14), held(2020, 30)], 2021),  # a third of 42 is 14
        ([held(2022, 13), held(2021, 2), held(2020, 13)], 2022),  # nobody has a third: most, then newest
        ([held(2022, 1, nation=True), held(2021, 2)], 2021),
        ([held(2016, 0, nation=True), held(2014, 1)], 2014),
        ([held(2016, 0, nation=True), held(2014, 0, nation=True)], 2016),
    ],
)
def test_an_overview_opens_on_the_latest_year_that_a_third_of_the_areas_have(
    years: list[YearHeld], opened: int
) -> None:
    assert latest(years, fewest=third_of(42)) == ReportingYear(opened)


@pytest.mark.parametrize(
    ("years", "opened"),
    [
        ([held(2022, 1), held(2021, 0, nation=True), held(2020, 9)], 2021),
        ([held(2022, 4), held(2021, 5), held(2020, 9)], 2021),
        ([held(2022, 2), held(2021, 3)], 2021),
    ],
)
def test_a_topic_opens_on_the_latest_year_of_the_nation_or_of_five_areas(
    years: list[YearHeld], opened: int
) -> None:
    assert latest(years, fewest=5, or_nation=True) == ReportingYear(opened)


def test_a_third_of_the_areas_is_rounded_up_and_one_at_the_least() -> None:
    assert [third_of(areas) for areas in (0, 1, 3, 4, 42)] == [1, 1, 1, 2, 14]
    assert latest([], fewest=third_of(42)) is None


def test_there_is_no_page_for_an_unknown_indicator_or_a_year_that_nobody_has() -> None:
    rsos("dorset", 670, year="2014-15")

    assert compare_page("crimes") is None
    assert compare_page("rsos", year=ReportingYear.parse("2013-14")) is None
    assert compare_page("sfo-charges") is None


def test_the_choice_narrows_table_and_lists_but_not_the_map() -> None:
    rsos("dorset", 1)
    rsos("kent", 2)
    make_area("essex")
    make_area("surrey")

    page = page_of(areas=("kent", "essex", "atlantis", "atlantis"))

    assert shown(page) == ["kent"]
    assert [ref.slug for ref in page.chosen] == ["essex", "kent"]
    assert [ref.slug for ref in page.not_held] == ["essex"]
    assert page.unknown_areas == ("atlantis",)
    assert len(page.tiles) == len(page.every_area) == 4


def test_a_choice_of_nothing_known_is_no_choice() -> None:
    rsos("dorset", 1)
    page = page_of(areas=("atlantis",))
    assert shown(page) == ["dorset"]
    assert page.unknown_areas == ("atlantis",)


def test_the_nation_is_no_area_to_choose_and_is_known() -> None:
    """It stands beside any areas; asked for alone, it stands alone."""
    make_nation()
    rsos("dorset", 1)
    for areas, expected in ((("england-and-wales",), []), (("dorset", "england-and-wales"), ["dorset"])):
        page = page_of(areas=areas)
        assert shown(page) == expected
        assert page.chosen == page.every_area[: len(expected)]
        assert page.unknown_areas == ()


@pytest.fixture
def four_areas() -> None:
    """Alphabetical order, order of rates, of counts and of people all differ; Kent prints a rate alone."""
    for slug, value, persons in (
        ("avon", 300, 1_000_000),
        ("dorset", 200, 400_000),
        ("essex", 900, 3_000_000),
    ):
        kind = "press report" if slug == "avon" else "area report"
        make_population(rsos(slug, value, source=make_source(slug, kind=kind)), persons=persons)
    make_figure("rso_rate", value=40, area=make_area("kent"), source=make_source("kent"))


@pytest.mark.parametrize(
    ("column", "upwards", "downwards"),
    [
        (Column.AREA, "avon dorset essex kent", "kent essex dorset avon"),
        # Avon and Essex have the same rate: they stand by name both ways.
        (Column.VALUE, "avon essex kent dorset", "dorset kent avon essex"),
        # Kent has neither count nor people: it comes last both ways.
        (Column.NUMERATOR, "dorset avon essex kent", "essex avon dorset kent"),
        (Column.DENOMINATOR, "dorset avon essex kent", "essex avon dorset kent"),
        (Column.SOURCE, "dorset essex kent avon", "avon dorset essex kent"),
    ],
)
@pytest.mark.usefixtures("four_areas")
def test_each_column_sorts_both_ways(column: Column, upwards: str, downwards: str) -> None:
    assert shown(page_of("rso-rate", sort=Sort(column))) == upwards.split()
    assert shown(page_of("rso-rate", sort=Sort(column, descending=True))) == downwards.split()


@pytest.mark.usefixtures("four_areas")
def test_an_area_is_compared_with_the_areas_held_where_the_nation_is_not() -> None:
    national = page_of("rso-rate").national

    assert national.is_pooled
    assert national.areas == 3
    assert national.amount == Decimal(1_400 * 100_000) / 4_400_000


@pytest.mark.usefixtures("four_areas")
def test_the_benchmark_does_not_move_with_the_choice() -> None:
    assert page_of("rso-rate", areas=("avon",)).national == page_of("rso-rate").national
    whole = {row.area.slug: row.verdict for row in page_of("rso-rate").rows}
    assert page_of("rso-rate", areas=("avon",)).rows[0].verdict == whole["avon"]


@pytest.mark.usefixtures("four_areas")
def test_the_nation_as_published_is_the_benchmark_where_it_is_held() -> None:
    make_figure("rso_rate", value=104, area=make_nation(), source=make_source("National"))
    national = page_of("rso-rate").national
    assert (national.amount, national.is_pooled) == (104, False)


@pytest.mark.usefixtures("four_areas")
def test_a_rate_without_its_count_has_no_word() -> None:
    verdicts = {row.area.slug: row.verdict for row in page_of("rso-rate").rows}
    assert verdicts["kent"] is not None
    assert (verdicts["kent"].comparison, verdicts["kent"].why_not_compared) == (
        Comparison.NOT_COMPARED,
        NoWord.NO_INTERVAL,
    )


def test_counts_have_no_word_and_no_pooled_benchmark() -> None:
    rsos("dorset", 1)
    rsos("kent", 2)
    page = page_of()
    assert [row.verdict for row in page.rows] == [None, None]
    assert page.national.amount is None


def test_a_change_of_rules_is_told_in_its_first_year_alone() -> None:
    for label, measure in (("2014-15", "sopo"), ("2015-16", "shpo"), ("2016-17", "shpo")):
        make_figure(measure, value=5, year=label)

    told = {
        label: [one.code for one in page_of("prevention-orders", year=ReportingYear.parse(label)).starting]
        for label in ("2014-15", "2015-16", "2016-17")
    }
    assert told == {"2014-15": [], "2015-16": ["sopo-to-shpo"], "2016-17": []}


def test_a_withdrawn_figure_is_neither_row_nor_year_nor_benchmark() -> None:
    rsos("dorset", 670)
    for label in ("2014-15", "2015-16"):
        make_figure(
            category="1", level="total", value=987_654, area=make_area("kent"), year=label, withdrawn=True
        )

    page = page_of()

    assert [one.year.label for one in page.years] == ["2014-15"]
    assert shown(page) == ["dorset"]
    assert [ref.slug for ref in page.not_held] == ["kent"]


@pytest.mark.parametrize(("areas", "years"), [(3, 3), (42, 20)])
def test_four_queries_however_much_is_stored(
    django_assert_num_queries: DjangoAssertNumQueries, areas: int, years: int
) -> None:
    generate(areas=areas, years=years)
    with django_assert_num_queries(4):
        page = page_of("rso-rate", year=ReportingYear.parse("2006-07"))
    assert len(page.rows) == areas
    assert len(page.years) == years
