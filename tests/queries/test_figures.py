"""What the public may see, and the plain values behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from stats.analysis.tables.conflicts import conflicts
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.models import Figure, Release
from stats.queries.figures import any_cell, area_refs, fetch_figures, fetch_notes
from stats.queries.pages.data_quality import examine
from stats.queries.releases import current_release, releases
from tests.factories import make_area, make_division, make_figure, make_nation, make_source

pytestmark = pytest.mark.django_db

RSOS = CellKey("eligible_offenders", "1", "total")


def rsos(value: int, **fields: object) -> None:
    make_figure(category="1", level="total", value=value, **fields)  # type: ignore[arg-type]


def test_what_was_withdrawn_is_not_public_until_it_is_published_again() -> None:
    rsos(987_654, area=make_area("kent"), withdrawn=True)
    rsos(670)

    assert [figure.value for figure in Figure.objects.public()] == [670]
    assert [figure.area_slug for figure in fetch_figures(Q())] == ["dorset"]

    Figure.objects.update(withdrawn=False)
    assert {figure.area_slug for figure in fetch_figures(Q())} == {"dorset", "kent"}


def test_a_figure_comes_as_plain_values() -> None:
    source = make_source(publisher="A board", published="2015-11")
    make_figure(
        "rso_rate", value="57.45", source=source, source_page="page 16", as_printed="57.45", year="2014-15"
    )

    (found,) = fetch_figures(Q())

    assert (found.area_slug, found.year.label, found.cell) == ("dorset", "2014-15", CellKey("rso_rate"))
    assert found.amount == Amount.of(Decimal("57.45"))
    assert (found.as_printed, found.page, found.preferred) == ("57.45", "page 16", True)
    assert (found.source.title, found.source.publisher) == (source.title, "A board")
    assert not found.source.is_second_hand


def test_a_division_goes_by_its_name() -> None:
    rsos(300, division=make_division("Bolton"))
    (found,) = fetch_figures(Q())
    assert (found.area_slug, found.cell.division) == ("greater-manchester", "Bolton")


def test_cells_asked_for_are_those_of_the_area_itself() -> None:
    rsos(300, division=make_division("Bolton"))
    rsos(2_662, area=make_area("greater-manchester"))
    make_figure(category="1", level="1", value=2_600, area=make_area("greater-manchester"))

    assert [one.amount.value for one in fetch_figures(any_cell([RSOS]))] == [2_662]
    assert fetch_figures(any_cell([])) == ()


def test_any_number_of_figures_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for year in ("2012-13", "2013-14", "2014-15"):
        rsos(1, year=year, source=make_source(year))
    with django_assert_num_queries(1):
        assert len(fetch_figures(Q())) == 3


def test_areas_come_by_name_without_divisions() -> None:
    make_nation()
    make_area("kent", gss_codes=["E23000032"])
    make_division("Bolton", area=make_area("avon", name="Avon"))
    make_area("london", name="London", gss_codes=["E23000001", "E23000034"])

    references = area_refs()

    assert list(references) == ["avon", "england-and-wales", "kent", "london"]
    assert references["london"].code == "E23000001;E23000034"
    assert [slug for slug, ref in references.items() if ref.is_nation] == ["england-and-wales"]


def test_sources_that_agree_are_no_conflict() -> None:
    rsos(670)
    rsos(670, source=make_source("A newspaper", kind="press report"), preferred=False)
    assert conflicts(fetch_figures(Q()), notes=fetch_notes()) == ()


def test_sources_that_differ_are_one_conflict_with_the_figure_shown_first() -> None:
    rsos(671, source=make_source("A newspaper", kind="press report"), preferred=False)
    rsos(670)
    rsos(672, source=make_source("Another", kind="press report"), preferred=False)

    (conflict,) = conflicts(fetch_figures(Q()), notes=fetch_notes())

    assert [one.preferred for one in conflict.figures] == [True, False, False]
    assert conflict.figures[0].amount == Amount.of(670)


@pytest.mark.parametrize(
    ("value", "qualifier", "is_conflict"),
    [
        (31_300, "more than", False),
        (31_400, "more than", True),
        (31_392, "at least", False),
        (31_400, "about", False),
        (31_300, "about", True),
    ],
)
def test_a_bound_that_another_figure_keeps_to_is_no_contradiction(
    value: int, qualifier: str, *, is_conflict: bool
) -> None:
    """England and Wales, 31 March 2008: "more than 31,300" in one source, 31,392 in another."""
    rsos(31_392)
    make_figure(
        category="1",
        level="total",
        value=value,
        qualifier=qualifier,
        source=make_source("A newspaper", kind="press report"),
        preferred=False,
    )
    (found,) = conflicts(fetch_figures(Q()), notes=fetch_notes())
    assert found.is_contradiction is is_conflict
    assert len(examine().conflicts) == is_conflict


def test_a_marker_against_a_number_is_a_conflict() -> None:
    rsos(670)
    make_figure(
        category="1",
        level="total",
        marker="c",
        source=make_source("Another", kind="press report"),
        preferred=False,
    )
    assert len(conflicts(fetch_figures(Q()), notes=fetch_notes())) == 1


def test_no_release_before_the_first() -> None:
    assert current_release() is None


def test_the_current_release_is_the_newest() -> None:
    for number in (1, 2, 3):
        Release.objects.create(number=number, title=f"Release {number}")

    current = current_release()
    assert current is not None
    assert (current.number, current.title) == (3, "Release 3")
    assert [one.number for one in releases(limit=2)] == [3, 2]
