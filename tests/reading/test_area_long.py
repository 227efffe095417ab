"""Long tables, with a row for each area and category, level or measure: widened, proposed, asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stats.documents.problems import Where
from stats.documents.sheets import Row, Sheet
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import every_column, proposed
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables
from tests.reading.area_makers import SLUGS, Y14, Y15, Maker, eligible
from tests.reading.shipped_areas import AREAS

MAKER = Maker("own", 1)
NAMES = [names.names[0] for names in AREAS if names.slug in SLUGS]
SLUG_OF = {names.names[0]: names.slug for names in AREAS}
LEVELS = ("1", "2", "3", "total")
CATEGORIES = ("1", "2", "3", "total")
LEVEL_WORDS = {"1": "Level 1", "2": "Level 2", "3": "Level 3", "total": "Total"}
CATEGORY_WORDS = {
    "1": "Registered sexual offenders",
    "2": "Violent offenders",
    "3": "Other dangerous offenders",
    "total": "All categories",
}


def sheet(rows: Sequence[Sequence[object]]) -> Sheet:
    cells = (Row(n, tuple(map(str, row))) for n, row in enumerate(rows, 1))
    return Sheet(Where("long.csv", "Data"), tuple(cells), even=False)


def number(name: str, category: str, level: str, *, year: object = Y14) -> int:
    return MAKER.number(SLUG_OF[name], year, eligible(category, level))  # type: ignore[arg-type]


def read(rows: Sequence[Sequence[object]]) -> tuple[AreaTables, AreaTablesReading]:
    tables = read_area_tables([sheet(rows)], areas=AREAS)
    return tables, figures_of(tables, proposed(tables))


TITLE: list[object] = ["MAPPA-eligible offenders on 31 March 2015, by area, category and level"]


def both(
    *, level_head: str = "Level", levels: dict[str, str] = LEVEL_WORDS, title: list[object] = TITLE
) -> list[list[object]]:
    """Area, category, level, number: each area's sixteen rows in turn."""
    return [
        title,
        [],
        ["Area", "Category", level_head, "Number"],
        *(
            [name, CATEGORY_WORDS[category], levels[level], number(name, category, level)]
            for name in NAMES
            for category in CATEGORIES
            for level in LEVELS
        ),
    ]


def by_level_first() -> list[list[object]]:
    """The level in the outer loop, so that no area's rows stand together."""
    title, blank, head, *rows = both()
    return [title, blank, head, *sorted(rows, key=lambda row: str(row[2]))]


def numbered() -> list[list[object]]:
    return both(levels={"1": "1", "2": "2", "3": "3", "total": "Total"})


def with_a_region() -> list[list[object]]:
    title, blank, head, *rows = both()
    return [title, blank, ["Region", *head], *(["Some region", *row] for row in rows)]


@pytest.mark.parametrize("make", [both, by_level_first, numbered, with_a_region])
def test_categories_and_levels_in_the_rows_are_proposed_as_such(make: object) -> None:
    tables, reading = read(make())  # type: ignore[operator]
    assert reading.problems == ()
    assert len(reading.figures) == 42
    for area in reading.figures:
        name = next(name for name, slug in SLUG_OF.items() if slug == area.area)
        wanted = {eligible(c, lv): str(number(name, c, lv)) for c in CATEGORIES for lv in LEVELS}
        assert {id_: cell.text for id_, cell in area.cells.items()} == wanted
    (table,) = tables.tables
    assert next(column.letter for _, column in every_column(tables) if column.proposal.first) in "DE"
    assert table.title == TITLE[0]


def test_each_figure_names_the_cell_that_it_came_from() -> None:
    rows = both()
    _, reading = read(rows)
    area = next(one for one in reading.figures if one.area == "dorset")
    place = area.places[eligible("2", "3")]
    assert place.startswith("sheet Data, cell D")
    row = rows[int(place.rpartition("D")[2]) - 1]
    assert row[:3] == ["Dorset", "Violent offenders", "Level 3"]


def test_years_stay_rows_of_their_own() -> None:
    rows: list[list[object]] = [
        ["MAPPA-eligible offenders by area and level on 31 March"],
        ["Area", "Year", "Level", "Number of offenders"],
        *(
            [name, year.label, LEVEL_WORDS[level], number(name, "total", level, year=year)]
            for year in (Y14, Y15)
            for name in NAMES
            for level in LEVELS
        ),
    ]
    _, reading = read(rows)
    assert reading.problems == ()
    assert {(one.area, one.year) for one in reading.figures} == {(s, y) for s in SLUGS for y in (Y14, Y15)}
    kent = next(one for one in reading.figures if (one.area, one.year) == ("kent", Y15))
    assert kent.cells[eligible("total", "2")].text == str(number("Kent", "total", "2", year=Y15))


def test_measures_in_the_rows_and_what_is_not_known_is_asked() -> None:
    said = {"SOPOs imposed": "sopo....0", "Notification orders imposed": "notification_order....0"}
    rows: list[list[object]] = [
        ["Orders, 2014-15"],
        ["Area", "Measure", "Value"],
        *([name, measure, n] for n, name in enumerate(NAMES, 1) for measure in (*said, "Something else")),
    ]
    tables, reading = read(rows)
    columns = {column.head: column.proposal for _, column in every_column(tables)}
    for head, id_ in said.items():
        assert columns[head].first == id_
    assert not columns["Something else"].certain
    assert any("Something else" in str(problem) for problem in reading.problems)


def test_a_row_that_comes_twice_is_told_with_both_rows() -> None:
    rows = both()
    again = ["Kent", "Violent offenders", "Level 3", 7]
    _, reading = read([*rows, again])
    assert any(
        "Kent has two rows of 2014-15" in str(p) or "kent has two rows" in str(p) for p in reading.problems
    )


def test_a_wide_table_with_words_beside_its_areas_stays_as_it_is() -> None:
    rows: list[list[object]] = [
        TITLE,
        ["Area", "Region", "Category 1", "Category 2"],
        *([name, "Level ground", number(name, "1", "total"), number(name, "2", "total")] for name in NAMES),
    ]
    tables, reading = read(rows)
    assert reading.problems == ()
    assert tables.tables[0].places == {}
    assert len(reading.figures) == 42
