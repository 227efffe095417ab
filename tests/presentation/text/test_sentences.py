"""The sentence that readers copy."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.values import Value, WhyNot
from stats.calculations.intervals import Interval
from stats.catalogue.years import ReportingYear
from stats.presentation.text.sentences import Sentence, rate_text, registered_offenders

YEAR = ReportingYear.parse("2015-16")
NOTHING = Value(None, WhyNot.NOT_HELD)
# Reasons that a count cannot have say the same as nothing held.
NEVER_PUBLISHED = (WhyNot.NOT_HELD, WhyNot.NO_POPULATION, WhyNot.ZERO_DENOMINATOR)


def count(number: int) -> Value:
    return Value(Decimal(number), None, numerator=Decimal(number))


def rate(number: str, *, printed: bool = True, one_in: int | None = None) -> Value:
    """A rate; with `one_in`, of one person among so many."""
    people = None if one_in is None else Decimal(one_in)
    return Value(
        Decimal(number),
        None,
        is_printed=printed,
        numerator=people and Decimal(1),
        denominator=people,
        interval=None if people is None else Interval(0, 1),
    )


def sentence(
    now: Value = NOTHING,
    per: Value = NOTHING,
    *,
    before: Value | None = None,
    per_before: Value | None = None,
) -> Sentence:
    return registered_offenders(
        "Dorset", year=YEAR, count=now, rate=per, previous_count=before, previous_rate=per_before
    )


def test_dorset_as_a_newspaper_may_print_it() -> None:
    said = sentence(count(697), rate("102", one_in=985), before=count(670), per_before=rate("98"))

    assert said.text == (
        "On 31 March 2016, 697 registered sexual offenders were managed in Dorset: 102 for every 100,000 "
        "people aged ten and over, or one in 985. A year earlier there were 670, or 98 per 100,000."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 registered sexual offenders were managed"),
        (1, "1 registered sexual offender was managed"),
        (2, "2 registered sexual offenders were managed"),
        (1471, "1,471 registered sexual offenders were managed"),
    ],
)
@pytest.mark.parametrize("per", [NOTHING, rate("0.3"), rate("0.3", one_in=300_000)])
def test_grammar_follows_the_number(number: int, words: str, per: Value) -> None:
    assert words in sentence(count(number), per).text


def test_a_missing_count_is_not_a_zero() -> None:
    said = sentence(NOTHING, rate("57.45")).text

    assert "57.45 registered sexual offenders for every 100,000" in said
    assert "The number of people is not published." in said
    assert "0 registered" not in said


def test_nothing_held_is_said_without_a_number() -> None:
    said = sentence(NOTHING, NOTHING, before=count(670), per_before=rate("98"))

    assert said.text == "There is no figure for registered sexual offenders in Dorset on 31 March 2016."
    assert said.html == said.text


@pytest.mark.parametrize("reason", WhyNot)
def test_what_may_not_be_compared_is_not_told_as_a_number(reason: WhyNot) -> None:
    hidden = Value(Decimal(987654) if reason is WhyNot.LOWER_BOUND else None, reason)

    said = sentence(hidden, hidden, before=hidden, per_before=hidden).text

    assert "987,654" not in said
    assert (said == sentence(NOTHING, NOTHING).text) == (reason in NEVER_PUBLISHED)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (WhyNot.SUPPRESSED, "was withheld for confidentiality: [c] is published in its place."),
        (WhyNot.NOT_AVAILABLE, "is marked as not available: [x] is published in its place."),
        (WhyNot.NOT_APPLICABLE, "is marked as not applicable: [z] is published in its place."),
        (WhyNot.LOW, "rounds to zero but is not zero: [low] is published in its place."),
        (WhyNot.LOWER_BOUND, "is not known exactly: a part of it was withheld for confidentiality."),
    ],
)
def test_a_marker_is_not_called_nothing(reason: WhyNot, words: str) -> None:
    """A report that prints [c] has published something: a number that is not to be known."""
    start = "The number of registered sexual offenders in Dorset on 31 March 2016 "
    hidden = Value(None, reason)

    assert sentence(hidden, NOTHING).text == start + words
    assert sentence(hidden, rate("102")).text == (
        "On 31 March 2016 there were 102 registered sexual offenders for every 100,000 people aged ten and "
        f"over in Dorset. {start}{words}"
    )


@pytest.mark.parametrize(
    ("before", "per_before", "words"),
    [
        (count(670), rate("98"), "A year earlier there were 670, or 98 per 100,000."),
        (count(670), None, "A year earlier there were 670."),
        (count(670), NOTHING, "A year earlier there were 670."),
        (None, rate("98"), "A year earlier the rate was 98."),
        (count(0), None, "A year earlier there were 0."),
    ],
)
def test_the_year_before_is_told_as_far_as_it_is_held(
    before: Value | None, per_before: Value | None, words: str
) -> None:
    assert sentence(count(697), before=before, per_before=per_before).text.endswith(words)


def test_no_year_before_no_sentence_about_it() -> None:
    assert "earlier" not in sentence(count(697), rate("102")).text


def test_a_computed_rate_is_told_in_whole_numbers_as_reports_print_it() -> None:
    assert rate_text(rate("101.546", printed=False)) == "102"
    assert rate_text(rate("101.5", printed=True)) == "101.5"
    assert rate_text(NOTHING) == ""


def test_the_years_population_is_named() -> None:
    said = registered_offenders(
        "Derbyshire", year=ReportingYear.parse("2005-06"), count=count(628), rate=rate("64", one_in=1_570)
    )
    assert "64 for every 100,000 people of all ages, or one in 1,570." in said.text


@given(
    st.integers(0, 99_999),
    st.one_of(st.none(), st.decimals(0, 999, places=2)),
    st.one_of(st.none(), st.integers(0, 99_999)),
    st.one_of(st.none(), st.integers(1, 99_999)),
)
def test_no_number_is_told_that_was_not_given(
    now: int, per: Decimal | None, before: int | None, one_in: int | None
) -> None:
    said = sentence(
        count(now),
        NOTHING if per is None else rate(str(per), one_in=one_in),
        before=None if before is None else count(before),
    ).text
    told = {Decimal(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?(?<!,)", said)}
    given_numbers = {Decimal(now), Decimal(31), Decimal(2016), Decimal(100_000)}
    given_numbers |= {Decimal(one) for one in (per, before, one_in) if one is not None}
    assert told <= given_numbers


def test_page_and_clipboard_say_the_same() -> None:
    said = sentence(count(697), rate("102", one_in=985))

    assert "<strong>697 registered sexual offenders</strong>" in said.html
    assert re.sub(r"</?strong>", "", said.html) == said.text


def test_a_name_is_never_read_as_html() -> None:
    said = registered_offenders("<b>&", year=YEAR, count=count(1), rate=NOTHING)

    assert "&lt;b&gt;&amp;" in said.html
    assert "<b>" not in said.html
