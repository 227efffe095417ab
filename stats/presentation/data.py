"""What can be downloaded, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from stats.catalogue.columns import Export
from stats.catalogue.reader import catalogue
from stats.presentation.components.cells import Fact
from stats.presentation.components.tables import Cell, Column, Table, TableRow, link, words_cell
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.schemas import LICENCE, LICENCE_TITLE
from stats.presentation.text import numbers
from stats.queries.pages.data import DataPage

_MEGABYTE = 1_000_000  # bytes
# What each file has beside the figures, and what a figure takes in it, in bytes, as they ship. Making a file
# to tell its size would take longer than the page may.
_SIZES = {"all-figures-csv": (0, 400), "workbook": (110_000, 110), "package": (65_000, 33)}


def data_facts(held: DataPage) -> tuple[Fact, ...]:
    years = _("None yet")
    if held.first is not None and held.latest is not None:
        years = _("%(first)s to %(latest)s") % {"first": held.first, "latest": held.latest}
    return (
        Fact(_("Figures"), numbers.number(held.figures), note=_("Including those another source replaces")),
        Fact(
            _("Areas with any figure"),
            _("%(held)s of %(areas)s") % {"held": held.areas, "areas": held.every_area},
            note=_("And England and Wales"),
        ),
        Fact(_("Reporting years"), years, value_long=True, note=_("Not every year for every area")),
        Fact(_("Source documents"), numbers.number(held.sources), note=_("Each figure names its own")),
    )


def files_table(held: DataPage, *, of: FromRelease) -> Table:
    """The files that hold everything, each with what it is for, its size, its release and its licence."""
    said = {"number": of.number, "date": numbers.long_date(of.day)}
    release = _("Release %(number)s, %(date)s") % said if of.number else _("None yet")
    files = (
        (
            "workbook",
            "mappa-figures.xlsx",
            _("A workbook for Excel and other spreadsheets: every table on a sheet."),
        ),
        ("all-figures-csv", "figures.csv", _("Every figure in one table, for any program.")),
        (
            "package",
            "mappa-figures.zip",
            _("A data package: every table as CSV, with what its columns mean."),
        ),
    )
    return Table(
        columns=(
            Column(_("File")),
            Column(_("What it is"), "words"),
            Column(_("Size"), "number"),
            Column(_("Release"), "words"),
            Column(_("Licence"), "words"),
        ),
        rows=tuple(
            TableRow(
                Cell(link(name, url=reverse(address))),
                (
                    Cell(what),
                    Cell(_size(held, address)),
                    Cell(release),
                    Cell(link(LICENCE_TITLE, url=LICENCE)),
                ),
            )
            for address, name, what in files
        ),
        caption=_("Files of everything"),
        only_describes=True,
    )


def _size(held: DataPage, address: str) -> str:
    """About how large the file is, to two figures: `about 480 KB`."""
    base, each = _SIZES[address]
    size = Decimal(f"{base + each * held.figures:.1e}")
    if size >= _MEGABYTE:
        return _("about %(size)s MB") % {"size": numbers.as_published(size / _MEGABYTE)}
    return _("about %(size)s KB") % {"size": numbers.as_published(size / 1000)}


def dictionary() -> Iterator[tuple[Export, Table]]:
    """The columns of every file: what is in each, and what a blank cell means."""
    for export in catalogue().exports.values():
        yield (
            export,
            Table(
                columns=(
                    Column(_("Column")),
                    Column(_("What is in it"), "words"),
                    Column(_("A blank cell"), "words"),
                ),
                rows=tuple(
                    TableRow(
                        Cell(format_html("<code>{}</code>", column.name)),
                        (
                            words_cell(
                                column.description,
                                under=column.unit and _("Unit: %(unit)s.") % {"unit": column.unit},
                            ),
                            words_cell(column.blank or _("Never blank.")),
                        ),
                    )
                    for column in export.columns
                ),
                caption=_("%(table)s: the columns, in their order") % {"table": export.title},
                classes="table--words turns",
                only_describes=True,
            ),
        )


def notebooks(address: str) -> tuple[tuple[str, str], ...]:
    """Lines that read the file at that address, by program."""
    fetched = f'urllib.request.urlretrieve("{address}")[0]'
    return (
        ("pandas", f'import pandas\nfigures = pandas.read_csv("{address}")'),
        ("R", f'figures <- read.csv("{address}", fileEncoding = "UTF-8-BOM")\nhead(figures)'),
        ("DuckDB", f"import duckdb, urllib.request\nfigures = duckdb.read_csv({fetched})"),
    )
