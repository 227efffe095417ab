"""Files that cannot or must not be read: one clear problem each, whatever their ending says."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from stats.documents import Upload, read
from stats.documents.limits import LARGEST, LARGEST_UNPACKED, MOST_CHARACTERS, MOST_TEXT_CELLS
from tests.documents.making import Pdf, opened, zipped
from tests.documents.test_word import saved
from tests.loading.files import ods, part, repacked, xlsx

pytestmark = pytest.mark.processes

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def told(content: bytes, name: str) -> str:
    """The one problem with a document, without its name."""
    found = opened(content, name)
    assert found.renderings == ()
    (problem,) = found.problems
    return str(problem).removeprefix(f"{name}: ")


def told_of_sheets(content: bytes, name: str) -> str:
    found = read(Upload(name, content=content))
    assert found.sheets == ()
    (problem,) = found.problems
    return str(problem).removeprefix(f"{name}: ")


def scan() -> Pdf:
    pdf = Pdf()
    for number in range(3):
        pdf.canvas.drawImage(ImageReader(Image.new("L", (200, 300), 200)), 60, 60)
        pdf.write(f"{number}", y=800)
        pdf.end_page()
    return pdf


def test_a_scan_is_told_with_the_way_to_its_text() -> None:
    assert told(scan().saved(), "report.pdf") == (
        "the PDF is a scan, or its letters cannot be read as text; "
        "expected a PDF with text: run OCR, for instance with ocrmypdf, or type the figures"
    )


def test_a_pdf_with_a_password() -> None:
    pdf = Pdf(encrypt=StandardEncryption("secret", strength=128))
    pdf.prose(lines=5, y=60)

    assert told(pdf.saved(), "report.pdf") == (
        "the PDF is locked with a password; expected one saved without a password"
    )


def test_a_pdf_that_may_be_read_but_not_changed_is_read() -> None:
    pdf = Pdf(encrypt=StandardEncryption("", ownerPassword="secret", strength=128))
    pdf.prose(lines=5, y=60)

    assert opened(pdf.saved(), "report.pdf").problems == ()


def test_500_pages_are_more_than_a_report_has() -> None:
    pdf = Pdf()
    for _ in range(500):
        pdf.prose(lines=2, y=60)
        pdf.end_page()

    assert told(pdf.saved(), "report.pdf") == (
        "the PDF has more pages than a report; found “500 pages”, "
        "expected at most 150: the pages with the statistics are enough"
    )


DAMAGED = "the file is damaged, or holds something that cannot be read"
PDF = b"%PDF-1.4\n"


def looping(*objects: str) -> bytes:
    body = "\n".join(f"{number} 0 obj\n{text}\nendobj" for number, text in enumerate(objects, 1))
    return PDF + f"{body}\ntrailer\n<< /Root 1 0 R >>\n%%EOF".encode()


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        PDF + b"\x00\xff" * 1000,
        looping("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        looping("<< /Type /Catalog /Pages 1 0 R >>"),
        looping(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
            "/Resources << /XObject << /F 4 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 "
            "/Resources << /XObject << /F 4 0 R >> >> >>\nstream\n/F Do\nendstream",
        ),
    ],
    ids=["nothing", "noise", "pages within themselves", "a catalogue of itself", "a form that draws itself"],
)
def test_a_pdf_that_is_damaged_or_never_ends(content: bytes) -> None:
    words = told(content, "report.pdf")

    assert words == DAMAGED or words.startswith(("the PDF is a scan", "the PDF has no page"))


def test_a_pdf_cut_short_is_told_or_read_without_a_fault() -> None:
    pdf = Pdf()
    pdf.prose(lines=40, y=60)
    whole = pdf.saved()

    for share in (0.3, 0.6, 0.9):
        found = opened(whole[: int(len(whole) * share)], "report.pdf")
        assert found.problems or found.renderings


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"%PDF-1.7\n", "report.docx", "a PDF document"),
        (b"just words", "report.pdf", "plain text"),
        (b"<html><body>words", "report.pdf", "a web page"),
        (xlsx({"S": [["a"]]}), "report.docx", "an Excel workbook"),
        (xlsx({"S": [["a"]]}), "report.txt", "an Excel workbook"),
        (b"\x89PNG\r\n\x1a\n\0", "report.pdf", "a picture"),
        (b"\0\1\2\3" * 100, "report.txt", "a binary file"),
        (b"PK\x03\x04 and no more", "report.docx", "a damaged archive"),
    ],
)
def test_a_document_that_is_not_what_its_ending_says(content: bytes, name: str, found: str) -> None:
    assert told(content, name).startswith(f"the file is not what its ending says; found “{found}”")


SHEETS_ELSEWHERE = (
    "give it where tables of areas are read (read_table), or where figures are uploaded (load_figures)"
)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("report.doc", "save it in Word as .docx or PDF"),
        ("report.pages", "in Pages, export it as PDF or Word (.docx)"),
        ("report.odt", "export it as PDF, or save it as .docx"),
        ("report.pptx", "export it as PDF"),
        ("report.rtf", "save it in Word as .docx or PDF"),
        (
            "report.xlsx",
            SHEETS_ELSEWHERE,
        ),
    ],
)
def test_documents_of_other_programs_are_told_how_to_be_saved(name: str, advice: str) -> None:
    assert told(b"anything", name) == (
        f"files of this kind are not read: {advice}; found “{name.removeprefix('report')}”, "
        "expected a PDF, a web page (.html), a Word document (.docx) or plain text (.txt, .md)"
    )


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("figures.xls", "save it in Excel as .xlsx"),
        ("figures.xlsb", "save it in Excel as .xlsx"),
        ("figures.numbers", "in Numbers, export it to Excel (.xlsx)"),
        ("figures.pdf", "give it where reports are read (read_report)"),
    ],
)
def test_workbooks_of_other_programs_are_told_how_to_be_saved(name: str, advice: str) -> None:
    assert told_of_sheets(b"anything", name).startswith(f"files of this kind are not read: {advice}; found")


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report.html", "report.txt"])
def test_an_empty_file_and_one_that_is_too_large(name: str) -> None:
    assert told(b" \n", name).startswith("the file is empty")
    assert told(b"x" * (60 * 1024 * 1024), name) == (
        f"the file is too large; found “60 MB”, expected at most {LARGEST // 1024 // 1024} MB"
    )


def word(**parts: str) -> bytes:
    """A Word document with some of its parts' text changed."""
    import docx

    content = saved(docx.Document())
    for name, text in parts.items():
        content = repacked(content, f"word/{name}.xml", text.encode())
    return content


def test_a_zip_bomb_as_a_word_document() -> None:
    bomb = word(styles="\0" * (LARGEST_UNPACKED + 1))

    assert len(bomb) < 1_000_000
    assert told(bomb, "report.docx") == (
        "the file unpacks to far more than figures and their report take; expected at most 250 MB unpacked"
    )


@pytest.mark.parametrize("entities", [BOMB, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_office_format(entities: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>{entities}'
    content = (
        f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    )
    content += "<w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    found = opened(repacked(word(), "word/document.xml", content.encode(encoding)), "report.docx")
    assert found.problems
    assert found.renderings == ()

    plain = ods({"S": [["a"]]})
    changed = head + part(plain, "content.xml").decode().replace(">a<", ">&j;<")
    assert told_of_sheets(repacked(plain, "content.xml", changed.encode(encoding)), "f.ods")

    plain = xlsx({"S": [["a"]]})
    changed = head + part(plain, "xl/worksheets/sheet1.xml").decode().replace(">a<", ">&j;<")
    assert told_of_sheets(repacked(plain, "xl/worksheets/sheet1.xml", changed.encode(encoding)), "f.xlsx")


def book(cells: str, *, sheet: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The smallest workbook that is read, with the rows given."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "application/vnd.openxmlformats-package"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
            f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/{sheet}" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relations}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship '
            f'Id="r1" Type="{relations}/worksheet" Target="{sheet.removeprefix("xl/")}"/></Relationships>',
            sheet: f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def test_the_smallest_workbook_is_read() -> None:
    found = read(Upload("f.xlsx", content=book('<row r="1"><c r="A1"><v>5</v></c></row>')))

    assert (found.problems, found.sheets[0].rows[0].cells) == ((), ("5",))


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "content",
    [
        book(f'{FIRST}<row r="60000"><c r="xfd60000"><v>1</v></c></row>'),
        book(f'{FIRST}<row r="2"><c r="XFD2"><v>1</v></c></row>', sheet="xl/sheets/sheet1.xml"),
        book(f'{FIRST}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', sheet="xl/worksheets/a/s.xml"),
        book(f'{FIRST}<row r="1048576"><c><v>1</v></c></row>'),
        book(f'{FIRST}<row r="20000"><c r="zz20000"><v>1</v></c></row>'),
        book("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"),
    ],
    ids=["small letters", "another folder", "a deeper folder", "a row far down", "702 columns", "a million"],
)
def test_a_small_workbook_that_claims_a_huge_sheet_takes_no_memory(content: bytes) -> None:
    """Each of them took a worker's memory, or ended the worker, when it was read there."""
    assert len(content) < 40_000
    words = told_of_sheets(content, "f.xlsx")

    assert "too large" in words or "memory" in words or "cannot be read" in words


@pytest.mark.parametrize(
    ("rows", "columns"), [("999999999", "-5"), ("999999999", "1"), ("1", "999999999"), ("0", "1"), ("x", "1")]
)
def test_an_ods_that_repeats_more_than_a_sheet_holds(rows: str, columns: str) -> None:
    plain = ods({"S": [["a", "b"]]})
    content = part(plain, "content.xml").replace(
        b"<table:table-row>", f'<table:table-row table:number-rows-repeated="{rows}">'.encode(), 1
    )
    content = content.replace(
        b"<table:table-cell ", f'<table:table-cell table:number-columns-repeated="{columns}" '.encode(), 1
    )
    words = told_of_sheets(repacked(plain, "content.xml", content), "f.ods")

    assert words == "the file is damaged and cannot be read"


def test_semicolons_tabs_and_utf_16_are_read() -> None:
    expected = [("area", "2014-15"), ("Dorset", "1,471"), ("Devon, and Cornwall", "2;3")]
    for sign in ";\t|":
        text = "\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in expected)
        for encoding in ("utf-8", "utf-16", "cp1252"):
            found = read(Upload("f.csv", content=text.encode(encoding)))
            assert found.problems == ()
            assert [row.cells for row in found.sheets[0].rows] == expected


def test_commas_part_cells_that_hold_semicolons() -> None:
    found = read(Upload("f.csv", content=b'title,note\nA; b; c,1\n"D, e",2; 3\n'))

    assert [row.cells for row in found.sheets[0].rows] == [
        ("title", "note"),
        ("A; b; c", "1"),
        ("D, e", "2; 3"),
    ]


def test_a_line_of_twenty_million_commas_is_refused() -> None:
    (problem,) = read(Upload("f.csv", content=b"," * (LARGEST - 1) + b"x")).problems

    assert str(problem) == (
        "f.csv, row 1: the row has too many cells; found “20,971,520 cells”, expected at most 100 columns"
    )


def test_a_file_in_memory_is_not_changed_by_reading() -> None:
    content = io.BytesIO(b"a,b\n1,2\n")

    assert len(read(Upload("f.csv", content=content)).sheets[0].rows) == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"Level 1 1 2 3 6\n" * (MOST_TEXT_CELLS + 1), "r.txt"),
        (b"Total\t" * (MOST_TEXT_CELLS + 1), "r.txt"),
        (b"9" * (MOST_CHARACTERS + 1), "r.txt"),
        (b"<p>Total</p>" * (MOST_TEXT_CELLS + 1), "r.html"),
    ],
    ids=["lines", "cells", "characters", "paragraphs"],
)
def test_more_text_than_a_report_has_is_not_looked_through(content: bytes, name: str) -> None:
    words = told(content, name)
    assert words.startswith("the document has too much text; found “")
    assert words.endswith("expected at most 12,000 and 1,000,000: the pages with the statistics are enough")


def test_as_much_text_as_a_long_report_has_is_read() -> None:
    found = opened(b"Level 1 1 2 3 6\n" * (MOST_TEXT_CELLS // 4), "r.txt")
    assert (found.problems, len(found.renderings)) == ((), 3)
