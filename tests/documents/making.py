"""Documents made for tests of what reads them: kept as code, because binary files cannot be compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from stats.documents import Document, Upload, read_document

LEFT, SIZE = 60, 10
# A table as reports print it, with one row of heads.
TABLE = (
    ("", "Category 1", "Category 2", "Total"),
    ("Level 1", "666", "233", "899"),
    ("Level 2", "4", "2", "6"),
    ("Total", "670", "235", "905"),
)
PROSE = "These words stand around the tables of a report and are as long as a line of it"


class Pdf:
    """A page after another. Heights are in points from the upper edge, as stats.documents has them."""

    def __init__(self, **settings: object) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1, **settings)
        self.canvas.setFont("Helvetica", SIZE)

    def write(self, text: str, *, x: float = LEFT, y: float, size: float = SIZE) -> float:
        """Put a text on the page; gives where it ends."""
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, A4[1] - y, text)
        return x + float(self.canvas.stringWidth(text, "Helvetica", size))

    def prose(self, *, lines: int, y: float, x: float = LEFT, words: str = PROSE) -> float:
        for number in range(lines):
            self.write(words, x=x, y=y + 12 * number)
        return y + 12 * lines

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        y: float,
        x: float = LEFT,
        width: float = 100,
        ruled: bool = False,
    ) -> float:
        height = 18
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                self.write(cell, x=x + place * width + 4, y=y + line * height + 12)
        if ruled:
            self.canvas.setStrokeColor(black)
            xs = [x + place * width for place in range(len(rows[0]) + 1)]
            self.canvas.grid(xs, [A4[1] - y - line * height for line in range(len(rows) + 1)])
        return y + height * len(rows)

    def end_page(self) -> None:
        self.canvas.showPage()

    def saved(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def opened(content: bytes, name: str) -> Document:
    return read_document(Upload(name, content=content))


def rows(document: Document, how: str) -> list[tuple[str, ...]]:
    """The cells of one rendering."""
    assert document.problems == ()
    return [row.cells for rendering in document.renderings if rendering.how == how for row in rendering.rows]


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
