"""Tables as an XLSX workbook, as the Government Analysis Function asks of spreadsheets that all can use.

"Releasing statistics in spreadsheets": a cover, contents and notes; one table a sheet, from its title in A1
down, marked as a table; no merged cells and no empty rows or columns; shorthand in place of numbers that are
not there, explained; links with words. Years are texts, so no spreadsheet takes 2004-05 for a month.

openpyxl writes everything but the rows of the tables. These are put in while the file is sent
(stats.presentation.exports.worksheet), since openpyxl has a workbook whole before anything of it can be sent,
and XlsxWriter cannot forget rows and mark a table as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import chain, count
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from stats.calculations.amounts import Marker
from stats.catalogue.columns import Column, ColumnType
from stats.presentation.exports.csv import WrittenRows
from stats.presentation.exports.data_table import DataTable
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.schemas import LICENCE, LICENCE_TITLE
from stats.presentation.exports.worksheet import MOST_LETTERS, NUMBERS, Worksheet
from stats.presentation.exports.zipped import zipped
from stats.presentation.text import numbers

# What Excel can hold: rows of a sheet, letters of a sheet's name.
MOST_ROWS = 1_048_576
_MOST_IN_NAME = 31
# The sheets before those of tables, three of which are tables themselves; the rows above a table's.
_FIRST, _LISTED, _LEAD = 4, 3, 4
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TITLE, _HEAD, _LINK = Font(bold=True, size=14), Font(bold=True), Font(color="0563C1", underline="single")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

_REF = re.compile(rb'(ref="A\d+:[A-Z]+)\d+')

Row = Sequence[str]


def workbook(tables: Sequence[DataTable], *, of: FromRelease, title: str) -> Iterator[bytes]:
    """The file in pieces. The same tables of the same release give the same bytes."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "MAPPA in numbers"
    book.properties.created = datetime.combine(of.day, time())
    names = _sheet_names(table.title for table in tables)
    worksheets = list(chain.from_iterable(map(_worksheets, names, tables)))
    _Sheet(book, _("Cover"), widths=(90,)).texts(_cover(title, of=of, page=tables[0].page))
    _listing(
        book,
        _("Contents"),
        heads=(_("Worksheet"), _("Title"), _("What one row is")),
        rows=[(sheet.name, sheet.table.title, " ".join(_described(sheet))) for sheet in worksheets],
        links=True,
    )
    _listing(book, _("Notes"), heads=(_("Shorthand or note"), _("What it means")), rows=_notes())
    heads = (_("Worksheet"), _("Column"), _("Name in CSV files"), _("What is in it"), _("A blank cell"))
    _listing(book, _("Columns"), heads=heads, rows=_columns(zip(names, tables, strict=True)))
    style = max(_write(book, sheet) for sheet in worksheets)
    with BytesIO() as file:
        book.save(file)
        with ZipFile(file) as written:
            parts = _parts(written, of=of, worksheets=worksheets, text_style=style)
            yield from zipped(parts, large=any(sheet.of > 1 for sheet in worksheets))


def _sheet_names(titles: Iterable[str]) -> list[str]:
    """Each title as far as the name of a sheet can have it, and no two alike."""
    taken = {_(name).casefold() for name in ("Cover", "Contents", "Notes", "Columns")}
    names = []
    for title in titles:
        whole = " ".join(_NOT_IN_NAME.sub(" ", title).split()) or _("Table")
        ends = chain([""], (f" {number}" for number in count(2)))
        name = next(
            found
            for end in ends
            if (found := whole[: _MOST_IN_NAME - len(end)].strip("' ") + end).casefold() not in taken
        )
        taken.add(name.casefold())
        names.append(name)
    return names


def _cover(title: str, *, of: FromRelease, page: str) -> list[str | Hyperlink]:
    said = {"number": of.number, "date": numbers.long_date(of.day)}
    return [
        title,
        _("MAPPA in numbers, release %(number)s, %(date)s.") % said,
        _(
            "Published MAPPA figures of England and Wales as their sources print them, "
            "and what is worked out from them."
        ),
        _link(_("The page that these figures are from"), url=f"{of.site}{page}"),
        _link(_("All the data, and what the columns mean"), url=f"{of.site}/data/"),
        _link(_("Licence: %(licence)s") % {"licence": LICENCE_TITLE}, url=LICENCE),
        _(
            "Cite the document that printed the figure, "
            "then this site with its release and the page’s address."
        ),
    ]


def _notes() -> Iterator[Row]:
    for marker in Marker:
        yield marker.shorthand, marker.label
    yield _("Blank cells"), _("The worksheet Columns says of each column what a blank cell means.")
    yield (
        _("No row"),
        _("A cell of a report that has no row here is not held. It is neither zero nor hidden."),
    )
    yield (
        _("Years"),
        _("A reporting year such as 2004-05 runs from 1 April 2004 to 31 March 2005. It is text."),
    )
    yield (
        _("Not to be added"),
        _("Numbers counted on 31 March and numbers counted over a year are never added to each other."),
    )


def _columns(named: Iterable[tuple[str, DataTable]]) -> Iterator[Row]:
    for name, table in named:
        for column in table.columns:
            unit = _("%(text)s Unit: %(unit)s.") % {"text": column.description, "unit": column.unit}
            yield (
                name,
                column.title,
                column.name,
                unit if column.unit else column.description,
                column.blank or _("None"),
            )


def _listing(book: Workbook, name: str, *, heads: Row, rows: Iterable[Row], links: bool = False) -> None:
    """A sheet with one table of texts. With `links` each row begins with a link to the sheet of its name."""
    sheet = _Sheet(book, name, widths=[24, *[60] * (len(heads) - 1)], frozen=3)
    sheet.texts([name, _("This worksheet has one table.")])
    sheet.table(name, heads=heads, rows=([_sheet_link(row[0]), *row[1:]] if links else row for row in rows))


def _worksheets(name: str, table: DataTable) -> Iterator[Worksheet]:
    """The sheets that the table needs, in their order: one, unless its rows can be counted and are more."""
    rows, room = iter(table.rows), MOST_ROWS - _LEAD
    first = next(rows, None)
    rows = chain([] if first is None else [first], rows)
    held = table.rows.count() if isinstance(table.rows, WrittenRows) else 0
    sheets = max(1, -(-held // room))
    for number in range(1, sheets + 1):
        its_name = name if number == 1 else f"{name[: _MOST_IN_NAME - 5]} ({number})"
        yield Worksheet(its_name, table, rows, number, of=sheets, room=room, is_empty=first is None)


def _described(sheet: Worksheet) -> Iterator[str]:
    yield sheet.table.description
    if sheet.of > 1:
        said = {"number": sheet.number, "all": sheet.of, "rows": numbers.number(MOST_ROWS)}
        yield (
            _(
                "Part %(number)s of %(all)s: a worksheet holds at most %(rows)s rows. "
                "The CSV file has them all."
            )
            % said
        )


def _write(book: Workbook, of: Worksheet) -> int:
    """All of the sheet but the rows of its table. Gives the number of the style "@"."""
    columns = of.table.columns
    sheet = _Sheet(book, of.name, widths=[_width(column) for column in columns], frozen=_LEAD)
    what = " ".join(_described(of))
    sheet.texts([of.table.title, _("This worksheet has one table. %(what)s") % {"what": what}])
    sheet.texts([_sheet_link(_("Contents"), text=_("Back to the contents"))])
    if of.is_empty:
        sheet.texts([_("The table has no rows.")])
    else:
        sheet.table(of.name, heads=[column.title for column in columns], rows=())
    cell = WriteOnlyCell(sheet.sheet)
    cell.number_format = "@"
    return int(cell.style_id)


def _width(column: Column) -> int:
    if column.type in NUMBERS:
        return 12
    return 24 if column.pattern or column.values or column.type is not ColumnType.TEXT else 40


def _link(text: str, *, url: str) -> Hyperlink:
    return Hyperlink(ref="", target=url, display=text)


def _sheet_link(name: str, *, text: str = "") -> Hyperlink:
    return Hyperlink(ref="", location=f"'{name}'!A1", display=text or name)


class _Sheet:
    """A sheet that is written from its first row down."""

    def __init__(self, book: Workbook, name: str, *, widths: Sequence[int], frozen: int = 0) -> None:
        self.sheet, self.row = book.create_sheet(name), 0
        for place, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        if frozen:
            self.sheet.freeze_panes = f"A{frozen + 1}"

    def texts(self, lines: Iterable[str | Hyperlink]) -> None:
        """A line each in the first column; the first is the sheet's title."""
        for line in lines:
            cell = self._cell(line, column=1)
            if self.row == 0:
                cell.font = _TITLE
            self._append([cell])

    def table(self, name: str, *, heads: Row, rows: Iterable[Sequence[str | Hyperlink]]) -> None:
        first = self.row + 1
        for row in chain([heads], rows):
            font = _HEAD if self.row < first else None
            self._append(
                [self._cell(text, column=place, font=font) for place, text in enumerate(row, start=1)]
            )
        table = Table(
            displayName=f"Table_{re.sub(r'[^0-9A-Za-z]', '_', name)}",
            ref=f"A{first}:{get_column_letter(len(heads))}{self.row}",
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
        )
        table.tableColumns = [TableColumn(id=place, name=head) for place, head in enumerate(heads, start=1)]
        table.autoFilter = AutoFilter(ref=table.ref)
        self.sheet.tables.add(table)

    def _append(self, cells: list[object]) -> None:
        self.sheet.append(cells)
        self.row += 1

    def _cell(self, value: str | Hyperlink, *, column: int, font: Font | None = None) -> Any:
        """Text stays text, whatever it begins with: no spreadsheet runs it as a formula."""
        link = value if isinstance(value, Hyperlink) else None
        text = str(link.display if link else value)
        cell = WriteOnlyCell(self.sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_LETTERS])
        cell.data_type = "s"
        if link is not None:
            link.ref = f"{get_column_letter(column)}{self.row + 1}"
            cell._hyperlink, cell.font = link, _LINK  # noqa: SLF001 -- a write-only sheet takes it in no other way
        if font is not None:
            cell.font = font
        return cell


def _parts(
    written: ZipFile, *, of: FromRelease, worksheets: Sequence[Worksheet], text_style: int
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The parts of the workbook as they are sent, with the rows in the sheets, and the day of the release as
    that on which it was saved. Tables come last: only then it is known where they end."""
    sheets = {
        f"xl/worksheets/sheet{_FIRST + place}.xml": one for place, one in enumerate(worksheets, start=1)
    }
    filled = (one for one in worksheets if not one.is_empty)
    tables = {f"xl/tables/table{_LISTED + place}.xml": one for place, one in enumerate(filled, start=1)}
    others = (name for name in written.namelist() if name not in sheets | tables)
    for name in sorted(
        others, key=lambda name: name != "[Content_Types].xml"
    ):  # by which a workbook is known
        part = written.read(name)
        if name == "docProps/core.xml":
            part = _MODIFIED.sub(rb"\g<1>" + f"{of.day}T00:00:00Z".encode(), part)
        yield name, [part]
    for name, sheet in sheets.items():
        before, end, rest = written.read(name).partition(b"</sheetData>")
        rows = () if sheet.is_empty else sheet.pieces(after=_LEAD, text_style=text_style)
        yield name, chain([before], rows, [end, rest])
    for name, sheet in tables.items():
        yield name, [_REF.sub(rb"\g<1>%d" % sheet.last, written.read(name))]
