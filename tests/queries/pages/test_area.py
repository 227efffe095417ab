"""An area's page: which years, which numbers, beside what, and how often the database is asked."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.headlines import Headline
from stats.analysis.values import WhyNot
from stats.calculations.change import NoPercentage
from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Release
from stats.queries.pages.area import AreaPage, area_page, area_without_figures
from stats.queries.pages.compare import compare_page
from tests.factories import (
    make_area,
    make_division,
    make_figure,
    make_nation,
    make_note,
    make_place,
    make_population,
    make_report,
    make_source,
)
from tests.generated import generate

pytestmark = pytest.mark.django_db


def year(label: str) -> ReportingYear:
    return ReportingYear.parse(label)


def rsos(value: int | None, *, marker: str = "", **fields: object) -> None:
    make_figure(category="1", level="total", value=value, marker=marker, **fields)  # type: ignore[arg-type]


def page_of(slug: str = "dorset", label: str | None = None) -> AreaPage:
    page = area_page(slug, year=year(label) if label else None)
    assert page is not None
    return page


def headline(page: AreaPage, slug: str) -> Headline:
    return next(one for one in page.headlines if one.indicator.slug == slug)


def test_an_area_that_does_not_exist_has_no_page() -> None:
    assert area_page("atlantis") is None
    assert area_without_figures("atlantis") is None


def test_a_division_and_the_nation_are_no_areas() -> None:
    make_nation()
    division = make_division()
    for slug in ("england-and-wales", division.slug):
        assert area_page(slug) is None
        assert area_without_figures(slug) is None


def test_an_area_without_figures_is_known_all_the_same() -> None:
    make_area("kent", name="Kent")

    assert area_page("kent") is None
    found = area_without_figures("kent")
    assert found is not None
    assert (found[0].ref.name, found[0].years) == ("Kent", ())


def test_a_year_that_is_not_held_has_no_page_but_the_years_that_are_do() -> None:
    for label in ("2012-13", "2014-15"):
        rsos(670, year=label)

    assert area_page("dorset", year=year("2013-14")) is None
    found = area_without_figures("dorset")
    assert found is not None
    assert [one.label for one in found[0].years] == ["2012-13", "2014-15"]


def test_the_latest_year_is_shown_unless_another_is_asked_for() -> None:
    for label, value in (("2012-13", 600), ("2014-15", 670)):
        rsos(value, year=label)

    assert page_of().year == year("2014-15")
    assert headline(page_of(label="2012-13"), "rsos").value.amount == 600
    assert [one.label for one in page_of().area.years] == ["2012-13", "2014-15"]


def test_the_very_first_year_has_none_before_it() -> None:
    """2000-01 is the first year that the site knows: the year before cannot even be named."""
    rsos(100, year="2000-01")

    found = headline(page_of(), "rsos")
    assert (found.value.amount, found.previous_year, found.previous) == (100, None, None)


def test_the_very_last_year_has_a_page() -> None:
    rsos(100, year="2099-00")
    assert headline(page_of(), "rsos").value.amount == 100


def test_a_report_without_figures_is_no_year() -> None:
    make_report(year="2013-14")
    rsos(670, year="2014-15")
    assert [one.label for one in page_of().area.years] == ["2014-15"]


def test_what_was_withdrawn_is_neither_a_year_nor_a_number_nor_a_neighbour() -> None:
    rsos(670, year="2014-15")
    for label in ("2013-14", "2015-16"):
        rsos(987_654, year=label, withdrawn=True)
    make_figure("rso_rate", value=98, year="2014-15")
    make_figure("rso_rate", value=987_654, area=make_area("kent"), withdrawn=True)

    page = page_of()

    assert [one.label for one in page.area.years] == ["2014-15"]
    assert area_page("dorset", year=year("2013-14")) is None
    assert headline(page, "rsos").previous is not None
    assert headline(page, "rsos").previous.why_not is WhyNot.NOT_HELD  # type: ignore[union-attr]
    assert page.rates_held == 1
    assert area_page("kent") is None


def test_which_years_are_the_areas_own_report() -> None:
    rsos(600, year="2013-14", source=make_source("A newspaper", kind="press report"))
    rsos(670, year="2014-15")
    assert page_of().area.report_years == {year("2014-15")}


def test_the_year_before_and_the_change() -> None:
    for label, value in (("2013-14", 600), ("2014-15", 660)):
        rsos(value, year=label)

    change = headline(page_of(), "rsos").change
    assert change is not None
    assert (change.absolute, change.percent) == (60, 10)


def test_a_year_further_back_is_not_taken_for_the_year_before() -> None:
    for label, value in (("2012-13", 600), ("2014-15", 660)):
        rsos(value, year=label)

    change = headline(page_of(), "rsos").change
    assert change is not None
    assert (change.absolute, change.reason_no_percent) == (None, NoPercentage.NOT_HELD)


def test_no_change_is_worked_out_across_a_break() -> None:
    for label, value in (("2003-04", 10), ("2004-05", 60)):
        make_figure("level_2_3_offenders", category="total", level="total", value=value, year=label)

    found = headline(page_of(), "level-2-3-offenders")
    assert [one.code for one in found.breaks] == ["level-2-first-counted"]
    assert found.change is not None
    assert (found.change.absolute, found.change.reason_no_percent) == (None, NoPercentage.SERIES_BREAK)


def test_a_suppressed_headline_is_told_as_suppressed() -> None:
    rsos(None, marker="c")
    found = headline(page_of(), "rsos").value
    assert (found.amount, found.why_not) == (None, WhyNot.SUPPRESSED)


def test_england_and_wales_stands_beside_the_area_where_it_is_held() -> None:
    make_figure("rso_rate", value=98)
    make_figure("rso_rate", value=104, area=make_nation(), source=make_source("National"))

    national = headline(page_of(), "rso-rate").national
    assert (national.amount, national.is_pooled) == (104, False)


def test_areas_held_together_stand_in_for_a_nation_that_is_not_held() -> None:
    for slug, value in (("dorset", 600), ("kent", 900)):
        area = make_area(slug)
        make_population(area, persons=1_000_000)
        rsos(value, area=area, source=make_source(slug))

    national = headline(page_of(), "rso-rate").national
    assert (national.amount, national.is_pooled, national.areas) == (75, True, 2)


def test_counts_of_some_areas_are_never_added_up_to_a_nation() -> None:
    for slug in ("dorset", "kent"):
        rsos(600, area=make_area(slug), source=make_source(slug))
    assert headline(page_of(), "rsos").national.amount is None


def test_a_note_stands_on_the_page_of_its_area_and_year() -> None:
    rsos(600, year="2013-14")
    rsos(670, year="2014-15")
    rsos(900, area=make_area("kent"), source=make_source("Kent"))
    make_note("This one.", area=make_area(), kind=NoteKind.UNUSUAL)
    make_note("Last year's.", area=make_area(), year="2013-14")
    make_note("Kent's.", area=make_area("kent"))

    assert [note.text for note in page_of().notes] == ["This one."]


def test_each_source_of_the_year_is_named_once() -> None:
    rsos(670)
    make_figure("rso_rate", value=98)
    rsos(671, source=make_source("A newspaper", kind="press report"), preferred=False)
    rsos(1, year="2013-14", source=make_source("Last year's"))

    assert {source.title for source in page_of(label="2014-15").sources} == {
        "Dorset MAPPA Annual Report 2014-2015",
        "A newspaper",
    }


def test_districts_name_the_area_and_villages_do_not() -> None:
    rsos(670)
    make_place("Poole", area=make_area(), kind="former district")
    for name in ("Purbeck", "Christchurch"):
        make_place(name, area=make_area(), kind="district")

    assert page_of().area.districts == ("Christchurch", "Purbeck")


def test_a_figure_that_no_table_has_a_place_for_is_not_lost() -> None:
    """A press report of 2014-15 that gives Level 1 over the year, which no report's table prints."""
    make_figure("level_2_3_offenders", category="1", level="1", value=5)
    rsos(670)

    assert [held.cell.level for held in page_of().outside] == ["1"]


def test_corrections_of_the_year_stand_newest_first() -> None:
    rsos(670, year="2014-15")
    release = Release.objects.create(number=1, title="Corrections")
    for area, start_year, old in (
        (make_area(), 2014, "1"),
        (make_area(), 2014, "2"),
        (make_area(), 2013, "3"),
        (make_area("kent"), 2014, "4"),
    ):
        Correction.objects.create(
            release=release,
            area=area,
            start_year=start_year,
            measure="sopo",
            old_text=old,
            new_text="9",
            reason="Misread.",
            source=make_source("Any"),
        )

    assert [corrected.old for corrected in page_of().corrections] == ["2", "1"]
    found = area_without_figures("dorset", year=year("2013-14"))
    assert found is not None
    assert [corrected.old for corrected in found[1]] == ["3"]


@pytest.mark.parametrize("label", ["2005-06", "2018-19"])
def test_the_rates_and_the_rank_are_those_of_the_compare_page(label: str) -> None:
    slugs = generate(areas=12, years=20)

    page = page_of(slugs[3], label)

    compared = compare_page("rso-rate", year=year(label))
    assert compared is not None
    assert page.rates == tuple((row.area, row.value) for row in compared.compared)
    assert page.rank == next(row.rank for row in compared.rows if row.area.slug == slugs[3])
    assert page.rank is not None


@pytest.mark.parametrize(("areas", "years"), [(3, 3), (42, 20)])
def test_six_queries_however_much_is_stored(
    django_assert_num_queries: DjangoAssertNumQueries, areas: int, years: int
) -> None:
    slugs = generate(areas=areas, years=years)

    with django_assert_num_queries(6):
        page = page_of(slugs[-1], "2005-06")

    assert len(page.area.years) == years
    assert page.rates_held == areas
