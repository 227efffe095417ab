"""A report as the rows that readers of PDF, OCR and text give, without making a file first."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Iterator, Sequence

from stats.documents.pages import Document, PageRow, Rendering
from tests.reading.made.printed import Prose, Report, Row, Table

WIDTH = 90
HEAD = 16
LABEL = 60

Lines = Iterator[tuple[str, ...]]
Setting = Callable[[Table], Lines]


def broken(text: str, width: int) -> list[str]:
    """The text on lines of that width; no-break spaces and words are kept whole."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def ruled(table: Table) -> Lines:
    """A cell a cell, as ruled lines or markup give them: blank ones are there."""
    heads = [("", *table.heads)] if table.heads else []
    title = [(table.title,)] if table.title else []
    width = max((len(row.cells) for row in table.rows), default=0)
    rows = [(row.label, *(_texts(row) or ("",) * width)) for row in table.rows]
    yield from (*rows, *title, *heads) if table.heads_last else (*title, *heads, *rows)


def spaced(table: Table) -> Lines:
    """A line a line, parted at wide gaps: blank cells leave nothing, and heads lie over several lines."""
    yield from _in_lines(table, part=tuple)


def flowing(table: Table) -> Lines:
    """As text is copied from a PDF: a row is one line, a head of three lines stands on three, with gaps."""
    for line in _in_lines(table, part=lambda texts: (" ".join(texts),), heads_apart=True):
        yield line
        yield ("",)


def _in_lines(
    table: Table, *, part: Callable[[Sequence[str]], tuple[str, ...]], heads_apart: bool = False
) -> Lines:
    title = [(line,) for line in broken(table.title, WIDTH)] if table.title else []
    heads = [broken(head, HEAD) for head in table.heads]
    over: list[tuple[str, ...]] = []
    if heads_apart:
        lines = [line for head in heads for line in head]
        # What the report of Cambridgeshire does: the last line of one head beside the next head.
        over = [(line,) for line in (*lines[:-2], " ".join(lines[-2:]))] if lines else []
    elif heads:
        deep = max(map(len, heads))
        columns = [[""] * (deep - len(head)) + head for head in heads]
        over = [tuple(text for text in line if text) for line in zip(*columns, strict=True)]
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        *first, last = broken(row.label, LABEL)
        rows += [(line,) for line in first]
        rows.append(part([text for text in (last, *_texts(row)) if text]))
    yield from (*rows, *title, *over) if table.heads_last else (*title, *over, *rows)


def stacked(table: Table) -> Lines:
    """One cell a line, row after row. A blank cell leaves nothing."""
    head = [(table.title,)] if table.title else []
    head += [(line,) for text in table.heads for line in broken(text, HEAD)]
    rows = [(text,) for row in table.rows for text in (row.label, *_texts(row)) if text]
    yield from (*rows, *head) if table.heads_last else (*head, *rows)


def torn(table: Table) -> Lines:
    """The columns one after another: all labels, then each column below its head."""
    if table.title and not table.heads_last:
        yield (table.title,)
    for row in table.rows:
        yield from ((line,) for line in broken(row.label, LABEL))
    width = max((len(row.cells) for row in table.rows), default=1)
    for column, head in enumerate(table.heads or ("",) * width):
        yield ("",)
        yield from ((line,) for line in broken(head, HEAD) if head)
        cells = (row.cells[column] for row in table.rows if row.cells[column:])
        yield from ((cell.text,) for cell in cells if cell.text)
    if table.title and table.heads_last:
        yield (table.title,)


SETTINGS: dict[str, tuple[str, Setting]] = {
    "ruled": ("tables", ruled),
    "spaced": ("layout", spaced),
    "flowing": ("text", flowing),
    "stacked": ("text", stacked),
    "torn": ("text", torn),
}
# What a reader of PDF finds in one file: the same report in several ways, the worst among them.
TOGETHER = {"pdf": ("ruled", "spaced", "torn"), "scan": ("spaced", "stacked")}
WAYS = (*SETTINGS, *TOGETHER)


def rows_of(report: Report, setting: Setting) -> list[PageRow]:
    rows = []
    for number, page in enumerate(report.pages, 1):
        for block in page:
            lines: Iterator[tuple[str, ...]]
            if isinstance(block, Prose):
                texts = (block.heading, *block.paragraphs)
                lines = ((line,) for text in texts for line in broken(text, WIDTH))
            else:
                lines = setting(block)
            rows += [PageRow(number, cells) for cells in lines]
            rows.append(PageRow(number, ("",)))
    return rows


def document(
    report: Report, way: str, *, change: Callable[[list[PageRow]], list[PageRow]] = list
) -> Document:
    """The report as a document that is read in that way or ways; `change` is done to the rows of each."""
    renderings = []
    for name in TOGETHER.get(way, (way,)):
        how, setting = SETTINGS[name]
        renderings.append(Rendering(how, tuple(change(rows_of(report, setting)))))
    told = hashlib.sha256(repr(renderings).encode()).hexdigest()
    return Document(f"{report.name}.pdf", told, "pdf", "", len(report.pages), tuple(renderings))
