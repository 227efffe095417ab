"""Changing what a report prints: its own tables, their rows, cells or labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from stats.catalogue.cells import cell_key
from tests.reading.made.printed import Block, Cell, Report, Row, Table


def on_tables(report: Report, change: Callable[[Table], Table | Sequence[Block]]) -> Report:
    """The report with each of its own tables changed, or with other blocks in its place."""

    def changed(block: Block) -> Sequence[Block]:
        if not isinstance(block, Table) or not block.own:
            return (block,)
        new = change(block)
        return (new,) if isinstance(new, Table) else new

    pages = tuple(tuple(new for block in page for new in changed(block)) for page in report.pages)
    return replace(report, pages=pages)


def on_rows(report: Report, change: Callable[[Row], Row]) -> Report:
    return on_tables(report, lambda table: replace(table, rows=tuple(map(change, table.rows))))


def on_cells(report: Report, change: Callable[[Cell], Cell]) -> Report:
    return on_rows(report, lambda row: replace(row, cells=tuple(map(change, row.cells))))


def on_labels(report: Report, change: Callable[[str], str], *, divisions: bool = True) -> Report:
    """Titles, heads and labels; names of divisions as well, unless the change makes other names of them."""

    def labelled(row: Row) -> Row:
        return row if is_division(row) and not divisions else replace(row, label=change(row.label))

    return on_tables(
        report,
        lambda table: replace(
            table,
            title=change(table.title),
            heads=tuple(map(change, table.heads)),
            rows=tuple(map(labelled, table.rows)),
        ),
    )


def is_division(row: Row) -> bool:
    return any(cell.key and cell_key(cell.key).division for cell in row.cells)


def chosen(cells: Sequence[Cell], random: Random, share: float = 0.15) -> frozenset[str]:
    """The ids of some of the cells that satisfy a condition; at least one where there is any."""
    keys = sorted(cell.key for cell in cells)
    return frozenset(random.sample(keys, max(1, round(len(keys) * share)))) if keys else frozenset()


def figures(report: Report) -> list[Cell]:
    cells = (cell for _, table in report.tables() for row in table.rows for cell in row.cells if cell.key)
    return list({cell.key: cell for cell in cells}.values())
