"""The England and Wales page in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from stats.catalogue.notes import NoteKind
from stats.presentation.charts.description import TrendChart
from stats.presentation.components.tables import FigureCell, TableRow
from stats.presentation.nation.page import NationText, nation_text
from stats.presentation.nation.tables import NationalTable
from stats.queries.pages.nation import nation_page
from tests.factories import make_area, make_figure, make_nation, make_note, make_population, make_source
from tests.presentation.cells import figure_cells

pytestmark = pytest.mark.django_db

OVERVIEW = "MAPPA: the first five years"


def national(
    measure: str, value: int | str, *, year: str, kind: str = "national bulletin", **cell: Any
) -> None:
    source = make_source(OVERVIEW if kind == "national bulletin" else f"A {kind}", kind=kind)
    make_figure(measure, value=value, area=make_nation(), year=year, **({"source": source} | cell))


def rsos(value: int, *, year: str, **fields: Any) -> None:
    national("eligible_offenders", value, year=year, category="1", level="total", **fields)


def text() -> NationText:
    found = nation_text(nation_page())
    assert found is not None
    return found


def rows(code: str) -> dict[str, TableRow]:
    return {row.head.text: row for row in table(code).table.rows}


def table(code: str) -> NationalTable:
    return next(one for one in text().tables if one.table.id == code)


def first_cell(code: str, *, year: str) -> FigureCell:
    return next(cell for cell in figure_cells(rows(code)[year]) if cell.spoken != "not held")


def test_nothing_held_is_no_page() -> None:
    assert nation_text(nation_page()) is None


def test_the_overviews_changes_are_printed_to_one_decimal() -> None:
    rsos(24_572, year="2003-04")
    rsos(28_994, year="2004-05")
    national("level_2_3_offenders", 1_478, year="2004-05", category="total", level="3")
    national("level_2_3_offenders", 1_278, year="2005-06", category="total", level="3")
    assert first_cell("registered", year="2004-05").under == "+4,422 (+18.0%)"
    assert first_cell("levels", year="2005-06").under == "−200 (−13.5%)"
    assert first_cell("registered", year="2003-04").under == ""


def test_the_sentence_gives_count_rate_one_in_and_the_year_before() -> None:
    rsos(66_741, year="2021-22")
    national("rso_rate", "126", year="2021-22")
    rsos(68_357, year="2022-23")
    make_population(make_area(), mid_year=2021, persons=52_900_000)  # the nation is the sum of its areas
    found = text()
    assert str(found.nation.year) == "2022-23"
    assert found.opening.sentence.text == (
        "On 31 March 2023, 68,357 registered sexual offenders were managed in England and Wales: 129 for "
        "every 100,000 people aged ten and over, or one in 774. A year earlier there were 66,741, or "
        "126 per 100,000."
    )
    assert (
        strip_tags(f"{found.opening.sentence.html} {found.opening.sentence.after}")
        == found.opening.sentence.text
    )
    overview = f"{OVERVIEW} (national bulletin)"
    assert found.opening.source == (
        f"Source of the count: {overview}. "
        "Rate worked out by MAPPA in numbers from the ONS mid-2021 estimate. "
        f"A year earlier: {overview}."
    )


def test_the_year_before_is_left_out_across_a_break_and_a_gap() -> None:
    rsos(64_300, year="2020-21")
    national("rso_rate", "122", year="2020-21")
    rsos(66_741, year="2021-22")
    national("rso_rate", "126", year="2021-22")
    # The 2021 Census parts the rates; the counts stay comparable.
    assert text().opening.sentence.text.endswith("A year earlier there were 64,300.")
    rsos(70_000, year="2023-24")
    assert "A year earlier" not in text().opening.sentence.text


def test_facts_say_the_newest_of_each_and_its_change() -> None:
    rsos(66_741, year="2021-22")
    rsos(68_357, year="2022-23")
    national("recall_licence", 1_037, year="2008-09", category="total", level="total")
    facts = {fact.label.replace("\u00a0", " "): fact for fact in text().facts}
    count = facts["Registered sexual offenders, 31 March 2023"]
    assert (count.value, count.note) == ("68,357", "+1,616 (+2.4%) since 2021-22")
    rate = facts["Per 100,000 people aged ten and over, 31 March 2023"]
    assert (rate.value, rate.value_long) == ("No figure", True)
    recalls = facts["Returned to custody for breach of licence, 2008-09"]
    assert (recalls.value, recalls.note) == ("1,037", "No figure for the year before")


def test_a_break_is_told_between_the_years_it_parts_even_over_a_gap() -> None:
    rsos(30_000, year="2005-06")
    national("eligible_offenders", 14_317, year="2005-06", category="2", level="total")
    for year, value in (("2002-03", 29_594), ("2004-05", 12_662)):
        national("eligible_offenders", value, year=year, category="2", level="total")
    offenders = rows("offenders")
    (told,) = offenders["2004-05"].parting  # the total of all categories has no number
    assert strip_tags(told) == "Cat 2, from 2003-04: Category 2 leaves out people in custody note 1"
    assert table("offenders").notes[0].startswith("From 2003-04 Category 2 no longer counts")
    assert offenders["2005-06"].parting == ()
    assert offenders["2002-03"].parting == ()


def test_a_number_that_is_not_compared_says_why_in_its_cell() -> None:
    rsos(66_741, year="2021-22")
    rsos(64_300, year="2020-21", qualifier="about")
    rsos(62_000, year="2019-20", qualifier="more than")
    assert first_cell("registered", year="2021-22").under == "not compared: 64,300 is rounded"
    national("notification_breaches", 1_905, year="2021-22")
    national("notification_breaches", 1_640, year="2020-21", qualifier="more than")
    under = first_cell("notification", year="2021-22").under
    assert under == "not compared: “more than 1,640” is not exact"


def test_a_cell_across_a_break_is_not_compared() -> None:
    for year, value in (("2002-03", 29_594), ("2003-04", 12_754)):
        national("eligible_offenders", value, year=year, category="2", level="total")
    rsos(24_572, year="2003-04")
    cells = figure_cells(rows("offenders")["2003-04"])
    assert [cell.under for cell in cells if cell.text == "12,754"] == ["not compared"]


def test_press_figures_are_marked() -> None:
    rsos(68_357, year="2022-23", kind="press report")
    rsos(29_973, year="2005-06")
    assert first_cell("registered", year="2022-23").second_hand
    assert not first_cell("registered", year="2005-06").second_hand
    assert [source.title for source, _used_for in text().press] == ["A press report"]
    assert [used_for for _source, used_for in text().official] == ["Gives figures for 2005-06."]


def test_a_conflict_lists_each_number_once_and_the_cell_leads_to_it() -> None:
    rsos(21_513, year="2002-03")
    for kind in ("parliamentary answer", "press report"):
        rsos(21_413, year="2002-03", kind=kind, preferred=False)
    (conflict,) = text().conflicts
    assert [(number, len(sources)) for number, sources in conflict.given] == [
        ("21,513", 1),
        ("21,413", 2),
    ]
    assert conflict.when == "31 March 2003"
    assert first_cell("registered", year="2002-03").note_id == conflict.anchor


def test_a_restated_rate_says_why() -> None:
    national("rso_rate", "57.45", year="2006-07")
    national("rso_rate", "64", year="2006-07", kind="press report", preferred=False)
    (conflict,) = text().conflicts
    assert [number for number, _sources in conflict.given] == ["57.45", "64"]
    assert "later given again as 64" in conflict.reasons[0]


def test_a_note_stands_once_under_the_table_and_its_figures_name_its_number() -> None:
    for year, words in (("2019-20", "Odd."), ("2020-21", "Probably rounded."), ("2021-22", "Odd.")):
        rsos(64_300, year=year)
        make_note(
            words,
            area=make_nation(),
            year=year,
            category="1",
            level="total",
            kind=NoteKind.UNUSUAL,
        )
    assert list(table("registered").notes) == ["Odd.", "Probably rounded."]
    told = {year: strip_tags(row.cells[0].text) for year, row in rows("registered").items()}
    assert told == {"2021-22": "64,300 note 1", "2020-21": "64,300 note 2", "2019-20": "64,300 note 1"}


def test_what_counts_something_else_names_the_notes_that_say_so() -> None:
    for year, words in (("2020-21", "At Level 2 alone."), ("2021-22", "At both levels.")):
        rsos(64_300, year=year)
        make_note(words, area=make_nation(), year=year, category="1", level="total", kind=NoteKind.DEFINITION)
    under = strip_tags(first_cell("registered", year="2021-22").under)
    assert under == "not compared: counted another way notes 1, 2"
    assert list(table("registered").notes) == ["At both levels.", "At Level 2 alone."]


def test_printed_totals_are_checked() -> None:
    for category, value in (("1", 24_572), ("2", 12_754), ("3", 2_166), ("total", 39_492)):
        national("eligible_offenders", value, year="2003-04", category=category, level="total")
    strip = text().strip
    assert strip is not None
    assert strip.state == "agrees"


def test_charts_are_known_by_key_and_two_years_make_none() -> None:
    for year, value in (("2003-04", 24_572), ("2004-05", 28_994), ("2005-06", 29_973)):
        rsos(value, year=year)
    for year, rate in (("2004-05", "55"), ("2005-06", "57")):
        national("rso_rate", rate, year=year)
    charts = text().page_charts
    assert {key: found.chart is not None for key, found in charts.items()} == {"rate": False, "rsos": True}
    chart = charts["rsos"].chart
    assert isinstance(chart, TrendChart)
    assert [point.year for point in chart.series[0].points] == [2004, 2005, 2006]
    assert [(one.key, one.chart is not None) for one in text().series] == [("rate", False), ("rsos", True)]
