"""Disturbances of order: rows, columns and tables elsewhere, heads below, a table over two pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.reading.made.printed import Block, Prose, Report, Row, Table
from tests.reading.made.walking import on_tables


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows from one heading to the next."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if not row.cells:
            runs.append([])
        runs[-1].append(row)
    return runs


def rows_in_another_order(report: Report, random: Random) -> Report:
    """Total first, or the levels from the highest down; a heading stays before its rows."""
    turned = random.random() < 0.5

    def reordered(table: Table) -> Table:
        rows: list[Row] = []
        for run in _runs(table.rows):
            heads, own = [row for row in run if not row.cells], [row for row in run if row.cells]
            rows += heads + (own[::-1] if turned else own[-1:] + own[:-1])
        return replace(table, rows=tuple(rows))

    # A label that goes on over two rows is no list of rows: Derbyshire's categories 2 and 3.
    return on_tables(report, lambda table: reordered(table) if _has_several(table) else table)


def _has_several(table: Table) -> bool:
    return sum(bool(row.cells) for row in table.rows) > 1


def columns_in_another_order(report: Report, random: Random) -> Report:
    def reordered(table: Table) -> Table:
        order = list(range(len(table.heads)))
        order = order[-1:] + order[:-1] if random.random() < 0.5 else random.sample(order, len(order))
        rows = (
            replace(row, cells=tuple(row.cells[n] for n in order) if row.cells else ()) for row in table.rows
        )
        return replace(table, heads=tuple(table.heads[n] for n in order), rows=tuple(rows))

    return on_tables(report, lambda table: reordered(table) if table.heads else table)


def tables_in_another_order(report: Report, random: Random) -> Report:
    """Over all pages of statistics. A table without a title stays with the one before it, and Derbyshire's
    stay as they are: a list that goes on over six of them."""
    places = [n for n, page in enumerate(report.pages) if any(isinstance(b, Table) and b.own for b in page)]
    if report.area == "derbyshire":
        return report
    groups: list[list[Block]] = []
    for place in places:
        for block in report.pages[place]:
            if isinstance(block, Table) and not block.title and not block.heads and groups:
                groups[-1].append(block)
            elif isinstance(block, Table):
                groups.append([block])
    random.shuffle(groups)
    each = -(-len(groups) // len(places))
    pages = list(report.pages)
    for number, place in enumerate(places):
        some = groups[number * each : (number + 1) * each]
        pages[place] = (Prose("MAPPA Statistics"), *(block for group in some for block in group))
    return replace(report, pages=tuple(pages))


def heads_after_their_numbers(report: Report, _: Random) -> Report:
    return on_tables(report, lambda table: replace(table, heads_last=True) if table.heads else table)


def turned(report: Report, _: Random) -> Report:
    """Categories down the side and levels across, in tables without headings among their rows."""

    def other_way(table: Table) -> Table:
        if not table.heads or any(not row.cells for row in table.rows):
            return table
        rows = (
            Row(head, tuple(row.cells[number] for row in table.rows))
            for number, head in enumerate(table.heads)
        )
        return replace(table, heads=tuple(row.label for row in table.rows), rows=tuple(rows))

    return on_tables(report, other_way)


def tables_over_two_pages(report: Report, random: Random) -> Report:
    """Each table with heads goes over to a new page, where its heads are repeated or not."""
    again = random.random() < 0.5
    pages: list[tuple[Block, ...]] = []
    for page in report.pages:
        now: list[Block] = []
        for block in page:
            if not isinstance(block, Table) or not block.own or not block.heads or block.heads_last:
                now.append(block)
                continue
            cut = max(1, len(block.rows) // 2)
            now.append(replace(block, rows=block.rows[:cut]))
            pages.append(tuple(now))
            heads = block.heads if again else ()
            now = [Table("", heads, block.rows[cut:])]
        pages.append(tuple(now))
    return replace(report, pages=tuple(pages))
