"""What was read as a tidy file, to look through and to load: figures, and the words that each is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stats.analysis.tables.printed_amounts import read_cell
from stats.catalogue.cells import cell_key
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.normalise import SourceKey
from stats.presentation.exports.csv import plain, stream
from stats.reading.reading import ReadCell


def write_readings(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write the rows as CSV, and say how many there were."""
    columns = (*catalogue().tidy_columns, catalogue().columns["read_from"])
    lines = [[row.get(column.name, "") for column in columns] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(stream(columns, lines))
    return len(lines)


def tidy_readings(
    cells: Mapping[str, ReadCell],
    *,
    area: str,
    year: ReportingYear,
    source: SourceKey,
    places: Mapping[str, str],
) -> Iterator[dict[str, str]]:
    """A row for each cell that is sure, by column. `area` is a slug; `places` say by cell id where in the
    source it stands."""
    for id_, cell in cells.items():
        if not cell.text:
            continue
        key = cell_key(id_)
        measure = catalogue().measures[key.measure]
        of = year.back(key.years_back)
        read = read_cell(cell.text, measure=measure)
        yield {
            "area_slug": area,
            "division": key.division,
            "year": of.label,
            "measure": key.measure,
            "measure_title": measure.title,
            "basis": measure.basis_of(of, category=key.category).value,
            "category": key.category,
            "level": key.level,
            "value": "" if read.value is None else plain(read.value),
            "marker": read.marker,
            "source_kind": source.kind,
            "source_title": source.title,
            "source_url": source.url,
            "source_page": places.get(id_, ""),
            "qualifier": read.qualifier.value,
            "read_from": cell.words,
        }
