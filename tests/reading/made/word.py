"""A report as a Word document, in the ways in which offices set tables."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document as WordDocument

from tests.reading.made.printed import Prose, Report, Table


def tables(document: WordDocument, table: Table) -> None:
    """A table of Word; a raised 1 after the first number of each list."""
    if table.title:
        document.add_heading(table.title, level=2)
    _fill(document, table, raised="" if table.heads else "1")


def merged(document: WordDocument, table: Table) -> None:
    """The title is the table's first row, merged across; headings among the rows are merged as well."""
    _fill(document, table, title=True)


def tabs(document: WordDocument, table: Table) -> None:
    """No table at all: a line a row, parted by tabs."""
    if table.title:
        document.add_paragraph(table.title)
    if table.heads:
        document.add_paragraph("\t".join(("", *table.heads)))
    for row in table.rows:
        document.add_paragraph("\t".join((row.label, *(cell.text for cell in row.cells))))


def _fill(document: WordDocument, table: Table, *, title: bool = False, raised: str = "") -> None:
    width = max((len(row.cells) for row in table.rows), default=0)
    if not width:
        return
    lines = [(row.label, *(cell.text for cell in row.cells)) for row in table.rows]
    if table.heads:
        lines.insert(0, ("", *table.heads))
    if title and table.title:
        lines.insert(0, (table.title,))
    made = document.add_table(rows=len(lines), cols=width + 1)
    for row, texts in zip(made.rows, lines, strict=True):
        cells = row.cells
        if len(texts) == 1 and title:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
        if raised and len(texts) > 1:
            run = cells[1].paragraphs[0].add_run(raised)
            run.font.superscript = True
            raised = ""


LAYOUTS: dict[str, Callable[[WordDocument, Table], None]] = {"tables": tables, "merged": merged, "tabs": tabs}


def make_word(report: Report, layout: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = report.title
    for page in report.pages:
        for block in page:
            if isinstance(block, Prose):
                document.add_heading(block.heading, level=1)
                for text in block.paragraphs:
                    document.add_paragraph(text)
            else:
                LAYOUTS[layout](document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
