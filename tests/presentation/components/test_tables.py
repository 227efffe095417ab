"""The one template that draws tables."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from stats.analysis.figures import SourceRef
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    link,
    number_cell,
    number_columns,
    place_cell,
    sources_cell,
    words_cell,
)

REPORT = SourceRef(1, "area report", "A “report”", "")
TEMPLATES = Path(__file__).parents[3] / "templates"
YEARS = (Column("Area", cells="place"), *number_columns(("2014-15", "2015-16")))


def drawn(*rows: TableRow, columns: tuple[Column, ...] = YEARS, **fields: object) -> str:
    """The table as one line, without white space between its tags."""
    table = Table(columns, rows, **fields)  # type: ignore[arg-type]
    html = render_to_string("stats/components/table.html", {"table": table})
    return re.sub(r">\s+<", "><", html).strip()


def cells(html: str) -> list[str]:
    return re.findall(r"<td.*?</td>", html)


def test_every_part_says_what_it_is_and_every_cell_its_head_again() -> None:
    assert drawn(TableRow(Cell("Kent"), (Cell("697"), Cell("702"))), caption="Offenders", id="figures") == (
        '<table class="turns" role="table" id="figures">'
        '<caption class="govuk-visually-hidden">Offenders</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Area</th>'
        '<th scope="col" role="columnheader" class="number">2014-15</th>'
        '<th scope="col" role="columnheader" class="number">2015-16</th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader" class="place">Kent</th>'
        '<td role="cell" class="number" data-head="2014-15">697</td>'
        '<td role="cell" class="number" data-head="2015-16">702</td></tr></tbody></table>'
    )


def test_a_table_that_does_not_turn_needs_no_roles() -> None:
    html = drawn(TableRow(Cell("Kent"), (Cell("1"), Cell("2"))), classes="", has_roles=False)
    assert html.startswith("<table><thead><tr>")
    assert "role=" not in html
    assert "data-head" not in html


def test_a_short_head_is_said_in_the_cells() -> None:
    html = drawn(
        TableRow(Cell("Kent"), (Cell("1"),)), columns=(Column("Area"), Column("Category 1", short="Cat 1"))
    )
    assert ">Category 1</th>" in html
    assert cells(html) == ['<td role="cell" data-head="Cat 1">1</td>']


def test_what_is_not_held_is_a_dash_and_what_is_zero_is_a_zero() -> None:
    assert [number_cell(value).content for value in ("", "0")] == ["–", "0"]


def test_a_number_stands_over_its_interval() -> None:
    html = drawn(TableRow(Cell("Kent"), (number_cell("697", interval="646 to 751"), Cell("1"))))
    assert '>697<span class="under-number">646 to 751</span></td>' in html


def test_the_class_of_a_cell_is_added_to_that_of_its_column() -> None:
    html = drawn(TableRow(Cell("Kent"), (FigureCell("7", classes="total"), Cell("9"))))
    assert [re.findall('class="(.*?)"', cell) for cell in cells(html)] == [["number total"], ["number"]]


def test_a_heading_stands_over_its_rows_and_a_break_under_the_year_it_begins() -> None:
    parting = ("All, from 2008-09: counted another way",)
    html = drawn(TableRow(Cell("Kent"), (Cell("1"), Cell("2")), heading="By level", parting=parting))
    heading = (
        '<tr class="group" role="row"><th scope="rowgroup" colspan="3" role="rowheader">By level</th></tr>'
    )
    assert heading in html
    assert html.index(heading) < html.index("Kent") < html.index('class="parting"')
    (below,) = re.findall(r'class="parting">\s*<td role="cell" colspan="3">(.*?)</td>', html)
    assert below == "All, from 2008-09: counted another way"


def test_each_heading_is_of_its_own_rows_and_of_no_others() -> None:
    """A head of rows is a head of every cell of its `tbody`."""
    rows = [("Kent", ""), ("Level 2", "Recalls"), ("Total", ""), ("Level 3", "Breaches")]
    html = drawn(*(TableRow(Cell(head), (Cell("1"), Cell("2")), heading=heading) for head, heading in rows))
    found = [re.findall(r'<th scope="row.*?>(.*?)</th>', body) for body in html.split("<tbody")[1:]]
    assert found == [["Kent"], ["Recalls", "Level 2", "Total"], ["Breaches", "Level 3"]]


def test_too_few_cells_for_the_columns_are_no_table() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(Table(YEARS, (TableRow(Cell("Kent"), (Cell("1"),)),)).lines)


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        (Cell(link("Kent", url="/areas/kent/")), '<a href="/areas/kent/">Kent</a>'),
        (
            words_cell("+4 since 2014-15", under="98"),
            '+4 since <span class="one-word">2014-15</span><span class="under-number">98</span>',
        ),
        (FigureCell("7", under="+2"), '7\n<span class="under-number">+2</span>'),
        (FigureCell("7", second_hand=True), '<span\nclass="second-hand">Press</span>7'),
        (FigureCell(is_missing=True), '<span class="not-held">not held</span>'),
        (sources_cell([REPORT] * 2), '<span\n  class="kind">Area report</span>'),
        (
            sources_cell([replace(REPORT, slug="a-report")]),
            '<a class="kind"\n  href="/sources/a-report/" title="A “report”">Area report</a>',
        ),
        (place_cell("", text="By level"), "By level"),
        (
            place_cell(link("Kent, 2014-15", url="/areas/kent/"), text="In 2014-15"),
            '<a href="/areas/kent/">Kent, 2014-15</a><br>In <span class="one-word">2014-15</span>',
        ),
    ],
)
def test_what_stands_in_a_cell(cell: Cell, content: str) -> None:
    assert cell.content == content


def test_a_figure_that_does_not_add_up_leads_to_its_note_in_words() -> None:
    content = FigureCell("7", differs=True, note_id="difference-1", note="see the note").content
    assert '<a href="#difference-1">7' in content
    assert "≠" in content
    assert " see the note</span>" in content


def test_what_a_source_prints_cannot_become_markup() -> None:
    columns = (Column("Area"), Column('"><script>'), Column("x"), Column("y"))
    told = (Cell("<b>1</b>"), FigureCell("<b>", under="a & b"), Cell(link("<i>", url='"><u>')))
    html = drawn(TableRow(words_cell("<em>"), told), columns=columns, caption="<u>", id='"><u>')

    assert not re.search("<(script|b|i|u|em)>", html)
    assert 'data-head="&quot;&gt;&lt;script&gt;"' in html
    assert "a &amp; b" in html


def test_every_table_of_a_template_has_a_name() -> None:
    """A caption right within it, or a name in its tag."""
    opening = re.compile(r"<table\b([^>]*)>(.{0,120})", re.DOTALL)
    unnamed = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        for tag, within in opening.findall(path.read_text())
        if "aria-label" not in tag and "<caption" not in within
    ]
    assert unnamed == []
