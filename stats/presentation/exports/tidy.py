"""Figures in the tidy shape, as rows of text in the order of the catalogue's `tidy_columns`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stats.analysis.figures import AreaRef, PublishedFigure
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import plain

_CELLS: Mapping[str, Callable[[AreaRef, PublishedFigure], str]] = {
    "area_slug": lambda area, _figure: area.slug,
    "area_name": lambda area, _figure: area.name,
    "area_code": lambda area, _figure: area.code,
    "division": lambda _area, one: one.cell.division,
    "year": lambda _area, one: one.year.label,
    "measure": lambda _area, one: one.cell.measure,
    "measure_title": lambda _area, one: catalogue().measures[one.cell.measure].title,
    "basis": lambda _area, one: _basis(one),
    "category": lambda _area, one: one.cell.category,
    "level": lambda _area, one: one.cell.level,
    "value": lambda _area, one: "" if one.amount.value is None else plain(one.amount.value),
    "marker": lambda _area, one: "" if one.amount.marker is None else one.amount.marker.value,
    "source_kind": lambda _area, one: one.source.kind,
    "source_title": lambda _area, one: one.source.title,
    "source_url": lambda _area, one: one.source.url,
    "source_page": lambda _area, one: one.page,
    "preferred": lambda _area, one: "yes" if one.preferred else "no",
    "qualifier": lambda _area, one: one.amount.qualifier.value,
}
# Looked up once: a declared column without a cell stops the site from starting.
_IN_ORDER = tuple(_CELLS[column.name] for column in catalogue().tidy_columns)


def tidy_row(area: AreaRef, figure: PublishedFigure) -> tuple[str, ...]:
    """One line of the tidy file."""
    return tuple(cell(area, figure) for cell in _IN_ORDER)


def _basis(figure: PublishedFigure) -> str:
    measure = catalogue().measures[figure.cell.measure]
    return measure.basis_of(figure.year, category=figure.cell.category).value
