"""A report as a web page, in the ways in which tables are marked up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from tests.reading.made.printed import Prose, Report, Table

# Nothing of this is shown, so nothing of it is a figure.
NOT_SHOWN = (
    "<style>td { width: 62px; }</style><script>const sopos = 999; // SOPOs 999</script>"
    "<!-- SOPOs 998 --><nav><a href='/2'>2</a> <a href='/3'>3</a></nav>"
)


def tables(table: Table) -> Iterator[str]:
    """A heading, then a table whose headings among the rows go over all columns; a raised mark in lists."""
    if table.title:
        yield f"<h3>{escape(table.title)}</h3>"
    yield "<table>"
    if table.heads:
        yield (
            "<thead><tr><td></td>"
            + "".join(f"<th>{escape(head)}</th>" for head in table.heads)
            + "</tr></thead>"
        )
    width = max((len(row.cells) for row in table.rows), default=0)
    mark = "" if table.heads else "<sup>1</sup>"
    for row in table.rows:
        if row.cells:
            cells = "".join(f"<td>{escape(cell.text)}{mark}</td>" for cell in row.cells)
            yield f"<tr><th scope=row>{escape(row.label)}</th>{cells}</tr>"
            mark = ""
        else:
            yield f"<tr><th colspan={width + 1}>{escape(row.label)}</th></tr>"
    yield "</table>"


def spans(table: Table) -> Iterator[str]:
    """The title across the top, the word Category above the categories, each of which has a short head."""
    width = max((len(row.cells) for row in table.rows), default=0)
    yield "<table>"
    if table.title:
        yield f"<tr><th colspan={width + 1}>{escape(table.title)}</th></tr>"
    if table.heads and "Total" in table.heads:
        short = (escape(head.removeprefix("Category ")).replace(": ", "<br>") for head in table.heads[:-1])
        below = "".join(f"<th>{head}</th>" for head in short)
        yield f"<tr><th rowspan=2></th><th colspan={width - 1}>Category</th><th rowspan=2>Total</th></tr>"
        yield f"<tr>{below}</tr>"
    elif table.heads:
        yield "<tr><td></td>" + "".join(f"<th>{escape(head)}</th>" for head in table.heads) + "</tr>"
    for row in table.rows:
        cells = "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells)
        yield f"<tr><td>{escape(row.label)}</td>{cells}</tr>"
    yield "</table>"


def definitions(table: Table) -> Iterator[str]:
    """Lists as terms and what belongs to them; the others stay tables."""
    if table.heads:
        yield from tables(table)
        return
    if table.title:
        yield f"<h3>{escape(table.title)}</h3>"
    yield "<dl>"
    for row in table.rows:
        yield f"<dt>{escape(row.label)}</dt>"
        yield from (f"<dd>{escape(cell.text)}</dd>" for cell in row.cells)
    yield "</dl>"


def divs(table: Table) -> Iterator[str]:
    """No table: a division a row, and in it a division a cell."""
    yield f"<div class=title>{escape(table.title)}</div>"
    lines = [(row.label, *(cell.text for cell in row.cells)) for row in table.rows]
    for line in ([("", *table.heads)] if table.heads else []) + lines:
        yield "<div class=row>" + "".join(f"<div>{escape(text)}</div>" for text in line) + "</div>"


LAYOUTS: dict[str, Callable[[Table], Iterator[str]]] = {
    "tables": tables,
    "spans": spans,
    "definitions": definitions,
    "divs": divs,
}


def make_html(report: Report, layout: str) -> bytes:
    parts = [
        f"<!doctype html><html lang=en><head><title>{escape(report.title)}</title></head><body>",
        NOT_SHOWN,
    ]
    for page in report.pages:
        for block in page:
            if isinstance(block, Prose):
                parts.append(f"<h2>{escape(block.heading)}</h2>")
                parts += [f"<p>{escape(text)}</p>" for text in block.paragraphs]
            else:
                parts += LAYOUTS[layout](block)
    parts.append("</body></html>")
    return "\n".join(parts).encode()
