"""The catalogue that ships with the code, and the lookups that everything else asks it."""

from __future__ import annotations

import csv
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pytest

from stats.catalogue.contents import Catalogue
from stats.catalogue.indicators import Kind
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear

DATA_LOADS = Path(__file__).parents[2] / "data_loads"
EVERY_YEAR = [ReportingYear(start) for start in range(FIRST_START, LAST_START + 1)]

MEASURES = [
    "eligible_offenders",
    "level_2_3_offenders",
    "notification_breaches",
    "lifetime_notification_revoked",
    "sopo",
    "shpo",
    "shpo_foreign_travel",
    "notification_order",
    "foreign_travel_order",
    "sopo_applied",
    "sopo_interim",
    "notification_order_applied",
    "notification_order_interim",
    "foreign_travel_order_applied",
    "orders_total",
    "sro_breach_notification",
    "recall_licence",
    "custody_order_breach",
    "rso_rate",
    "sfo_charged",
    "sfo_still_charged_31_march",
    "sfo_convicted",
    "sfo_outstanding_31_march",
    "sfo_other_outcome",
    "serious_case_reviews",
]
INDICATORS = [
    "rso-rate",
    "rsos",
    "eligible-offenders",
    "level-1-share",
    "level-2-3-offenders",
    "notification-breaches",
    "notification-breaches-per-100-rsos",
    "prevention-orders",
    "prevention-orders-per-100-rsos",
    "notification-orders",
    "foreign-travel-orders",
    "licence-recalls",
    "licence-recalls-per-100-level-2-3",
    "order-breach-returns",
    "order-breach-returns-per-100-level-2-3",
    "sfo-charges",
]


@pytest.fixture(scope="module")
def found() -> Catalogue:
    return catalogue()


def year(label: str) -> ReportingYear:
    return ReportingYear.parse(label)


def test_codes_that_links_and_files_use_stay_as_they_are(found: Catalogue) -> None:
    assert set(found.measures) == set(MEASURES)
    assert list(found.indicators) == INDICATORS


def test_columns_of_the_tidy_file_stay_in_their_order() -> None:
    assert [column.name for column in catalogue().tidy_columns] == [
        "area_slug",
        "area_name",
        "area_code",
        "division",
        "year",
        "measure",
        "measure_title",
        "basis",
        "category",
        "level",
        "value",
        "marker",
        "source_kind",
        "source_title",
        "source_url",
        "source_page",
        "preferred",
        "qualifier",
        "note",
        "corrected_in_release",
        "source_slug",
        "as_printed",
    ]


def test_every_year_has_one_layout_for_areas_and_one_for_the_nation(found: Catalogue) -> None:
    for one in EVERY_YEAR:
        assert sum(one in layout.years for layout in found.layouts) == 1, one
        assert found.layout_for(one, national=True) is not None, one


@pytest.mark.parametrize(
    ("label", "national", "code"),
    [
        ("2003-04", False, "to-2003-04"),
        ("2004-05", False, "2004-05"),
        ("2007-08", True, "nation-2004-05"),
        ("2008-09", True, "2008-09"),
        ("2014-15", False, "2010-11"),
        ("2015-16", False, "2015-16"),
        ("2022-23", False, "2022-23"),
    ],
)
def test_the_layout_changes_with_the_law(found: Catalogue, *, label: str, national: bool, code: str) -> None:
    layout = found.layout_for(year(label), national=national)
    assert layout is not None
    assert layout.code == code


def test_every_year_has_one_population_behind_its_rate(found: Catalogue) -> None:
    for one in EVERY_YEAR:
        assert sum(one in base.years for base in found.bases) == 1, one


@pytest.mark.parametrize(
    ("label", "age_band", "mid_year"),
    [
        ("2005-06", "all", 2005),
        ("2006-07", "all", 2006),
        ("2007-08", None, None),
        ("2009-10", "10+", 2009),
        ("2015-16", "10+", 2015),
        ("2020-21", "10+", 2020),
        ("2021-22", "10+", None),
        ("2022-23", "10+", 2021),
        ("2023-24", "10+", 2022),
    ],
)
def test_the_population_behind_a_rate(
    found: Catalogue, label: str, age_band: str | None, mid_year: int | None
) -> None:
    base = found.population_base(year(label))
    assert base is not None
    assert (base.age_band, base.mid_year(year(label))) == (age_band, mid_year)


@pytest.mark.parametrize(
    ("label", "category", "basis"),
    [
        ("2007-08", "1", Basis.SNAPSHOT),
        ("2007-08", "2", Basis.YEARLY_TOTAL),
        ("2007-08", "3", Basis.YEARLY_TOTAL),
        ("2007-08", "total", Basis.MIXED),
        ("2008-09", "2", Basis.SNAPSHOT),
        ("2008-09", "total", Basis.SNAPSHOT),
    ],
)
def test_categories_2_and_3_become_a_snapshot_in_2008(
    found: Catalogue, label: str, category: str, basis: Basis
) -> None:
    assert found.measures["eligible_offenders"].basis_of(year(label), category=category) is basis


@pytest.mark.parametrize(
    ("cell", "label", "problem"),
    [
        (CellKey("eligible_offenders", "1", "total"), "2014-15", None),
        (CellKey("eligible_offenders", "5", "total"), "2014-15", "category '5'"),
        (CellKey("eligible_offenders", "", "total"), "2014-15", "category ''"),
        (CellKey("eligible_offenders", "1", "4"), "2014-15", "level '4'"),
        (CellKey("eligible_offenders", "4", "total"), "2021-22", "Category 4 exists from 2022-23"),
        (CellKey("eligible_offenders", "4", "total"), "2022-23", None),
        (CellKey("sopo"), "2014-15", None),
        (CellKey("sopo"), "2015-16", "from 2004-05 to 2014-15"),
        (CellKey("shpo"), "2014-15", "from 2015-16"),
        (CellKey("sopo", "1"), "2014-15", "sopo has no category"),
        (CellKey("rso_rate", division="Bolton"), "2014-15", "not published by division"),
        (CellKey("eligible_offenders", "1", "total", "Bolton"), "2014-15", None),
    ],
)
def test_a_cell_exists_in_its_years_and_dimensions(
    found: Catalogue, cell: CellKey, label: str, problem: str | None
) -> None:
    said = found.measures[cell.measure].problem_with(cell, year=year(label))
    assert said is None if problem is None else (said is not None and problem in said)


def test_change_from_sopo_to_shpo_lies_between_2014_and_2015(found: Catalogue) -> None:
    def codes(earlier: str, later: str) -> list[str]:
        between = found.breaks_between("prevention-orders", earlier=year(earlier), later=year(later))
        return [one.code for one in between]

    assert codes("2014-15", "2015-16") == ["sopo-to-shpo"]
    assert codes("2013-14", "2014-15") == []
    assert codes("2015-16", "2016-17") == []


@pytest.mark.parametrize(
    ("label", "indicators"),
    [
        ("2003-04", {"eligible-offenders"}),
        (
            "2004-05",
            {
                "level-2-3-offenders",
                "licence-recalls",
                "licence-recalls-per-100-level-2-3",
                "order-breach-returns",
                "order-breach-returns-per-100-level-2-3",
                "sfo-charges",
            },
        ),
        (
            "2008-09",
            {
                "eligible-offenders",
                "sfo-charges",
                "order-breach-returns",
                "order-breach-returns-per-100-level-2-3",
            },
        ),
        ("2009-10", {"sfo-charges"}),
        (
            "2015-16",
            {
                "prevention-orders",
                "prevention-orders-per-100-rsos",
                "order-breach-returns",
                "order-breach-returns-per-100-level-2-3",
            },
        ),
        ("2022-23", {"eligible-offenders"}),
    ],
)
def test_known_breaks_part_their_indicators(found: Catalogue, label: str, indicators: set[str]) -> None:
    assert {slug for one in found.breaks if one.first == year(label) for slug in one.indicators} == indicators


def test_a_rate_is_never_compared_across_a_change_of_population(found: Catalogue) -> None:
    for earlier, later in zip(found.bases, found.bases[1:], strict=False):
        if earlier.age_band is not None and later.age_band is not None and earlier.age_band != later.age_band:
            assert found.breaks_between(
                "rso-rate",
                earlier=earlier.years.last or EVERY_YEAR[0],
                later=later.years.first or EVERY_YEAR[-1],
            )
    assert found.breaks_between("rso-rate", earlier=year("2006-07"), later=year("2009-10"))


def test_the_restated_rate_of_2006_is_known_by_its_value(found: Catalogue) -> None:
    def restated(value: str) -> bool:
        return ("england-and-wales", year("2006-07"), "rso_rate", Decimal(value)) in found.restated

    assert restated("64")
    assert restated("64.000")
    assert not restated("57.45")


def test_only_ratios_and_shares_divide_by_figures(found: Catalogue) -> None:
    for one in found.indicators.values():
        assert bool(one.denominator) == (one.kind in (Kind.RATIO, Kind.SHARE)), one.slug
        assert (one.per > 1) == (one.kind is not Kind.COUNT), one.slug


def test_every_number_says_what_it_does_not_mean(found: Catalogue) -> None:
    for measure in found.measures.values():
        assert measure.definition.endswith(".")
        assert measure.not_meaning.endswith(".")
    for indicator in found.indicators.values():
        assert indicator.counted.endswith(".")
        assert indicator.high_can_mean.endswith(".")
        assert indicator.cannot_mean.endswith(".")


def test_every_place_that_is_loaded_is_of_a_kind_that_the_catalogue_knows(found: Catalogue) -> None:
    """One that it does not know would silently be no district."""
    with (DATA_LOADS / "places.csv").open(encoding="utf-8", newline="") as file:
        assert {row["kind"] for row in csv.DictReader(file)} == set(found.place_kinds)


def test_no_measure_is_left_out_of_the_tables(found: Catalogue) -> None:
    placed = {
        cell.measure
        for layout in (*found.layouts, *found.national_layouts)
        for table in layout.tables
        for cell in table.cells()
    }
    assert placed == set(found.measures)


def test_nothing_in_the_catalogue_can_be_changed_by_accident(found: Catalogue) -> None:
    with pytest.raises(FrozenInstanceError):
        found.measures["sopo"].title = "other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        found.layouts = ()  # type: ignore[misc]
