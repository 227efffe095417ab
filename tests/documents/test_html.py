"""Web pages: what a browser shows, tables as rows of cells."""

from __future__ import annotations

import pytest

from stats.documents import Upload, read
from tests.documents.making import opened, rows

pytestmark = pytest.mark.processes

PAGE = """<!doctype html><html><head><title>Dorset &amp; MAPPA</title><style>p { color: red }</style></head>
<body>
<h1>Annual&nbsp;report</h1><p>Some <b>bo</b>ld words<br>on two lines</p>
<script>var hidden = 1</script><p hidden>not shown</p><div style="display: none">nor this</div>
<table><caption>Eligible people</caption>
<tr><th rowspan="2">Level</th><th colspan="2">Category</th></tr><tr><th>1</th><th>2</th></tr>
<tr><td>Level 1</td><td>666<sup>1</sup></td><td><s>5</s>6</td></tr>
<tr><td colspan="3">As printed.</td></tr></table>
<pre>Level 2   4    2</pre></body></html>"""


def test_a_page_is_read_as_it_is_shown() -> None:
    document = opened(PAGE.encode(), "report.html")

    assert (document.title, document.pages, document.kind) == ("Dorset & MAPPA", 0, "html")
    assert rows(document, "tables") == [
        ("Annual report",),
        ("Some bold words",),
        ("on two lines",),
        (),
        ("Eligible people",),
        ("Level", "Category", "Category"),
        ("Level", "1", "2"),
        ("Level 1", "666¹", "~~5~~6"),
        ("As printed.",),
        (),
        ("Level 2", "4", "2"),
    ]
    text = [cell for row in rows(document, "text") for cell in row]
    assert text[-6:] == ["666¹", "~~5~~6", "As printed.", "Level 2", "4", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    page = "<html><body><p>Café – “5”</p></body></html>".encode(encoding)

    assert rows(opened(page, "report.htm"), "tables") == [("Café – “5”",)]


def test_tables_that_lay_out_the_page_are_no_tables() -> None:
    page = "<table><tr><td>Menu</td><td><table><tr><td>A</td><td>5</td></tr></table></td></tr></table>"

    assert rows(opened(page.encode(), "report.html"), "tables") == [("Menu",), (), ("A", "5")]


def test_the_tables_of_a_page_are_sheets_for_who_asks_for_sheets() -> None:
    found = read(Upload("report.html", content=PAGE.encode()))

    assert found.problems == ()
    assert [(sheet.where.sheet, len(sheet.rows)) for sheet in found.sheets] == [("Eligible people", 4)]
    assert found.sheets[0].rows[2].cells == ("Level 1", "666¹", "~~5~~6")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body></body></html>", "the page has no text: it may be made by a script in the browser"),
        (
            "<html><script>draw()</script></html>",
            "the page has no text: it may be made by a script in the browser",
        ),
    ],
)
def test_a_page_without_text_is_told(page: str, words: str) -> None:
    assert [problem.message for problem in opened(page.encode(), "report.html").problems] == [words]


def test_a_page_without_a_table_has_no_sheet() -> None:
    found = read(Upload("report.html", content=b"<html><body><p>Words</p></body></html>"))

    assert [problem.message for problem in found.problems] == ["there is no table on the page"]


def test_a_span_of_a_million_columns_takes_no_room() -> None:
    page = "<table><tr><td colspan=99999>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>" * 20

    assert opened(page.encode(), "report.html").problems == ()


def test_entities_are_not_followed() -> None:
    page = """<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyyyyyyyy">]>
    <html><body><p>before &x; &y; after</p></body></html>"""

    (line,) = [row[0] for row in rows(opened(page.encode(), "report.html"), "text") if "before" in row[0]]
    assert line == "before &x; &y; after"
