"""Nothing held is unseen: each public figure stands on a page, in a cell under its own heads.

Read from the pages as they are sent, and told by the words of rows and columns, not by the layouts that put
the numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.db.models import Q

from stats.catalogue.measures import CellKey
from stats.models import Area
from stats.presentation.exports.page_tables import page_tables
from stats.presentation.text import numbers
from stats.queries.figures import fetch_figures
from tests.shipped import page_read, page_sent
from tests.views.reading import Page

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("shipped")]

NATION = "england-and-wales"
TOPICS = ("/orders/", "/recalls/", "/notification/", "/serious-further-offences/")
CATEGORY, LEVEL = re.compile(r"(?:Category|Cat)\s(\d)"), re.compile(r"Levels?\s(\d)(?:\sand\s(\d))?")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BREAK = re.compile(r"(?:.+, from )?\d{4}-\d{2}: ")
"""A break between two years; where it is of some columns only, theirs are named first."""
# What the heads of a cell with this measure say, whatever the year's report calls it.
WORDS = {
    "eligible_offenders": r"offender|RSO|Total|Level",
    "level_2_3_offenders": r"Level",
    "notification_breaches": r"breach",
    "lifetime_notification_revoked": r"revoked",
    "sopo": r"SOPO",
    "shpo": r"SHPO",
    "shpo_foreign_travel": r"travel",
    "notification_order": r"NO\b|notification order|NOs",
    "foreign_travel_order": r"FTO|foreign travel",
    "sopo_applied": r"SOPO.*applied",
    "sopo_interim": r"interim.*SOPO",
    "notification_order_applied": r"NO.*applied",
    "notification_order_interim": r"interim.*NO",
    "foreign_travel_order_applied": r"FTO.*applied",
    "orders_total": r"total",
    "sro_breach_notification": r"SRO|sexual risk order",
    "recall_licence": r"licence",
    "custody_order_breach": r"order|SOPO|SHPO",
    "rso_rate": r"100,000|rate",
    "sfo_charged": r"charged",
    "sfo_still_charged_31_march": r"still charged",
    "sfo_convicted": r"convicted",
    "sfo_outstanding_31_march": r"outstanding",
    "sfo_other_outcome": r"other",
    "serious_case_reviews": r"review|Level",
}
Cell = tuple[str, str, str]
"""The head of its row, everything that heads it, and what stands in it."""


def cells(page: Page) -> Iterator[Cell]:
    """Every cell with its heads: the caption, the line over its group of rows, its row, its column."""
    for table in page.tables:
        if not table.rows:
            continue
        heads, over = table.rows[0], ""
        for row in table.rows[1:]:
            if len(row) == 1:
                # A break between two rows of years heads no row.
                over = "" if BREAK.match(row[0]) else row[0]
                continue
            if "Figure" in heads:  # the place in words stands beside the number, in a cell of its own
                over = row[heads.index("Figure")]
            for head, text in zip(heads[1:], row[1:], strict=False):
                yield row[0], f"{table.caption} | {over} | {row[0]} | {head}", text


def says(cell: CellKey, heads: str) -> bool:
    """Whether the words over a number are those of the cell: its measure, its category, its level."""
    own = heads.split(" | ", 1)[1]
    categories = set(CATEGORY.findall(own))
    levels = {digit for found in LEVEL.findall(own) for digit in found if digit}
    if cell.category in ("1", "2", "3", "4"):
        named = categories == {cell.category}
        named = named or (
            cell.category == "1" and not categories and bool(re.search("regist|RSO", own, re.IGNORECASE))
        )
    else:
        named = not categories
    at_level = levels == {cell.level} if cell.level in ("1", "2", "3") else levels in (set(), {"2", "3"})
    return named and at_level and bool(re.search(WORDS[cell.measure], heads, re.IGNORECASE))


def shows(text: str, number: str) -> bool:
    """Whether the number stands in the cell as a word of its own: `4` is not in `4,114`, nor in `14`."""
    # A glance before the pattern: most cells hold nothing like it.
    return number in text and re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d]|[,.]\d)", text) is not None


@cache
def cells_of(path: str) -> tuple[Cell, ...]:
    return tuple(cells(page_read(path)))


def stands(slug: str, year: str, cell: CellKey, number: str) -> bool:
    """On the area's page of its year; for England and Wales in the row of its year, there or on a topic's."""
    if slug == NATION:
        places = (found for path in ("/england-and-wales/", *TOPICS) for found in cells_of(path))
        return any(row == year and shows(text, number) and says(cell, heads) for row, heads, text in places)
    found = cells_of(f"/areas/{slug}/{year}/")
    if cell.division:
        return any(cell.division in row and shows(text, number) for row, _heads, text in found)
    return any(shows(text, number) and says(cell, heads) for _row, heads, text in found)


def test_every_preferred_figure_stands_in_its_cell() -> None:
    unseen = []
    for figure in fetch_figures(Q()):
        if not figure.preferred or figure.amount.value is None:
            continue
        number = numbers.amount(figure.amount)
        if not stands(figure.area_slug, figure.year.label, figure.cell, number):
            unseen.append((figure.area_slug, figure.year.label, str(figure.cell), number))
    assert not unseen, "\n".join(map(str, unseen))


def test_every_other_number_for_the_same_cell_stands_beside_it() -> None:
    """What gives way to a better source is told where sources differ; the same number again needs no word."""
    shown = {(one.area_slug, one.year, one.cell): one.amount for one in fetch_figures(Q()) if one.preferred}
    unseen = []
    for figure in fetch_figures(Q()):
        if figure.preferred or shown.get((figure.area_slug, figure.year, figure.cell)) == figure.amount:
            continue
        slug, number = figure.area_slug, numbers.amount(figure.amount)
        path = "/england-and-wales/" if slug == NATION else f"/areas/{slug}/{figure.year}/"
        if not shows(page_read(path).text, number):
            unseen.append((path, str(figure.cell), number))
    assert not unseen, "\n".join(map(str, unseen))


@pytest.mark.parametrize(("category", "number"), [("1", "6,594"), ("2", "4,786"), ("3", "2,403")])
def test_the_overviews_totals_of_2005_06(category: str, number: str) -> None:
    """Printed in Tables 2 and 3 of the overview, and on no page of the first release."""
    assert stands(NATION, "2005-06", CellKey("level_2_3_offenders", category, "total"), number)


def test_a_number_in_the_wrong_place_would_be_noticed() -> None:
    """Dorset 2014-15: 666 stands at Category 1, Level 1, and nowhere else."""
    at = CellKey("eligible_offenders", "1", "1")
    assert stands("dorset", "2014-15", at, "666")
    assert not stands("dorset", "2014-15", CellKey("eligible_offenders", "2", "1"), "666")
    assert not stands("dorset", "2014-15", CellKey("eligible_offenders", "1", "2"), "666")
    assert not stands("dorset", "2015-16", at, "666")


def test_every_area_with_a_figure_is_walked() -> None:
    held = {figure.area_slug for figure in fetch_figures(Q())}
    assert len(held) > 35
    assert held <= set(Area.objects.values_list("slug", flat=True))


def test_every_table_of_these_pages_has_the_same_numbers_in_its_file() -> None:
    """Row by row: what a reader sees as a number stands in the file, and the file's numbers on the page."""
    held = {(figure.area_slug, figure.year.label) for figure in fetch_figures(Q())}
    paths = {
        "/england-and-wales/",
        *TOPICS,
        *(f"/areas/{slug}/{year}/" for slug, year in held if slug != NATION),
    }
    wrong, rows = [], 0
    for path in sorted(paths):
        files = page_tables(page_sent(path)).values()
        for table, file in zip(page_read(path).tables, files, strict=True):
            shown = [row for row in table.rows[1:] if len(row) > 1]
            assert len(shown) == len(file.rows), (path, table.caption)
            for seen, line in zip(shown, file.rows, strict=True):
                rows += 1
                told = set(NUMBER.findall(" ".join(line).replace(",", "")))
                alone = {text.replace(",", "") for text in seen if NUMBER.fullmatch(text.replace(",", ""))}
                numbers_of_file = {
                    text
                    for text, column in zip(line, file.columns, strict=True)
                    if text and column.type == "number"
                }
                on_page = set(NUMBER.findall(" ".join(seen).replace(",", "").replace("\u2212", "-")))
                if alone - told or numbers_of_file - on_page:
                    wrong.append((path, table.caption, seen, line))
    assert rows > 2000
    assert not wrong, "\n".join(map(str, wrong[:20]))
