"""Millions of made-up figures in a few statements: what tests.generated makes, with each area many times."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from stats.models import Area, Figure, Report
from tests.generated import generate

AREAS, YEARS = 42, 40
# Between the numbers of an area, a report or a figure and those of its copies.
APART = 10_000_000


def generate_millions(*, figures: int) -> None:
    """At least that many. Triggers are off, so that they have no history; nobody asks for it here."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        generate(areas=AREAS, years=YEARS)
        copies = -(-figures // Figure.objects.count()) - 1
        _copy(
            Area,
            copies,
            among="kind = 'area'",
            slug="slug || '-' || %(copy)s",
            name="name || ' of ' || %(copy)s",
        )
        reports = "area_id IN (SELECT id FROM stats_area WHERE kind = 'area')"
        _copy(Report, copies, among=reports, area_id=_copied("area_id"))
        figures_of = f"report_id IN (SELECT id FROM stats_report WHERE id < {APART} AND {reports})"  # noqa: S608 - of our own
        _copy(Figure, copies, among=figures_of, report_id=_copied("report_id"))
        cursor.execute("SET session_replication_role = origin")


def _copied(column: str) -> str:
    return f"{column} + {APART}::bigint * %(copy)s"


def _copy(model: type[Model], copies: int, *, among: str, **changed: str) -> None:
    """Copies of the rows, each by a statement that takes no longer than one may."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = {column: column for column in columns} | {"id": _copied("id")} | changed
    table = model._meta.db_table
    into = f"INSERT INTO {table} ({', '.join(columns)})"
    select = f"SELECT {', '.join(map(values.__getitem__, columns))}"
    with connection.cursor() as cursor:
        for copy in range(1, copies + 1):
            cursor.execute(
                f"{into} {select} FROM {table} WHERE id < {APART} AND {among} ORDER BY id", {"copy": copy}
            )
