"""Word documents: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.documents.making import TABLE, opened, rows

pytestmark = pytest.mark.processes


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def fill(table: Any, lines: tuple[tuple[str, ...], ...], *, start: int = 0) -> None:
    for number, line in enumerate(lines, start):
        for place, text in enumerate(line):
            table.cell(number, place).text = text


def test_paragraphs_and_tables_stand_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Dorset MAPPA"
    document.add_heading("Statistics")
    table = document.add_table(rows=5, cols=4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = "Eligible people"
    fill(table, TABLE, start=1)
    document.add_paragraph("Orders\t62")

    found = opened(saved(document), "report.docx")

    assert (found.title, found.pages, found.kind) == ("Dorset MAPPA", 0, "docx")
    expected = [("Statistics",), (), ("Eligible people",), *TABLE, (), ("Orders", "62")]
    assert rows(found, "tables") == expected
    text = [cell for row in rows(found, "text") for cell in row]
    assert text == [cell for row in expected for cell in row if cell]


def test_a_merged_cell_stands_in_each_of_its_places() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    fill(table, (("Area", "Level", ""), ("", "1", "2"), ("Dorset", "5", "6")))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))

    assert rows(opened(saved(document), "report.docx"), "tables") == [
        ("Area", "Level", "Level"),
        ("Area", "1", "2"),
        ("Dorset", "5", "6"),
    ]


def test_raised_struck_and_hidden_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Orders: 62")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" and ")
    paragraph.add_run("44").font.strike = True
    paragraph.add_run("45")
    paragraph.add_run("999").font.hidden = True

    assert rows(opened(saved(document), "report.docx"), "text") == [("Orders: 62¹ and ~~44~~45",)]


def test_a_footnotes_number_is_raised() -> None:
    document = docx.Document()
    run: Any = document.add_paragraph("62").add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    run._r.append(reference)

    assert rows(opened(saved(document), "report.docx"), "text") == [("62¹",)]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph: Any = document.add_paragraph("Level 1: ")
    for xml in (
        f"<w:del {nsdecls('w')}><w:r><w:delText>44</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>45</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml))

    assert rows(opened(saved(document), "report.docx"), "text") == [("Level 1: 45",)]


def test_text_in_a_control_or_a_box_is_not_lost() -> None:
    document = docx.Document()
    document.add_paragraph("before")
    body = document.element.body
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{words.format('inside')}</w:sdtContent></w:sdt>"
    box = (
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>text</w:t><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:txbxContent>{words.format("boxed")}</w:txbxContent></mc:Choice>'
        f"<mc:Fallback><w:txbxContent>{words.format('boxed')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    for xml in (control, box):
        body.insert(len(body) - 1, parse_xml(xml))

    assert rows(opened(saved(document), "report.docx"), "text") == [
        ("before",),
        ("inside",),
        ("text",),
        ("boxed",),
    ]


def test_pages_are_counted_where_breaks_are_marked() -> None:
    document = docx.Document()
    document.add_paragraph("first")
    document.add_page_break()
    document.add_paragraph("second")
    document.add_paragraph("third").paragraph_format.page_break_before = True
    found = opened(saved(document), "report.docx")

    assert found.pages == 3
    assert [(row.page, row.cells[0]) for row in found.renderings[0].rows] == [
        (1, "first"),
        (2, "second"),
        (3, "third"),
    ]


def test_a_document_of_pictures_is_told() -> None:
    (problem,) = opened(saved(docx.Document()), "report.docx").problems

    assert problem.message == "the document has no text"
