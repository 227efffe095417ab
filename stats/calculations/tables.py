"""A printed table set against its own totals."""

from __future__ import annotations

from collections.abc import Container, Mapping

from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, SumRule, reconcile
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey


def check_totals(table: Table, *, cells: Mapping[CellKey, Amount]) -> tuple[Finding[CellKey], ...]:
    """A finding for each total of the table that `cells` holds, by `reconciliation.reconcile`.

    `cells` are one source's figures: totals of one and parts of another would be set against each other
    else. A division table gets its rows from the divisions that `cells` names.
    """
    divisions = tuple(dict.fromkeys(cell.division for cell in cells if cell.division))
    return reconcile(cells, sum_rules(table.for_divisions(divisions), among=cells))


def sum_rules(table: Table, *, among: Container[CellKey] | None = None) -> list[SumRule[CellKey]]:
    """A rule for each total of the table; with `among` for those alone that are printed there."""
    return [
        SumRule(total=total.total, parts=total.parts, name=total.name)
        for total in table.totals()
        if among is None or total.total in among
    ]
