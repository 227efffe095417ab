"""`read_table`: what it asks, what it writes, and that it stores nothing of a file that is not sure."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from stats.catalogue.years import ReportingYear
from stats.models import ColumnMapping, Draft, Figure, Release
from tests.loading.files import xlsx
from tests.management.test_loading_commands import run
from tests.reading.area_makers import SLUGS, Y14, Made, eligible
from tests.reading.area_workbooks import made
from tests.reading.stored_areas import make_areas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]
SOURCE = ("--source-kind", "national bulletin", "--source-title", "Area tables")
NEXT = {"2014-15": "2015-16", "2014/15": "2015/16"}


@pytest.fixture(autouse=True)
def areas() -> None:
    make_areas()


def written(folder: Path, book: Made, name: str = "tables.xlsx") -> Path:
    path = folder / name
    path.write_bytes(xlsx(book.sheets))
    return path


def test_a_certain_file_becomes_42_drafts_and_nothing_is_public(tmp_path: Path) -> None:
    book = made("one_row_of_heads")
    stdout, stderr, error = run("read_table", written(tmp_path, book), *SOURCE)
    assert (stderr, error) == ([], "")
    assert "42 drafts hold 168 cells more. Nothing was published." in stdout
    drafts = {draft.area.slug: draft for draft in Draft.objects.select_related("area")}
    assert set(drafts) == set(SLUGS)
    for (slug, year, id_), text in book.figures.items():
        assert drafts[slug].cells[id_].replace(",", "") == text
        assert drafts[slug].year == year
    dorset = drafts["dorset"]
    assert dorset.source_title == "Area tables"
    assert dorset.readings[eligible("1", "total")]["words"].startswith("Dorset: ")
    assert dorset.pages == {"eligible": f"cell B{4 + SLUGS.index('dorset')}"}
    assert not Figure.objects.exists()
    assert not Release.objects.exists()


def test_what_has_to_be_asked_is_printed_with_its_first_rows_and_nothing_is_stored(tmp_path: Path) -> None:
    book = made("nothing_says_of_what")
    stdout, stderr, error = run("read_table", written(tmp_path, book), *SOURCE)
    printed = "\n".join(stdout)
    assert "# column B: Avon and Somerset" in printed
    assert 'is = "?"' in printed
    assert "eligible_offenders.total.2" in printed
    assert "level_2_3_offenders.total.2" in printed
    assert any("what this column is has to be said" in line for line in stderr)
    assert "Nothing was stored." in error
    assert "--write-mapping" in error
    assert not Draft.objects.exists()


def test_a_proposal_is_written_corrected_by_hand_kept_by_name_and_used_next_year(tmp_path: Path) -> None:
    book = made("nothing_says_of_what")
    path, toml = written(tmp_path, book), tmp_path / "columns.toml"
    run("read_table", path, "--write-mapping", toml)
    text = toml.read_text(encoding="utf-8")
    assert len(tomllib.loads(text)["column"]) == 3
    for answer in ("level_2_3_offenders.total.2", "level_2_3_offenders.total.3", "level_2_3_offenders.total"):
        text = text.replace(
            'is = "?"', f'is = "{answer}{".total" if answer.endswith("rs.total") else ""}"', 1
        )
    toml.write_text(text, encoding="utf-8")
    stdout, _, error = run("read_table", path, "--mapping", toml, "--keep-mapping", "area tables", *SOURCE)
    assert error == ""
    assert "The mapping is kept as “area tables”." in stdout
    for (slug, _, id_), number in book.figures.items():
        assert Draft.objects.get(area__slug=slug).cells[id_].replace(",", "") == number
    # Next year's file has the same heads and another year.
    for rows in book.sheets.values():
        for row in rows:
            row[:] = [cell.replace("2014-15", "2015-16") if isinstance(cell, str) else cell for cell in row]
    later = written(tmp_path, book, "later.xlsx")
    _, _, error = run("read_table", later, *SOURCE)
    assert "--mapping “area tables”" in error
    _, _, error = run("read_table", later, "--mapping", "area tables", *SOURCE)
    assert error == ""
    assert Draft.objects.filter(start_year=2015).count() == 42
    assert ColumnMapping.objects.count() == 1


def test_the_tidy_file_has_the_words_and_places_and_loads(tmp_path: Path) -> None:
    book = made("of_a_newspaper")
    out = tmp_path / "tidy.csv"
    _, stderr, error = run(
        "read_table", written(tmp_path, book), "--csv", out, "--no-store",
        "--source-kind", "press report", "--source-title", "A newspaper",
    )  # fmt: skip
    assert (stderr, error) == ([], "")
    assert not Draft.objects.exists()
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(book.figures) == 84
    for row in rows:
        id_ = f"{row['measure']}.{row['category']}.{row['level']}..0"
        assert row["value"] == book.figures[row["area_slug"], ReportingYear.parse(row["year"]), id_]
        assert row["source_page"].startswith("cell ")
        assert row["value"] in row["read_from"].replace(",", "")
    _, stderr, error = run("load_figures", out)
    assert error == ""
    assert Figure.objects.count() == 84


def test_left_out_columns_and_differing_totals_are_told(tmp_path: Path) -> None:
    book = made("region_in_a_column_of_its_own")
    book.sheets["Sheet1"][-1][-1] = 99_999
    stdout, _, error = run("read_table", written(tmp_path, book), "--no-store")
    assert error == ""
    assert any(line.startswith("Left out: column A (Region)") for line in stdout)
    assert any(line.startswith("Total, Number (cell D45): printed 99,999, its areas make") for line in stdout)


def test_a_mapping_that_is_wrong_says_everything_that_is(tmp_path: Path) -> None:
    path, toml = written(tmp_path, made("one_row_of_heads")), tmp_path / "wrong.toml"
    toml.write_text('year_alone = "both"\n[signs]\n"*" = "y"\n[[column]]\nhead = "A"\nis = "eligible.1.2"\n')
    _, _, error = run("read_table", path, "--mapping", toml, *SOURCE)
    for words in ("there is no measure 'eligible'", "the sign “*”", "year_alone is 'both'"):
        assert words in error
    _, _, error = run("read_table", path, "--mapping", "nowhere", *SOURCE)
    assert "There is no mapping and no file “nowhere”" in error
    assert not Draft.objects.exists()


def test_a_year_that_the_file_is_not_of_and_a_source_that_is_not_named(tmp_path: Path) -> None:
    path = written(tmp_path, made("one_row_of_heads"))
    _, stderr, error = run("read_table", path, "--year", "2013-14", *SOURCE)
    assert "another year than 2013-14" in "".join(stderr)
    assert "Nothing was stored" in error
    _, _, error = run("read_table", path)
    assert "Say what the source is." in error
    assert "--source-title" in error
    assert not Draft.objects.exists()


def test_england_and_wales_is_read_where_it_is_wanted(tmp_path: Path) -> None:
    book = made("regions_and_totals_between")
    _, _, error = run("read_table", written(tmp_path, book), "--national", *SOURCE)
    assert error == ""
    draft = Draft.objects.get(area__slug="england-and-wales")
    total = sum(int(book.figures[slug, Y14, eligible("1", "total")]) for slug in SLUGS)
    assert draft.cells[eligible("1", "total")].replace(",", "") == str(total)
    assert Draft.objects.count() == 43
