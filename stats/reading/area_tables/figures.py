"""Figures from tables of areas: each area's cells by a confirmed mapping, with where they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stats.analysis.tables.printed_amounts import tidied
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.cells import cell_key, cell_words
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.problems import Problem, Where
from stats.reading.area_tables.amounts import (
    SIGNS,
    Taken,
    is_decimal_comma,
    sign_of,
)
from stats.reading.area_tables.column import TakenColumn, styles_and_signs, value_of
from stats.reading.area_tables.mappings import ENDS, STARTS, ColumnsMapping
from stats.reading.area_tables.table import YEAR_COLUMN, AreaColumn, AreaRow, AreaTable, AreaTables
from stats.reading.area_tables.years import years_said
from stats.reading.reading import ReadCell


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area's cells of one year by id. `places` are the sheet and cell that each was read from."""

    area: str
    year: ReportingYear
    cells: Mapping[str, ReadCell]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreaTablesReading:
    """`told` are sentences on what was taken for what, cells left empty among them; `differences` are printed
    totals that their areas do not make, of `checked` totals in all. With a problem there is no figure."""

    name: str
    title: str
    figures: tuple[AreaFigures, ...] = ()
    told: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    checked: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def cells(self) -> int:
        return sum(bool(cell.text) for area in self.figures for cell in area.cells.values())

    @property
    def unsure(self) -> tuple[tuple[AreaFigures, str, ReadCell], ...]:
        """Cells that were left empty, each with its id and why."""
        return tuple(
            (area, id_, cell) for area in self.figures for id_, cell in area.cells.items() if not cell.text
        )


@dataclass(frozen=True, slots=True)
class _Place:
    table: AreaTable
    row: AreaRow
    column: AreaColumn

    def __str__(self) -> str:
        return self.table.place(self.row, self.column)

    def words(self) -> str:
        """The row's name, the column's heads and the cell as they stand."""
        return f"{self.row.label}: {tidied(self.row.cell(self.column))} ({self.column.head or 'no head'})"


def figures_of(tables: AreaTables, mapping: ColumnsMapping, *, national: bool = False) -> AreaTablesReading:
    """The figures that a mapping takes from the tables; with `national` those of England and Wales as well.

    Everything that is still to be answered, or contradicts itself, is a problem, and then no figure is given.
    """
    reader = _Reader(tables, mapping, national=national)
    reader.read()
    title = next((table.title for table in tables.tables if table.title), tables.name)
    problems = (*tables.problems, *dict.fromkeys(reader.problems))
    told = (*tables.left_alone, *tables.remarks, *reader.told)
    if problems:
        return AreaTablesReading(tables.name, title, told=told, problems=problems)
    figures = tuple(
        AreaFigures(area, year, cells, reader.places[area, year])
        for (area, year), cells in sorted(reader.cells.items(), key=lambda item: (item[0][1], item[0][0]))
    )
    return AreaTablesReading(tables.name, title, figures, told, tuple(reader.differences), reader.checked)


def signs_found(tables: AreaTables) -> dict[str, str]:
    """The signs for no number in columns that may hold figures, and what each means by itself."""
    return {
        sign: SIGNS[sign]
        for table in tables.tables
        for column in table.columns
        if column.proposal.first not in ("", YEAR_COLUMN)
        for row in table.rows
        if (sign := sign_of(row.cell(column)))
    }


class _Reader:
    """Reads the columns one by one, and keeps where each cell came from."""

    def __init__(self, tables: AreaTables, mapping: ColumnsMapping, *, national: bool) -> None:
        self.tables, self.mapping, self.national = tables, mapping, national
        self.cells: dict[tuple[str, ReportingYear], dict[str, ReadCell]] = defaultdict(dict)
        self.places: dict[tuple[str, ReportingYear], dict[str, str]] = defaultdict(dict)
        self.first: dict[tuple[str, ReportingYear, str], _Place] = {}
        self.problems: list[Problem] = []
        self.told: list[str] = []
        self.taken: list[TakenColumn] = []
        self.differences: list[str] = []
        self.checked = 0

    def read(self) -> None:
        self._ask()
        columns = 0
        other_years: dict[ReportingYear, None] = {}
        for table in self.tables.tables:
            rows = (*table.rows, *self._answered(table))
            decimal_comma = is_decimal_comma([row.cell(c) for row in rows for c in table.columns])
            of_rows = next((c for c in table.columns if self._is(c) == YEAR_COLUMN), None)
            for column in table.columns:
                id_ = self._is(column)
                if not id_ or id_ == YEAR_COLUMN:
                    continue
                columns += 1
                year = None if of_rows else self._year(table, column, id_)
                if year and self.tables.year not in (None, year):
                    other_years[year] = None
                elif year or of_rows:
                    self._column(
                        TakenColumn.of(table, column, id_, rows, decimal_comma=decimal_comma),
                        rows,
                        year=year,
                        of_rows=of_rows,
                    )
        self._left_out()
        self.told += styles_and_signs(self.taken, self.mapping.signs)
        if other_years:
            years = ", ".join(map(str, other_years))
            self.told.append(f"Columns of {years} were left out: {self.tables.year} was asked for.")
        if self.tables.tables and not self.cells and not self.problems:
            where = self.tables.tables[0].where.at()
            if other_years:
                years = ", ".join(map(str, other_years))
                self.problems.append(
                    where.problem(f"the tables are of another year than {self.tables.year}", found=years)
                )
            elif not columns:
                self.problems.append(where.problem("no column is taken for a figure"))

    def _is(self, column: AreaColumn) -> str:
        return self.mapping.columns.get(column.key, "")

    def _ask(self) -> None:
        """A problem for each column and row that nobody has answered for."""
        for table in self.tables.tables:
            for column in table.columns:
                if column.key not in self.mapping.columns:
                    self.problems.append(
                        table.where.at(column=column.letter).problem(
                            f"what this column is has to be said: {column.proposal.why}", found=column.head
                        )
                    )
            for row in table.unknown:
                if row.label not in self.mapping.rows:
                    near = f" (perhaps {' or '.join(row.candidates)})" if row.candidates else ""
                    self.problems.append(
                        table.where.at(row=row.number).problem(
                            f"this row is no known area{near}",
                            found=row.label,
                            expected="its area, or that it is left out",
                        )
                    )

    def _answered(self, table: AreaTable) -> Iterator[AreaRow]:
        for row in table.unknown:
            if slug := self.mapping.rows.get(row.label, ""):
                yield AreaRow(row.number, row.label, slug, row.cells)

    def _left_out(self) -> None:
        left = [
            f"{table.name_of(column)} ({column.head or 'no head'})"
            for table in self.tables.tables
            for column in table.columns
            if self.mapping.columns.get(column.key) == ""
        ]
        if left:
            self.told.append(f"Left out: {'; '.join(left)}.")
        rows = dict.fromkeys(
            row.label for _, row in self.tables.unknown if self.mapping.rows.get(row.label) == ""
        )
        if rows:
            self.told.append(f"Rows left out: {'; '.join(rows)}.")

    def _year(self, table: AreaTable, column: AreaColumn, id_: str) -> ReportingYear | None:
        """The year of a column's figures; None where there is a problem with it."""
        own = years_said(" ".join(column.heads))
        said = own if own.any else table.years
        where = table.where.at(column=column.letter)
        years = dict.fromkeys(said.years)
        given = self.tables.year
        if said.alone and given and not said.years and {given.start, given.end}.issuperset(said.alone):
            return self._possible(given, id_, where)
        try:
            if said.alone and self.mapping.year_alone:
                back = 1 if self.mapping.year_alone == ENDS else 0
                years |= dict.fromkeys(ReportingYear(year - back) for year in said.alone)
            if not said.any and self.tables.year:
                years[self.tables.year] = None
            if said.outside:
                raise NotAReportingYearError(said.outside[0])
        except NotAReportingYearError:
            found = ", ".join((*said.outside, *map(str, said.alone)))
            self.problems.append(where.problem("this is no reporting year that the site knows", found=found))
            return None
        if said.alone and not self.mapping.year_alone:
            alone = said.alone[0]
            either = " or ".join(f"{year}-{(year + 1) % 100:02d}" for year in (alone - 1, alone))
            words = f"{alone} may be {either}: say whether the reporting year {STARTS} or {ENDS} in it"
            self.problems.append(where.problem(words, found=column.head or table.title))
            return None
        if len(years) != 1:
            words = "more than one year is named for it" if years else "no year is named for it"
            self.problems.append(
                where.problem(words, found=", ".join(map(str, years)), expected="one year such as 2014-15")
            )
            return None
        return self._possible(next(iter(years)), id_, where)

    def _possible(self, year: ReportingYear, id_: str, where: Where) -> ReportingYear | None:
        key = cell_key(id_)
        if catalogue().layout_for(year) is None:
            self.problems.append(where.problem(f"no layout of reports covers {year}"))
        elif said := catalogue().measures[key.measure].problem_with(key, year=year):
            self.problems.append(where.problem(said))
        else:
            return year
        return None

    def _column(
        self,
        read: TakenColumn,
        rows: Sequence[AreaRow],
        *,
        year: ReportingYear | None,
        of_rows: AreaColumn | None,
    ) -> None:
        """A column's figures, and its totals against them."""
        values: dict[tuple[str, ReportingYear], Decimal | None] = {}
        for row in rows:
            of = year or self._row_year(read, row, of_rows)
            if of and read.is_filled(row):
                found = read.take(row, of, signs=self.mapping.signs)
                self._put(_Place(read.table, row, read.column), row.slug, of, read.id, found)
                values[row.slug, of] = value_of(found.text, read.measure)
        nations: set[ReportingYear] = set()
        for total in read.table.totals:
            of = year or self._row_year(read, total, of_rows)
            if of and read.is_filled(total):
                found = read.take(total, of, signs=self.mapping.signs)
                place = _Place(read.table, total, read.column)
                if self.national and total.nation and of not in nations:
                    nations.add(of)
                    self._put(place, NATION_SLUG, of, read.id, found)
                if read.measure.is_count:
                    parts = [values.get((slug, of)) for slug in total.parts]
                    self._check(place, value_of(found.text, read.measure), parts)
        self.taken.append(read)

    def _row_year(self, read: TakenColumn, row: AreaRow, column: AreaColumn | None) -> ReportingYear | None:
        """The year that the row gives in its own column."""
        said = years_said(row.cell(column)) if column else None
        where = read.table.where.at(row=row.number)
        if said is None or len(said.years) != 1:
            self.problems.append(
                where.problem("the row has no reporting year", found=row.cell(column) if column else "")
            )
            return None
        year = said.years[0]
        if self.tables.year not in (None, year):
            return None
        return self._possible(year, read.id, where)

    def _put(self, place: _Place, area: str, year: ReportingYear, id_: str, found: Taken) -> None:
        before = self.first.setdefault((area, year, id_), place)
        if before is not place:
            where = place.table.where
            if before.table is place.table and before.column is place.column:
                rows = f"{before.row.number} ({before.row.label}) and {place.row.number} ({place.row.label})"
                self.problems.append(
                    where.at(row=place.row.number).problem(f"{area} has two rows of {year}: {rows}")
                )
            else:
                cell = cell_key(id_)
                name = cell_words(cell, title=catalogue().measures[cell.measure].title)
                both = " and ".join(
                    f"{p.table.name_of(p.column)} ({p.column.head or 'no head'})" for p in (before, place)
                )
                self.problems.append(where.problem(f"two columns are taken for {name} of {year}: {both}"))
            return
        self.cells[area, year][id_] = ReadCell(found.text, 0, place.words(), found.doubt)
        self.places[area, year][id_] = str(place)

    def _check(self, place: _Place, printed: Decimal | None, parts: Sequence[Decimal | None]) -> None:
        """A printed total against its areas: where some are not known, only that these make no more."""
        known = [part for part in parts if part is not None]
        made = sum(known)
        if printed is None or (len(known) < len(parts) and made <= printed):
            return
        self.checked += 1
        if made != printed:
            self.differences.append(
                f"{place.row.label}, {place.column.head} ({place}): printed {printed:,}, its areas make "
                f"{made:,}"
            )
