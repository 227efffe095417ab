"""What the catalogue says for its choice of population is what the figures held show."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db.models import Q

from stats.calculations.rates import agrees_with_printed
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import PopulationEstimate
from stats.queries.figures import any_cell, fetch_figures

pytestmark = pytest.mark.usefixtures("shipped")


def fits(first: str, last: str, *, back: int) -> tuple[int, int]:
    """How many printed rates there are with their count and the estimate so many years before the snapshot's
    year, and how many of them the two give; a rate with several counts fits if one gives it."""
    years = range(ReportingYear.parse(first).start, ReportingYear.parse(last).start + 1)
    rate = catalogue().indicators["rso-rate"]
    persons = {
        (slug, year): count
        for slug, year, count in PopulationEstimate.objects.filter(age_band="10+").values_list(
            "area__slug", "mid_year", "persons"
        )
    }
    printed: dict[tuple[str, int], set[Decimal]] = defaultdict(set)
    counts: dict[tuple[str, int], set[Decimal]] = defaultdict(set)
    for one in fetch_figures(any_cell(rate.cells) & Q(report__start_year__in=years)):
        number = one.amount.exact
        if number is not None:
            (printed if one.cell == rate.printed else counts)[one.area_slug, one.year.start].add(number)
    found = []
    for key, numbers in printed.items():
        people = persons.get((key[0], key[1] + 1 - back))
        if people and counts[key]:
            found += [
                any(
                    agrees_with_printed(count * 100_000 / people, printed=number.normalize() + 0)
                    for count in counts[key]
                )
                for number in numbers
            ]
    return len(found), sum(found)


def evidence(year: str) -> str:
    base = catalogue().population_base(ReportingYear.parse(year))
    assert base is not None
    return base.evidence


def test_the_estimate_of_the_summer_before_fits_every_rate_of_three_years() -> None:
    rates, given = fits("2018-19", "2020-21", back=1)

    assert f"It fits all {rates} printed rates of 2018-19 to 2020-21" in evidence("2018-19")
    assert given == rates
    assert fits("2018-19", "2020-21", back=2)[1] < rates / 2


def test_the_estimate_before_that_fits_every_rate_of_2022_23() -> None:
    rates, given = fits("2022-23", "2022-23", back=2)

    assert f"mid-2021: all {rates} whose count we have" in evidence("2022-23")
    assert given == rates
    assert fits("2022-23", "2022-23", back=1)[1] < rates / 2


def test_and_the_same_estimate_before_last_fits_every_rate_of_2023_24() -> None:
    rates, given = fits("2023-24", "2023-24", back=2)

    assert f"mid-2022: all {rates} whose count we have" in evidence("2023-24")
    assert given == rates
    assert fits("2023-24", "2023-24", back=1)[1] < rates / 2


def test_no_single_estimate_fits_2021_22() -> None:
    for back in (0, 1, 2):
        rates, given = fits("2021-22", "2021-22", back=back)
        assert 0 < given < rates


def test_dorset_is_worked_out_as_the_evidence_says() -> None:
    told = re.search(r"Dorset 2015-16, (\d+) over mid-2015, is ([\d.]+), printed (\d+)", evidence("2015-16"))
    assert told is not None
    people = PopulationEstimate.objects.get(area__slug="dorset", mid_year=2015, age_band="10+").persons

    assert people == 686_389
    assert f"{int(told[1]) * 100_000 / people:.1f}" == told[2]
    assert told[3] == "102"
