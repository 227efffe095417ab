"""The compare page in words, on the figures that ship."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from stats.analysis.values import WhyNot
from stats.calculations.funnel import Comparison
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.compare.dot_chart import dot_chart
from stats.presentation.compare.page import CompareText, topics, year_links
from stats.presentation.compare.table import table_notes
from stats.presentation.exports.compare import csv_row
from stats.queries.pages.compare import BY_NAME, ComparePage, compare_page
from stats.queries.years_held import years_held
from tests.factories import make_area, make_figure, make_source

NAMES = [column.name for column in catalogue().compare_columns]


def page_of(slug: str, year: str, *areas: str) -> ComparePage:
    page = compare_page(slug, year=ReportingYear.parse(year), areas=areas, sort=BY_NAME)
    assert page is not None
    return page


def csv_rows(page: ComparePage) -> list[tuple[str, ...]]:
    return [csv_row(row, of=page) for row in page.rows]


def text_of(page: ComparePage) -> CompareText:
    return CompareText(page)


def test_every_indicator_can_be_chosen() -> None:
    assert {one.slug for _topic, found in topics() for one in found} == set(catalogue().indicators)


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_the_day_or_the_year_and_how_many_are_held(self) -> None:
        assert text_of(page_of("rso-rate", "2014-15")).under == (
            "Per 100,000 people aged ten and over, 31 March 2015. Held for 11 of 42 areas."
        )
        orders = text_of(page_of("prevention-orders", "2014-15"))
        assert orders.under == "2014-15. Held for 3 of 42 areas."

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
        assert {"comparison", "numerator", "denominator"} <= rates

    def test_the_map_has_every_area_whatever_is_chosen(self) -> None:
        text = text_of(page_of("rso-rate", "2014-15", "dorset"))
        assert len(text.tiles.tiles) == 42
        assert [row.record["value"] for row in text.table.rows] == ["98"]

    def test_the_form_knows_what_is_chosen_and_what_is_held(self) -> None:
        text = text_of(page_of("rso-rate", "2014-15", "dorset", "kent"))
        form = render_to_string("stats/components/pick.html", {"page": text.page, "text": text})
        assert "Only 2 areas are chosen" in form
        assert set(re.findall('value="([a-z-]+)" checked', form)) == {"dorset", "kent"}
        assert "kent" not in text.held
        assert 'Kent <span\n              class="pick__not-held">' in form
        assert re.findall('value="(.*?)" selected', form) == ["rso-rate", "2014-15"]

    @pytest.mark.parametrize(
        ("slug", "year", "said"),
        [
            (
                "rso-rate",
                "2019-20",
                "wider for how much the areas held differ anyway (Spiegelhalter 2005)",
            ),
            # Three areas: how much areas differ cannot be known, and no limits are widened for it.
            ("notification-breaches-per-100-rsos", "2014-15", "around the benchmark, by chance alone"),
        ],
    )
    def test_the_words_are_explained_by_the_limits_that_they_rest_on(
        self, slug: str, year: str, said: str
    ) -> None:
        explained = [note for note in table_notes(page_of(slug, year)) if "imilar" in note]
        assert len(explained) == 1
        assert said in explained[0]

    def test_words_that_no_area_has_are_not_explained(self) -> None:
        page = page_of("prevention-orders-per-100-rsos", "2005-06")
        assert {row.verdict.comparison for row in page.rows if row.verdict} == {Comparison.NOT_COMPARED}
        assert not [note for note in table_notes(page) if "imilar" in note]

    def test_a_change_of_rules_is_told_with_its_first_year(self) -> None:
        assert [one.code for one in page_of("prevention-orders", "2015-16").starting] == ["sopo-to-shpo"]

    def test_a_population_that_is_not_published_is_named_as_our_own(self) -> None:
        column = [one.name for one in catalogue().compare_columns].index("denominator_basis")
        found = {row[column] for row in csv_rows(page_of("rso-rate", "2012-13"))}
        assert "our own estimate for mid-2012, people aged ten and over" in found

    def test_an_implied_population_is_rounded_and_named(self) -> None:
        table = text_of(page_of("rso-rate", "2021-22")).table
        shown = {row.record["denominator"] for row in table.rows}
        assert any(text.startswith("about ") and text.endswith("(implied)") for text in shown)

    @pytest.mark.parametrize("slug", list(catalogue().indicators))
    def test_every_year_offered_can_be_told(self, slug: str) -> None:
        indicator = catalogue().indicators[slug]
        years = years_held(indicator)
        for link, year in zip(year_links(indicator, years), years, strict=True):
            page = page_of(slug, year.year.label)
            text = text_of(page)
            assert f"Held for {len(page.compared)} of 42 areas." in text.under
            assert WhyNot.NOT_HELD not in {row.value.why_not for row in page.rows if row.is_apart}
            assert (text.chart is None) == (page.compared == ())
            assert link.note == f"{year.areas} area{'' if year.areas == 1 else 's'}"
            assert all(len(row) == len(catalogue().compare_columns) for row in csv_rows(page))


@pytest.mark.django_db
def test_a_suppressed_area_stands_apart_with_its_reason_and_is_not_called_missing() -> None:
    make_figure(category="1", level="total", value=670)
    kent = make_area("kent", name="Kent")
    make_figure(category="1", level="total", marker="c", area=kent, source=make_source("Kent"))

    text = text_of(page_of("rsos", "2014-15"))

    [apart] = [cells for cells in text.table.data if "Kent" in cells["area"]]
    assert "[c] suppressed for confidentiality" in apart["value"]
    assert (apart["interval"], apart["rank"]) == ("–", "–")
    assert "kent" in text.held
    rows = [dict(zip(NAMES, row, strict=True)) for row in csv_rows(page_of("rsos", "2014-15"))]
    assert [(row["area_slug"], row["value"], row["numerator"], row["marker"]) for row in rows] == [
        ("dorset", "670", "670", ""),
        ("kent", "", "", "c"),
    ]
