"""Web pages: tables as rows of cells, other text by blocks. What a browser does not show is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from stats.documents.formats.csv import decode
from stats.documents.formats.words import cleaned, one_a_line, raised, struck, tidy
from stats.documents.limits import MOST_COLUMNS
from stats.documents.pages import Document, PageRow, Rendering
from stats.documents.problems import Problem, Where
from stats.documents.sheets import Row, Sheet

_UNSEEN = {
    "script", "style", "template", "noscript", "svg", "math", "select", "textarea", "iframe", "object",
    "audio", "video", "canvas", "datalist",
}  # fmt: skip
_WITHIN_A_LINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_APART = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article", "header", "footer"}
_HIDDEN_STYLE = re.compile(r"(display\s*:\s*none|visibility\s*:\s*(hidden|collapse))", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration(-line)?\s*:[^;]*line-through", re.IGNORECASE)
_GAP = re.compile(r"\s{2,}|\t")

# Text within a line, None where the line ends, or the cells of a row; no cell is a gap.
_Piece = str | tuple[str, ...] | None


def read_html(data: bytes, *, where: Where) -> Document:
    root = _root(data, where=where)
    if isinstance(root, Problem):
        return Document(where.file, "", "html", "", 0, problems=(root,))
    title = cleaned(root.findtext(".//title") or "")
    tables = tidy(PageRow(0, row) for row in _rows(root))
    if not tables:
        words = "the page has no text: it may be made by a script in the browser"
        problem = where.problem(words, expected="a page saved with its text, or a PDF printed from it")
        return Document(where.file, "", "html", title, 0, problems=(problem,))
    text = one_a_line(tables)
    return Document(where.file, "", "html", title, 0, (Rendering("tables", tables), Rendering("text", text)))


def read_html_tables(data: bytes, *, where: Where) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Each table of the page as a sheet, named by its caption or its place. A merged cell is repeated."""
    root = _root(data, where=where)
    if isinstance(root, Problem):
        return (), (root,)
    sheets = []
    for number, table in enumerate(filter(_is_of_data, root.iter("table")), 1):
        caption = next((cleaned(_text(element)) for element in table.iter("caption")), "")
        rows = tuple(Row(place, tuple(map(cleaned, cells))) for place, cells in enumerate(_grid(table), 1))
        if any(not row.is_blank for row in rows):
            sheets.append(Sheet(Where(where.file, sheet=caption or f"table {number}"), rows, even=False))
    if not sheets:
        return (), (where.problem("there is no table on the page", expected="a page with a table"),)
    return tuple(sheets), ()


def _root(data: bytes, *, where: Where) -> html.HtmlElement | Problem:
    """The page without what is not shown."""
    text = decode(data, where=where)
    if isinstance(text, Problem):
        return text
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return where.problem("the page has no text")
    for element in [*root.iterdescendants()]:
        if (
            element.tag in _UNSEEN
            or "hidden" in element.attrib
            or _HIDDEN_STYLE.search(element.get("style", ""))
        ):
            element.drop_tree()
    return root


def _is_of_data(table: html.HtmlElement) -> bool:
    """False for a table that holds others: it lays out the page."""
    return next(table.iterdescendants("table"), None) is None


def _rows(root: html.HtmlElement) -> Iterator[tuple[str, ...]]:
    line = ""
    for piece in (*_pieces(root), None):
        if isinstance(piece, str):
            line += piece
            continue
        if line.strip():
            yield (line,)
        line = ""
        if piece is not None:
            yield piece


def _pieces(element: html.HtmlElement) -> Iterator[_Piece]:
    tag = element.tag
    if tag == "head":
        return
    if tag == "table" and _is_of_data(element):
        yield ()
        for caption in element.iter("caption"):
            yield (_text(caption),)
        yield from map(_row_of_text, _grid(element))
        yield ()
    elif tag == "pre":
        yield from (tuple(_GAP.split(line.strip())) for line in element.text_content().splitlines())
    elif change := _change(element):
        yield change(_text(element))
    else:
        if tag in _APART:
            yield ()
        elif tag not in _WITHIN_A_LINE:
            yield None
        yield from _inside(element)
        if tag not in _WITHIN_A_LINE:
            yield None


def _inside(element: html.HtmlElement) -> Iterator[_Piece]:
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _text(element: html.HtmlElement) -> str:
    """All of an element's text as one line."""
    pieces = (" " if piece is None else piece for piece in _inside(element))
    return "".join(piece if isinstance(piece, str) else f" {' '.join(piece)} " for piece in pieces)


def _change(element: html.HtmlElement) -> Callable[[str], str] | None:
    style = element.get("style", "")
    if element.tag == "sup" or _RAISED_STYLE.search(style):
        return raised
    if element.tag in {"s", "del", "strike"} or _STRUCK_STYLE.search(style):
        return struck
    return None


def _grid(table: html.HtmlElement) -> list[tuple[str, ...]]:
    """The table's rows, all of one length. A cell over several columns or rows stands in each of them."""
    lines = [*table.iter("tr")]
    filled: dict[tuple[int, int], str] = {}
    for row, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in filled:
                column += 1
            across, down = min(_span(cell, "colspan") or 1, MOST_COLUMNS), _span(cell, "rowspan")
            text = _cell_text(cell)
            for below in range(min(down or len(lines), len(lines) - row)):
                for beside in range(across):
                    filled.setdefault((row + below, column + beside), text)
            column += across
    width = max((column + 1 for _, column in filled), default=0)
    return [tuple(filled.get((row, column), "") for column in range(width)) for row in range(len(lines))]


def _cell_text(cell: html.HtmlElement) -> str:
    change = _change(cell)
    return cleaned(change(_text(cell)) if change else _text(cell))


def _span(cell: html.HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _row_of_text(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A text that stands over the whole table is a line by itself."""
    return cells[:1] if len(set(cells)) == 1 else cells
