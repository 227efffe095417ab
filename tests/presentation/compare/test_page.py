"""The compare page in words, on the figures that ship."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from stats.analysis.values import WhyNot
from stats.calculations.funnel import Comparison, NoWord
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.presentation.compare.dot_chart import dot_chart
from stats.presentation.compare.page import CompareText, topics, year_links
from stats.presentation.compare.table import table_notes
from stats.presentation.exports.compare import csv_row
from stats.presentation.text.words import doubts_of
from stats.queries.pages.compare import BY_NAME, ComparePage, compare_page
from stats.queries.years_held import years_held
from tests.factories import make_area, make_figure, make_nation, make_note, make_population, make_source

NAMES = [column.name for column in catalogue().exports["comparison"].columns]


def page_of(slug: str, year: str, *areas: str) -> ComparePage:
    page = compare_page(slug, year=ReportingYear.parse(year), areas=areas, sort=BY_NAME)
    assert page is not None
    return page


def csv_rows(page: ComparePage) -> list[tuple[str, ...]]:
    return [csv_row(row, of=page) for row in page.rows]


def csv_lines(page: ComparePage) -> list[dict[str, str]]:
    return [dict(zip(NAMES, row, strict=True)) for row in csv_rows(page)]


def text_of(page: ComparePage) -> CompareText:
    return CompareText(page)


def test_every_indicator_can_be_chosen() -> None:
    assert {one.slug for _topic, found in topics() for one in found} == set(catalogue().indicators)


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_the_day_or_the_year_and_how_many_are_held(self) -> None:
        assert text_of(page_of("rso-rate", "2014-15")).under == (
            "Per 100,000 people aged ten and over, 31 March 2015. 11 of 42 areas can be compared."
        )
        orders = text_of(page_of("prevention-orders", "2014-15"))
        assert orders.under == "2014-15. 3 of 42 areas can be compared."

    def test_the_nation_is_named_where_it_is_the_benchmark(self) -> None:
        assert text_of(page_of("rso-rate", "2014-15")).national == "England and Wales: 98."

    def test_the_chart_is_ordered_by_value_and_the_table_by_name(self) -> None:
        page = page_of("rso-rate", "2014-15")
        values = [row.value for row in dot_chart(page).rows]
        names = [row.area.name for row in page.rows]

        assert values == sorted(values, reverse=True)
        assert names == sorted(names)
        assert {row.label for row in dot_chart(page).rows} == set(names)

    def test_a_national_count_is_no_line_among_areas(self) -> None:
        assert dot_chart(page_of("rsos", "2014-15")).reference is None
        assert dot_chart(page_of("rso-rate", "2014-15")).reference is not None

    def test_counts_have_no_column_for_a_comparison(self) -> None:
        counts = {column.name for column in text_of(page_of("rsos", "2014-15")).table.columns}
        rates = {column.name for column in text_of(page_of("rso-rate", "2014-15")).table.columns}
        assert "comparison" not in counts
        assert {"comparison", "among", "numerator"} <= rates
        assert len(rates) == 6

    def test_the_map_has_every_area_whatever_is_chosen(self) -> None:
        text = text_of(page_of("rso-rate", "2014-15", "dorset"))
        assert text.map is not None
        assert text.map == text_of(page_of("rso-rate", "2014-15")).map
        assert len(text.map.tiles) == 42
        assert [strip_tags(row.record["value"]) for row in text.table.rows] == ["98 91 to 106"]

    def test_counts_and_a_few_areas_have_no_map(self) -> None:
        assert text_of(page_of("rsos", "2022-23")).map is None
        assert text_of(page_of("notification-breaches-per-100-rsos", "2019-20")).map is None

    def test_the_form_knows_what_is_chosen_and_what_is_held(self) -> None:
        text = text_of(page_of("rso-rate", "2014-15", "dorset", "kent"))
        form = render_to_string("stats/components/pick.html", {"page": text.page, "text": text})
        assert "Only 2 areas are chosen" in form
        assert set(re.findall('value="([a-z-]+)" checked', form)) == {"dorset", "kent"}
        assert "kent" not in text.held
        assert 'Kent <span\n              class="pick__not-held">' in form
        assert re.findall('value="(.*?)" selected', form) == ["rso-rate", "2014-15"]

    def test_two_facts_stand_in_two_columns_and_their_head_has_the_usual_range(self) -> None:
        page = page_of("rso-rate", "2021-22")
        text = text_of(page)
        rows = {strip_tags(row.record["area"]): row.record for row in text.table.rows}
        assert strip_tags(rows["North Wales"]["comparison"]) == "▲ higher +31%"
        assert strip_tags(rows["North Wales"]["among"]) == "above 1st to 6th"
        assert strip_tags(rows["Essex"]["comparison"]) == "▼ lower −10%"
        assert strip_tags(rows["Essex"]["among"]) == "within 7th to 12th"
        assert strip_tags(rows["Sussex"]["comparison"]) == "· not clearly different +3%"
        usual = page.rule.usual_range
        assert usual is not None
        head = text.table.columns["among"].column.under
        assert head == f"usual {usual.lower:.0f} to {usual.upper:.0f}; rank, of 13"

    def test_what_the_usual_spread_rests_on_is_told(self) -> None:
        page = page_of("rso-rate", "2021-22")
        text = text_of(page)
        assert text.usual == (
            "What is usual rests on 12 of the 42 areas: those with a figure. They are not a sample of all "
            "areas."
        )
        assert [note for note in text.table_notes if text.usual in note]
        assert text.funnel is not None
        assert text.usual in text.funnel.explanation[-1]
        assert text.usual in text.funnel.plot.notes
        assert text.usual in text.page_charts["funnel"].note

    def test_seven_areas_are_too_few_to_say_what_is_usual(self) -> None:
        text = text_of(page_of("notification-breaches-per-100-rsos", "2019-20"))
        told = "7 areas are too few to say what is usual among areas. That takes 10."
        assert text.usual == told
        assert text.why_no_funnel == f"There is no funnel plot. {told}"
        column = text.table.columns["among"]
        assert (column.header, column.column.under) == ("Rank, of 7", "")
        assert told in text.table_notes

    def test_a_doubted_figure_has_its_doubt_beside_it(self) -> None:
        page = page_of("notification-breaches-per-100-rsos", "2019-20")
        text = text_of(page)
        (row,) = (row for row in page.rows if row.value.doubts)
        name, doubts = row.area.name, doubts_of(row.value)
        (cells,) = (cells for cells in text.table.data if name in cells["area"])
        assert "doubted" in cells["value"]
        assert [note for note in text.footnotes if any(doubt in note for doubt in doubts)]
        assert text.dots is not None
        assert text.dots.notes == (f"Doubted, as the page explains: {name}.",)
        (line,) = (line for line in csv_lines(page) if line["area_name"] == name)
        assert line["note"] == "; ".join(doubts)

    @pytest.mark.parametrize("year", ["2022-23", "2018-19"])
    def test_an_implied_count_gives_interval_words_and_rank_and_says_so(self, year: str) -> None:
        """Rate and population are held, the count is not: it is worked back from them."""
        page = page_of("rso-rate", year)
        implied = [row for row in page.rows if row.value.is_count_implied]
        assert "Humberside" in {row.area.name for row in implied}
        text = text_of(page)
        table = {strip_tags(cells["area"]): cells for cells in text.table.data}
        lines = {line["area_name"]: line for line in csv_lines(page)}
        assert page.funnel is not None
        drawn = {point.area for point in page.funnel.points}
        for row in implied:
            cells, line = table[row.area.name], lines[row.area.name]
            told = re.match(r"[\d,]+0 note (\d) among ", strip_tags(cells["numerator"]))
            assert told
            assert text.footnotes[int(told[1]) - 1].startswith("Implied: ")
            assert " to " in strip_tags(cells["value"])
            assert re.match(r"(above|within|below) \d+\w\w\b", strip_tags(cells["among"]))
            assert row.area in drawn
            assert line["value_kind"] == "implied"
            assert len(line["numerator"].rstrip("0")) <= 3

    def test_who_has_no_words_has_the_reason_and_the_funnel_names_them(self) -> None:
        for year in (held.year.label for held in years_held(catalogue().rate)):
            page = page_of("rso-rate", year)
            text = text_of(page)
            for row, cells in zip(page.rows, text.table.data, strict=True):
                has = (
                    row.value.interval is not None,
                    row.rank is not None or len(page.compared) < 2,
                    bool(row.verdict and row.verdict.why_no_place is not NoWord.NO_INTERVAL),
                )
                if row.is_apart or not all(has):
                    assert row.rank is None, (year, row.area.slug)
                    assert " to " not in strip_tags(cells["value"]), (year, row.area.slug)
                    assert "note" in strip_tags(cells["value"]), (year, row.area.slug)
            if text.funnel is not None and page.funnel is not None:
                for area in page.funnel.left_out:
                    assert f"{area.name} (" in text.funnel.left_out
                    assert text.funnel.left_out in text.funnel.finding
                    assert text.funnel.left_out in text.funnel.plot.notes

    def test_words_that_no_area_has_are_not_explained(self) -> None:
        page = page_of("notification-breaches-per-100-rsos", "2022-23")
        assert {row.verdict.comparison for row in page.rows if row.verdict} == {Comparison.NOT_COMPARED}
        assert not [note for note in table_notes(page) if "Not clearly different" in note]

    def test_a_change_of_rules_is_told_with_its_first_year(self) -> None:
        assert [one.code for one in page_of("prevention-orders", "2015-16").starting] == ["sopo-to-shpo"]

    def test_a_population_that_is_not_published_is_named_as_our_own(self) -> None:
        column = [one.name for one in catalogue().exports["comparison"].columns].index("denominator_basis")
        found = {row[column] for row in csv_rows(page_of("rso-rate", "2012-13"))}
        assert "MAPPA in numbers estimate for mid-2012, people aged ten and over" in found

    def test_an_implied_population_is_rounded_and_named(self) -> None:
        """Where all are, the head says so once for all."""
        text = text_of(page_of("rso-rate", "2021-22"))
        shown = {strip_tags(row.record["numerator"]) for row in text.table.rows}
        assert "938 among 788,000" in shown
        assert "note 1" in strip_tags(text.table.columns["numerator"].column.under_note)
        assert text.footnotes[0].startswith("Implied: ")

    @pytest.mark.parametrize("slug", list(catalogue().indicators))
    def test_every_year_offered_can_be_told(self, slug: str) -> None:
        indicator = catalogue().indicators[slug]
        years = years_held(indicator)
        for link, year in zip(year_links(indicator, years), years, strict=True):
            page = page_of(slug, year.year.label)
            text = text_of(page)
            assert f"{len(page.compared)} of 42 areas can be compared." in text.under
            assert WhyNot.NOT_HELD not in {row.value.why_not for row in page.rows if row.is_apart}
            assert (text.chart is None) == (page.compared == ())
            assert link.note == f"{year.areas} area{'' if year.areas == 1 else 's'}"
            assert all(len(row) == len(catalogue().exports["comparison"].columns) for row in csv_rows(page))


@pytest.mark.django_db
def test_a_suppressed_area_stands_apart_with_its_reason_and_is_not_called_missing() -> None:
    make_figure(category="1", level="total", value=670)
    kent = make_area("kent", name="Kent")
    make_figure(category="1", level="total", marker="c", area=kent, source=make_source("Kent"))

    text = text_of(page_of("rsos", "2014-15"))

    [apart] = [cells for cells in text.table.data if "Kent" in cells["area"]]
    assert strip_tags(apart["value"]) == "[c] note 1"
    assert list(text.footnotes) == ["[c] suppressed for confidentiality."]
    assert strip_tags(apart["among"]) == "–"
    assert "kent" in text.held
    rows = csv_lines(page_of("rsos", "2014-15"))
    assert [(row["area_slug"], row["value"], row["numerator"], row["marker"]) for row in rows] == [
        ("dorset", "670", "670", ""),
        ("kent", "", "", "c"),
    ]


@pytest.mark.django_db
class TestBoundsAndRoundedNumbers:
    RATIO = "licence-recalls-per-100-level-2-3"

    @pytest.fixture(autouse=True)
    def recalls(self, db: None) -> None:
        """England and Wales has a lower bound below the line, Dorset too; Kent and Essex are exact."""
        for area, below, qualifier in (
            (make_nation(), 12_000, "more than"),
            (make_area("dorset"), 50, "at least"),
            (make_area("kent"), 60, ""),
            (make_area("essex"), 80, ""),
        ):
            make_figure("recall_licence", value=below // 8, category="total", level="total", area=area)
            make_figure(
                "level_2_3_offenders",
                value=below,
                qualifier=qualifier,
                category="total",
                level="total",
                area=area,
            )

    def test_a_bound_has_no_interval_no_word_and_no_rank_and_says_why(self) -> None:
        page = page_of(self.RATIO, "2014-15")
        text = text_of(page)
        (cells,) = (cells for cells in text.table.data if "Dorset" in cells["area"])
        assert strip_tags(cells["value"]) == "at most 12.0 note 1"
        assert text.footnotes[0] == "A bound, not an exact number."
        assert strip_tags(cells["comparison"]) == "–not compared"
        assert strip_tags(cells["among"]) == "–"
        dorset, essex, kent = csv_lines(page)
        assert (dorset["value"], dorset["qualifier"], dorset["marker"]) == ("12", "at most", "")
        assert dorset["note"] == "a bound, not an exact number"
        assert [dorset[name] for name in ("lower_95", "upper_95", "rank_low")] == ["", "", ""]
        assert (dorset["comparison"], dorset["spread"]) == ("not compared", "not said")
        assert (essex["qualifier"], kent["qualifier"]) == ("", "")
        assert text.dots is not None
        assert {row.label for row in text.dots.rows} == {"Kent", "Essex"}
        assert text.dots.notes == ("Left out: Dorset (a bound, not an exact number).",)

    def test_the_page_says_that_england_and_wales_is_a_bound(self) -> None:
        text = text_of(page_of(self.RATIO, "2014-15"))
        assert text.national == (
            "England and Wales: at most 12.5. This is a bound and not an exact number, so no area is "
            "compared with it. The 2 areas with figures, taken together: 12.1."
        )


@pytest.mark.django_db
def test_a_figure_that_is_probably_not_of_its_year_is_shown_and_left_out_by_name() -> None:
    for number, slug in enumerate(["dorset", "essex", "kent"]):
        area = make_area(slug, tile_column=number, tile_row=0)
        make_population(area)
        make_figure(category="1", level="total", value=670 + number, area=area)
    make_note(
        "It may be of 2013-14.",
        area=Area.objects.get(slug="kent"),
        category="1",
        level="total",
        kind="not_of_its_year",
    )
    page = page_of("rso-rate", "2014-15")
    text = text_of(page)
    (doubt,) = doubts_of(*(value for ref, value in page.tiles if ref.slug == "kent"))

    (cells,) = (cells for cells in text.table.data if "Kent" in cells["area"])
    assert strip_tags(cells["value"]).startswith("99 note 1 doubted note 2")
    assert list(text.footnotes) == [
        "Probably not of this year, so not compared.",
        f"Kent. {doubt}",
    ]
    assert strip_tags(cells["among"]) == "–"
    assert text.dots is not None
    assert {row.label for row in text.dots.rows} == {"Dorset", "Essex"}
    assert text.dots.notes == ("Left out: Kent (probably not of this year, so not compared).",)
    (line,) = (line for line in csv_lines(page) if line["area_slug"] == "kent")
    assert (line["comparison"], line["rank_low"]) == ("not compared", "")
    assert line["note"] == f"probably not of this year, so not compared; {doubt}"
