"""What the queries answer on the shipped figures, beside a slow second way that shares no code with them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from stats.analysis.series import is_comparable
from stats.analysis.values import Value
from stats.catalogue.indicators import Kind
from stats.catalogue.reader import catalogue
from stats.models import Figure
from stats.queries.pages.compare import compare_page
from stats.queries.years_held import latest, third_of, years_held
from tests.reference import figures as reference
from tests.reference import grounds, two_facts
from tests.shipped import every_area_page

pytestmark = pytest.mark.usefixtures("shipped")

INDICATORS = tuple(catalogue().indicators)
NEAR = Fraction(1, 10**15)  # a Decimal has 28 digits


def exact(value: Value) -> Fraction:
    assert value.amount is not None
    return Fraction(value.amount)


def same(found: dict[str, Fraction], expected: dict[str, Fraction]) -> bool:
    return set(found) == set(expected) and all(abs(found[area] - expected[area]) < NEAR for area in found)


def test_every_figure_of_the_files_is_stored() -> None:
    stored = {
        (*row[:6], "" if row[6] is None else f"{row[6].normalize():f}", *row[7:])
        for row in Figure.objects.values_list(
            "report__area__slug",
            "division__name",
            "report__start_year",
            "measure",
            "category",
            "level",
            "value",
            "marker",
            "source__title",
        )
    }
    expected = {
        (
            row.area_slug,
            row.division or None,
            int(str(row.year)[:4]),
            row.measure,
            row.category,
            row.level,
            row.value,
            row.marker,
            row.source_title,
        )
        for row in reference.printed().itertuples()
    }
    assert stored == expected


def test_the_figure_shown_is_the_one_that_the_rules_prefer() -> None:
    shown = {
        (area, division or "", f"{start}-{(start + 1) % 100:02d}", measure, category, level): title
        for area, division, start, measure, category, level, title in Figure.objects.filter(
            preferred=True
        ).values_list(
            "report__area__slug",
            "division__name",
            "report__start_year",
            "measure",
            "category",
            "level",
            "source__title",
        )
    }
    assert shown == {key: row.source_title for key, row in reference.preferred().items()}


@pytest.mark.parametrize("slug", INDICATORS)
def test_every_comparison_of_every_year(slug: str) -> None:
    indicator = catalogue().indicators[slug]
    for year in reference.years():
        expected = reference.comparison(indicator, year=year)
        page = compare_page(slug, year=year)
        if page is None:
            assert expected == {}, year
            continue
        found = {row.area.slug: exact(row.value) for row in page.compared}
        assert same(found, expected), year
        assert {row.area.slug for row in page.rows if row.is_apart}.isdisjoint(expected)
        assert {ref.slug for ref in page.not_held}.isdisjoint(expected)
        assert len(page.rows) + len(page.not_held) == len(reference.areas())


@pytest.mark.parametrize("slug", INDICATORS)
def test_the_years_offered_are_those_with_a_figure(slug: str) -> None:
    indicator = catalogue().indicators[slug]
    held = {one.year: one.areas for one in years_held(indicator)}
    for year in reference.years():
        expected = len(reference.comparison(indicator, year=year))
        if expected:
            assert held[year] >= expected
        # A count without a population is held, and told as that; so is a bound, and what is not of its year.
        if slug != "rso-rate" and not reference.holds_back(year):
            assert held.get(year, 0) == expected
    opened = latest(years_held(indicator), fewest=third_of(42))
    enough = [year for year in held if held[year] >= 14]
    most = [year for year in held if held[year] == max(held.values())]
    assert opened == max(enough or most)


def test_every_headline_of_every_area_and_year() -> None:
    shown = [figure.indicator for figure in catalogue().pages["area"].figures]
    indicators = {slug: catalogue().indicators[slug] for slug in shown}
    for page in every_area_page():
        slug, year = page.area.ref.slug, page.year
        for headline in page.headlines:
            expected = reference.value(indicators[headline.indicator.slug], area=slug, year=year)
            assert is_comparable(headline.value) == (expected is not None), (slug, year)
            if expected is not None:
                assert abs(exact(headline.value) - expected) < NEAR, (slug, year)


def test_every_point_of_every_trend() -> None:
    """An area's trends are the same on the page of each of its years."""
    latest_pages = {page.area.ref.slug: page for page in every_area_page()}
    for slug, page in latest_pages.items():
        for trend in page.trends:
            worked_out = (
                (year, reference.value(trend.indicator, area=slug, year=year)) for year in reference.years()
            )
            expected = {year: one for year, one in worked_out if one is not None}
            points = {year: exact(value) for year, value in trend.points}
            assert list(points) == list(expected), (slug, trend.indicator.slug)
            assert all(abs(points[year] - expected[year]) < NEAR for year in points)


def test_every_year_of_every_area_has_a_page() -> None:
    pages = {(page.area.ref.slug, page.year.label) for page in every_area_page()}
    held = {(row.area_slug, row.year) for row in reference.printed().itertuples()}
    assert pages == {(slug, year) for slug, year in held if slug != "england-and-wales"}


def test_every_conflict_between_sources_is_found_and_no_other() -> None:
    found = set()
    for page in every_area_page():
        for conflict in page.conflicts:
            cell = conflict.cell
            assert [figure.preferred for figure in conflict.figures[:2]] == [True, False]
            assert not any(other.preferred for other in conflict.figures[1:])
            found.add(
                (page.area.ref.slug, cell.division, page.year.label, cell.measure, cell.category, cell.level)
            )
    assert found == {key for key in reference.conflicting() if key[0] != "england-and-wales"}
    assert ("west-mercia", "", "2009-10", "eligible_offenders", "1", "total") in found


@pytest.mark.parametrize("slug", INDICATORS)
def test_what_every_number_rests_on(slug: str) -> None:
    """Bounds and rounded numbers, too: the number, its word, who prints it, what is doubted, and "one in"."""
    words: Counter[str] = Counter()
    for year in reference.years():
        page = compare_page(slug, year=year)
        nation = [page.nation] if page and page.nation else []
        for row in (*page.rows, *nation) if page else ():
            value, ground = row.value, grounds.ground(slug, row.area.slug, year)
            at = (row.area.slug, year.label)
            assert (value.amount is None) == (ground is None), at
            if ground is None or value.amount is None:
                continue
            assert abs(Fraction(value.amount) - ground.amount) < NEAR, at
            assert (str(value.qualifier), value.is_printed) == (ground.word, ground.is_printed), at
            assert is_comparable(value) == ground.is_compared, at
            assert {doubt.text for doubt in value.doubts} == {text for _kind, text in ground.doubts}, at
            titles = {source.title for source in value.sources}
            assert titles == {row.source_title for row in ground.rows}, at
            if value.is_printed and ground.beside and not value.is_count_implied:
                assert value.one_in == ground.one_in, at
            words[ground.word] += 1
    if slug in ("rsos", "notification-breaches", "prevention-orders-per-100-rsos"):
        assert len(words) > 1, "a number with a word is held"


COMPARED = [slug for slug in INDICATORS if catalogue().indicators[slug].kind is not Kind.COUNT]


@pytest.mark.parametrize("slug", COMPARED)
def test_both_words_of_every_area_in_every_year(slug: str) -> None:
    indicator = catalogue().indicators[slug]
    said: Counter[str] = Counter()
    for year in reference.years():
        page = compare_page(slug, year=year)
        expected = two_facts.facts(indicator, year=year)
        for row in page.compared if page else ():
            verdict = row.verdict
            assert verdict is not None
            comparison = None if verdict.why_not_compared else str(verdict.comparison)
            spread = None if verdict.place is None else str(verdict.spread)
            assert (comparison, spread) == expected.pop(row.area.slug), (row.area.slug, year.label)
            has_rank = row.value.interval is not None and len(page.compared if page else ()) > 1
            assert (row.rank is not None) == has_rank, (row.area.slug, year.label)
            said.update(filter(None, (comparison, spread)))
        assert expected == {}, year.label
    if slug == "rso-rate":
        assert set(said) == {"higher", "lower", "not clearly different", "above", "within", "below"}
