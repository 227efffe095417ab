"""A ready-to-fill file for an area and year: the printed shape, as CSV or XLSX, that the upload reads."""

from __future__ import annotations

import io

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import layout_of, tables_of
from stats.drafting.grid import divisions_known
from stats.loading.printed import PrintedHeader, printed_rows
from stats.models import Area
from stats.presentation.exports.csv import lines, safe


class NoLayoutError(LookupError):
    """The catalogue has no layout for that year."""


def blank_form(area: Area, year: ReportingYear) -> list[list[str]]:
    """The rows: header lines with area, year and kind of source filled in, then every table of the layout.

    Division rows are those known of the area. Every cell is blank, which gives nothing: a dash that reports
    print where a cell cannot exist is put by whoever sees it printed. Raises NoLayoutError.
    """
    layout = layout_of(area, year)
    if layout is None:
        raise NoLayoutError(f"The catalogue has no layout for {year}.")
    header = PrintedHeader(area.name, year, catalogue().own_report.code, "", "", "")
    tables = tables_of(area, year, divisions=divisions_known(area))
    blank = {cell: "" for table in tables for cell in table.cells()}
    return list(printed_rows(header, layout=layout, cells=blank))


def blank_csv(area: Area, year: ReportingYear) -> bytes:
    """The rows as CSV in UTF-8, with the mark that makes Excel read it so, and guarded as the public CSV is:
    the name of a division may be made to run as a formula. The upload takes the guard away again."""
    text = "".join(lines([safe(cell) for cell in row] for row in blank_form(area, year)))
    return text.encode("utf-8-sig")


def blank_xlsx(area: Area, year: ReportingYear) -> bytes:
    """The rows as an Excel workbook. Every cell is text, so that no year and no dash is made into a date."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{area.name[:20]} {year}"
    for row in blank_form(area, year):
        sheet.append(row)
    sheet.column_dimensions["A"].width = 60
    for letter in "BCDEF":
        sheet.column_dimensions[letter].width = 24
    for row_cells in sheet.iter_rows():
        for cell in row_cells:
            cell.number_format = "@"
            if cell.data_type == "f":  # what openpyxl makes of a text that begins with =
                cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
