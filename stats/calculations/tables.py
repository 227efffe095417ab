"""A printed table set against its own totals."""

from __future__ import annotations

from collections.abc import Mapping

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
    rules = [
        SumRule(total=total.total, parts=total.parts, name=total.name)
        for total in table.for_divisions(divisions).totals
        if total.total in cells
    ]
    return reconcile(cells, rules)
