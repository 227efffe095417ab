"""What export_figures writes, load_figures reads: out and in again changes nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from stats.documents import Upload
from stats.loading.pipeline import load_figures
from stats.models import Figure
from tests.factories import make_area, make_division, make_figure, make_source
from tests.loading.conftest import dump
from tests.loading.files import ods, rows_of, typed, xlsx

pytestmark = pytest.mark.thorough

WITHOUT_RECORDS = frozenset({"Load"})


def exported(path: Path, *options: str) -> Path:
    call_command("export_figures", *options, "--output", path, stderr=io.StringIO())
    return path


def assert_loading_changes_nothing(*uploads: Upload) -> int:
    """How many figures were read, all of them held already."""
    before = dump(without=WITHOUT_RECORDS)
    outcome = load_figures(uploads)
    assert outcome.errors == ()
    assert outcome.changes == ()
    assert dump(without=WITHOUT_RECORDS) == before
    return sum(file.unchanged for file in outcome.files)


def in_every_format(path: Path) -> list[Upload]:
    rows = {"Sheet1": typed(rows_of(path))}
    return [
        Upload("figures.csv", path=path),
        Upload("figures.xlsx", content=xlsx(rows)),
        Upload("figures.ods", content=ods(rows)),
    ]


@pytest.mark.usefixtures("shipped")
def test_everything_out_and_in_again_tidy(tmp_path: Path) -> None:
    for upload in in_every_format(exported(tmp_path / "tidy.csv")):
        assert assert_loading_changes_nothing(upload) == Figure.objects.count()


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("area", "year", "figures"),
    [
        ("dorset", "2014-15", 57),
        ("dorset", "2015-16", 59),
        ("cambridgeshire", "2014-15", 57),
        ("greater-manchester", "2014-15", 113),
        ("derbyshire", "2005-06", 31),
    ],
)
def test_every_report_out_and_in_again_printed(tmp_path: Path, area: str, year: str, figures: int) -> None:
    path = exported(tmp_path / "printed.csv", "--shape", "printed", "--area", area, "--year", year)

    for upload in in_every_format(path):
        assert assert_loading_changes_nothing(upload) == figures


@pytest.mark.usefixtures("shipped")
def test_a_printed_export_loads_into_an_empty_database_as_the_same_figures(tmp_path: Path) -> None:
    path = exported(
        tmp_path / "p.csv", "--shape", "printed", "--area", "greater-manchester", "--year", "2014-15"
    )
    figures = Figure.objects.filter(source__title__startswith="Greater Manchester MAPPA")
    fields = ("report__start_year", "division__name", "measure", "category", "level", "value", "marker")
    before = set(figures.values_list(*fields, "source_page"))
    figures.delete()

    load_figures([Upload("p.csv", path=path)])

    assert set(figures.values_list(*fields, "source_page")) == before


@pytest.mark.django_db
def test_texts_that_a_spreadsheet_would_run_come_back_as_they_were(tmp_path: Path) -> None:
    source = make_source("=SUM(A1) report", kind="press report")
    area = make_area("greater-manchester")
    make_figure(
        division=make_division("-East", area=area), category="1", level="total", value=3, source=source
    )
    make_figure(category="1", level="total", value=4, source=source, area=area, source_page="+44")
    make_figure(category="2", level="total", marker="c", source=source, area=area, source_page="+44")

    tidy = exported(tmp_path / "tidy.csv")
    printed = exported(
        tmp_path / "printed.csv", "--shape", "printed", "--area", "greater-manchester", "--year", "2014-15"
    )

    assert "'=SUM(A1) report" in tidy.read_text("utf-8")
    assert assert_loading_changes_nothing(Upload("tidy.csv", path=tidy)) == 3
    assert assert_loading_changes_nothing(Upload("printed.csv", path=printed)) == 3


@pytest.mark.django_db
def test_what_was_withdrawn_is_not_exported(tmp_path: Path) -> None:
    make_figure(category="1", level="total", value=670, withdrawn=True)

    assert len(rows_of(exported(tmp_path / "tidy.csv"))) == 1
    Figure.objects.update(withdrawn=False)
    assert len(rows_of(exported(tmp_path / "tidy.csv"))) == 2
