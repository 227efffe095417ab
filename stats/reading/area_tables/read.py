"""Sheets become tables of areas: each with its heads, its rows by area, and a proposal for every column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import ReportingYear
from stats.documents.problems import Problem, Severity, Where
from stats.documents.sheets import DateCell, Sheet
from stats.reading.area_names import find_area
from stats.reading.area_tables.among import judged_together
from stats.reading.area_tables.amounts import sign_of
from stats.reading.area_tables.columns import is_of_measure, propose
from stats.reading.area_tables.layout import MOST_ROWS, MOST_TABLES, Found, SheetLayout, TooManyRowsError
from stats.reading.area_tables.long import WideSheet, widened
from stats.reading.area_tables.rows import sorted_rows, total_names
from stats.reading.area_tables.table import AREA_SIGN, AreaColumn, AreaTable, AreaTables
from stats.reading.area_tables.words import without_notes, without_number, words_of
from stats.reading.area_tables.years import YearsSaid, years_said
from stats.reading.reading import AreaNames

# `Source: …`, `(1) …`, `[note 2] …`, `1. …`, `* …`; and `31 March 2015` is none
_NOTE_LINE = re.compile(
    r"(?:sources?|notes?)\b|[(\[] ?(?:notes? ?)?(?:[0-9]{1,2}|[a-z]) ?[)\]]"
    r"|[0-9]{1,2}(?:[).:]| (?!mar|apr))|[*†‡§¹²³]",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"publi(sh|c)|issued|release|updated|download|accessed|printed", re.IGNORECASE)
ACROSS = 5  # names of areas in one row that make it a table with areas along the top


def read_area_tables(
    sheets: Sequence[Sheet], *, areas: Sequence[AreaNames], year: ReportingYear | None = None
) -> AreaTables:
    """The tables of areas in the sheets of one file. `year` is that of tables that name none.

    A sheet without one is named and left alone. Where no sheet has one that is the problem.
    """
    areas = tuple(area for area in areas if area.slug != NATION_SLUG)
    known: dict[str, str] = {}

    def find(text: str) -> str:
        if text not in known:
            known[text] = find_area(text, areas=areas)
        return known[text]

    is_total = total_names(areas)
    name = sheets[0].where.file if sheets else ""
    tables: list[AreaTable] = []
    left_alone: list[str] = []
    problems: list[Problem] = []
    remarks: list[str] = []
    for sheet in sheets:
        try:
            layout = SheetLayout(sheet, find=find, is_total=is_total)
            found = []
            for place in layout.tables():
                if wide := widened(sheet, layout, place):
                    inner = SheetLayout(wide.sheet, find=find, is_total=is_total)
                    found += [
                        _table(wide.sheet, inner, one, areas=areas, year=year, wide=wide)
                        for one in inner.tables()
                    ]
                else:
                    found.append(_table(sheet, layout, place, areas=areas, year=year))
        except TooManyRowsError:
            expected = f"at most {MOST_ROWS:,} rows and {MOST_TABLES} tables"
            words = "there are more rows of areas than any publication has"
            return AreaTables(name, problems=(sheet.where.problem(words, expected=expected),))
        tables += found
        if found:
            problems += _problems_of(sheet)
            remarks += (f"{one}." for one in sheet.problems if one.severity is Severity.WARNING)
        else:
            left_alone.append(_left_alone(sheet, find))
    if not tables:
        problems += _nothing(sheets, find)
    return AreaTables(
        name,
        judged_together(tables, year=year),
        tuple(left_alone),
        tuple(problems),
        year,
        tuple(_lines(sheets)),
        tuple(remarks),
    )


def _problems_of(sheet: Sheet) -> Iterator[Problem]:
    """Why nothing of a sheet can be trusted. A cell that is broken is told where it is used."""
    if sheet.is_hidden:
        yield sheet.where.problem("the sheet is hidden, and holds figures", expected="it shown, or deleted")
    for problem in sheet.problems:
        if problem.severity is Severity.ERROR and not problem.where.column:
            yield problem


def _table(
    sheet: Sheet,
    layout: SheetLayout,
    found: Found,
    *,
    areas: Sequence[AreaNames],
    year: ReportingYear | None,
    wide: WideSheet | None = None,
) -> AreaTable:
    above = [text for text in found.above if not _NOTE_LINE.match(text)]
    title = _title(above)
    rows, totals, unknown = sorted_rows(sheet, layout, found, areas=areas)
    said = _years(title, above, sheet.where.sheet)
    columns = []
    times = Counter[tuple[str, tuple[ReportingYear, ...]]]()
    for index, heads, doubt in _heads(layout, found):
        cells = [row.cells[index] for row in rows if index < len(row.cells)]
        own = years_said(" ".join(heads))
        plain = tuple(years_said(head).rest for head in heads)
        years = own.years or said.years or ((year,) if year else ())
        proposal = propose(plain, title=said_of(title, sheet.where.sheet), cells=cells, years=years)
        if doubt and proposal.certain and proposal.first:
            proposal = replace(proposal, certain=False, why=doubt)
        key = _key(title, plain)
        times[key, own.years] += 1
        if times[key, own.years] > 1:
            key = f"{key} ({times[key, own.years]})"
        of_sheet = wide.columns.get(index) if wide else None
        columns.append(AreaColumn(index, heads, key, proposal, of_sheet=of_sheet))
    broken = {
        problem.where.column: problem.message
        for problem in sheet.problems
        if problem.severity is Severity.ERROR and problem.where.column
    }
    places = wide.places if wide else {}
    return AreaTable(sheet.where, title, said, tuple(columns), rows, totals, unknown, broken, places)


def _lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Texts that may explain signs, those in a cell beside their sign included."""
    for sheet in sheets:
        for row in sheet.rows:
            filled = [cell for cell in row.cells if cell.strip()]
            if len(filled) == 2 and sign_of(filled[0]):
                yield " = ".join(filled)
            yield from (cell for cell in filled if " " in cell.strip())


def _years(title: str, above: Sequence[str], sheet: str) -> YearsSaid:
    """The years of a table: its title's, else those of the nearest text over it, else its sheet's. When
    something was published says nothing."""
    others = (years_said(text) for text in reversed(above) if not _PUBLISHED.search(text))
    said = next((said for said in others if said.years), years_said(""))
    return next((some for some in (years_said(title), said, years_said(sheet)) if some.any), said)


def said_of(title: str, sheet: str) -> str:
    """What is said of the whole table, without years and numbers of tables: by its title, or else by the
    name of its sheet."""
    for text in (title, sheet):
        plain = without_number(years_said(text).rest)
        if is_of_measure(words_of([plain])):
            return plain
    return without_number(years_said(title).rest)


def _title(above: Sequence[str]) -> str:
    """Of the texts over a table the nearest that begins with `Table`, says what is counted, or has a year."""
    for is_title in (
        lambda text: text.casefold().startswith(("table ", "figure ")),
        lambda text: is_of_measure(words_of([text])),
        lambda text: years_said(text).any,
    ):
        at = next((at for at in range(len(above) - 1, -1, -1) if is_title(above[at])), None)
        if at is not None:
            # A long title goes on in the next line, and the number of a table may have a line of its own.
            rest = above[at + 1] if at + 1 < len(above) else ""
            goes_on = rest[:1].islower() or not without_number(above[at])
            return without_notes(f"{above[at]} {rest}" if goes_on else above[at])
    return without_notes(above[0]) if above else ""


def _heads(layout: SheetLayout, found: Found) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """For each column that holds anything its heads from the top down, and why they are in doubt."""
    grid = [[_head(layout.cell(at, c)) for c in found.columns] for at in found.heads]
    spread, doubted = _spread(grid)
    filled = {c for c in found.columns if any(layout.cell(at, c).strip() for at in found.rows)}
    for number, index in enumerate(found.columns):
        if index in filled:
            heads = dict.fromkeys(line[number] for line in spread if line[number])
            yield index, tuple(heads), doubted.get(number, "")


def _head(text: str) -> str:
    return str(text) if isinstance(text, DateCell) else without_notes(text)


def _spread(grid: Sequence[Sequence[str]]) -> tuple[list[list[str]], dict[int, str]]:
    """Heads of merged cells, which stand once with blanks beside, over every column that they are of."""
    spread = [list(line) for line in grid]
    doubted: dict[int, str] = {}
    for at, line in enumerate(grid[:-1]):
        below = [any(lower[c] for lower in grid[at + 1 :]) for c in range(len(line))]
        of = ""
        taken = False
        for c, text in enumerate(line):
            if text or any(upper[c] for upper in grid[:at]):
                of = text if text and below[c] else ""
            elif of and below[c]:
                spread[at][c] = of
                taken = True
        if taken and _is_centred(line, grid[-1], below):
            words = "it is not clear which columns the heads above are of"
            doubted |= dict.fromkeys(range(len(line)), words)
    return spread, doubted


def _is_centred(line: Sequence[str], lowest: Sequence[str], below: Sequence[bool]) -> bool:
    """Whether heads may stand in the middle of what they are of: the first column has none above, and what
    stands below is repeated under another."""
    first = next((c for c in range(len(line)) if below[c]), None)
    if first is None or line[first]:
        return False
    return lowest[first] in {text for c, text in enumerate(lowest) if c != first and text}


def _key(title: str, heads: Iterable[str]) -> str:
    return AREA_SIGN.join((without_number(years_said(title).rest), *heads)).strip()


def _left_alone(sheet: Sheet, find: Callable[[str], str]) -> str:
    name = f"The sheet {sheet.where.sheet}" if sheet.where.sheet else "The file"
    if _across(sheet, find):
        return f"{name} was left alone: its areas stand along the top. They have to stand down the side."
    return f"{name} was left alone: no row of it has the name of an area and numbers."


def _across(sheet: Sheet, find: Callable[[str], str]) -> bool:
    return any(len({find(cell) for cell in row.cells if cell.strip()} - {""}) >= ACROSS for row in sheet.rows)


def _nothing(sheets: Sequence[Sheet], find: Callable[[str], str]) -> Iterator[Problem]:
    where = Where(sheets[0].where.file) if sheets else Where("the file")
    if any(_across(sheet, find) for sheet in sheets):
        yield where.problem(
            "the areas stand along the top of the table", expected="one row for each area, with its name"
        )
        return
    texts = [cell for sheet in sheets for row in sheet.rows for cell in row.cells if cell.strip()]
    yield where.problem(
        "no row has the name of a MAPPA area and numbers beside it",
        found=texts[0] if texts else "",
        expected="a table with areas such as Dorset down the side",
    )
