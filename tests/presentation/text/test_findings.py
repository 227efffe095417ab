"""Findings: every number in a sentence is one that was shown, and none says rose where a table falls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.series import Point
from stats.analysis.values import Value
from stats.catalogue.breaks import Break
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text.findings import breaks_crossed, finding, stretches, value_text, when_text

INDICATORS = catalogue().indicators
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
FROM_TO = re.compile(r"(rose|fell) from (\S+) to (\S+) between")


@st.composite
def points(draw: st.DrawFn, *, decimals: int) -> list[Point]:
    """Years with gaps; printed numbers with as many decimals as a source may print, others unrounded."""
    starts = draw(st.lists(st.integers(2001, 2023), min_size=1, max_size=8, unique=True).map(sorted))
    found = []
    for start in starts:
        is_printed = draw(st.booleans()) if decimals == 0 else False
        places = draw(st.integers(0, 2)) if is_printed else 6
        scaled = draw(st.one_of(st.integers(0, 200), st.integers(0, 20_000 * 10**places)))
        amount = Decimal(scaled).scaleb(-places)
        found.append((ReportingYear(start), Value(amount, None, is_printed=is_printed)))
    return found


@st.composite
def series(draw: st.DrawFn) -> tuple[str, list[Point], tuple[Break, ...]]:
    slug = draw(st.sampled_from(sorted(INDICATORS)))
    held = draw(points(decimals=INDICATORS[slug].decimals))
    return slug, held, catalogue().breaks_for(slug)


def as_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("%"))


def without_places(text: str, *, slug: str, held: Sequence[Point], breaks: Sequence[Break]) -> str:
    """The sentence without the days, years and titles of breaks in it."""
    for one in breaks_crossed(held, breaks=breaks):
        text = text.replace(f"{one.first.label}: {one.title}", "")
    for year, _value in held:
        text = text.replace(when_text(INDICATORS[slug], year), "")
    return text


@given(series())
def test_every_number_is_one_that_the_table_shows(one: tuple[str, list[Point], tuple[Break, ...]]) -> None:
    slug, held, breaks = one
    shown = {value_text(INDICATORS[slug], value).rstrip("%") for _year, value in held}
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)

    assert set(NUMBER.findall(without_places(text, slug=slug, held=held, breaks=breaks))) <= shown


@given(series())
def test_what_rose_is_higher_and_what_fell_lower_as_shown(
    one: tuple[str, list[Point], tuple[Break, ...]],
) -> None:
    slug, held, breaks = one
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)

    for turn, earlier, later in FROM_TO.findall(text):
        assert (as_number(later) > as_number(earlier)) == (turn == "rose"), text
        assert as_number(later) != as_number(earlier), text
    ends = [
        (value_text(INDICATORS[slug], first[1]), value_text(INDICATORS[slug], last[1]))
        for first, *_between, last in (part for part in stretches(held, breaks=breaks) if len(part) > 1)
    ]
    assert [(earlier, later) for _turn, earlier, later in FROM_TO.findall(text)] == [
        (first, last) for first, last in ends if as_number(first) != as_number(last)
    ]


@given(series())
def test_no_sentence_leads_across_a_break(one: tuple[str, list[Point], tuple[Break, ...]]) -> None:
    slug, held, breaks = one
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)
    years = {when_text(INDICATORS[slug], year): year for year, _value in held}

    for start, end in re.findall(
        r"between (31 March \d{4}|\d{4}-\d{2}) and (31 March \d{4}|\d{4}-\d{2})", text
    ):
        assert not any(one.lies_between(years[start], years[end]) for one in breaks)
    assert ("not compared" in text) == any(
        one.lies_between(earlier[0], later[0]) for earlier, later in pairwise(held) for one in breaks
    )


RATE, ORDERS = INDICATORS["rso-rate"], INDICATORS["notification-orders"]


def point(start: int, amount: str, *, is_printed: bool = False) -> Point:
    return ReportingYear(start), Value(Decimal(amount), None, is_printed=is_printed)


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ([], "No figure is held for Dorset."),
        ([point(2014, "0")], "The only figure held for Dorset is 0, for 2014-15."),
        ([point(2014, "1")], "The only figure held for Dorset is 1, for 2014-15."),
        (
            [point(2014, "0"), point(2015, "1")],
            "Dorset's figure rose from 0 to 1 between 2014-15 and 2015-16.",
        ),
        (
            [point(2014, "1"), point(2015, "0")],
            "Dorset's figure fell from 1 to 0 between 2014-15 and 2015-16.",
        ),
        ([point(2014, "0"), point(2015, "0")], "Dorset's figure stayed at 0 between 2014-15 and 2015-16."),
    ],
)
def test_nothing_none_and_one(held: list[Point], text: str) -> None:
    assert finding(ORDERS, name="Dorset", points=held, breaks=()) == text


def test_a_printed_rate_with_decimals_beside_one_that_is_worked_out() -> None:
    """125.2, printed, and 125.3, shown as 125: a table that falls, and no sentence that says it rose."""
    held = [point(2016, "125.2", is_printed=True), point(2017, "125.3")]
    assert finding(RATE, name="Dorset", points=held, breaks=()).startswith(
        "Dorset's rate fell from 125.2 to 125 "
    )
