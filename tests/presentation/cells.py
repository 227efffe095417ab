"""The cells of a table that hold figures, for tests of what is said of each."""

from __future__ import annotations

from stats.presentation.components.tables import FigureCell, Table, TableRow


def figure_cells(of: Table | TableRow) -> list[FigureCell]:
    rows = of.rows if isinstance(of, Table) else (of,)
    return [cell for row in rows for cell in row.cells if isinstance(cell, FigureCell)]
