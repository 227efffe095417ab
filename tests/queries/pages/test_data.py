from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.years import ReportingYear
from stats.queries.pages.data import KindHeld, data_page
from tests.factories import make_area, make_figure, make_nation, make_source

pytestmark = pytest.mark.django_db


def test_nothing_held_is_counted_as_nothing() -> None:
    held = data_page()
    assert (held.figures, held.areas, held.sources, held.first, held.latest) == (0, 0, 0, None, None)


def test_figures_areas_years_and_kinds_are_counted_without_those_withdrawn() -> None:
    press = make_source("Echo", kind="press report")
    make_figure(value=1, category="1", level="total", year="2013-14")
    make_figure(value=1, category="2", level="total", year="2015-16", source=press)
    make_figure(value=1, category="1", level="total", area=make_nation(), source=press)
    make_figure(value=1, category="1", level="total", area=make_area("essex"), withdrawn=True)
    held = data_page()
    assert (held.figures, held.areas, held.every_area) == (3, 1, 2)
    assert (held.first, held.latest) == (ReportingYear(2013), ReportingYear(2015))
    assert held.kinds == (
        KindHeld("area report", 1, 1),
        KindHeld("national bulletin", 0, 0),
        KindHeld("parliamentary answer", 0, 0),
        KindHeld("press report", 1, 2),
    )
    assert held.sources == 2


def test_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        data_page()
