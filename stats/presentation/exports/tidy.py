"""Figures in the tidy shape, as rows of text in the order of the catalogue's `tidy_columns`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import plain
from stats.queries.tidy_figures import TidyFigure

_CELLS: Mapping[str, Callable[[TidyFigure], str]] = {
    "area_slug": lambda one: one.area_slug,
    "area_name": lambda one: one.area_name,
    "area_code": lambda one: one.area_code,
    "division": lambda one: one.cell.division,
    "year": lambda one: one.year.label,
    "measure": lambda one: one.cell.measure,
    "measure_title": lambda one: one.measure_title,
    "basis": lambda one: one.basis.value,
    "category": lambda one: one.cell.category,
    "level": lambda one: one.cell.level,
    "value": lambda one: "" if one.amount.value is None else plain(one.amount.value),
    "marker": lambda one: "" if one.amount.marker is None else one.amount.marker.value,
    "source_kind": lambda one: one.source.kind,
    "source_title": lambda one: one.source.title,
    "source_url": lambda one: one.source.url,
    "source_page": lambda one: one.source_page,
    "preferred": lambda one: "yes" if one.preferred else "no",
}
# Looked up once: a declared column without a cell stops the site from starting.
_IN_ORDER = tuple(_CELLS[column.name] for column in catalogue().tidy_columns)


def tidy_row(figure: TidyFigure) -> tuple[str, ...]:
    """One line of the tidy file."""
    return tuple(cell(figure) for cell in _IN_ORDER)
