"""The words that stand for reasons, comparisons and places in a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stats.analysis.comparison.benchmark import NationalFigure
from stats.analysis.figures import Population, SourceRef
from stats.analysis.values import Value, WhyNot
from stats.calculations.change import NoPercentage
from stats.calculations.funnel import Comparison
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear, Span
from stats.presentation.text import words

NATION = NationalFigure(Decimal(104), is_pooled=False, areas=0)
POOLED = NationalFigure(Decimal(104), is_pooled=True, areas=9)


@pytest.mark.parametrize("reason", WhyNot)
def test_every_reason_for_no_number_is_said(reason: WhyNot) -> None:
    assert words.why_not(reason)


def test_no_two_reasons_are_said_alike() -> None:
    assert len({words.why_not(reason) for reason in WhyNot}) == len(WhyNot)


@pytest.mark.parametrize(
    ("reason", "shorthand"),
    [
        (WhyNot.SUPPRESSED, "[c]"),
        (WhyNot.NOT_AVAILABLE, "[x]"),
        (WhyNot.NOT_APPLICABLE, "[z]"),
        (WhyNot.LOW, "[low]"),
    ],
)
def test_a_marker_is_said_with_its_shorthand(reason: WhyNot, shorthand: str) -> None:
    assert words.why_not(reason).startswith(shorthand)


@pytest.mark.parametrize("reason", NoPercentage)
def test_a_missing_percentage_never_fails_to_be_told(reason: NoPercentage) -> None:
    assert isinstance(words.no_percentage(reason), str)


def test_a_change_across_a_break_says_so() -> None:
    assert "change in what is counted" in words.no_percentage(NoPercentage.SERIES_BREAK)


@pytest.mark.parametrize("word", Comparison)
def test_every_comparison_has_words_and_a_sign_of_its_own(word: Comparison) -> None:
    assert words.short_comparison(word)
    assert words.comparison(word, national=NATION)
    assert len({words.sign(one) for one in Comparison}) == len(Comparison)


@pytest.mark.parametrize("word", [Comparison.HIGHER, Comparison.NOT_CLEARLY_DIFFERENT, Comparison.LOWER])
def test_areas_taken_together_are_never_called_england_and_wales(word: Comparison) -> None:
    assert "England and Wales" in words.comparison(word, national=NATION)
    assert "England and Wales" not in words.comparison(word, national=POOLED)
    assert "the areas together" in words.comparison(word, national=POOLED)


def test_a_benchmark_is_as_printed_where_it_is_printed() -> None:
    rate = catalogue().indicators["rso-rate"]
    printed = Value(Decimal("57.450"), None, is_printed=True)
    pooled = NationalFigure(Decimal("103.5"), is_pooled=True, areas=3)

    assert words.national_text(rate, NationalFigure(Decimal("57.45"), False, 0, printed)) == "57.45"
    assert words.national_text(rate, pooled) == "104"
    assert words.national_text(rate, NationalFigure(None, is_pooled=False, areas=0)) == ""


@pytest.mark.parametrize(
    ("year", "people"),
    [
        ("2005-06", "people of all ages"),
        ("2006-07", "people of all ages"),
        ("2007-08", "people"),
        ("2009-10", "people aged ten and over"),
        ("2021-22", "people aged ten and over"),
    ],
)
def test_whom_a_rate_divides_by(year: str, people: str) -> None:
    assert words.people(ReportingYear.parse(year)) == people


def denominator(year: str, **fields: object) -> str:
    return words.denominator(Value(Decimal(98), None, **fields), year=ReportingYear.parse(year))  # type: ignore[arg-type]


def test_a_denominator_says_which_estimate_it_is() -> None:
    ons, ours = (Population(681_601, mid_year, "10+", own) for mid_year, own in ((2014, False), (2012, True)))

    assert denominator("2014-15", population=ons) == "ONS mid-2014 estimate, people aged ten and over"
    assert (
        denominator("2012-13", population=ours)
        == "MAPPA in numbers estimate for mid-2012, people aged ten and over"
    )
    assert denominator("2021-22", is_implied=True) == (
        "population implied by the printed rate (people aged ten and over)"
    )
    assert denominator("2014-15") == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (CellKey("eligible_offenders", "1", "total"), "MAPPA-eligible offenders, Category 1, all levels"),
        (CellKey("eligible_offenders", "total", "3"), "MAPPA-eligible offenders, all categories, Level 3"),
        (CellKey("notification_order"), "Notification orders (NOs) imposed"),
        (
            CellKey("eligible_offenders", "1", "total", "Bolton"),
            "MAPPA-eligible offenders, Category 1, all levels, Bolton",
        ),
    ],
)
def test_a_cells_place_is_said_in_words(key: CellKey, said: str) -> None:
    assert words.cell(key) == said


def test_a_source_is_named_with_its_kind() -> None:
    source = SourceRef(1, "area report", "Dorset MAPPA Annual Report 2015-2016", "")
    assert words.source_sentence(source) == "Source: Dorset MAPPA Annual Report 2015-2016 (area report)."


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Licence recalls", "licence recalls"),
        ("RSOs per 100,000", "RSOs per 100,000"),
        ("SFO charges", "SFO charges"),
        ("MAPPA-eligible offenders", "MAPPA-eligible offenders"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence_begins_small_unless_it_is_an_abbreviation(title: str, inside: str) -> None:
    assert words.inside_sentence(title) == inside


@pytest.mark.parametrize(
    ("years", "text"),
    [
        (Span(ReportingYear(2004), ReportingYear(2014)), "2004-05 to 2014-15"),
        (Span(ReportingYear(2015), None), "from 2015-16"),
        (Span(None, ReportingYear(2014)), "to 2014-15"),
        (Span(), "every year"),
    ],
)
def test_a_span_of_years_says_where_it_begins_and_ends(years: Span, text: str) -> None:
    assert words.span(years) == text


def test_a_ratio_says_what_it_divides_by() -> None:
    indicators = catalogue().indicators
    assert words.ratio(indicators["licence-recalls"]) == ""
    assert words.ratio(indicators["licence-recalls-per-100-level-2-3"]) == (
        "Worked out as people returned to custody for breach of licence in the year ÷ offenders managed at "
        "Levels 2 and 3 during the year × 100."
    )


@pytest.mark.parametrize(
    ("kind", "publisher", "published", "short", "whole"),
    [
        ("press report", "LBC", "2024-01-30", "LBC, 30 January 2024", "Story, LBC, 30 January 2024"),
        ("press report", "Metro", "", "Metro, date not known", "Story, Metro"),
        ("press report", "", "", "Story", "Story"),
        ("area report", "Dorset Board", "", "Story", "Story"),
    ],
)
def test_a_source_is_named_as_a_person_would_cite_it(
    kind: str, publisher: str, published: str, short: str, whole: str
) -> None:
    source = SourceRef(1, kind, "Story", "", publisher=publisher, published=published)
    assert words.short_source_name(source) == short
    assert words.source_name(source) == whole


def test_a_story_that_was_dated_by_what_it_tells_has_that_date() -> None:
    title = "“System Fails”, Liverpool Daily Post, about October 2007 (extract on questia.com)"
    source = SourceRef(1, "press report", title, "", publisher="Liverpool Daily Post")
    assert words.short_source_name(source) == "Liverpool Daily Post, about October 2007"


def test_a_title_that_names_publisher_and_year_already_is_left_as_it_is() -> None:
    title = "“70 sex offenders”, Hartlepool Mail, 2013"
    source = SourceRef(1, "press report", title, "", publisher="Hartlepool Mail", published="2013-10")
    assert words.source_name(source) == title
