"""What workbooks of area tables are made of for tests: numbers of a seed, names of areas, rows of cells."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.documents.problems import Where
from stats.documents.sheets import Row, Sheet
from tests.reading.shipped_areas import ROWS

Y14, Y15 = ReportingYear(2014), ReportingYear(2015)
LEVELS = {"eligible_offenders": "123", "sfo_charged": "123"}
SLUGS = tuple(row["slug"] for row in ROWS)
REGIONS: dict[str, list[str]] = {}
for _row in ROWS:
    REGIONS.setdefault(_row["region"] or "Wales", []).append(_row["slug"])

# Five ways in which publications name the areas.
NAMING: Mapping[str, Callable[[dict[str, str]], str]] = {
    "own": lambda row: row["name"],
    "force": lambda row: row["police_force"].split(";")[0],
    "capitals": lambda row: row["name"].upper().replace(" AND ", " & "),
    "mappa": lambda row: f"{row['name']} MAPPA",
    "other": lambda row: next(
        (name for name in row["aliases"].split(";") if name not in ("", "City of London")), row["name"]
    ),
}


@dataclass
class Made:
    """A workbook: rows by sheet; what each column is by sheet and index, empty where it is left out, None
    where it has to be asked; and every figure by area, year and cell."""

    sheets: dict[str, list[list[object]]] = field(default_factory=dict)
    columns: dict[tuple[str, int, int], str | None] = field(default_factory=dict)
    figures: dict[tuple[str, ReportingYear, str], str] = field(default_factory=dict)
    year: ReportingYear | None = None

    def rows(self, sheet: str) -> list[list[object]]:
        return self.sheets.setdefault(sheet, [])


@dataclass
class Maker:
    """Numbers of a seed, in a naming."""

    naming: str
    seed: int

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.names = {row["slug"]: NAMING[self.naming](row) for row in ROWS}
        self.numbers: dict[tuple[str, ReportingYear, str], int] = {}

    def number(self, slug: str, year: ReportingYear, cell: str) -> int:
        """Totals are what their parts make; a region's and the nation's what their areas make."""
        if (slug, year, cell) not in self.numbers:
            measure, category, level = cell.split(".")[:3]
            if category == "total":
                parts = [f"{measure}.{part}.{level}..0" for part in "123"]
                number = sum(self.number(slug, year, part) for part in parts)
            elif level == "total":
                parts = [f"{measure}.{category}.{part}..0" for part in LEVELS.get(measure, "23")]
                number = sum(self.number(slug, year, part) for part in parts)
            else:
                number = self.random.choice((0, 3, 17, 88, 240, 961, 1471, 2653))
            self.numbers[slug, year, cell] = number
        return self.numbers[slug, year, cell]

    def rate(self, slug: str, year: ReportingYear) -> str:
        return f"{80 + (SLUGS.index(slug) * 7 + year.start) % 110}"


def cell(measure: str, category: str = "", level: str = "") -> str:
    return cell_id(CellKey(measure, category, level))


def eligible(category: str, level: str) -> str:
    return cell("eligible_offenders", category, level)


def sheets_of(book: Made, *, file: str = "area-tables.xlsx") -> tuple[Sheet, ...]:
    several = len(book.sheets) > 1
    return tuple(
        Sheet(
            Where(file, sheet=name if several else ""),
            [Row(n, tuple(map(str, row))) for n, row in enumerate(rows, 1)],
            even=False,
        )
        for name, rows in book.sheets.items()
    )


def put(
    book: Made,
    maker: Maker,
    *,
    sheet: str,
    before: Sequence[Sequence[object]],
    cells: Sequence[tuple[str | None, ReportingYear | None]],
    after: Sequence[Sequence[object]] = (),
    left: Callable[[str], list[object]] = lambda _: [],
    written: Callable[[int], object] = lambda number: number,
    name: Callable[[str], str] = lambda name: name,
    slugs: Sequence[str] = SLUGS,
    extra: Callable[[str], list[object]] = lambda _: [],
) -> None:
    """Rows of heads, one row for each area with its cells, and rows below."""
    rows = book.rows(sheet)
    rows += [list(row) for row in before]
    first = len(rows)
    for slug in slugs:
        values = []
        for id_, year in cells:
            assert id_ is not None
            assert year is not None
            value = maker.rate(slug, year) if id_.startswith("rso_rate") else maker.number(slug, year, id_)
            shown = written(value) if isinstance(value, int) else value
            values.append(shown)
            book.figures[slug, year, id_] = str(value)
        rows.append([*left(slug), name(maker.names[slug]), *values, *extra(slug)])
    rows += [list(row) for row in after]
    start = len(left(slugs[0])) + 1
    for number, (id_, _) in enumerate(cells):
        book.columns[sheet, first, start + number] = id_
