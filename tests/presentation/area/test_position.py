"""Where an area stands, in words, and as a strip where there is something to compare."""

from __future__ import annotations

import pytest

from stats.catalogue.years import ReportingYear
from stats.presentation.area.position import PositionText
from stats.queries.pages.area import area_page
from tests.factories import make_area, make_figure, make_population, make_report
from tests.shipped import every_area_page

YEAR = "2014-15"


def told(slug: str = "dorset", *, year: str = YEAR) -> PositionText:
    page = area_page(slug, year=ReportingYear.parse(year))
    assert page is not None
    return PositionText(page)


def rate(slug: str, value: int | None, *, count: int | None = None, marker: str = "") -> None:
    """A printed rate; with a count, a population from which the range of its rank can be worked out."""
    area = make_area(slug)
    report = make_report(area, year=YEAR)
    make_figure("rso_rate", value=value, marker=marker, report=report)
    make_figure("sopo", value=3, report=report)
    if count is not None:
        make_figure(category="1", level="total", value=count, report=report)
        make_population(area, mid_year=2014, persons=count * 100_000 // (value or 1), age_band="10+")


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_dorset_2018(self) -> None:
        text = told(year="2018-19")
        assert text.finding == (
            "Dorset's rate for 31 March 2019 is 115: not clearly different from the England and Wales rate "
            "of 116, and within what is usual among the 20 areas with a figure. The 20 areas with a figure "
            "are not a sample of the 42. Of the 20 areas with a rate, it ranks between 8th and 19th highest. "
            "The 20 rates run from 93 in Essex to 166 in Cleveland (Teesside)."
        )
        assert text.compare_url == "/compare/rso-rate/2018-19/"
        assert text.strip is not None
        assert text.strip.axis_title == "Per 100,000 people aged ten and over"
        own = [row for row in text.strip.rows if row.emphasised]
        assert [(row.label, row.text, row.href) for row in own] == [("Dorset", "115", "")]
        others = {row.label: row.href for row in text.strip.rows if not row.emphasised}
        assert len(others) == 19
        assert others["Essex"] == "/areas/essex/2018-19/"

    def test_every_page_says_where_its_area_stands_or_why_nowhere(self) -> None:
        for page in every_area_page():
            text = PositionText(page)
            held = [ref.slug for ref, _value in page.rates]
            place = (page.area.ref.slug, page.year.label)
            assert (text.chart is not None) == (page.area.ref.slug in held and len(held) > 1), place
            assert bool(text.finding) == bool(held), place
            assert bool(text.rank_note) == ("areas with a rate, it ranks" in text.finding), place
            if text.strip is not None:
                assert len(text.strip.rows) == len(held)


@pytest.mark.django_db
class TestStored:
    def test_a_rate_that_nobody_has_is_not_spoken_of(self) -> None:
        make_figure("sopo", value=3, year=YEAR)
        text = told()
        assert (text.finding, text.chart) == ("", None)
        assert text.compare_text.startswith("No area has a rate for 2014-15")

    def test_the_only_rate_stands_beside_no_other(self) -> None:
        rate("dorset", 98, count=670)
        text = told()
        assert text.chart is None
        assert text.finding == (
            "Dorset's rate for 31 March 2015 is the only one there is, so it stands beside no other."
        )
        assert text.rank_note == ""

    def test_a_suppressed_rate_is_told_and_not_drawn(self) -> None:
        rate("dorset", None, marker="c")
        rate("kent", 104, count=1_500)
        rate("essex", 90, count=1_300)
        text = told()
        assert text.chart is None
        assert text.finding == (
            "Dorset has no rate for 31 March 2015 to set beside those of other areas: [c] suppressed for "
            "confidentiality."
        )

    def test_an_area_that_is_not_held_is_told_and_not_drawn(self) -> None:
        make_figure("sopo", value=3, year=YEAR)
        rate("kent", 104, count=1_500)
        assert told().finding.endswith("to set beside those of other areas: no figure.")

    def test_a_suppressed_area_is_no_dot_of_anothers_strip(self) -> None:
        rate("dorset", 98, count=670)
        rate("kent", None, marker="c")
        rate("essex", 90, count=1_300)
        strip = told().strip
        assert strip is not None
        assert [row.label for row in strip.rows] == ["Dorset", "Essex"]

    def test_without_a_count_or_population_there_is_no_rank_to_tell(self) -> None:
        rate("dorset", 98)
        rate("essex", 90)
        text = told()
        assert text.finding == (
            "Dorset's rate for 31 March 2015 is 98. The 2 rates run from 90 in Essex to 98 in Dorset."
        )
        assert text.rank_note == ""
        assert text.chart is not None
