"""Which sheets of a file hold figures, in what shape, and from which row to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stats.documents import FileRead, Row, Sheet
from stats.documents.problems import Problem, Severity, nearest
from stats.loading.fields import RawFigure
from stats.loading.printed import HEADER_LABELS, looks_printed, read_printed
from stats.loading.tidy import NAMES, looks_tidy, read_tidy

# Rows that may stand above a table: its title, who publishes it, a date, a remark.
MOST_TITLES = 20
_SHAPES = "the tidy column names (area_slug, division, …) or a line with “MAPPA area” and its name"
_AREAS_DOWN = "a table with an area in each row is read as a table of areas (read_table)"


def raw_figures(file: FileRead) -> Iterator[RawFigure | Problem]:
    """The raw figures of every sheet in the order they stand, and the problems with their shape.

    A sheet that is no table of figures is left alone, and named, where another is one.
    """
    starts = [_start(sheet) for sheet in file.sheets]
    for sheet, start in zip(file.sheets, starts, strict=True):
        if start is None:
            several = any(other is not None for other in starts)
            yield _left_alone(sheet) if several and not _is_meant(sheet) else _no_table(sheet)
        elif sheet.is_hidden:
            words = "the sheet is hidden, and holds figures"
            yield sheet.where.problem(words, expected="it shown, or deleted")
        else:
            yield from sheet.problems
            yield from _titles(sheet, start)
            rows = sheet.rows[start:]
            part = replace(sheet, rows=rows)
            yield from read_tidy(part) if looks_tidy(rows[0]) else read_printed(part)


def _start(sheet: Sheet) -> int | None:
    """The place of the row that begins a table of figures."""
    titles = 0
    for place, row in enumerate(sheet.rows):
        if row.is_blank:
            continue
        if looks_tidy(row) or looks_printed(row):
            return place
        titles += 1
        if titles > MOST_TITLES or len(_filled(row)) > 2:
            break
    first = _first(sheet)
    if first is not None and _is_like_a_label(sheet.rows[first]):
        return first
    return None


def _first(sheet: Sheet) -> int | None:
    return next((place for place, row in enumerate(sheet.rows) if not row.is_blank), None)


def _is_like_a_label(row: Row) -> bool:
    """True for a line of a header with its label misspelt: it has a text beside it, as a title has not."""
    return len(_filled(row)) == 2 and bool(row.cells[0] and nearest(row.cells[0], names=HEADER_LABELS))


def _is_meant(sheet: Sheet) -> bool:
    """True where the first row is like the names of tidy columns: a table with something wrong in it."""
    first = _first(sheet)
    cells = () if first is None else sheet.rows[first].cells
    return any(cell.strip().casefold() in NAMES for cell in cells)


def _titles(sheet: Sheet, start: int) -> Iterator[Problem]:
    rows = [row for row in sheet.rows[:start] if not row.is_blank]
    if rows:
        yield sheet.where.at(row=rows[0].number).problem(
            f"{_lines(len(rows))} left alone as its title",
            found=_filled(rows[0])[0],
            severity=Severity.WARNING,
        )


def _lines(count: int) -> str:
    return "the line above the table was" if count == 1 else f"{count} lines above the table were"


def _left_alone(sheet: Sheet) -> Problem:
    numbers = sum(cell.replace(",", "").isdigit() for row in sheet.rows for cell in row.cells)
    what = "the hidden sheet" if sheet.is_hidden else "the sheet"
    more = ", with the numbers in it" if numbers > 1 else ""
    first = _first(sheet)
    return sheet.where.problem(
        f"{what} is no table of figures and was left alone{more}",
        found="" if first is None else _filled(sheet.rows[first])[0],
        severity=Severity.WARNING,
    )


def _no_table(sheet: Sheet) -> Problem:
    first = _first(sheet)
    if first is None:
        return sheet.where.problem("the file is empty", expected="a header row and figures below it")
    row = sheet.rows[first]
    word = row.cells[0].strip()
    near = nearest(word, names=NAMES) if word and " " not in word else ""
    hidden = " (the sheet is hidden)" if sheet.is_hidden else ""
    return sheet.where.at(row=row.number).problem(
        f"this is not the first row of a file of figures{near}{hidden}",
        found=_filled(row)[0],
        expected=f"{_SHAPES}; {_AREAS_DOWN}",
    )


def _filled(row: Row) -> Sequence[str]:
    return [cell for cell in row.cells if cell.strip()]
