"""The tidy shape: one row for each figure, the columns of stats.catalogue.columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from stats.catalogue.reader import catalogue
from stats.documents import Row, Sheet
from stats.documents.problems import Problem, Severity, Where, nearest
from stats.loading.fields import RawFigure

NAMES = tuple(column.name for column in (*catalogue().tidy_columns, catalogue().columns["read_from"]))
REQUIRED = tuple(column.name for column in catalogue().tidy_columns if column.required_on_load)


_NOTE_SIGN = re.compile(r"\s*(?:[*†‡§¶#¹²³⁰⁴-⁹]+|[\[(]?[0-9]{1,2}[\].)])\s*(?=\S)")


def looks_tidy(row: Row) -> bool:
    """True where the row has the names of two tidy columns or more."""
    return len({_name(cell) for cell in row.cells} & set(NAMES)) >= 2


def read_tidy(sheet: Sheet) -> Iterator[RawFigure | Problem]:
    header, *filled = (row for row in sheet.rows if not row.is_blank)
    columns = header_columns(header, where=sheet.where, names=NAMES, required=REQUIRED)
    if isinstance(columns, list):
        yield from columns
        return
    # What is written below a table, from the last row upwards to the first that is no such line.
    notes = list(takewhile(is_footnote, reversed(filled)))
    figures = filled[: len(filled) - len(notes)]
    for row in figures:
        yield read_row(row, sheet=sheet, columns=columns, width=len(header.cells))
    if not figures and sheet.whole:
        yield sheet.where.problem("there is no figure below the header row")
    yield from footnotes_told(notes[::-1], where=sheet.where)


def is_footnote(row: Row) -> bool:
    """True for a line of text: it stands in the first cell alone, or commas part it in the midst of prose.
    A word alone is one only after the sign of a note, as in `* Rounded`."""
    first, *others = row.cells
    words = [word for word in _NOTE_SIGN.sub("", first).split() if any(map(str.isalpha, word))]
    return len(words) > (0 if _NOTE_SIGN.match(first) else 1) and (
        not any(map(str.strip, others)) or all(cell.startswith(" ") for cell in others)
    )


def footnotes_told(rows: Sequence[Row], *, where: Where) -> Iterator[Problem]:
    for row in rows:
        yield where.at(row=row.number).problem(
            "the line below the table was left alone as a footnote",
            found=", ".join(cell.strip() for cell in row.cells if cell.strip()),
            severity=Severity.WARNING,
        )


def header_columns(
    header: Row, *, where: Where, names: Sequence[str], required: Sequence[str]
) -> dict[str, int] | list[Problem]:
    """The place of each column, or every problem with the header: the rows are then not read."""
    found = [_name(cell) for cell in header.cells]
    at = where.at(row=header.number)
    missing = [name for name in required if name not in found]
    unknown = [(place, cell) for place, cell in enumerate(header.cells, 1) if _name(cell) not in names]
    problems = [
        at.at(column=str(place)).problem(
            f"there is no such column{nearest(cell, names=[n for n in names if n not in found])}",
            found=cell,
            expected="" if cell.strip() else "a column name",
        )
        for place, cell in unknown
    ]
    problems += [at.at(column=name).problem("the column is missing") for name in missing]
    problems += [
        at.at(column=name).problem("the column is there twice") for name in names if found.count(name) > 1
    ]
    return problems or {name: place for place, name in enumerate(found)}


def read_row(row: Row, *, sheet: Sheet, columns: Mapping[str, int], width: int) -> RawFigure | Problem:
    where = sheet.where.at(row=row.number)
    if sheet.even and len(row.cells) != width:
        return where.problem(
            "the row is not as long as the header row; a text or number with a comma needs quotation marks",
            found=f"{len(row.cells)} cells",
            expected=f"{width}",
        )
    return RawFigure(where, {name: row.cells[place] for name, place in columns.items()})


def _name(cell: str) -> str:
    """As the columns are named: `Area Slug` in the heads of a spreadsheet is area_slug."""
    return "_".join(cell.split()).casefold()
