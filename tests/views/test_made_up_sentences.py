"""The test of every sentence can fail: on sentences with one thing wrong, and texts that lack something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.views.reading import Block
from tests.views.sentences import every  # noqa: F401  reads all templates
from tests.views.sentences.saying import Place, wrong
from tests.views.sentences.whole import lacking

LONDON = Place("/areas/london/2022-23/", "area", "london", ReportingYear(2022))
MANCHESTER = Place("/areas/greater-manchester/2022-23/", "area", "greater-manchester", ReportingYear(2022))
BEDFORDSHIRE = Place("/areas/bedfordshire/2005-06/", "area", "bedfordshire", ReportingYear(2005))
SUFFOLK = Place("/areas/suffolk/2009-10/", "area", "suffolk", ReportingYear(2009))
ORDERS = Place("/orders/?year=2020-21", "topic", year=ReportingYear(2020))
BREACHES = Place("/notification/?year=2020-21", "topic", year=ReportingYear(2020))
COMPARED = Place("/compare/rso-rate/2022-23/", "compare", "", ReportingYear(2022), catalogue().rate)

FACT = "Registered sexual offenders, 31 March 2023"
LEDE = Block("p", "lede", "", "", "", "main")
COPY = Block("copy", "", "", "", "", "main")
OPENING = (
    "On 31 March 2023, 6,901 registered sexual offenders were managed in London: 89 for every 100,000 "
    "people aged ten and over, or one in 1,122."
)
STANDS = (
    "That is 31% below the England and Wales rate of 129, and below what is usual among the 18 areas with a "
    "figure."
)
BREACHED = (
    "In 2020-21, more than 1,640 registered sexual offenders in England and Wales were cautioned or "
    "convicted for breach of notification requirements."
)
ORDERED = (
    "In 2020-21, courts in England and Wales imposed 4,325 sexual harm prevention orders, or about 6.7 "
    "for every 100 registered sexual offenders."
)


@pytest.mark.parametrize(
    ("place", "sentence", "right", "made_up"),
    [
        (LONDON, OPENING, "1,122", "1,123"),
        (LONDON, OPENING, "6,901", "6,910"),
        (LONDON, OPENING, "89 for", "90 for"),
        (LONDON, OPENING, "aged ten and over", "of all ages"),
        (LONDON, OPENING, "2023", "2022"),
        (LONDON, OPENING, "London", "Kent"),
        (LONDON, OPENING, ", or one in 1,122", ""),
        (LONDON, STANDS, "31%", "30%"),
        (LONDON, STANDS, "31% below", "31% above"),
        (LONDON, STANDS, "129", "128"),
        (LONDON, STANDS, "below what", "within what"),
        (LONDON, STANDS, "18 areas", "42 areas"),
        (LONDON, STANDS, "31% below the", "not clearly different from the"),
        (BREACHES, BREACHED, "more than ", ""),
        (
            BREACHES,
            BREACHED,
            "requirements.",
            "requirements, or 2.6 for every 100 on the register on 31 March.",
        ),
        (ORDERS, ORDERED, "about ", ""),
        (ORDERS, ORDERED, "6.7", "6.8"),
        (COMPARED, "The lines are drawn about 12 areas.", "", ""),
    ],
)
def test_one_thing_wrong_is_noticed(place: Place, sentence: str, right: str, made_up: str) -> None:
    at = replace(place, block=replace(LEDE, text=sentence))
    if right:
        assert wrong(at, sentence) == ""
    assert right in sentence
    text = sentence.replace(right, made_up, 1)
    assert wrong(replace(at, block=replace(LEDE, text=text)), text)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        # 70 is printed; count and population make 68.0, so it is compared with nothing and is no "one in N".
        (BEDFORDSHIRE, "That is 25% above the England and Wales rate of 56."),
        (
            BEDFORDSHIRE,
            (
                "On 31 March 2006, 394 registered sexual offenders were managed in Bedfordshire: 70 for "
                "every 100,000 people of all ages, or one in 1,429."
            ),
        ),
        # 4,114 is probably of another year.
        (
            MANCHESTER,
            "On 31 March 2023, 4,114 registered sexual offenders were managed in Greater Manchester.",
        ),
        (MANCHESTER, "Of the 18 areas with a rate, it ranks between 2nd and 4th highest."),
        # About 77 is printed.
        (
            SUFFOLK,
            (
                "On 31 March 2010 there were 77 registered sexual offenders for every 100,000 people aged "
                "ten and over in Suffolk."
            ),
        ),
        # Over a gap, and across the change of the population behind the rate.
        (LONDON, "The London rate rose from 25 to 89 between 31 March 2002 and 31 March 2023."),
        (LONDON, "London, 31 March 2006 to 31 March 2023: from 41 to 89, +48 (+117%)."),
    ],
)
def test_what_may_not_be_said_is_noticed(place: Place, sentence: str) -> None:
    assert wrong(replace(place, block=replace(LEDE, text=sentence)), sentence)


SOURCES = (
    "The 18 areas with a figure are not a sample of the 42. Source of the count and the rate: Story on "
    "registered sexual offenders in Hertfordshire, The Comet, February 2024 (press report). England and "
    "Wales: count, “Record number of registered sex offenders now live in England and Wales: See how "
    "many live in your area”, LBC, 30 January 2024 (press report); rate worked out by MAPPA in numbers "
    "from the ONS mid-2021 estimate. “One in 1,122” worked out by MAPPA in numbers from the ONS mid-2021 "
    "estimate. Comparison worked out by MAPPA in numbers."
)
COPIED = f"{OPENING} {STANDS} {SOURCES} http://testserver/areas/london/2022-23/"


@pytest.mark.parametrize(
    "left_out",
    [
        "The Comet, February 2024 (press report)",
        "LBC, 30 January 2024 (press report)",
        " (press report)",
        "rate worked out by MAPPA in numbers from the ONS mid-2021 estimate",
        "“One in 1,122” worked out by MAPPA in numbers",
        "Comparison worked out by MAPPA in numbers.",
        "http://testserver/areas/london/2022-23/",
    ],
)
def test_a_copied_text_that_lacks_something_is_noticed(left_out: str) -> None:
    whole = replace(COPY, text=COPIED)
    assert lacking(LONDON, [whole, *_below(2)]) == []
    assert left_out in COPIED
    assert lacking(LONDON, [replace(whole, text=COPIED.replace(left_out, "", 1)), *_below(2)])


def _below(number: int) -> list[Block]:
    """Texts under the facts that this test does not look at."""
    return [Block("copy", "", "<iframe", "", "", "sentences")] * number


def test_a_doubted_number_without_its_doubt_is_noticed() -> None:
    number = Block("dd", "fact__value", "4,114 Press report, second-hand", "", FACT, "main")
    assert any("does not doubt" in one for one in lacking(MANCHESTER, [number]))


def test_a_text_to_copy_about_nothing_is_noticed() -> None:
    """London has a count and a rate for 2022-23, and neither of the others."""
    whole = replace(COPY, text=COPIED)
    assert lacking(LONDON, [whole, *_below(3)])
    assert lacking(LONDON, [whole, *_below(1)])


def test_the_word_similar_is_noticed() -> None:
    text = "London's rate is similar to that of England and Wales."
    assert any("similar" in one for one in lacking(LONDON, [replace(LEDE, text=text)]))
