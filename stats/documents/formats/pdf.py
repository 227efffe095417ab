"""PDFs: words with their places on the page, made into lines and cells; pictures of pages."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from stats.documents.formats.pdf_heads import with_heads_joined
from stats.documents.formats.pdf_lines import Line, Word, in_columns, in_stream
from stats.documents.formats.pdf_tables import Ruled, ruled_tables
from stats.documents.formats.words import cleaned, raised, tidy
from stats.documents.limits import MOST_PAGES
from stats.documents.pages import Document, PageRow, Rendering
from stats.documents.problems import Problem, Where

# A page that was scanned, or set in letters that stand for no text, has none or a page number.
FEWEST_LETTERS = 40  # a page, on average
NO_TEXT = "run OCR, for instance with ocrmypdf, or type the figures"
_DOTS_PER_INCH = 110
_WIDEST = 1_600
# Words are parted by a gap of this share of the letters' size where no space is written.
_APART = {"x_tolerance_ratio": 0.15, "y_tolerance_ratio": 0.3, "extra_attrs": ["size"]}

_Char = dict[str, Any]  # as pdfplumber has it: text, size and the places of its edges


def read_pdf(data: bytes, *, where: Where) -> Document:
    try:
        opened = pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False)
    except PdfminerException as error:
        if not isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise
        words = "the PDF is locked with a password"
        return _unread(where, where.problem(words, expected="one saved without a password"))
    with opened as pdf:
        pages = len(pdf.pages)
        if not pages:
            return _unread(where, where.problem("the PDF has no page that can be read: it may be damaged"))
        if pages > MOST_PAGES:
            problem = where.problem(
                "the PDF has more pages than a report",
                found=f"{pages:,} pages",
                expected=f"at most {MOST_PAGES}: the pages with the statistics are enough",
            )
            return _unread(where, problem, pages=pages)
        rows: dict[str, list[PageRow]] = {"tables": [], "layout": [], "text": []}
        for page in pdf.pages:
            for how, lines in _page_rows(page):
                rows[how] += (PageRow(page.page_number, cells) for cells in lines)
            page.close()
        title = pdf.metadata.get("Title", "")
    renderings = tuple(Rendering(how, tidy(found)) for how, found in rows.items())
    letters = sum(c.isalnum() for row in renderings[2].rows for cell in row.cells for c in _mapped(cell))
    if letters < FEWEST_LETTERS * pages:
        words = "the PDF is a scan, or its letters cannot be read as text"
        return _unread(where, where.problem(words, expected=f"a PDF with text: {NO_TEXT}"), pages=pages)
    title = cleaned(title) if isinstance(title, str) else ""
    return Document(where.file, "", "pdf", title, pages, renderings)


def _unread(where: Where, problem: Problem, *, pages: int = 0) -> Document:
    return Document(where.file, "", "pdf", "", pages, problems=(problem,))


def _mapped(text: str) -> str:
    """Without the letters that the PDF gives no meaning: they come as (cid:17)."""
    return "" if "(cid:" in text else text


def _page_rows(page: Page) -> Iterator[tuple[str, Iterable[tuple[str, ...]]]]:
    page.objects["char"] = chars = list(_without_doubles(page.chars))
    _raise_notes(chars)
    # In the order of the document, words of two cells that touch are still two.
    words = [Word.of(word) for word in page.extract_words(use_text_flow=True, **_APART)]
    upright = [word for word in words if word.upright]
    aside = [(word.text,) for word in words if not word.upright]
    lines = in_columns(upright)
    tables = ruled_tables(page, upright)
    outside = in_columns([word for word in upright if not any(table.holds(word) for table in tables)])
    yield "layout", [*_with_gaps(with_heads_joined(lines)), *aside]
    yield "tables", [*_merged(outside, tables), *aside] if tables else [*_with_gaps(lines), *aside]
    yield "text", in_stream(words)


def _with_gaps(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    before: Line | None = None
    for line in lines:
        if before is not None and line.is_apart_from(before):
            yield ()
        yield line.cells
        before = line


def _merged(lines: list[Line], tables: Iterable[Ruled]) -> Iterator[tuple[str, ...]]:
    """Each table after the last line that stands above it."""
    after: dict[int, list[Ruled]] = {}
    for table in tables:
        above = [place for place, line in enumerate(lines, 1) if table.is_below(line)]
        after.setdefault(max(above, default=0), []).append(table)
    start = 0
    for place in sorted(after):
        yield from _with_gaps(lines[start:place])
        for table in after[place]:
            yield ()
            yield from table.rows
            yield ()
        start = place
    yield from _with_gaps(lines[start:])


def _without_doubles(chars: Iterable[_Char]) -> Iterator[_Char]:
    """Without letters that are printed twice a hair's breadth apart, as some programs make bold."""
    places: dict[tuple[str, int], list[_Char]] = {}
    for char in chars:
        row = round(char["top"])
        near = (other for line in (row - 1, row, row + 1) for other in places.get((char["text"], line), ()))
        if not any(
            abs(other["x0"] - char["x0"]) < 0.35 * char["width"]
            and abs(other["top"] - char["top"]) < 0.2 * char["size"]
            for other in near
        ):
            places.setdefault((char["text"], row), []).append(char)
            yield char


def _raise_notes(chars: Collection[_Char]) -> None:
    """Make each small raised digit that sticks to a larger character a superscript on that one's line."""
    ends: dict[int, list[_Char]] = {}
    for char in chars:
        if not char["text"].isspace():
            ends.setdefault(round(char["x1"]), []).append(char)
    for char in sorted(chars, key=lambda c: c["x0"]):
        if not (char["text"].isascii() and char["text"].isdigit()):
            continue
        near = (end for x in range(-2, 3) for end in ends.get(round(char["x0"]) + x, ()))
        base = next((end for end in near if _carries(end, char)), None)
        if base is not None:
            char["text"] = raised(char["text"])
            char.update({side: base[side] for side in ("top", "bottom", "doctop", "size")})


def _carries(base: _Char, char: _Char) -> bool:
    """A second raised digit is carried by the first, which has taken the size of what carries it."""
    size = base["size"]
    return bool(
        char is not base
        and char["size"] <= 0.8 * size
        and -0.15 * size <= char["x0"] - base["x1"] <= 0.2 * size
        and base["top"] - 0.5 * size <= char["top"]
        and char["bottom"] <= base["bottom"] - 0.15 * size
        and char["bottom"] > base["top"]
    )


def draw_pages(data: bytes, *, pages: Collection[int]) -> dict[int, bytes]:
    """Pages as PNG, counted from 1. One that is not there is left out."""
    pictures = {}
    with pypdfium2.PdfDocument(data) as pdf:
        for number in sorted(set(pages)):
            if not 1 <= number <= len(pdf):
                continue
            page = pdf[number - 1]
            scale = min(_DOTS_PER_INCH / 72, _WIDEST / page.get_width(), 2 * _WIDEST / page.get_height())
            file = io.BytesIO()
            page.render(scale=scale).to_pil().save(file, "PNG", optimize=True)
            pictures[number] = file.getvalue()
    return pictures
