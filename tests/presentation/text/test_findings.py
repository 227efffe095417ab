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
from stats.calculations.chance import beyond_chance
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text.findings import breaks_crossed, finding, stretches, value_text, when_text

INDICATORS = catalogue().indicators
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
FROM_TO = re.compile(r"(rose|fell) from (\S+) to (\S+) between")


@st.composite
def points(draw: st.DrawFn, *, decimals: int, is_count: bool) -> list[Point]:
    """Years with gaps; printed numbers with as many decimals as a source may print, others unrounded."""
    starts = draw(st.lists(st.integers(2001, 2023), min_size=1, max_size=8, unique=True).map(sorted))
    found = []
    for start in starts:
        is_printed = draw(st.booleans()) if decimals == 0 and not is_count else False
        places = draw(st.integers(0, 2)) if is_printed else 0 if is_count else 6
        scaled = draw(st.one_of(st.integers(0, 200), st.integers(0, 20_000 * 10**places)))
        amount = Decimal(scaled).scaleb(-places)
        found.append((ReportingYear(start), Value(amount, None, is_printed=is_printed)))
    return found


@st.composite
def series(draw: st.DrawFn) -> tuple[str, list[Point], tuple[Break, ...]]:
    slug = draw(st.sampled_from(sorted(INDICATORS)))
    held = draw(points(decimals=INDICATORS[slug].decimals, is_count=INDICATORS[slug].kind is Kind.COUNT))
    return slug, held, catalogue().breaks_for(slug)


def as_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("%"))


def without_places(text: str, *, slug: str, held: Sequence[Point], breaks: Sequence[Break]) -> str:
    """The sentence without the days, years and titles of breaks in it."""
    for one in breaks_crossed(held, breaks=breaks):
        text = text.replace(f"{one.first.label}: {one.title}", "")
    for year, _value in held:
        text = text.replace(when_text(INDICATORS[slug], year), "")
    return re.sub(r"There is no figure for [^.]+\.", "", text)


@given(series())
def test_every_number_is_one_that_the_table_shows(one: tuple[str, list[Point], tuple[Break, ...]]) -> None:
    slug, held, breaks = one
    shown = {value_text(INDICATORS[slug], value).rstrip("%") for _year, value in held}
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)

    assert set(NUMBER.findall(without_places(text, slug=slug, held=held, breaks=breaks))) <= shown


@given(series())
def test_what_rose_only_rose_in_every_year_and_by_more_than_chance(
    one: tuple[str, list[Point], tuple[Break, ...]],
) -> None:
    """Neither over a year without a figure, nor past a higher or lower one, nor where chance could do it."""
    slug, held, breaks = one
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)

    expected = []
    for part in stretches(held, breaks=breaks):
        shown = [as_number(value_text(INDICATORS[slug], value)) for _year, value in part]
        whole = all(later.start == earlier.start + 1 for (earlier, _), (later, _) in pairwise(part))
        if not whole or shown[0] == shown[-1] or shown not in (sorted(shown), sorted(shown, reverse=True)):
            continue
        if INDICATORS[slug].is_count_over_year and not beyond_chance(shown[0], later=shown[-1]):
            continue
        expected.append(("rose" if shown[-1] > shown[0] else "fell", shown[0], shown[-1]))
    found = [(turn, as_number(earlier), as_number(later)) for turn, earlier, later in FROM_TO.findall(text)]
    assert found == expected


@given(series())
def test_the_highest_the_lowest_and_the_latest_are_always_named(
    one: tuple[str, list[Point], tuple[Break, ...]],
) -> None:
    slug, held, breaks = one
    text = finding(INDICATORS[slug], name="Dorset", points=held, breaks=breaks)
    told = NUMBER.findall(without_places(text, slug=slug, held=held, breaks=breaks))
    for part in stretches(held, breaks=breaks):
        shown = [value_text(INDICATORS[slug], value).rstrip("%") for _year, value in part]
        assert {min(shown, key=as_number), max(shown, key=as_number), shown[-1]} <= set(told), text


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
        ([], "There is no figure for Dorset."),
        ([point(2014, "0")], "The only figure for Dorset is 0, for 2014-15."),
        ([point(2014, "1")], "The only figure for Dorset is 1, for 2014-15."),
        (
            [point(2014, "0"), point(2015, "1")],
            "The Dorset figure was 0 for 2014-15 and 1 for 2015-16, a difference that chance could make.",
        ),
        (
            [point(2014, "0"), point(2015, "6")],
            "The Dorset figure rose from 0 to 6 between 2014-15 and 2015-16.",
        ),
        (
            [point(2014, "6"), point(2015, "0")],
            "The Dorset figure fell from 6 to 0 between 2014-15 and 2015-16.",
        ),
        ([point(2014, "0"), point(2015, "0")], "The Dorset figure stayed at 0 between 2014-15 and 2015-16."),
    ],
)
def test_nothing_none_and_one(held: list[Point], text: str) -> None:
    assert finding(ORDERS, name="Dorset", points=held, breaks=()) == text


def test_a_printed_rate_with_decimals_beside_one_that_is_worked_out() -> None:
    """125.2, printed, and 125.3, shown as 125: a table that falls, and no sentence that says it rose."""
    held = [point(2016, "125.2", is_printed=True), point(2017, "125.3")]
    assert finding(RATE, name="Dorset", points=held, breaks=()).startswith(
        "The Dorset rate fell from 125.2 to 125 "
    )
