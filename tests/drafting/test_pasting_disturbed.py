"""Whole pages, disturbed as pages are: whatever is lost of them, no number is laid in another's cell."""

from random import Random

import pytest

from stats.catalogue.layouts import Line
from stats.catalogue.reader import catalogue
from tests.drafting.test_pasting import YEAR, pasted

pytestmark = pytest.mark.thorough


def a_report(random: Random, *, gap: str) -> tuple[str, dict[tuple[str, int, int], str]]:
    """A whole report of the layout as a page's text, every number another, disturbed as pages are; and what
    stands where."""
    layout = catalogue().layout_for(YEAR)
    assert layout is not None
    numbers = iter(random.sample(range(100, 999), 200))
    truth: dict[tuple[str, int, int], str] = {}
    lines: list[str] = []
    for table in layout.tables:
        if table.division_rows or random.random() < 0.1:
            continue
        columns = list(range(len(table.columns)))
        has_heads = random.random() < 0.8
        if has_heads and random.random() < 0.3:
            random.shuffle(columns)
        lines.append(table.title_for(YEAR))
        if has_heads and len(columns) > 1:
            lines.append(gap.join(["", *(table.columns[n].label for n in columns)]))
        rows = list(enumerate(table.rows))
        if not any(row.heading for row in table.rows) and random.random() < 0.3:
            random.shuffle(rows)
        for n, row in rows:
            here = {(table.code, n, column): str(next(numbers)) for column in columns}
            truth |= here
            lines += disturbed(random, row, list(here.values()), gap=gap)
    return "\n".join(lines), truth


def disturbed(random: Random, row: Line, texts: list[str], *, gap: str) -> list[str]:
    """A row's lines: now and then without its heading, its label, a number, or at all."""
    lines = [row.heading] if row.heading and random.random() < 0.9 else []
    label = random.choice([row.label, row.label.upper(), row.short_label])
    if random.random() < 0.05:
        return lines
    if random.random() < 0.05:
        texts = texts[1:] or texts
    if random.random() < 0.05:
        label = random.choice(["", "Other", "Nothing like it"])
    lines.append(gap.join(filter(None, [label, *texts])))
    if random.random() < 0.1:
        lines.append(random.choice(["Page 9 of 12", "* Source: the Board", "", "31 March 2015"]))
    return lines


@pytest.mark.parametrize("gap", [" ", "\t"], ids=["a PDF's text", "a spreadsheet"])
@pytest.mark.parametrize("seed", range(100))
def test_no_number_of_a_disturbed_report_is_laid_in_another_s_cell(seed: int, gap: str) -> None:
    text, truth = a_report(Random(seed), gap=gap)
    placement = pasted(text, code="eligible")
    laid = {(cell.table, cell.row, cell.column): cell.text for cell in placement.cells}
    assert {place: text for place, text in laid.items() if truth.get(place) != text} == {}
    assert len(laid) > len(truth) / 2
