"""What files may be, and what is said of those that are something else."""

from __future__ import annotations

import datetime as dt
import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.documents import Upload, read
from stats.documents.limits import LARGEST, LARGEST_UNPACKED
from stats.models import Figure
from tests.loading.conftest import FILES, dump, load_text
from tests.loading.files import Sheets, ods, part, repacked, rows_of, saved, typed, xlsx

pytestmark = pytest.mark.processes

TIDY = FILES / "dash_in_category_3_level_1.csv"
PRINTED = FILES / "printed_as_it_should_be.csv"
Maker = Callable[[Sheets], bytes]
KINDS = pytest.mark.parametrize(("ending", "make"), [(".xlsx", xlsx), (".ods", ods)])


def problems(content: bytes, *, name: str = "figures.csv") -> list[str]:
    """Of the file, then of each of its sheets."""
    found = read(Upload(name, content=content))
    told = [*found.problems, *(problem for sheet in found.sheets for problem in sheet.problems)]
    return [str(problem).removeprefix(name) for problem in told]


# ------------------------------------------------------------------------------------------- CSV


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_that_are_read(encoding: str, ends: str) -> None:
    text = TIDY.read_text("utf-8").replace("page 12", "page 12 – “Café”").replace("\n", ends)

    assert load_text(text.encode(encoding)).errors == ()
    assert set(Figure.objects.values_list("source_page", flat=True)) == {"page 12 – “Café”"}


def test_bytes_of_no_known_encoding_are_shown_with_their_row() -> None:
    content = TIDY.read_bytes().replace(b"page 12", b"page \x81", 1)

    (words,) = problems(content)
    assert words == (
        ", row 2: the text is neither UTF-8 nor Windows-1252; "
        "found “81 0a 64 6f”, expected a file saved as UTF-8"
    )


def test_a_cell_of_a_million_letters_is_refused() -> None:
    content = TIDY.read_text("utf-8").replace("page 12", "p" * 1_000_000, 1).encode()

    assert problems(content) == [
        ", row 2: a cell is longer than 10,000 characters, so this row and those below it cannot be read"
    ]


# --------------------------------------------------------------------- files of another kind


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "report.csv", "a PDF document"),
        (b"%PDF-1.7\n%\xe2\xe3", "report.xlsx", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0", "figures.csv", "a picture"),
        (b"\x1f\x8b\x08\0", "figures.csv", "a gzip archive"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)), "figures.csv", "a binary file"),
        (b"<html><table>", "figures.xlsx", "a web page"),
        (b"\n <?xml version='1.0'?><Workbook/>", "figures.ods", "an XML document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "figures.xlsx",
            "an old Office document (.xls or .doc)",
        ),
        (b"PK\x03\x04 and no more", "figures.xlsx", "a damaged archive"),
        (b"PK\x05\x06" + b"\0" * 18, "figures.xlsx", "a zip archive or a document of another kind"),
        (ods({"S": [["a"]]}), "figures.xlsx", "an OpenDocument spreadsheet"),
        (xlsx({"S": [["a"]]}), "figures.ods", "an Excel workbook"),
        (xlsx({"S": [["a"]]}), "figures.csv", "an Excel workbook"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says(content: bytes, name: str, found: str) -> None:
    (problem,) = read(Upload(name, content=content)).problems

    assert problem.message == "the file is not what its ending says"
    assert problem.found == found


@pytest.mark.parametrize(
    "name", ["old.xls", "macros.xlsm", "report.pdf", "figures", "figures.md", "a.numbers"]
)
def test_endings_that_are_not_read(name: str) -> None:
    (problem,) = read(Upload(name, content=b"anything")).problems

    assert problem.expected == "a .csv, .xlsx or .ods file, or a web page (.html)"


def test_a_workbook_with_a_password_is_named() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

    assert problems(locked, name="f.xlsx") == [
        ": the file is locked with a password; expected one saved without a password"
    ]


def test_a_spreadsheet_with_a_password_is_named() -> None:
    plain = ods({"S": rows_of(TIDY)})
    manifest = part(plain, "META-INF/manifest.xml").replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )

    assert problems(repacked(plain, "META-INF/manifest.xml", manifest), name="f.ods") == [
        ": the file is locked with a password; expected one saved without a password"
    ]


# ----------------------------------------------------------------------------------- sizes


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    tracemalloc.start()
    (problem,) = read(Upload("large.csv", path=path)).problems
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert str(problem) == "large.csv: the file is too large; found “100 MB”, expected at most 20 MB"
    assert peak < 1_000_000


def test_an_upload_of_unknown_size_is_read_no_further_than_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.given += size
            return b"x" * size

    endless = Endless()
    (problem,) = read(Upload("endless.csv", content=endless)).problems

    assert problem.message == "the file is too large"
    assert endless.given == LARGEST + 1


def test_a_zip_bomb_is_refused_in_bounded_memory() -> None:
    bomb = repacked(xlsx({"S": [["a"]]}), "xl/styles.xml", b"\0" * (LARGEST_UNPACKED + 1))
    assert len(bomb) < 1_000_000

    assert problems(bomb, name="bomb.xlsx") == [
        ": the file unpacks to far more than figures and their report take; expected at most 250 MB unpacked"
    ]


def test_a_zip_that_lies_about_its_size_is_damaged() -> None:
    file = io.BytesIO(repacked(xlsx({"S": [["a"]]}), "xl/styles.xml", b"\0" * 5_000_000))
    data = bytearray(file.getvalue())
    with zipfile.ZipFile(file) as opened:
        size = opened.getinfo("xl/styles.xml").file_size.to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")

    assert problems(bytes(data), name="f.xlsx") == [": the file is damaged and cannot be read"]


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "CW1"])
def test_a_far_off_cell_is_refused_before_room_is_made_for_it(cell: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "area_slug"
    book.worksheets[0][cell] = "far off"

    (problem,) = read(Upload("f.xlsx", content=saved(book))).problems

    assert problem.message == "the sheet is too large"


def test_a_repeated_cell_is_refused_before_room_is_made_for_it() -> None:
    plain = ods({"S": [["a"]]})
    content = part(plain, "content.xml").replace(
        b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'
    )

    (problem,) = read(Upload("f.ods", content=repacked(plain, "content.xml", content))).problems

    assert problem.message == "the sheet is too large"


def test_formatted_empty_cells_far_off_do_no_harm() -> None:
    """LibreOffice ends each sheet with such a row, and Excel formats cells that nobody filled."""
    plain = ods({"S": rows_of(TIDY)})
    content = part(plain, "content.xml").replace(
        b"</table:table>",
        b'<table:table-row table:number-rows-repeated="1048000">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>',
    )
    found = read(Upload("f.ods", content=repacked(plain, "content.xml", content)))
    assert found.problems == ()
    assert [row.cells[0] for row in found.sheets[0].rows if not row.is_blank] == [
        "area_slug",
        "dorset",
        "dorset",
    ]

    book = openpyxl.Workbook()
    for row in rows_of(TIDY):
        book.worksheets[0].append(row)
    book.worksheets[0]["XFD9"].number_format = "0.00"
    assert read(Upload("f.xlsx", content=saved(book))).problems == ()


# ---------------------------------------------------------------------------- spreadsheets


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize(
    "path", [TIDY, PRINTED, FILES / "printed_blank_cells.csv"], ids=lambda path: path.stem
)
@KINDS
def test_a_spreadsheet_gives_what_the_same_csv_gives(path: Path, ending: str, make: Maker) -> None:
    load_text(path.read_text("utf-8"))
    before = dump(without=frozenset({"Load"}))

    outcome = load_text(make({"Sheet1": typed(rows_of(path))}), name=f"figures{ending}")

    assert outcome.errors == ()
    assert (outcome.changes, outcome.files[0].unchanged > 1) == ((), True)
    assert dump(without=frozenset({"Load"})) == before


@pytest.mark.usefixtures("areas")
@KINDS
def test_every_sheet_is_read_and_named(ending: str, make: Maker) -> None:
    bad = [["area_slug", "nothing"], ["dorset", "else"]]
    sheets = {
        "First": rows_of(TIDY),
        "Empty": [],
        "Second": rows_of(FILES / "unknown_area.csv"),
        "Third": bad,
    }

    outcome = load_text(make(sheets), name=f"figures{ending}")

    places = {(problem.where.sheet, problem.where.row) for problem in outcome.errors}
    assert places == {("Second", 3), ("Third", 1)}


@pytest.mark.usefixtures("areas")
def test_hidden_sheets_of_figures_are_refused() -> None:
    """Nobody who looked at the file has seen them: a sheet of workings held 999 for another year."""
    book = xlsx({"Shown": rows_of(TIDY), "Hidden": rows_of(TIDY)}, hidden=["Hidden"])

    assert [str(problem) for problem in load_text(book, name="f.xlsx").errors] == [
        "f.xlsx, sheet Hidden: the sheet is hidden, and holds figures; expected it shown, or deleted"
    ]


@pytest.mark.usefixtures("areas")
def test_a_date_that_excel_made_is_named() -> None:
    rows: list[list[object]] = [list(row) for row in rows_of(PRINTED)]
    rows[1][1] = dt.datetime(2011, 12, 1)  # noqa: DTZ001 - as Excel keeps it
    outcome = load_text(xlsx({"S": rows}), name="f.xlsx")

    assert str(*outcome.errors) == (
        "f.xlsx, row 2, column B: the cell is a date: the spreadsheet made one of what was typed; "
        "found “2011-12-01”, expected text such as 2014-15"
    )
    saved_as_csv = TIDY.read_text("utf-8").replace("2014-15", "Dec-11")
    assert "the cell is a date" in str(load_text(saved_as_csv).errors[0])


def test_formulas_without_a_value_and_errors_are_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["C3"] = "a", "=1+1", "#N/A"
    sheet["C3"].data_type = "e"

    assert problems(saved(book), name="f.xlsx") == [
        ", column B2: the cell holds a formula without a value, or an error such as #N/A",
        ", column C3: the cell holds a formula without a value, or an error such as #N/A",
    ]


def test_a_formula_with_its_last_value_is_read_as_that_value() -> None:
    plain = xlsx({"S": [["a", 670]]})
    sheet = part(plain, "xl/worksheets/sheet1.xml").replace(b"<v>670</v>", b"<f>600+70</f><v>670</v>")

    found = read(Upload("f.xlsx", content=repacked(plain, "xl/worksheets/sheet1.xml", sheet)))

    assert found.problems == ()
    assert found.sheets[0].rows[0].cells == ("a", "670")


def test_an_error_in_an_ods_cell_is_named() -> None:
    plain = ods({"S": [["a", "b"]]})
    content = (
        part(plain, "content.xml")
        .replace(b'office:value-type="string"', b'office:value-type="string" calcext:value-type="error"', 1)
        .replace(b"<office:document-content ", b'<office:document-content xmlns:calcext="urn:x" ')
    )

    assert problems(repacked(plain, "content.xml", content), name="f.ods") == [
        ", column A1: the cell holds a formula without a value, or an error such as #N/A"
    ]


@KINDS
def test_an_empty_spreadsheet(ending: str, make: Maker) -> None:
    assert problems(make({"S": []}), name=f"f{ending}") == [
        ": the file is empty; expected a header row and figures below it"
    ]


@pytest.mark.parametrize("length", [100, 1000, 3000])
def test_a_spreadsheet_cut_short_is_damaged(length: int) -> None:
    (problem,) = read(Upload("f.xlsx", content=xlsx({"S": rows_of(TIDY)})[:length])).problems

    assert problem.found == "a damaged archive"


# ------------------------------------------------------------------------------------ paths


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    broken = tmp_path / "broken.csv"
    broken.symlink_to(tmp_path / "nowhere")

    assert str(*read(Upload("none.csv", path=tmp_path / "none.csv")).problems) == (
        "none.csv: there is no such file"
    )
    assert str(*read(Upload("broken.csv", path=broken)).problems) == "broken.csv: there is no such file"
    assert str(*read(Upload("pipe.csv", path=pipe)).problems) == (
        "pipe.csv: this is not a file that can be loaded"
    )


SPREADSHEETS = {".xlsx": xlsx({"S": typed(rows_of(PRINTED))}), ".ods": ods({"S": typed(rows_of(PRINTED))})}
INSIDE = {".xlsx": "xl/worksheets/sheet1.xml", ".ods": "content.xml"}


@given(
    ending=st.sampled_from(sorted(SPREADSHEETS)),
    inside=st.booleans(),
    place=st.floats(0, 0.999),
    instead=st.binary(max_size=8),
)
def test_damaged_spreadsheets_are_told_and_never_a_fault(
    *, ending: str, inside: bool, place: float, instead: bytes
) -> None:
    def damaged(whole: bytes) -> bytes:
        at = int(place * len(whole))
        return whole[:at] + instead + whole[at + max(1, len(instead)) :]

    content = SPREADSHEETS[ending]
    if inside:
        content = repacked(content, INSIDE[ending], damaged(part(content, INSIDE[ending])))
    else:
        content = damaged(content)

    # Read here, where nothing takes what a reader raises for damage.
    found = read(Upload(f"f{ending}", content=content), trusted=True)

    assert found.problems or found.sheets
