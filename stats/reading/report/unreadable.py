"""What stands beside a label that is certain and is no number: left empty, and listed with its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Layout, Line, Table
from stats.documents.pages import Rendering
from stats.reading.reading import ReadCell
from stats.reading.report.cells import words_around
from stats.reading.report.fits import amount_of
from stats.reading.report.labels import Labels, words_of
from stats.reading.report.proof import SURE_NEAR, Proof
from stats.reading.report.words import cleaned, shown, without_dates

MOST_WORDS = 40  # of a row: a longer one is a paragraph
MOST_PRINTED = 2  # words beside a label in a list: "6 9"
_OF_A_ROW = "Not every number of this row can be read."
_ODD = re.compile(r"(?=\S*[0-9])[^\s%]{1,8}|[^\W\d_]|[?.*]+")


def unreadable(
    rendering: Rendering, *, proofs: Sequence[Proof], layout: Layout, labels: Labels, known: Collection[str]
) -> Iterator[tuple[str, ReadCell]]:
    """The cells that are not known and have such a text beside them, by their ids: in a list the text itself,
    in a table of several columns the whole row, as which column it is of cannot be told."""
    rows = [cleaned(" ".join(row.cells)) for row in rendering.rows]
    for table in layout.tables:
        is_list = len(table.columns) == 1
        within = _rows_of(table, how=rendering.how, proofs=proofs)
        for at in range(len(rows)) if is_list and not table.division_rows else within:
            before = _before(rows, at)
            found = _beside(rows[at], before, table=table, labels=labels)
            if found is None:
                continue
            line, said = found
            words = shown(" ".join(rendering.rows[at].cells))
            words = words_around(words if rows[at] != said else f"{before}: {words}", said)
            for column in table.columns:
                key = table.cell(line, column)
                if key is None or table.is_not_applicable(line, column) or cell_id(key) in known:
                    continue
                doubt = f"“{said}” is no number that can be stored." if is_list else _OF_A_ROW
                if not is_list or amount_of(said, key=key) is None:
                    yield cell_id(key), ReadCell("", rendering.rows[at].page, words, doubt)


def _rows_of(table: Table, *, how: str, proofs: Sequence[Proof]) -> range:
    """The rows of the rendering that a table which is believed stands in."""
    marks = [
        mark.row
        for proof in proofs
        if proof.grid.table is table and proof.how == how
        for mark in (*proof.grid.labels.values(), *proof.grid.cells.values())
    ]
    return range(min(marks), max(marks) + 1) if marks else range(0)


def _before(rows: Sequence[str], at: int) -> str:
    return next((text for text in reversed(rows[max(0, at - 2) : at]) if text), "")


def _beside(text: str, before: str, *, table: Table, labels: Labels) -> tuple[Line, str] | None:
    """The row of the table that the text begins with, or that stands before it, and what is beside it."""
    said = text.split()
    if not said or len(said) > MOST_WORDS:
        return None
    width = len(table.columns)
    if width == 1 and _are_odd(said) and (line := _line(before, table=table, labels=labels)):
        return line, text
    most = MOST_PRINTED if width == 1 else 2 * width
    for end in range(max(1, len(said) - most), len(said)):
        rest = said[end:]
        line = _line(" ".join(said[:end]), table=table, labels=labels)
        if line and (width > 1 or _are_odd(rest)) and any(map(_ODD.fullmatch, rest)):
            return line, " ".join(rest)
    return None


def _are_odd(said: Sequence[str]) -> bool:
    return (
        len(said) <= MOST_PRINTED
        and all(map(_ODD.fullmatch, said))
        and bool(without_dates(" ".join(said)).strip())
    )


def _line(text: str, *, table: Table, labels: Labels) -> Line | None:
    """The one row of the table that the text is the label of for certain."""
    named = labels.named(words_of(text))
    codes = {tag.code for tag in named.tags if tag.table == table.code and tag.part == "row"}
    others = {tag.part for tag in named.tags if tag.table != table.code}
    if named.near < SURE_NEAR or len(codes) != 1 or others - {"row"}:
        return None
    return next(row for row in table.rows if row.code in codes)
