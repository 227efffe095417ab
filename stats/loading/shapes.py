"""Which of the two shapes a sheet has, and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stats.catalogue.areas import NATION_SLUG
from stats.loading.printed import HEADER_LABELS, looks_printed, read_printed
from stats.loading.problems import Problem, nearest
from stats.loading.raw import RawFigure
from stats.loading.readers import Row, Sheet
from stats.loading.tidy import NAMES, looks_tidy, read_tidy

NATION_NAMES = frozenset({NATION_SLUG, "england and wales", "england & wales"})


def read_sheet(sheet: Sheet) -> Iterable[RawFigure | Problem]:
    """The raw figures of a sheet in the order they stand, and the problems with its shape."""
    first = next((row for row in sheet.rows if not row.is_blank), None)
    if first is None:
        return (sheet.where.problem("the file is empty", expected="a header row and figures below it"),)
    if looks_tidy(first):
        return read_tidy(sheet)
    if looks_printed(first) or _is_nearly_printed(first):
        return read_printed(sheet, national=_is_national(sheet))
    return _neither(sheet, first)


def _is_nearly_printed(row: Row) -> bool:
    return bool(nearest(row.cells[0], names=HEADER_LABELS)) and len([c for c in row.cells if c.strip()]) <= 2


def _is_national(sheet: Sheet) -> bool:
    area = next((row for row in sheet.rows if row.cells and "mappa area" in row.cells[0].casefold()), None)
    return area is not None and any(" ".join(c.split()).casefold() in NATION_NAMES for c in area.cells[1:])


def _neither(sheet: Sheet, first: Row) -> Iterator[Problem]:
    near = nearest(first.cells[0], names=NAMES)
    yield sheet.where.at(row=first.number).problem(
        f"this is not the first row of a file of figures{near}",
        found=next(cell for cell in first.cells if cell.strip()),
        expected="the tidy column names (area_slug, division, …) or a line with “MAPPA area” and its name",
    )
