"""Each headline's sentence: every number in it is the stored one, and its grammar fits 0, 1 and nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.comparison.benchmark import NationalFigure, Verdict
from stats.analysis.headlines import Headline
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Qualifier
from stats.calculations.funnel import Comparison, Place, Spread
from stats.calculations.intervals import Interval
from stats.calculations.rates import rounded
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.headlines import headline_sentence, headline_sentences
from stats.presentation.text import numbers
from stats.queries.pages.area import area_page

YEAR = ReportingYear(2015)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
OF_LICENCE = " for breach of licence."
WITHIN = Place(Spread.WITHIN, usual=Interval(84, 174), beyond_outer=False)
NEVER = re.compile(r"worst|safest|dangerous area|hotspot|league", re.IGNORECASE)


def headline(
    slug: str,
    value: Value,
    *,
    previous: Value | None = None,
    word: Comparison | None = None,
    percent: Decimal | None = None,
) -> Headline:
    return Headline(
        indicator=catalogue().indicators[slug],
        label="",
        value=value,
        previous_year=YEAR.back(1),
        previous=previous,
        change=None,
        breaks=(),
        national=NationalFigure(Decimal(104), is_pooled=False, areas=0),
        verdict=None if word is None else Verdict(word, percent=percent, place=WITHIN),
        areas=19,
    )


def count(number: int) -> Value:
    return Value(Decimal(number), None, numerator=Decimal(number))


def said(slug: str, value: Value, **named: object) -> str:
    return headline_sentence("Dorset", year=YEAR, headline=headline(slug, value, **named))  # type: ignore[arg-type]


def numbers_in(text: str) -> list[str]:
    text = text.replace("31 March 2016", "").replace("2015-16", "").replace("every 100,000", "")
    return [number.rstrip(",") for number in NUMBER.findall(text.replace("Levels 2 and 3", ""))]


COUNTS = st.integers(min_value=0, max_value=90_000)


@given(now=COUNTS, before=COUNTS, slug=st.sampled_from(["rsos", "level-2-3-offenders", "licence-recalls"]))
def test_every_number_of_a_count_is_a_stored_one(now: int, before: int, slug: str) -> None:
    text = said(slug, count(now), previous=count(before))
    assert numbers_in(text) == [f"{now:,}", f"{before:,}"]


@given(
    people=st.integers(min_value=100, max_value=9_000_000),
    share=st.floats(min_value=0.00001, max_value=0.9),
    printed=st.booleans(),
    word=st.sampled_from([Comparison.HIGHER, Comparison.NOT_CLEARLY_DIFFERENT, Comparison.LOWER]),
)
def test_every_number_of_a_rate_is_a_stored_one(
    people: int, share: float, *, printed: bool, word: Comparison
) -> None:
    held = max(1, round(people * share))
    exact = Decimal(held) * 100_000 / people
    amount = rounded(exact, places=1) if printed else exact
    one_in = int((Decimal(people) / held).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    value = Value(
        amount,
        None,
        is_printed=printed,
        numerator=Decimal(held),
        denominator=Decimal(people),
        interval=Interval(0, 1),
    )
    shown = numbers.as_published(amount) if printed else numbers.number(amount)
    text = said("rso-rate", value, word=word)
    assert numbers_in(text) == [shown, f"{held:,}", f"{one_in:,}", "104", "19", "19", "42"]


@pytest.mark.parametrize(
    ("slug", "number", "expected"),
    [
        ("rsos", 0, "On 31 March 2016, 0 registered sexual offenders were managed in Dorset."),
        ("rsos", 1, "On 31 March 2016, 1 registered sexual offender was managed in Dorset."),
        ("rsos", 1471, "On 31 March 2016, 1,471 registered sexual offenders were managed in Dorset."),
        ("level-2-3-offenders", 0, "During 2015-16, 0 offenders were managed at Levels 2 and 3 in Dorset."),
        ("level-2-3-offenders", 1, "During 2015-16, 1 offender was managed at Levels 2 and 3 in Dorset."),
        (
            "licence-recalls",
            1,
            "During 2015-16, 1 person managed at Levels 2 and 3 in Dorset was returned to custody"
            + OF_LICENCE,
        ),
        (
            "licence-recalls",
            7,
            "During 2015-16, 7 people managed at Levels 2 and 3 in Dorset were returned to custody"
            + OF_LICENCE,
        ),
    ],
)
def test_grammar_fits_the_number(slug: str, number: int, expected: str) -> None:
    assert said(slug, count(number)) == expected


@pytest.mark.parametrize("slug", [one.indicator for one in catalogue().pages["area"].figures])
@pytest.mark.parametrize("why", list(WhyNot))
def test_what_is_missing_is_said_to_be_and_holds_no_number(slug: str, why: WhyNot) -> None:
    title = catalogue().indicators[slug].title
    text = said(slug, Value(None, why), previous=count(5))
    assert text.startswith(f"{title}, Dorset, ")
    assert numbers_in(text.removeprefix(title)) == []


@pytest.mark.parametrize(
    ("qualifier", "why", "words"),
    [
        (Qualifier.AT_LEAST, WhyNot.LOWER_BOUND, "at least 12"),
        (Qualifier.MORE_THAN, WhyNot.BOUND, "more than 12 offenders"),
        (Qualifier.ABOUT, WhyNot.ROUNDED, "about 12 offenders"),
    ],
)
def test_a_number_that_is_not_exact_keeps_its_word(qualifier: Qualifier, why: WhyNot, words: str) -> None:
    assert words in said("level-2-3-offenders", Value(Decimal(12), why, qualifier=qualifier))


def test_a_rate_whose_count_is_not_held_says_the_rate_alone() -> None:
    text = said("rso-rate", Value(Decimal("57.45"), None, is_printed=True))
    assert numbers_in(text) == ["57.45"]


def test_dorset_2015_16_as_its_report_has_it(shipped: None) -> None:
    """697 at 102 per 100,000; one in 985: 686,389 people aged ten and over by 697 is 984.8."""
    page = area_page("dorset", year=YEAR)
    assert page is not None
    address = "https://example.org/areas/dorset/2015-16/"
    rsos, rate, managed, recalls = headline_sentences(
        "Dorset", year=YEAR, headlines=page.headlines, address=address
    )
    areas = str(page.rate.areas)
    assert numbers_in(rsos.text) == ["697", "670"]
    assert numbers_in(rate.text) == ["102", "697", "985", "98", "104", areas, areas, "42"]
    assert "not clearly different from the England and Wales rate of 104" in rate.text
    assert numbers_in(managed.text) == ["58", "46"]
    assert numbers_in(recalls.text) == ["7", "4"]
    for one in (rsos, rate, managed, recalls):
        assert one.copied.startswith(one.text)
        assert one.copied.endswith(address)
        assert "Dorset MAPPA Annual Report 2015-2016 (area report)." in one.copied
        assert "A year earlier: Dorset MAPPA Annual Report 2014-2015 (area report)." in one.copied
        assert not NEVER.search(one.copied)
    assert "England and Wales: " in rate.copied
    assert "“One in 985” worked out by MAPPA in numbers from the ONS mid-2015 estimate." in rate.copied


@pytest.mark.parametrize(
    ("word", "percent", "words"),
    [
        (Comparison.LOWER, Decimal("-31.2"), "31% below the England and Wales rate of 104,"),
        (Comparison.HIGHER, Decimal("12.6"), "13% above the England and Wales rate of 104,"),
        (Comparison.HIGHER, Decimal("0.4"), "less than 1% above the England and Wales rate of 104,"),
        (Comparison.HIGHER, None, "higher than the England and Wales rate of 104,"),
        # A distance that chance alone could make is not told.
        (
            Comparison.NOT_CLEARLY_DIFFERENT,
            Decimal(3),
            "not clearly different from the England and Wales rate",
        ),
    ],
)
def test_the_distance_from_england_and_wales_is_in_plain_words(
    word: Comparison, percent: Decimal | None, words: str
) -> None:
    text = said("rso-rate", Value(Decimal(102), None, is_printed=True), word=word, percent=percent)
    assert f"Dorset's rate is {words}" in text
    assert "within what is usual among the 19 areas with a figure." in text
    assert text.endswith("The 19 areas with a figure are not a sample of the 42.")


def test_too_few_areas_are_said_to_be_too_few(shipped: None) -> None:
    page = area_page("dorset", year=ReportingYear.parse("2003-04"))
    assert page is not None
    text = headline_sentence("Dorset", year=page.year, headline=page.rate)
    assert text.endswith(
        f"Only {page.rate.areas} areas have a figure. At least 10 are needed to say what is usual."
    )


def test_nothing_is_copied_for_what_is_not_held(shipped: None) -> None:
    page = area_page("bedfordshire", year=ReportingYear.parse("2005-06"))
    assert page is not None
    sentences = headline_sentences(
        "Bedfordshire", year=page.year, headlines=page.headlines, address="https://x/"
    )
    missing = [one for one in sentences if one.text.endswith(": no figure.")]
    assert missing
    assert {one.copied for one in missing} == {""}
    assert all("Source" in one.copied for one in sentences if one not in missing)
