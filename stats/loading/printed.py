"""The printed shape, read and written: a report's tables as on its pages, under lines that say what it is.

    MAPPA area,Dorset
    Reporting year,2014-15
    Source kind,area report
    Source title,Dorset MAPPA Annual Report 2014-2015

    "MAPPA-eligible offenders on 31 March 2015"
    ,Category 1: Registered sex offenders,Category 2: Violent offenders,…
    Level 1,666,233,-,899

Any of the layout's tables, in any order, with a blank row after each. A blank cell gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from stats.analysis.tables.printed_amounts import DATE_MADE, tidied
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, NotAReportingYearError, ReportingYear
from stats.documents import DateCell, Row, Sheet
from stats.documents.problems import NEAR, Problem, Where, nearest
from stats.documents.sheets import column_letters
from stats.loading.fields import AREA, CELL, TABLE, RawFigure
from stats.loading.normalise import year_problem
from stats.loading.tidy import footnotes_told, is_footnote

HEADER_LABELS = {
    "MAPPA area": AREA,
    "Reporting year": "year",
    "Source kind": "source_kind",
    "Source title": "source_title",
    "Source link": "source_url",
    "Source page": "source_page",
}
# A table's columns by their place in the row of labels; None where the label has been told as a problem.
_Columns = Mapping[int, Line | None]

NATION_NAMES = frozenset({NATION_SLUG, "england and wales", "england & wales"})
REQUIRED = ("MAPPA area", "Reporting year", "Source kind", "Source title")
_LABELS = {label.casefold(): label for label in HEADER_LABELS}


_CAT = re.compile(r"^cat\.? ?(?=\d)")
_TABLE_NUMBER = re.compile(r"^table \w{1,3}[.:)]? *[-–—]? *(?=\w)")


def looks_printed(row: Row) -> bool:
    """True where the row begins with one of the header labels."""
    return _plain(row.cells[0]) in _LABELS


def read_printed(sheet: Sheet) -> Iterator[RawFigure | Problem]:
    """Every figure of the sheet, and every problem with its lines, labels and titles."""
    return _Reader(sheet).read()


class _Reader:
    year: ReportingYear  # read with the header: no table is read without it

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.header: dict[str, str] = {}
        self.places: dict[str, Where] = {}
        self.told: set[str] = set()
        self.tables: dict[str, Table] = {}

    def read(self) -> Iterator[RawFigure | Problem]:
        rows = self.sheet.rows
        body = next((n for n, row in enumerate(rows) if self._is_past_header(row)), len(rows))
        # A table's title also ends the header; the year must be known before titles can be.
        yield from self._read_header(rows[:body])
        text = self.header.get("year", "")
        if not text.strip():
            return
        try:
            self.year = ReportingYear.read(text)
        except NotAReportingYearError:
            words = DATE_MADE if isinstance(text, DateCell) else year_problem(tidied(text))
            yield self.places["year"].problem(words, found=text, expected="text such as 2014-15")
            return
        # The line of the area is looked for by part of its label: England and Wales has tables of its own.
        named = next(
            (row.cells[1:] for row in rows if row.cells and "mappa area" in _plain(row.cells[0])), ()
        )
        national = any(_plain(text) in NATION_NAMES for text in named)
        layout = catalogue().layout_for(self.year, national=national)
        if layout is None:
            yield self.places["year"].problem("there is no layout for that year", found=self.year.label)
            return
        self.tables = {_plain(table.title_for(self.year)): table for table in layout.tables}
        if body == len(rows):
            yield self.sheet.where.problem("there is no table below the header lines")
        yield from self._read_tables(rows[body:])

    def _is_past_header(self, row: Row) -> bool:
        """The first row that has text alone, without a label of the header, begins the first table."""
        return (
            not row.is_blank
            and _plain(row.cells[0]) not in _LABELS
            and not any(map(str.strip, row.cells[1:]))
        )

    def _read_header(self, rows: Sequence[Row]) -> Iterator[Problem]:
        for row in rows:
            if row.is_blank:
                continue
            where = self.sheet.where.at(row=row.number)
            label = _LABELS.get(_plain(row.cells[0]))
            if label is None and sum(bool(cell.strip()) for cell in row.cells) > 2:
                yield where.problem(
                    "a table begins here without its title",
                    found=next(cell for cell in row.cells if cell.strip()),
                    expected="the title of the table, alone in a row above its column labels",
                )
                break
            if label is None:
                yield where.problem(
                    f"there is no such header line{nearest(row.cells[0], names=HEADER_LABELS)}",
                    found=row.cells[0],
                )
                continue
            name = HEADER_LABELS[label]
            if name in self.header:
                yield where.problem(f"the line {label} is there twice")
            if any(map(str.strip, row.cells[2:])):
                yield where.at(column="C").problem(
                    "a header line has a label and one text",
                    found=next(c for c in row.cells[2:] if c.strip()),
                )
            self.header[name] = row.cells[1] if len(row.cells) > 1 else ""
            self.places[name] = where.at(column="B")
        for label in REQUIRED:
            name = HEADER_LABELS[label]
            if not self.header.get(name, "").strip():
                self.told.add(name)
                if name in self.header:
                    yield self.places[name].problem(f"nothing is given beside {label}")
                else:
                    yield self.sheet.where.problem(f"the line {label} is missing")

    def _read_tables(self, rows: Sequence[Row]) -> Iterator[RawFigure | Problem]:
        table: Table | None = None
        columns: _Columns | None = None
        heading = ""
        skipping = False  # the rows of a table that cannot be read have been told with its title or labels
        notes = self._footnotes(rows)
        yield from footnotes_told(notes, where=self.sheet.where)
        for row in rows:
            if row in notes:
                continue
            first = _plain(row.cells[0]) if row.cells else ""
            alone = not any(map(str.strip, row.cells[1:]))
            if row.is_blank:
                skipping = False
                if columns is not None:
                    table = columns = None
            elif skipping:
                continue
            elif table is not None and columns is None:
                columns = yield from self._read_columns(row, table)
                skipping = bool(first)
            elif alone and _unnumbered(first) in self.tables:
                table, columns, heading = self.tables[_unnumbered(first)], None, ""
            elif table is None:
                skipping = True
                yield self._no_such_title(row)
            elif alone and (headed := [line for line in table.rows if _plain(line.heading) == first]):
                heading = headed[0].heading
            else:
                yield from self._read_row(row, table, columns or {}, heading=heading)

    def _footnotes(self, rows: Sequence[Row]) -> list[Row]:
        """Lines of text with nothing but such lines below them, up to a blank row: they say no figure.

        One that is like a table's title or a row's label was meant as such, and is told as misspelt.
        """
        tables = self.tables.values()
        known = [*self.tables, *(_plain(line.label) for table in tables for line in table.rows)]
        notes: list[Row] = []
        ends = True
        for row in reversed(rows):
            if row.is_blank:
                ends = True
            elif ends and is_footnote(row) and not _is_like(row.cells[0], known):
                notes.append(row)
            else:
                ends = False
        return notes[::-1]

    def _no_such_title(self, row: Row) -> Problem:
        titles = [table.title_for(self.year) for table in self.tables.values()]
        return self.sheet.where.at(row=row.number).problem(
            f"no table of {self.year} has this title{nearest(row.cells[0], names=titles)}",
            found=row.cells[0] or next(cell for cell in row.cells if cell.strip()),
            expected="a table's title, or a row of the table above it without a blank row between",
        )

    def _read_columns(self, row: Row, table: Table) -> Generator[Problem, None, _Columns]:
        where = self.sheet.where.at(row=row.number)
        if row.cells[0].strip():
            yield where.at(column="A").problem(
                "below a table's title stands its row of column labels",
                found=row.cells[0],
                expected="an empty first cell",
            )
            return {}
        columns: dict[int, Line | None] = {}
        for place, cell in enumerate(row.cells[1:], 1):
            if not cell.strip():
                continue
            at = where.at(column=column_letters(place + 1))
            line = _line(cell, lines=table.columns)
            if line is None:
                labels = [line.label for line in table.columns]
                yield at.problem(f"the table has no such column{nearest(cell, names=labels)}", found=cell)
            elif line in columns.values():
                line = None
                yield at.problem("the column is there twice", found=cell)
            columns[place] = line
        return columns

    def _read_row(
        self, row: Row, table: Table, columns: _Columns, *, heading: str
    ) -> Iterator[RawFigure | Problem]:
        where = self.sheet.where.at(row=row.number)
        line = _row_line(row.cells[0], table, heading=heading)
        if isinstance(line, str):
            yield where.at(column="A").problem(line, found=row.cells[0])
            return
        for place, cell in enumerate(row.cells[1:], 1):
            if not cell.strip():
                continue
            at = where.at(column=column_letters(place + 1))
            if place not in columns:
                yield at.problem("there is no column label above this cell", found=cell)
            elif column := columns[place]:
                key = table.cell(line, column)
                if key is None:
                    yield at.problem("the table has no cell here", found=cell)
                elif self.year.start - key.years_back < FIRST_START:
                    words = "the year before is earlier than any that is held"
                    yield at.problem(words, found=self.year.label)
                else:
                    yield self._figure(key, cell, table=table, where=where, at=at)

    def _figure(self, key: CellKey, text: str, *, table: Table, where: Where, at: Where) -> RawFigure:
        texts = {
            **self.header,
            "year": self.year.back(key.years_back).label,
            "division": key.division,
            "measure": key.measure,
            "category": key.category,
            "level": key.level,
            CELL: text,
            TABLE: table.code,
        }
        places = {**self.places, CELL: at, "division": where.at(column="A")}
        return RawFigure(where, texts, places, frozenset(self.told))


def _is_like(text: str, known: Iterable[str]) -> bool:
    """True for a text of about the same letters as one that is known, all of it and not a part."""
    return any(fuzz.ratio(_plain(text), other) >= NEAR for other in known)


def _row_line(label: str, table: Table, *, heading: str) -> Line | str:
    """The row with that label, or what is wrong with the label. `heading` is the one last passed."""
    plain = _plain(label)
    found = [
        (above, line)
        for above, line in rows_with_headings(table)
        if plain in (_plain(line.label), _plain(line.short_label))
    ]
    if len(found) > 1:
        found = [(above, line) for above, line in found if above == heading]
    if len(found) == 1:
        return found[0][1]
    headings = list(dict.fromkeys(line.heading for line in table.rows if line.heading))
    if not found and any(_plain(line.label) == plain for line in table.rows):
        return f"the table has several rows of this name: put the heading above it ({', '.join(headings)})"
    if not plain:
        return "the row has no label"
    if table.division_rows:
        name = tidied(label)
        return Line(code=name, label=name, short_label=name, division=name)
    labels = {line.label for line in table.rows} | set(headings)
    return f"the table has no such row{nearest(label, names=labels)}"


def rows_with_headings(table: Table) -> list[tuple[str, Line]]:
    """Each row with the heading that it stands under; a heading holds until the next."""
    heading, rows = "", []
    for line in table.rows:
        heading = line.heading or heading
        rows.append((heading, line))
    return rows


def _line(text: str, *, lines: Sequence[Line]) -> Line | None:
    plain = _plain(text)
    exact = [line for line in lines if _plain(line.label) == plain]
    short = [line for line in lines if _plain(line.short_label) == plain]
    # `Category 1`, or `Cat. 1`, for `Category 1: Registered sex offenders`.
    begun = [line for line in lines if _plain(line.label.partition(":")[0]) == _CAT.sub("category ", plain)]
    return next(iter(exact or short or begun), None)


def _unnumbered(title: str) -> str:
    """A table's title without the number that a report gives the table."""
    return _TABLE_NUMBER.sub("", title)


def _plain(text: str) -> str:
    return tidied(text).removesuffix(":").casefold()


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The lines above the tables, named as HEADER_LABELS does. `source_page` is left out where it is None."""

    area: str
    year: ReportingYear
    source_kind: str = ""
    source_title: str = ""
    source_url: str = ""
    source_page: str | None = None


def printed_rows(
    header: PrintedHeader, *, layout: Layout, cells: Mapping[CellKey, str]
) -> Iterator[list[str]]:
    """The rows of a file that load_figures reads: each table of the layout, with the text of each cell.

    A cell without a text is blank. A table that only some areas print is left out if it would be empty.
    """
    for label, name in HEADER_LABELS.items():
        if (text := getattr(header, name)) is not None:
            yield [label, str(text)]
    for table in tables_for(layout, cells=cells):
        yield []
        yield [table.title_for(header.year)]
        yield ["", *(column.label for column in table.columns)]
        passed = ""
        for heading, row in rows_with_headings(table):
            if heading != passed:
                yield [heading]
                passed = heading
            keys = (table.cell(row, column) for column in table.columns)
            yield [row.label, *("" if key is None else cells.get(key, "") for key in keys)]


def tables_for(layout: Layout, *, cells: Collection[CellKey]) -> Sequence[Table]:
    """The layout's tables with their division rows, without optional ones that hold none of the cells."""
    names = tuple(dict.fromkeys(key.division for key in cells if key.division))
    tables = (table.for_divisions(names) for table in layout.tables)
    return [
        table
        for table in tables
        if not table.optional
        or (names if table.division_rows else any(key in cells for key in table.cells()))
    ]
