"""The printed shape, written: a report's tables filled with its figures, or empty to be filled in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stats.catalogue.layouts import Layout, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.loading.printed import HEADER_LABELS, rows_with_headings


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The lines above the tables, named as HEADER_LABELS does. `source_page` is left out where it is None."""

    area: str
    year: ReportingYear
    source_kind: str = ""
    source_title: str = ""
    source_url: str = ""
    source_page: str | None = None

    def lines(self) -> Iterator[tuple[str, str]]:
        for label, name in HEADER_LABELS.items():
            if (text := getattr(self, name)) is not None:
                yield label, str(text)


def printed_rows(
    header: PrintedHeader, *, layout: Layout, cells: Mapping[CellKey, str]
) -> Iterator[list[str]]:
    """The rows of a file that load_figures reads: each table of the layout, with the text of each cell.

    A cell without a text is blank. A table that only some areas print is left out if it would be empty.
    """
    yield from (list(line) for line in header.lines())
    for table in tables_for(layout, cells=cells):
        yield []
        yield [table.title_for(header.year)]
        yield ["", *(column.label for column in table.columns)]
        passed = ""
        for heading, row in rows_with_headings(table):
            if heading != passed:
                yield [heading]
                passed = heading
            keys = (table.cell(row, column) for column in table.columns)
            yield [row.label, *("" if key is None else cells.get(key, "") for key in keys)]


def tables_for(layout: Layout, *, cells: Collection[CellKey]) -> Sequence[Table]:
    """The layout's tables with their division rows, without optional ones that hold none of the cells."""
    names = tuple(dict.fromkeys(key.division for key in cells if key.division))
    tables = (table.for_divisions(names) for table in layout.tables)
    return [
        table
        for table in tables
        if not table.optional
        or (names if table.division_rows else any(key in cells for key in table.cells()))
    ]
