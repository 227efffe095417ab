"""The API says what the files of the site say, cell for cell, on everything that ships."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db.models import Q

from stats.catalogue.columns import ColumnType
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import safe
from stats.queries.figures import fetch_figures
from tests.api.asking import ask, table
from tests.shipped import page_sent

pytestmark = pytest.mark.usefixtures("shipped")


def file(path: str) -> list[dict[str, str]]:
    """A CSV file of the site."""
    return list(csv.DictReader(StringIO(page_sent(path).removeprefix("\ufeff"))))


def as_cells(items: Iterable[dict[str, Any]], code: str) -> list[tuple[str, ...]]:
    """What a file would have in place of the values of JSON."""
    columns = catalogue().exports[code].columns
    return [tuple(cell(item[column.name], column.type) for column in columns) for item in items]


def cell(value: Any, kind: ColumnType) -> str:
    if value is None:
        return ""
    if kind is ColumnType.YES_NO:
        return {True: "yes", False: "no"}[value]
    assert isinstance(value, str) == (kind in (ColumnType.TEXT, ColumnType.DATE)), value
    return safe(str(value))  # a dash, as printed, would begin a formula


def test_every_figure_from_page_to_page() -> None:
    items: list[dict[str, Any]] = []
    address: str | None = "figures?limit=1000"
    while address:
        found = ask(address.removeprefix("http://testserver/api/v1/"))
        items += found["items"]
        address = found["next"]
    expected = [tuple(row.values()) for row in file("/data/figures.csv")]
    assert len(expected) > 1000
    assert Counter(as_cells(items, "figures")) == Counter(expected)


def test_files_have_the_figures_that_pages_are_made_of() -> None:
    """tests/views/test_every_figure_stands.py finds each of these on a page."""
    of_pages = Counter(
        (
            figure.area_slug,
            figure.year.label,
            figure.cell.division,
            *(figure.cell.measure, figure.cell.category, figure.cell.level),
            figure.amount.value,
            str(figure.amount.marker or ""),
            str(figure.amount.qualifier),
            figure.source.slug,
        )
        for figure in fetch_figures(Q())
    )
    names = ("area_slug", "year", "division", "measure", "category", "level")
    of_file = Counter(
        (
            *(row[name] for name in names),
            Decimal(row["value"]) if row["value"] else None,
            row["marker"],
            row["qualifier"],
            row["source_slug"],
        )
        for row in file("/data/figures.csv")
    )
    assert of_file == of_pages


@pytest.mark.parametrize("indicator", ["rso-rate", "rsos", "prevention-orders-per-100-rsos"])
def test_a_comparison(indicator: str) -> None:
    of_page = file(f"/compare/{indicator}/2014-15/data.csv")
    assert table(f"comparisons/{indicator}/2014-15") == of_page
    rows = [tuple(row.values()) for row in of_page]
    assert as_cells(ask(f"comparisons/{indicator}/2014-15")["items"], "comparison") == rows
    assert as_cells(ask(f"indicators/{indicator}/values?year=2014-15")["items"], "comparison") == rows


def test_what_is_held() -> None:
    rows = file("/coverage/data.csv")
    assert table("coverage") == rows
    assert as_cells(ask("coverage")["items"], "coverage") == [tuple(row.values()) for row in rows]


@pytest.mark.parametrize(
    "code",
    [*(one.code for one in catalogue().packaged if one.code != "figures"), "data-quality", "places"],
)
def test_every_list_as_json_and_as_a_table(code: str) -> None:
    rows = [tuple(row.values()) for row in table(code)]
    assert as_cells(ask(code)["items"], code) == rows
    assert rows or code == "corrections"  # what ships has none
