"""Disturbances by more than was asked for: other years, shares, the nation, the same table twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.reading.made.printed import Block, Cell, Prose, Report, Row, Table
from tests.reading.made.walking import is_division, on_tables


def last_years_column(report: Report, random: Random) -> Report:
    """Lists give last year's number beside this year's, before or after it, under heads of the two years."""
    first = random.random() < 0.5
    year, last = report.year, report.year.back(1)

    def widened(table: Table) -> Table:
        if table.heads or {len(row.cells) for row in table.rows} - {0} != {1}:
            return table
        heads = (last.label, year.label) if first else (year.label, last.label)

        def beside(row: Row) -> Row:
            if not row.cells:
                return row
            before = Cell(str(int(row.cells[0].means or "3") + 7))
            return replace(row, cells=(before, *row.cells) if first else (*row.cells, before))

        return replace(table, heads=heads, rows=tuple(map(beside, table.rows)))

    return on_tables(report, widened)


def last_years_total(report: Report, _: Random) -> Report:
    """A further column at the end of each table of categories: the total of the year before."""
    head = f"Total {report.year.back(1).label}"

    def widened(table: Table) -> Table:
        if "Total" not in table.heads:
            return table
        rows = (
            replace(row, cells=(*row.cells, Cell(str(int(row.cells[-1].means) + 5)))
                    if row.cells[-1].means.isdecimal() else (*row.cells, Cell("-")))
            if row.cells else row for row in table.rows
        )  # fmt: skip
        return replace(table, heads=(*table.heads, head), rows=tuple(rows))

    return on_tables(report, widened)


def percentages(report: Report, random: Random) -> Report:
    """A further column of shares, with or without the sign behind each number."""
    sign = random.choice(("%", ""))

    def widened(table: Table) -> Table:
        if "Total" not in table.heads:
            return table
        rows = (
            replace(row, cells=(*row.cells, Cell(f"{random.randint(1, 99)}{sign}"))) if row.cells else row
            for row in table.rows
        )
        return replace(table, heads=(*table.heads, "%"), rows=tuple(rows))

    return on_tables(report, widened)


def _others(table: Table, title: str) -> Table:
    """A table of another year or place: the same rows with other numbers, that add up as well."""

    def more(cell: Cell) -> Cell:
        return Cell(str(int(cell.text) * 2 + 4) if cell.text.isdecimal() else cell.text)

    rows = tuple(replace(row, cells=tuple(map(more, row.cells))) for row in table.rows)
    return Table(title, table.heads, rows, own=False)


def last_years_tables(report: Report, random: Random) -> Report:
    """Whole tables of the year before stand in front of, or after, those of the year."""
    last = report.year.back(1)
    first = random.random() < 0.5

    def doubled(table: Table) -> Sequence[Block]:
        if not table.heads or not table.title:
            return (table,)
        title = table.title.replace(str(report.year.end), str(last.end))
        other = _others(table, title if title != table.title else f"{table.title}, {last.label}")
        return (other, table) if first else (table, other)

    return on_tables(report, doubled)


def tables_of_the_nation(report: Report, random: Random) -> Report:
    """The same tables for England and Wales on a page of their own, before or after the area's."""
    tables = [table for _, table in report.tables() if table.own and table.heads and table.title]
    page: tuple[Block, ...] = (
        Prose("National figures: England and Wales", ("These are the totals of all 42 areas.",)),
        *(_others(table, table.title) for table in tables),
    )
    place = 4 if random.random() < 0.5 else len(report.pages)
    return replace(report, pages=(*report.pages[:place], page, *report.pages[place:]))


def _first(report: Report) -> Table | None:
    return next((table for _, table in report.tables() if table.own and table.heads), None)


def a_summary_in_front(report: Report, _: Random) -> Report:
    """The first table stands on an early page as well."""
    first = _first(report)
    if first is None:
        return report
    page = (Prose("The year at a glance", (f"The numbers of {report.year.label} in short.",)), first)
    return replace(report, pages=(*report.pages[:2], page, *report.pages[2:]))


def divisions_as_a_list(report: Report, random: Random) -> Report:
    """Names and numbers with a dash, a colon or nothing between them, all on one line or one a line."""
    between = random.choice((": ", " – ", " - ", " "))
    together = random.random() < 0.5

    def listed(table: Table) -> Table:
        if not any(map(is_division, table.rows)):
            return table
        if not together:
            rows = (Row(f"{row.label}{between.rstrip()}" if between.strip() else row.label, row.cells)
                    for row in table.rows)  # fmt: skip
            return replace(table, rows=tuple(rows))
        first, *others = table.rows
        cells = [*first.cells, *(cell for row in others for cell in (Cell(row.label), *row.cells))]
        return replace(table, rows=(Row(first.label, tuple(cells)),))

    return on_tables(report, listed)


def five_years(report: Report, _: Random) -> Report:
    """How the number of registered sexual offenders grew: only the last year's is the report's own."""
    key = "eligible_offenders.1.total..0"
    own = report.expected.get(key)
    if own is None or not own.means.isdecimal():
        return report
    years = [report.year.back(back).label for back in (4, 3, 2, 1, 0)]
    before = tuple(Cell(str(int(own.means) - 17 * back)) for back in (4, 3, 2, 1))
    rows = (
        Row("Registered sexual offenders", (*before, Cell(own.printed, key, own.means, own.or_as_printed))),
        Row("Violent offenders", tuple(Cell(str(number)) for number in (311, 305, 290, 280, 271))),
    )
    page = (Prose("Looking back"), Table("Offenders on 31 March, five years", tuple(years), rows))
    return replace(report, pages=(*report.pages[:3], page, *report.pages[3:]))


def neighbours(report: Report, _: Random) -> Report:
    """Areas beside each other, the report's own among them."""
    keys = ("eligible_offenders.1.total..0", "rso_rate....0")
    own = tuple(
        Cell(one.printed, key, one.means, one.or_as_printed)
        for key in keys
        if (one := report.expected.get(key))
    )
    rows = (
        Row("Avon and Somerset", (Cell("1212"), Cell("87"))),
        Row(report.title.partition(" MAPPA")[0], own),
        Row("Wiltshire", (Cell("512"), Cell("84"))),
    )
    heads = ("Registered sexual offenders", "Per 100,000 population")
    page = (
        Prose("Beside other areas"),
        Table("Registered sexual offenders in other areas", heads, rows, own=False),
    )
    return replace(report, pages=(*report.pages, page))


def a_summary_that_differs(report: Report, random: Random) -> Report:
    """The first table stands in front as well, with another number in one place: a slip that a sum tells."""
    first = _first(report)
    if first is None:
        return report
    lines = [number for number, row in enumerate(first.rows) if row.cells and row.cells[0].means.isdecimal()]
    line = random.choice(lines or [-1])

    def differing(number: int, row: Row) -> Row:
        cells = row.cells
        if number == line:
            cells = (Cell(str(int(cells[0].means) + 3)), *cells[1:])
        return replace(row, cells=cells)

    summary = replace(first, rows=tuple(differing(number, row) for number, row in enumerate(first.rows)))
    page = (Prose("The year at a glance"), summary)
    return replace(report, pages=(*report.pages[:2], page, *report.pages[2:]))


def changes(report: Report, random: Random) -> Report:
    """A further column that says by how much each total went up or down."""

    def widened(table: Table) -> Table:
        if "Total" not in table.heads:
            return table
        rows = (
            replace(row, cells=(*row.cells, Cell(random.choice(("+3", "-2", "0", "+12", "–5")))))
            if row.cells
            else row
            for row in table.rows
        )
        return replace(table, heads=(*table.heads, "Change"), rows=tuple(rows))

    return on_tables(report, widened)


def tables_abreast(report: Report, _: Random) -> Report:
    """Two tables beside each other on one page, their rows on the same lines."""

    def beside(page: tuple[Block, ...]) -> tuple[Block, ...]:
        wide = [block for block in page if isinstance(block, Table) and block.own and "Total" in block.heads]
        if len(wide) < 2:
            return page
        left, right = wide[:2]
        rows = [Row(left.title, (Cell(right.title),))]
        rows.append(Row("", tuple(map(Cell, (*left.heads, "", *right.heads)))))
        for number in range(max(len(left.rows), len(right.rows))):
            ours, theirs = (table.rows[number : number + 1] or (Row(""),) for table in (left, right))
            gap = () if ours[0].cells else (Cell(""),) * len(left.heads)
            rows.append(Row(ours[0].label, (*ours[0].cells, *gap, Cell(theirs[0].label), *theirs[0].cells)))
        abreast = Table("", (), tuple(rows))
        return tuple(abreast if block is left else block for block in page if block is not right)

    return replace(report, pages=tuple(map(beside, report.pages)))


def a_garbled_line(report: Report, random: Random) -> Report:
    """A line of a list stands twice, the second time misread, as the OCR of Dorset 2014-15 has its rate."""
    lists = [table for _, table in report.tables() if table.own and not table.heads and table.rows]
    lists = [table for table in lists if not any(map(is_division, table.rows))]
    one = random.choice(lists) if lists else None

    def doubled(table: Table) -> Table:
        if table is not one:
            return table
        *rows, last = table.rows
        label = last.label.replace("um", "am").replace("er", "or").replace("O", "0")
        return replace(table, rows=(*rows, last, Row(label, (Cell(str(random.randint(20, 60))),))))

    return on_tables(report, doubled)


def labels_in_the_second_column(report: Report, _: Random) -> Report:
    """A heading stands before the first of its rows, as in Derbyshire's table of levels."""

    def moved(table: Table) -> Table:
        if not table.heads or all(row.cells for row in table.rows):
            return table
        rows: list[Row] = []
        heading = ""
        for row in table.rows:
            if row.cells:
                rows.append(Row(heading, (Cell(row.label), *row.cells)))
                heading = ""
            else:
                heading = row.label
        return replace(table, heads=("", *table.heads), rows=tuple(rows))

    return on_tables(report, moved)
