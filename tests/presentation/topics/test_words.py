"""The sentence on top of a topic's page: its numbers are those given, its grammar fits them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.values import Value, WhyNot
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers
from stats.presentation.topics.page import national_sentence, topic_words

SLUGS = {
    "orders": ("prevention-orders", "prevention-orders-per-100-rsos"),
    "recalls": ("licence-recalls", "licence-recalls-per-100-level-2-3"),
    "notification": ("notification-breaches", "notification-breaches-per-100-rsos"),
    "serious-further-offences": ("sfo-charges", ""),
}
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
YEARS = st.integers(2004, 2022).map(ReportingYear)
COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 99_999))


def said(topic: str, count: Value | None, ratio: Value | None = None, *, year: int = 2014) -> str | None:
    values = {slug: value for slug, value in zip(SLUGS[topic], (count, ratio), strict=True) if value and slug}
    sentence = national_sentence(topic, year=ReportingYear(year), values=values)
    if sentence is None:
        return None
    assert strip_tags(sentence.html) == sentence.text
    return sentence.text


def known(number: int | Decimal) -> Value:
    return Value(Decimal(number), None)


def numbers_in(text: str, *, year: ReportingYear) -> list[str]:
    for place in (year.label, "Levels 2 and 3", "every 100", "31 March"):
        text = text.replace(place, "")
    return NUMBER.findall(text)


@given(st.sampled_from(sorted(SLUGS)), YEARS, COUNTS, st.none() | st.decimals(0, 100, places=6))
def test_every_number_is_one_that_was_given(
    topic: str, year: ReportingYear, count: int, ratio: Decimal | None
) -> None:
    text = said(topic, known(count), None if ratio is None else known(ratio), year=year.start)
    assert text is not None
    expected = [f"{count:,}"]
    if ratio is not None and SLUGS[topic][1]:
        expected.append(numbers.number(ratio, places=1))
    assert numbers_in(text, year=year) == expected


@pytest.mark.parametrize(
    ("topic", "number", "words"),
    [
        ("orders", 0, "imposed 0 sexual offences prevention orders."),
        ("orders", 1, "imposed 1 sexual offences prevention order."),
        ("orders", 2, "imposed 2 sexual offences prevention orders."),
        ("recalls", 0, "0 people managed at Levels 2 and 3 in England and Wales were returned"),
        ("recalls", 1, "1 person managed at Levels 2 and 3 in England and Wales was returned"),
        ("recalls", 2, "2 people managed at Levels 2 and 3 in England and Wales were returned"),
        ("notification", 0, "0 registered sexual offenders in England and Wales were cautioned"),
        ("notification", 1, "1 registered sexual offender in England and Wales was cautioned"),
        ("notification", 2, "2 registered sexual offenders in England and Wales were cautioned"),
        ("serious-further-offences", 0, "0 people managed under MAPPA in England and Wales were charged"),
        ("serious-further-offences", 1, "1 person managed under MAPPA in England and Wales was charged"),
        ("serious-further-offences", 2, "2 people managed under MAPPA in England and Wales were charged"),
    ],
)
@pytest.mark.parametrize("ratio", [None, known(Decimal("2.46"))])
def test_grammar_fits_none_one_and_more(topic: str, number: int, words: str, ratio: Value | None) -> None:
    text = said(topic, known(number), ratio)
    assert text is not None
    if topic == "orders" and ratio is not None:
        words = words.replace(".", ", or 2.5 for every 100 registered sexual offenders.")
    assert words in text


@pytest.mark.parametrize("topic", sorted(SLUGS))
@pytest.mark.parametrize("why", list(WhyNot))
def test_what_is_missing_is_no_number(topic: str, why: WhyNot) -> None:
    hidden = Value(Decimal(987) if why is WhyNot.LOWER_BOUND else None, why)
    assert said(topic, hidden) is None
    assert said(topic, None) is None
    text = said(topic, known(62), hidden)
    assert text is not None
    assert numbers_in(text, year=ReportingYear(2014)) == ["62"]


@pytest.mark.parametrize("topic", sorted(SLUGS))
def test_every_topic_has_its_words(topic: str) -> None:
    words = topic_words(topic)
    assert all((words.title, words.under, words.story))
