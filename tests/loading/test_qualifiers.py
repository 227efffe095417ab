"""Bounds and rounded numbers, from the file to the row and out again."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import call_command

from stats.documents import Upload
from stats.loading.pipeline import load_figures
from stats.models import Correction, Figure
from tests.factories import make_area, make_figure, make_source

pytestmark = pytest.mark.django_db

HEAD = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url"


@pytest.fixture(autouse=True)
def _dorset() -> None:
    make_area("dorset")


def upload(value: str, qualifier: str = "", *, level: str = "total") -> Upload:
    row = f"dorset,,2014-15,eligible_offenders,1,{level},{value},,press report,A newspaper,,{qualifier}"
    return Upload("a.csv", content=f"{HEAD},qualifier\n{row}\n".encode())


def stored() -> tuple[Decimal | None, str, str]:
    figure = Figure.objects.get()
    return figure.value, figure.qualifier, figure.as_printed


@pytest.mark.parametrize(
    ("value", "qualifier", "row"),
    [
        ("640", "more than", (640, "more than", "more than 640")),
        ("640", "just over", (640, "more than", "just over 640")),
        ("just over 640", "", (640, "more than", "just over 640")),
        ("just over 640", "more than", (640, "more than", "just over 640")),
        ("640", "or more", (640, "at least", "640 or more")),
        ("640", "Nearly", (640, "fewer than", "nearly 640")),
        ("640", "", (640, "", "640")),
    ],
)
def test_the_qualifier_stands_in_its_column_or_beside_the_number(
    value: str, qualifier: str, row: tuple[int, str, str]
) -> None:
    assert load_figures([upload(value, qualifier)]).errors == ()
    assert stored() == row


def test_a_file_without_the_column_gives_exact_numbers() -> None:
    row = "dorset,,2014-15,eligible_offenders,1,total,640,,press report,A newspaper,"
    assert load_figures([Upload("a.csv", content=f"{HEAD}\n{row}\n".encode())]).errors == ()
    assert stored() == (640, "", "640")


def test_a_bound_that_becomes_exact_is_a_correction() -> None:
    load_figures([upload("640", "more than")])
    assert load_figures([upload("640")]).errors
    outcome = load_figures([upload("640")], reason="The newspaper prints 640 without a word before it.")
    assert outcome.errors == ()
    correction = Correction.objects.get()
    assert (correction.old_text, correction.new_text) == ("more than 640", "640")
    assert stored() == (640, "", "640")


def test_out_and_in_again_changes_nothing() -> None:
    make_figure(
        value=11_000,
        qualifier="more than",
        category="total",
        level="2",
        as_printed="more than 11,000",
        source=make_source("A newspaper", kind="press report"),
    )
    out = io.StringIO()
    call_command("export_figures", stdout=out)
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["value"], row["qualifier"]) == ("11000", "more than")

    outcome = load_figures([Upload("a.csv", content=out.getvalue().encode())])
    assert (outcome.errors, outcome.changes) == ((), ())
    assert stored() == (11_000, "more than", "more than 11,000")


def test_a_bound_below_its_exact_parts_is_told_and_kept() -> None:
    cells = (("total", "10", "fewer than"), ("1", "7", ""), ("2", "5", ""), ("3", "0", ""))
    lines = [
        f"dorset,,2014-15,eligible_offenders,1,{level},{value},,area report,A report,,{qualifier}"
        for level, value, qualifier in cells
    ]
    outcome = load_figures([Upload("a.csv", content="\n".join([HEAD + ",qualifier", *lines]).encode())])
    assert outcome.errors == ()
    [told] = [str(problem) for problem in outcome.problems if "does not add up" in str(problem)]
    assert "fewer than 10" in told
    assert "12 by its parts (7, 5, 0)" in told
