"""A report as PDF, in the ways in which tables are set on a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.reading.made.printed import Prose, Report, Table

FONT, BOLD = "Helvetica", "Helvetica-Bold"
MARGIN = 40.0
GAP = 14.0


@dataclass
class Sheet:
    """A page that is filled from its top. `left` and `width` are those of the column of text."""

    canvas: Canvas
    top: float
    left: float
    width: float
    size: float = 8.0

    @property
    def step(self) -> float:
        return self.size * 1.25

    def lines(self, text: str, *, width: float | None = None, font: str = FONT) -> list[str]:
        return simpleSplit(text, font, self.size, width or self.width)

    def write(self, text: str, *, font: str = FONT) -> None:
        self.canvas.setFont(font, self.size)
        for line in self.lines(text, font=font):
            self.top -= self.step
            self.canvas.drawString(self.left, self.top, line)


def _widths(sheet: Sheet, table: Table) -> list[float]:
    columns = max((len(row.cells) for row in table.rows), default=0)
    label = sheet.width * (0.62 if columns == 1 else 0.3)
    return [label, *[(sheet.width - label) / max(columns, 1)] * columns]


def _grid(table: Table, columns: int) -> list[tuple[str, ...]]:
    rows = [(row.label, *(cell.text for cell in row.cells)) for row in table.rows]
    heads = [("", *table.heads)] if table.heads else []
    return [(*row, *[""] * (columns - len(row))) for row in (*heads, *rows)]


def in_grid(
    sheet: Sheet, table: Table, *, lines: bool = False, by_column: bool = False, raised: str = ""
) -> None:
    """Rows and columns in their places. `by_column` changes only the order in which the text is held;
    `raised` is a small digit after the first number of a list."""
    if table.title:
        sheet.write(table.title, font=BOLD)
    sheet.top -= 3
    widths = _widths(sheet, table)
    starts = [sheet.left + sum(widths[:n]) for n in range(len(widths))]
    pieces: list[tuple[int, float, float, str]] = []
    mark = raised if not table.heads else ""
    canvas = sheet.canvas
    for row in _grid(table, len(widths)):
        parts = [sheet.lines(text, width=width - 8) for text, width in zip(row, widths, strict=True)]
        # A heading among the rows goes over the whole width.
        if not any(row[1:]) and row[0]:
            parts = [sheet.lines(row[0]), *[[] for _ in row[1:]]]
        deep = max(1, *map(len, parts))
        bottom = sheet.top - deep * sheet.step - 4
        for column, texts in enumerate(parts):
            for number, text in enumerate(texts):
                pieces.append((column, starts[column] + 4, sheet.top - (number + 1) * sheet.step, text))
            if column == 1 and mark and texts:
                canvas.setFont(FONT, sheet.size * 0.6)
                canvas.drawString(
                    starts[1] + 4 + canvas.stringWidth(texts[0], FONT, sheet.size),
                    sheet.top - sheet.step + sheet.size * 0.4,
                    mark,
                )
                mark = ""
        if lines:
            for start, width in zip(starts, widths, strict=True):
                canvas.rect(start, bottom, width, sheet.top - bottom)
        sheet.top = bottom
    canvas.setFont(FONT, sheet.size)
    for _, left, height, text in sorted(pieces, key=lambda piece: piece[0]) if by_column else pieces:
        canvas.drawString(left, height, text)
    sheet.top -= GAP


def ruled(sheet: Sheet, table: Table) -> None:
    in_grid(sheet, table, lines=True)


def unruled(sheet: Sheet, table: Table) -> None:
    in_grid(sheet, table)


def by_column(sheet: Sheet, table: Table) -> None:
    in_grid(sheet, table, by_column=True)


def raised(sheet: Sheet, table: Table) -> None:
    in_grid(sheet, table, lines=True, raised="1")


def torn(sheet: Sheet, table: Table) -> None:
    """Each column is a block of its own, printed below the one before it."""
    if table.title:
        sheet.write(table.title, font=BOLD)
    for row in table.rows:
        sheet.write(row.label)
    for column, head in enumerate(table.heads or ("",)):
        sheet.top -= sheet.step * 0.7
        if head:
            sheet.write(head, font=BOLD)
        for row in table.rows:
            if row.cells and row.cells[column].text:
                sheet.write(row.cells[column].text)
    sheet.top -= GAP / 2


def _in_one_column(sheet: Sheet, prose: Sequence[str]) -> None:
    for text in prose:
        sheet.write(text)
        sheet.top -= 4


def _in_two_columns(sheet: Sheet, prose: Sequence[str]) -> None:
    """Half of the paragraphs beside the other half."""
    top, bottom, left, width = sheet.top, sheet.top, sheet.left, sheet.width
    cut = (len(prose) + 1) // 2
    sheet.width = (width - 20) / 2
    for number, some in enumerate((prose[:cut], prose[cut:])):
        sheet.top, sheet.left = top, left + number * (sheet.width + 20)
        _in_one_column(sheet, some)
        bottom = min(bottom, sheet.top)
    sheet.top, sheet.left, sheet.width = bottom, left, width


@dataclass(frozen=True, slots=True)
class Layout:
    table: Callable[[Sheet, Table], None]
    prose: Callable[[Sheet, Sequence[str]], None] = _in_one_column
    size: float = 8.0
    wide: bool = False
    titled: bool = False


LAYOUTS = {
    "ruled": Layout(ruled, titled=True),
    "unruled": Layout(unruled),
    "torn": Layout(torn, size=6.5),
    "by-column": Layout(by_column),
    "two-columns": Layout(unruled, _in_two_columns, titled=True),
    "landscape": Layout(ruled, _in_two_columns, size=6.5, wide=True),
    "raised": Layout(raised),
}


def make_pdf(report: Report, layout: str) -> bytes:
    """A page of PDF for each page of the report, with a running head and a page number."""
    chosen = LAYOUTS[layout]
    size = landscape(A4) if chosen.wide else A4
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    if chosen.titled:
        canvas.setTitle(report.title)
    for number, page in enumerate(report.pages, 1):
        canvas.setFont(FONT, 7)
        canvas.drawString(MARGIN, size[1] - 25, report.title)
        canvas.drawRightString(size[0] - MARGIN, 18, f"Page {number}")
        sheet = Sheet(canvas, size[1] - MARGIN, MARGIN, size[0] - 2 * MARGIN, chosen.size)
        for block in page:
            if isinstance(block, Prose):
                sheet.write(block.heading, font=BOLD)
                chosen.prose(sheet, block.paragraphs)
                sheet.top -= GAP / 2
            else:
                chosen.table(sheet, block)
        assert sheet.top > 25, f"{report.name}, {layout}: page {number} is too full"
        canvas.showPage()
    canvas.save()
    return file.getvalue()
