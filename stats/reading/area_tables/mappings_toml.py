"""A mapping as a small TOML file that a person reads and corrects."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from stats.catalogue.cells import cell_key, cell_words
from stats.catalogue.reader import catalogue
from stats.reading.area_tables.figures import signs_found
from stats.reading.area_tables.mappings import (
    ASKED,
    ColumnsMapping,
    MappingError,
    every_column,
    from_data,
    short_id,
)
from stats.reading.area_tables.table import LEFT_OUT, YEAR_COLUMN, AreaColumn, AreaTable, AreaTables

_HEAD = """\
# Which column of a table of areas is what. Correct what is wrong, answer each "?", and read the file with it.
# A column is measure.category.level, such as eligible_offenders.1.total; "" leaves it out; "year" is a column
# that gives the reporting year of each row.
"""


def to_toml(mapping: ColumnsMapping, tables: AreaTables) -> str:
    """The mapping, with the first rows under each column, and what is still asked as `?`."""
    return "\n".join(_lines(mapping, tables)) + "\n"


def from_toml(text: str) -> ColumnsMapping:
    """Raises MappingError with everything that is wrong."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"this is not TOML: {error}") from error
    columns: dict[str, Any] = {}
    problems = ["“columns” is not known here"] if "columns" in data else []
    for entry in data.pop("column", []):
        if not isinstance(entry, dict) or set(entry) != {"head", "is"}:
            problems.append("a [[column]] has a head and an is, and nothing else")
        elif columns.setdefault(entry["head"], entry["is"]) != entry["is"]:
            problems.append(f"the column “{entry['head']}” is written twice")
    if problems:
        raise MappingError("; ".join(problems))
    return from_data({**data, "columns": columns})


def meaning_words(text: str) -> str:
    """What a column is taken for, in words."""
    if text == LEFT_OUT:
        return "left out"
    if text == YEAR_COLUMN:
        return "the reporting year of each row"
    cell = cell_key(text)
    return cell_words(cell, title=catalogue().measures[cell.measure].title)


def _lines(mapping: ColumnsMapping, tables: AreaTables) -> Iterator[str]:
    yield _HEAD
    yield '# A calendar year alone, such as 2015, is the reporting year that "starts" or that "ends" in it.'
    yield f"year_alone = {_text(mapping.year_alone)}"
    signs = signs_found(tables) | dict(mapping.signs)
    if signs:
        yield "\n# What a sign means: z not applicable, c suppressed, x not available, low, or 0."
        yield '# With "" its cells stay empty.'
        yield "[signs]"
        yield from (f"{_text(sign)} = {_text(meaning)}" for sign, meaning in signs.items())
    names = {row.label: row.candidates for _, row in tables.unknown}
    if names or mapping.rows:
        yield '\n# Rows that are no known area: the area\'s name in addresses, or "" to leave the row out.'
        yield "[rows]"
        for label in dict.fromkeys((*names, *mapping.rows)):
            near = f"  # {' or '.join(names[label])}?" if names.get(label) else ""
            yield f"{_text(label)} = {_text(mapping.rows.get(label, ASKED))}{near}"
    told: set[str] = set()
    for table, column in every_column(tables):
        if column.key not in told:
            told.add(column.key)
            yield from _column(mapping, table, column)
    for key, meaning in mapping.columns.items():
        if key not in told:
            yield f"\n# Not in this file.\n[[column]]\nhead = {_text(key)}\nis = {_text(short_id(meaning))}"


def _column(mapping: ColumnsMapping, table: AreaTable, column: AreaColumn) -> Iterator[str]:
    sheet = f"sheet {table.where.sheet}, " if table.where.sheet else ""
    rows = " | ".join(f"{label} {cell}" for label, cell in table.first_rows(column))
    yield f"\n# {_comment(f'{sheet}column {column.letter}: {rows}')}"
    if column.key in mapping.columns:
        meaning = mapping.columns[column.key]
        yield f"# {_comment(meaning_words(meaning))}"
    else:
        meaning = ASKED
        yield f"# Asked, because {_comment(column.proposal.why)}. It may be:"
        yield from (
            f"#   {_text(short_id(choice))}, {meaning_words(choice)}" for choice in column.proposal.choices
        )
    yield "[[column]]"
    yield f"head = {_text(column.key)}"
    yield f"is = {_text(short_id(meaning))}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:300]
