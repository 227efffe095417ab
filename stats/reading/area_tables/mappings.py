"""Which column of a table of areas is what, said once and used again for next year's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import LAST_START, ReportingYear
from stats.reading.area_tables.amounts import signs_explained
from stats.reading.area_tables.table import LEFT_OUT, YEAR_COLUMN, AreaColumn, AreaTable, AreaTables

ASKED = "?"
STARTS, ENDS = "starts", "ends"
_MEANINGS = ("z", "c", "x", "low", "0", "")


class MappingError(ValueError):
    """A mapping cannot be read; the message lists everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class ColumnsMapping:
    """`columns` say by a column's key what it is: the id of a cell, YEAR_COLUMN, or LEFT_OUT; one that is
    missing is still asked. `rows` give the area of names that are not known, empty where a row is left out.
    `signs` say what a sign that stands for no number means: a marker's code, `0`, or nothing, where its cells
    stay empty. `year_alone` is whether `2015` is the reporting year that starts or that ends in it.
    """

    columns: Mapping[str, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    year_alone: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """What a file is known again by: the keys of its columns, in one order."""
        return tuple(sorted(self.columns))


def proposed(tables: AreaTables, *, known: ColumnsMapping | None = None) -> ColumnsMapping:
    """What is certain of a file's columns and signs, after what a mapping says already."""
    said: dict[str, set[str | None]] = defaultdict(set)
    for _, column in every_column(tables):
        said[column.key].add(column.proposal.first if column.proposal.certain else None)
    # Of a head that several tables have each column has to be certain, and of the same.
    columns = {key: first for key, (first, *others) in said.items() if first is not None and not others}
    columns |= {key: known.columns[key] for key in said if known and key in known.columns}
    return ColumnsMapping(
        columns,
        dict(known.rows) if known else {},
        signs_explained(tables.lines) | dict(known.signs if known else {}),
        known.year_alone if known else "",
    )


def fits(mapping: ColumnsMapping, tables: AreaTables) -> bool:
    """Whether a file has the same heads: each of its columns with numbers is in the mapping."""
    keys = {column.key for _, column in every_column(tables)}
    return bool(keys) and keys <= {*mapping.columns}


def every_column(tables: AreaTables) -> Iterator[tuple[AreaTable, AreaColumn]]:
    for table in tables.tables:
        for column in table.columns:
            yield table, column


def as_data(mapping: ColumnsMapping) -> dict[str, Any]:
    """Plain data, for JSON."""
    return {
        "columns": dict(mapping.columns),
        "rows": dict(mapping.rows),
        "signs": dict(mapping.signs),
        "year_alone": mapping.year_alone,
    }


def from_data(data: Any) -> ColumnsMapping:
    """A mapping from plain data; raises MappingError with everything that is wrong."""
    if not isinstance(data, Mapping):
        raise MappingError("a mapping is a table of columns, rows and signs")
    problems = [
        f"“{key}” is not known here" for key in data if key not in ("columns", "rows", "signs", "year_alone")
    ]
    parts: dict[str, dict[str, str]] = {}
    for name in ("columns", "rows", "signs"):
        part = data.get(name, {})
        if not isinstance(part, Mapping) or not all(
            isinstance(text, str) for pair in part.items() for text in pair
        ):
            problems.append(f"{name}: expected texts by text")
            part = {}
        parts[name] = {key: text.strip() for key, text in part.items() if text.strip() != ASKED}
    columns = {}
    for key, text in parts["columns"].items():
        try:
            columns[key] = _meaning(text)
        except MappingError as error:
            problems.append(f"“{key}”: {error}")
    problems += [
        f"the sign “{sign}” is {text!r}: expected {', '.join(filter(None, _MEANINGS))} or nothing"
        for sign, text in parts["signs"].items()
        if text not in _MEANINGS
    ]
    alone = data.get("year_alone", "")
    if alone not in (STARTS, ENDS, ""):
        problems.append(f"year_alone is {alone!r}: expected {STARTS} or {ENDS}")
    if problems:
        raise MappingError("; ".join(problems))
    return ColumnsMapping(columns, parts["rows"], parts["signs"], alone)


def short_id(text: str) -> str:
    """`eligible_offenders.1.total` for the id of a cell, `sopo` where the measure has no categories."""
    return text.removesuffix(".0").rstrip(".")


def _meaning(text: str) -> str:
    """The id of a cell written short or in full; raises MappingError where there is no such cell."""
    if text in (LEFT_OUT, YEAR_COLUMN):
        return text
    code, category, level = [*short_id(text).split("."), "", ""][:3]
    measure = catalogue().measures.get(code)
    if measure is None:
        raise MappingError(f"there is no measure {code!r}")
    cell = CellKey(code, category, level)
    if short_id(cell_id(cell)) != short_id(text):
        raise MappingError(f"{text!r} is no cell: expected measure.category.level")
    if said := measure.problem_with(cell, year=measure.years.last or ReportingYear(LAST_START)):
        raise MappingError(said)
    return cell_id(cell)
