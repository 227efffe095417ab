"""What holds everything: the data package and the workbook, as they are served, read by others' programs."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import frictionless
import openpyxl
import pytest
from csvw import CSVW  # type: ignore[import-untyped]
from django.test import Client
from lxml import html

from stats.calculations.amounts import Marker
from stats.catalogue.reader import catalogue
from tests.shipped import page_sent

pytestmark = pytest.mark.usefixtures("shipped")

ZIP, XLSX = "/data/mappa-figures.zip", "/data/mappa-figures.xlsx"
Rows = list[list[str]]


@cache
def served(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return b"".join(answer)


@cache
def _workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(served(XLSX)))


def rows_of(text: bytes) -> Rows:
    return list(csv.reader(StringIO(text.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("package")


@pytest.fixture
def package(unpacked: Path) -> Path:
    if not any(unpacked.iterdir()):
        (unpacked / "mappa-figures.zip").write_bytes(served(ZIP))
        ZipFile(BytesIO(served(ZIP))).extractall(unpacked)
    return unpacked


class TestPackage:
    def test_frictionless_finds_it_valid(self, package: Path) -> None:
        """Types, patterns, values, blanks, keys, references between files, sizes and hashes."""
        report = frictionless.validate(str(package / "mappa-figures.zip"))
        assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "message"])
        assert [task.name for task in report.tasks] == [export.code for export in catalogue().packaged]
        assert all(task.stats["rows"] for task in report.tasks if task.name != "corrections")

    def test_frictionless_would_find_a_fault(self, package: Path, tmp_path: Path) -> None:
        copy = shutil.copytree(package, tmp_path / "copy")
        text = (copy / "figures.csv").read_bytes()
        (copy / "figures.csv").write_bytes(text.replace(b"\r\ndorset,", b"\r\ndorste,", 1))
        report = frictionless.validate(str(copy / "datapackage.json"))
        found = {kind for [kind] in report.flatten(["type"])}
        assert {"foreign-key", "hash-count"} <= found

    def test_both_versions_of_the_standard_are_spoken(self, package: Path) -> None:
        told = json.loads((package / "datapackage.json").read_text("utf-8"))
        assert told["profile"] == "tabular-data-package"
        assert told["$schema"].endswith("/profiles/2.0/datapackage.json")
        assert told["version"] == "1"
        assert told["licenses"][0]["name"] == "OGL-UK-3.0"
        for resource in told["resources"]:
            assert (resource["profile"], resource["type"]) == ("tabular-data-resource", "table")

    @pytest.mark.parametrize("code", [export.code for export in catalogue().packaged])
    def test_csvw_reads_each_file_by_the_metadata_beside_it(self, package: Path, code: str) -> None:
        beside = package / f"{code}.csv-metadata.json"
        found = CSVW(str(package / f"{code}.csv"), md_url=str(beside), validate=True)
        assert found.is_valid, found.warnings

    def test_a_readme_comes_first_and_says_what_the_files_are(self, package: Path) -> None:
        assert ZipFile(BytesIO(served(ZIP))).namelist()[0] == "README.md"
        text = (package / "README.md").read_text("utf-8")
        for export in catalogue().packaged:
            assert f"- {export.code}.csv: {export.description}" in text
        assert "&" not in text

    def test_a_release_has_the_same_bytes_each_time(self, client: Client) -> None:
        assert b"".join(client.get(ZIP)) == served(ZIP)

    def test_its_figures_are_the_file_of_figures(self, package: Path) -> None:
        assert (package / "figures.csv").read_bytes() == served("/data/figures.csv")


class TestWorkbook:
    @pytest.fixture
    def opened(self) -> openpyxl.Workbook:
        return _workbook()

    def test_every_sheet_is_as_the_government_analysis_function_asks(self, opened: openpyxl.Workbook) -> None:
        first = ["Cover", "Contents", "Notes", "Columns"]
        assert opened.sheetnames == [*first, *(export.title for export in catalogue().packaged)]
        for sheet in opened:
            assert sheet["A1"].value, sheet.title
            assert not sheet.merged_cells.ranges
            assert not sheet.column_dimensions["A"].hidden
            rows = list(sheet.iter_rows(values_only=True))
            assert all(any(cell is not None for cell in row) for row in rows), sheet.title
            if sheet.title in ("Cover", "Corrections"):  # there are no corrections in the first release
                continue
            [table] = sheet.tables.values()
            head = int(table.ref.partition(":")[0][1:])
            assert table.ref == f"A{head}:{sheet.dimensions.partition(':')[2]}", sheet.title
            assert list(table.column_names) == list(rows[head - 1])
            assert sheet.freeze_panes == f"A{head + 1}"
            assert len(set(map(str, rows[head - 1]))) == len(rows[head - 1])

    def test_contents_lead_to_every_sheet_and_back(self, opened: openpyxl.Workbook) -> None:
        contents = opened["Contents"]
        for row in contents.iter_rows(min_row=4, max_col=1):
            sheet = opened[row[0].value]
            assert row[0].hyperlink.location == f"'{sheet.title}'!A1"
            assert sheet["A3"].hyperlink.location == "'Contents'!A1"

    def test_shorthand_is_explained(self, opened: openpyxl.Workbook) -> None:
        notes = {row[0]: row[1] for row in opened["Notes"].iter_rows(min_row=4, values_only=True)}
        assert all(notes[marker.shorthand] == marker.label for marker in Marker)

    @pytest.mark.parametrize("code", [export.code for export in catalogue().packaged])
    def test_it_holds_what_the_package_holds(self, opened: openpyxl.Workbook, code: str) -> None:
        """Numbers are numbers, everything else is text: a year stays one. A marker stands in its number's
        place."""
        export = catalogue().exports[code]
        given = rows_of(ZipFile(BytesIO(served(ZIP))).read(f"{code}.csv"))[1:]
        held = list(opened[export.title].iter_rows(min_row=5, values_only=True))
        names = [column.name for column in export.columns]
        for row, cells in zip(given, held, strict=True):
            for column, text, cell in zip(export.columns, row, cells, strict=True):
                if column.type in ("integer", "number") and text:
                    assert isinstance(cell, int | float)
                    assert cell == pytest.approx(float(text))
                elif column.name == "value" and not text:
                    assert cell == f"[{row[names.index('marker')]}]"
                else:  # CSV has an apostrophe before what a spreadsheet would run; a workbook needs none
                    assert (cell or "") in (text, text.removeprefix("'"))

    def test_a_release_has_the_same_bytes_each_time(self, client: Client) -> None:
        path = "/areas/dorset/2014-15.xlsx"
        assert b"".join(client.get(path)) == served(path)

    def test_libreoffice_opens_it(self, tmp_path: Path) -> None:
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not installed (Debian: libreoffice-calc-nogui).")
        (tmp_path / "dorset.xlsx").write_bytes(served("/areas/dorset/2014-15.xlsx"))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
        subprocess.run(
            [*command, str(tmp_path / "dorset.xlsx")], check=True, timeout=120, capture_output=True
        )
        content = ZipFile(tmp_path / "dorset.ods").read("content.xml").decode()
        assert content.count("<table:table ") == 5
        assert ">2014-15<" in content
        assert 'office:value-type="date"' not in content
        assert content.count("<table:database-range ") == 4  # as it calls tables


class TestOnThePage:
    def test_each_file_is_there_with_its_size_release_and_licence(self) -> None:
        page = html.fromstring(page_sent("/data/"))
        [table] = [one for one in page.iter("table") if one.findtext("caption") == "Files of everything"]
        rows = [[cell.text_content().strip() for cell in row] for row in table.iter("tr")][1:]
        links = table.xpath(".//th//a/@href")
        assert links == [XLSX, "/data/figures.csv", ZIP]
        for link, (_name, _what, size, release, licence) in zip(links, rows, strict=True):
            number, unit = size.removeprefix("about ").split()
            told = float(number) * {"KB": 1000, "MB": 1000**2}[unit]
            assert told == pytest.approx(len(served(link)), rel=0.1), link
            assert release.startswith("Release 1, ")
            assert licence == "Open Government Licence v3.0"

    @pytest.mark.parametrize(
        ("path", "kind", "name"),
        [
            (ZIP, "application/zip", "mappa-figures-release-1.zip"),
            (
                XLSX,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "mappa-figures-release-1.xlsx",
            ),
            ("/data/figures.csv", "text/csv; charset=utf-8; header=present", "mappa-figures-release-1.csv"),
        ],
    )
    def test_they_are_answered_as_other_public_files(
        self, client: Client, path: str, kind: str, name: str
    ) -> None:
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Content-Length"] == str(len(served(path)))
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
