"""What the database itself refuses, and what it keeps of every earlier state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from stats.models import Area, Figure, Report
from tests.factories import make_area, make_division, make_figure, make_nation, make_report, make_source

pytestmark = pytest.mark.django_db


def refused(constraint: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("figure_value_or_marker", {"value": 7, "marker": "c"}),
        ("figure_value_or_marker", {"value": None, "marker": ""}),
        ("figure_value_or_marker", {"value": 0, "marker": "z"}),
        ("figure_not_negative", {"value": -1}),
        ("figure_not_negative", {"measure": "rso_rate", "value": "-0.001"}),
        ("figure_counts_are_whole", {"value": "7.5"}),
        ("figure_counts_are_whole", {"measure": "sopo", "value": "0.001"}),
        ("figure_category_known", {"value": 7, "category": "5"}),
        ("figure_category_known", {"value": 7, "category": "TOTAL"}),
        ("figure_level_known", {"value": 7, "category": "1", "level": "4"}),
        ("figure_marker_known", {"value": None, "marker": "y"}),
        ("figure_marker_known", {"value": None, "marker": "[z]"[:3]}),
        ("figure_qualifier_known", {"value": 7, "qualifier": "roughly"}),
        ("figure_qualifier_known", {"value": 7, "qualifier": "exact"}),
        ("figure_qualifier_of_a_number", {"marker": "c", "qualifier": "about"}),
    ],
)
def test_an_impossible_figure_is_refused(constraint: str, fields: dict[str, object]) -> None:
    with refused(constraint):
        make_figure(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"value": 0},
        {"value": 697, "category": "1", "level": "total"},
        {"value": 11_000, "qualifier": "more than"},
        {"value": "57.45", "measure": "rso_rate"},
        {"marker": "z", "category": "3", "level": "1"},
        {"marker": "low", "measure": "rso_rate"},
        {"value": 3, "category": "4", "level": "1", "year": "2022-23"},
    ],
)
def test_a_possible_figure_is_stored_as_it_is(fields: dict[str, object]) -> None:
    stored = Figure.objects.get(pk=make_figure(**fields).pk)  # type: ignore[arg-type]

    assert stored.marker == fields.get("marker", "")
    value = fields.get("value")
    assert stored.value == (None if value is None else Decimal(str(value)))


def test_the_same_cell_twice_from_one_source_is_refused_for_the_area_itself() -> None:
    """`division` is NULL there, which a plain unique constraint would take for different each time."""
    make_figure(value=670, category="1", level="total")
    with refused("figure_once_a_source"):
        make_figure(value=671, category="1", level="total", preferred=False)


def test_the_same_cell_twice_from_one_source_is_refused_for_a_division() -> None:
    make_figure(value=300, category="1", level="total", division=make_division())
    with refused("figure_once_a_source"):
        make_figure(value=301, category="1", level="total", division=make_division(), preferred=False)


def test_two_sources_may_give_the_same_cell_but_only_one_is_preferred() -> None:
    make_figure(value=670, category="1", level="total")
    other = make_source("A newspaper", kind="press report")
    make_figure(value=671, category="1", level="total", source=other, preferred=False)
    with refused("figure_one_preferred"):
        make_figure(
            value=672, category="1", level="total", source=make_source("Another", kind="press report")
        )


def test_neither_figure_of_a_cell_need_be_preferred() -> None:
    make_figure(value=670, preferred=False)
    make_figure(value=671, preferred=False, source=make_source("Another", kind="press report"))
    assert Figure.objects.count() == 2


def test_a_division_has_an_area_and_nothing_else_has() -> None:
    with refused("area_division_has_parent"), transaction.atomic():
        Area.objects.create(slug="bolton", name="Bolton", kind=Area.Kind.DIVISION)
    with refused("area_division_has_parent"):
        Area.objects.create(slug="bolton", name="Bolton", kind=Area.Kind.AREA, parent=make_area())


def test_there_is_one_nation() -> None:
    make_nation()
    with refused("area_one_nation"):
        Area.objects.create(slug="scotland", name="Scotland", kind=Area.Kind.NATION)


def test_no_two_areas_share_a_tile() -> None:
    make_area("dorset", tile_column=1, tile_row=9)
    with refused("area_tile_once"):
        make_area("kent", tile_column=1, tile_row=9)


def test_areas_without_a_tile_do_not_collide() -> None:
    make_area("dorset")
    make_area("kent")
    assert Area.objects.filter(tile_column=None).count() == 2


def test_no_two_divisions_of_an_area_share_a_name() -> None:
    make_division("Bolton")
    with refused("area_division_name_once"):
        Area.objects.create(
            slug="another", name="Bolton", kind=Area.Kind.DIVISION, parent=make_area("greater-manchester")
        )


@pytest.mark.parametrize("start_year", [1999, 2100])
def test_a_report_belongs_to_a_possible_year(start_year: int) -> None:
    with refused("report_year_possible"):
        Report.objects.create(area=make_area(), start_year=start_year)


def test_an_area_has_one_report_a_year() -> None:
    make_report(year="2014-15")
    with refused("report_once"):
        Report.objects.create(area=make_area(), start_year=2014)


def test_a_source_with_figures_cannot_be_deleted() -> None:
    make_figure(value=7)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM stats_source")
        with refused("foreign key"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def events(figure_id: int) -> list[tuple[str, Decimal | None, str]]:
    history = apps.get_model("stats", "FigureEvent").objects.filter(id=figure_id).order_by("pgh_id")
    return [(event.pgh_label, event.value, event.marker) for event in history]


def test_history_keeps_what_an_edit_replaced() -> None:
    figure = make_figure(value=607)
    figure.value = Decimal(670)
    figure.save()

    assert [value for _label, value, _marker in events(figure.pk)] == [607, 670]


def test_history_keeps_what_no_python_saw() -> None:
    """The database itself writes it, so no shell, admin or loader can go round it."""
    figure = make_figure(value=607)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stats_figure SET value = NULL, marker = 'c' WHERE id = %s", [figure.pk])

    assert [(value, marker) for _label, value, marker in events(figure.pk)] == [(607, ""), (None, "c")]


def test_history_outlives_the_figure() -> None:
    figure = make_figure(value=607)
    key = figure.pk
    figure.delete()

    assert not Figure.objects.filter(pk=key).exists()
    assert (Decimal(607), "") in {(value, marker) for _label, value, marker in events(key)}
