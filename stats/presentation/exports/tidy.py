"""Figures in the tidy shape, as rows of text in the order of the catalogue's `tidy_columns`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stats.analysis.figures import PublishedFigure
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import plain
from stats.queries.figures import TidyFigure

_CELLS: Mapping[str, Callable[[TidyFigure], str]] = {
    "area_slug": lambda one: one.area.slug,
    "area_name": lambda one: one.area.name,
    "area_code": lambda one: one.area.code,
    "division": lambda one: one.figure.cell.division,
    "year": lambda one: one.figure.year.label,
    "measure": lambda one: one.figure.cell.measure,
    "measure_title": lambda one: catalogue().measures[one.figure.cell.measure].title,
    "basis": lambda one: _basis(one.figure),
    "category": lambda one: one.figure.cell.category,
    "level": lambda one: one.figure.cell.level,
    "value": lambda one: "" if one.figure.amount.value is None else plain(one.figure.amount.value),
    "marker": lambda one: "" if one.figure.amount.marker is None else one.figure.amount.marker.value,
    "source_kind": lambda one: one.figure.source.kind,
    "source_title": lambda one: one.figure.source.title,
    "source_url": lambda one: one.figure.source.url,
    "source_page": lambda one: one.figure.page,
    "preferred": lambda one: "yes" if one.figure.preferred else "no",
    "qualifier": lambda one: one.figure.amount.qualifier.value,
    "note": lambda one: "; ".join(one.notes),
    "corrected_in_release": lambda one: "" if one.corrected_in is None else str(one.corrected_in),
}
# Looked up once: a declared column without a cell stops the site from starting.
_IN_ORDER = tuple(_CELLS[column.name] for column in catalogue().tidy_columns)


def tidy_row(one: TidyFigure) -> tuple[str, ...]:
    """One line of the tidy file."""
    return tuple(cell(one) for cell in _IN_ORDER)


def _basis(figure: PublishedFigure) -> str:
    measure = catalogue().measures[figure.cell.measure]
    return measure.basis_of(figure.year, category=figure.cell.category).value
