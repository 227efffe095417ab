from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.notes import NoteKind
from stats.models import Area, Figure, Release, Source
from stats.queries.pages.data_quality import data_quality_page, examine
from stats.queries.releases import current_release
from tests.factories import (
    make_area,
    make_figure,
    make_nation,
    make_note,
    make_population,
    make_source,
)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    data_quality_page.forget()
    yield
    data_quality_page.forget()


def level_3(
    total: int, *, area: Area | None = None, source: Source | None = None, year: str = "2014-15"
) -> None:
    """Level 3 over the year: 3 + 4 + 2, and the printed total."""
    for category, value in (("1", 3), ("2", 4), ("3", 2), ("total", total)):
        make_figure(
            "level_2_3_offenders",
            value=value,
            category=category,
            level="3",
            area=area,
            source=source,
            year=year,
        )


@pytest.mark.django_db
class TestTotals:
    def test_a_printed_total_that_its_parts_make_is_checked_and_not_listed(self) -> None:
        level_3(9)
        found = examine()
        assert (found.checked, found.differences) == (1, ())

    def test_one_that_they_do_not_make_is_listed_with_what_they_make(self) -> None:
        level_3(7)
        ((area, check),) = examine().differences
        assert area.slug == "dorset"
        assert check.finding.printed is not None
        assert check.finding.computed is not None
        assert (check.finding.printed.exact, check.finding.computed.exact) == (7, 9)

    def test_an_explained_one_stands_apart(self) -> None:
        level_3(7)
        make_note(
            "The source says why.",
            area=make_area(),
            measure="level_2_3_offenders",
            category="total",
            level="3",
            kind=NoteKind.EXPLAINED_DIFFERENCE,
        )
        found = examine()
        assert found.differences == ()
        assert [check.explanation for _area, check in found.explained] == ["The source says why."]

    def test_parts_of_one_source_are_not_added_to_a_total_of_another(self) -> None:
        press = make_source("Echo", kind="press report")
        make_figure("level_2_3_offenders", value=50, category="total", level="3", source=press)
        for category in ("1", "2", "3"):
            make_figure("level_2_3_offenders", value=1, category=category, level="3")
        found = examine()
        assert (found.checked, found.differences) == (0, ())

    def test_withdrawn_figures_are_not_examined(self) -> None:
        level_3(7)
        Figure.objects.update(withdrawn=True, preferred=False)
        assert examine().differences == ()


@pytest.mark.django_db
class TestConflicts:
    def test_sources_that_differ_are_listed_the_preferred_first(self) -> None:
        nation, answer = make_nation(), make_source("Hansard", kind="parliamentary answer")
        cell = {"category": "1", "level": "total", "area": nation, "year": "2002-03"}
        make_figure(value=21413, source=answer, preferred=False, **cell)  # type: ignore[arg-type]
        make_figure(value=21513, source=make_source("Overview", kind="national bulletin"), **cell)  # type: ignore[arg-type]
        ((area, conflict),) = examine().conflicts
        assert [held.amount.exact for held in conflict.figures] == [21513, 21413]
        assert area.is_nation

    def test_sources_that_agree_are_no_conflict(self) -> None:
        make_figure(value=670, category="1", level="total")
        make_figure(
            value=670,
            category="1",
            level="total",
            source=make_source("Echo", kind="press report"),
            preferred=False,
        )
        assert examine().conflicts == ()


@pytest.mark.django_db
class TestRates:
    def test_a_printed_rate_off_by_more_than_rounding_is_listed(self) -> None:
        dorset = make_area()
        make_population(dorset, mid_year=2014, persons=681_601)
        make_figure(value=670, category="1", level="total")
        make_figure("rso_rate", value="105")
        (found,) = examine().rates
        assert found.value.amount == 105
        assert found.value.computed is not None
        assert round(found.value.computed, 1) == Decimal("98.3")

    def test_one_that_rounds_to_what_is_printed_is_not(self) -> None:
        dorset = make_area()
        make_population(dorset, mid_year=2014, persons=681_601)
        make_figure(value=670, category="1", level="total")
        make_figure("rso_rate", value="98")
        assert examine().rates == ()


@pytest.mark.django_db
def test_findings_are_kept_until_the_next_release(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    level_3(7)
    Release.objects.create(number=1, title="First")
    one = current_release()
    first = data_quality_page(one)
    with django_assert_num_queries(0):
        assert data_quality_page(one) is first
    level_3(9, area=make_area("essex"))
    assert data_quality_page(one).checked == 1
    Release.objects.create(number=2, title="Second")
    assert data_quality_page(current_release()).checked == 2


@pytest.mark.django_db
def test_what_is_published_while_it_is_looked_for_is_not_kept_for_the_release_before() -> None:
    level_3(7)
    Release.objects.create(number=1, title="First")
    one = current_release()
    level_3(9, area=make_area("essex"))
    Release.objects.create(number=2, title="Second")
    assert data_quality_page(one).checked == 2  # asked for before the second was there
    Figure.objects.filter(report__area__slug="essex").delete()
    assert data_quality_page(one).checked == 1


@pytest.mark.django_db
def test_before_the_first_release_nothing_is_kept() -> None:
    level_3(7)
    assert data_quality_page(None).checked == 1
    level_3(9, area=make_area("essex"))
    assert data_quality_page(None).checked == 2


@pytest.mark.django_db
def test_four_queries_whatever_is_stored(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for slug in ("dorset", "essex", "kent", "surrey"):
        for year in ("2013-14", "2014-15"):
            level_3(7, area=make_area(slug), year=year)
    with django_assert_max_num_queries(4):
        assert len(examine().differences) == 8


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_the_two_printed_errors_and_the_explained_difference(self) -> None:
        found = examine()
        told = {
            (area.slug, check.year.label, check.table_code): check.finding.difference
            for area, check in found.differences
        }
        assert told == {
            ("dorset", "2014-15", "levels_2_and_3"): -2,
            ("greater-manchester", "2014-15", "levels_2_and_3"): 10,
        }
        ((area, check),) = found.explained
        assert (area.slug, check.finding.difference) == ("greater-manchester", 31)

    def test_the_national_count_of_2003_from_two_sources(self) -> None:
        found = next(
            conflict
            for area, conflict in examine().conflicts
            if area.is_nation and conflict.year.label == "2002-03" and conflict.cell.category == "1"
        )
        amounts = [held.amount.exact for held in found.figures]
        assert amounts[0] == 21513
        assert 21413 in amounts
