"""What was read of reports, in the tidy shape: a row for each number that is sure, with the words of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.printed_amounts import UnreadableError, read_cell
from stats.catalogue.cells import cell_key
from stats.catalogue.columns import Column
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.exports.tidy import tidy_row
from stats.queries.figures import TidyFigure
from stats.reading.reading import ReadCell

READ_FROM = Column("read_from", "Read from", "The words of the source that it was read from.")
READ_COLUMNS = (*catalogue().tidy_columns, READ_FROM)


def read_rows(
    cells: Mapping[str, ReadCell], *, area: AreaRef, year: ReportingYear, source: SourceRef
) -> Iterator[tuple[str, ...]]:
    """The rows in the order of READ_COLUMNS; a cell that is not sure, or says nothing, has none."""
    for id_, cell in cells.items():
        key = cell_key(id_)
        try:
            printed = read_cell(cell.text, measure=catalogue().measures.get(key.measure))
        except UnreadableError:
            continue
        figure = PublishedFigure(
            area.slug,
            year.back(key.years_back),
            replace(key, years_back=0),
            printed.amount,
            printed.as_printed,
            source,
            page=f"page {cell.page}" if cell.page else "",
            preferred=True,
        )
        yield (*tidy_row(TidyFigure(area, figure)), cell.words)
