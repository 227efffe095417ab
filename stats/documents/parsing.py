"""Bytes to what they say. Runs in the child process, or here for files that are part of the site."""

from __future__ import annotations

from collections.abc import Sequence

from stats.documents.kinds import DOCUMENTS, SHEETS, problem_with_kind
from stats.documents.limits import MOST_CHARACTERS, MOST_TEXT_CELLS
from stats.documents.pages import Document
from stats.documents.problems import Problem, Where
from stats.documents.sheets import FileRead
from stats.documents.upload import ending_of


def sheets(data: bytes, *, name: str) -> FileRead:
    where, ending = Where(name), ending_of(name)
    if problem := problem_with_kind(data, where=where, ending=ending, readable=SHEETS):
        return FileRead(name, "", (), (problem,))
    if SHEETS.kinds[ending] == "CSV":
        from stats.documents.formats.csv import read_csv

        found, problems = read_csv(data, where=where)
    elif ending in {".html", ".htm"}:
        from stats.documents.formats.html import read_html_tables

        found, problems = read_html_tables(data, where=where)
    else:
        from stats.documents.formats.spreadsheet import read_spreadsheet

        found, problems = read_spreadsheet(data, where=where, ending=ending)
    return FileRead(name, "", found, problems)


def document(data: bytes, *, name: str) -> Document:
    found = _document(data, name=name)
    if problem := _too_long(found):
        return Document(name, "", found.kind, "", found.pages, problems=(problem,))
    return found


def _too_long(document: Document) -> Problem | None:
    """Where there is more text in it than a report has, and than its tables may be looked for in."""
    rows = [rendering.rows for rendering in document.renderings]
    cells = max((sum(len(row.cells) for row in some) for some in rows), default=0)
    characters = max((sum(len(cell) for row in some for cell in row.cells) for some in rows), default=0)
    if cells <= MOST_TEXT_CELLS and characters <= MOST_CHARACTERS:
        return None
    return Where(document.name).problem(
        "the document has too much text",
        found=f"{cells:,} lines or cells, {characters:,} characters",
        expected=f"at most {MOST_TEXT_CELLS:,} and {MOST_CHARACTERS:,}: the pages with the statistics are "
        "enough",
    )


def _document(data: bytes, *, name: str) -> Document:
    where, ending = Where(name), ending_of(name)
    if problem := problem_with_kind(data, where=where, ending=ending, readable=DOCUMENTS):
        return Document(name, "", "", "", 0, problems=(problem,))
    if ending == ".pdf":
        from stats.documents.formats.pdf import read_pdf

        return read_pdf(data, where=where)
    if ending == ".docx":
        from stats.documents.formats.word import read_word

        return read_word(data, where=where)
    if ending in {".html", ".htm"}:
        from stats.documents.formats.html import read_html

        return read_html(data, where=where)
    from stats.documents.formats.text import read_text

    return read_text(data, where=where)


def pictures(data: bytes, *, pages: Sequence[int]) -> dict[int, str]:
    """In base64, as JSON takes it."""
    import base64

    from stats.documents.formats.pdf import draw_pages

    return {page: base64.b64encode(png).decode() for page, png in draw_pages(data, pages=pages).items()}
