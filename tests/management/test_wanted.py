"""What `wanted` lists, against the files of figures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from stats.catalogue.reader import catalogue
from tests.management.test_loading_commands import run
from tests.reference import coverage
from tests.reference.figures import NATION, areas

pytestmark = pytest.mark.usefixtures("shipped")


def years() -> list[str]:
    return [str(year) for year in catalogue().years_of_reports(localdate())]


def wanted() -> set[tuple[str, str]]:
    """Every area and year but those whose own report is in the files."""
    held = {key for key, one in coverage.held().items() if one.coverage == "own report"}
    return {(area, year) for area in areas() for year in years()} - held


def test_every_report_that_is_missing_is_in_the_file_newest_first(tmp_path: Path) -> None:
    stdout, stderr, error = run("wanted", "--csv", tmp_path / "wanted.csv")
    assert (stderr, error) == ([], "")
    with (tmp_path / "wanted.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["area_slug"], row["year"]) for row in rows} == wanted()
    assert len(rows) == len(wanted())
    assert [row["year"] for row in rows] == sorted((row["year"] for row in rows), reverse=True)
    assert not [row for row in rows if row["area_slug"] == NATION]
    assert stdout[0] == f"Reports that are missing: {len(rows):,} of {42 * len(years()):,}"
    nothing = sum(row["coverage"] == "nothing" for row in rows)
    assert f"  {nothing:,}: nothing is held" in stdout
    assert sum(int(line.split(":")[0].replace(",", "")) for line in stdout[1:]) == len(rows)


def test_it_says_what_is_expected_and_what_is_held_instead() -> None:
    stdout, _stderr, _error = run("wanted")
    start = stdout.index("2014-15: 39 wanted (The template used to 2014-15)")
    of_year = stdout[start + 1 : start + 40]
    assert "  Avon and Somerset: nothing is held" in of_year
    assert "  Cleveland (Teesside): held instead: Newspapers only (1 figure)" in of_year
    assert not [line for line in of_year if "Dorset" in line]
    assert "  North Yorkshire: held instead: Parliament or national tables (3 figures)" in stdout
    assert "  Greater Manchester: held instead: Own report, in part (17 figures)" in stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--area", "gloucestershire", "--year", "2014-15"),
            [
                "2014-15: 1 wanted (The template used to 2014-15)",
                "  Gloucestershire: nothing is held",
                "Reports that are missing: 1 of 1",
                "  1: nothing is held",
            ],
        ),
        (("--area", "dorset", "--year", "2014-15"), ["Reports that are missing: 0 of 1"]),
    ],
)
def test_one_area_and_one_year(arguments: tuple[str, ...], said: list[str]) -> None:
    assert run("wanted", *arguments) == (said, [], "")


def test_one_area_in_all_years() -> None:
    stdout, _stderr, _error = run("wanted", "--area", "dorset")
    assert f"Reports that are missing: {len(years()) - 2} of {len(years())}" in stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--area", "dorse"), "There is no area “dorse”; did you mean “dorset”?"),
        (("--area", NATION), f"There is no area “{NATION}”"),
        (("--year", "2014-16"), "'2014-16': expected a reporting year such as 2014-15"),
        (("--year", "2000-01"), "No report of 2000-01 should be out: expected 2001-02 to "),
        (("--year", "2090-91"), "No report of 2090-91 should be out: expected 2001-02 to "),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], words: str) -> None:
    stdout, _stderr, error = run("wanted", *arguments)
    assert words.partition("; did")[0] in error
    assert stdout == []
