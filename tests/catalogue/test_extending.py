"""A new measure, table or indicator is a few lines of data, and needs neither Python nor a migration."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.models import CheckConstraint, Q

from stats.calculations.amounts import Marker
from stats.catalogue import measures, reader
from stats.catalogue.indicators import Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.populations import AGE_BANDS
from stats.catalogue.years import ReportingYear
from stats.models import Figure, PopulationEstimate
from tests.catalogue.conftest import Copy

MEASURE = """
[[measure]]
code = "tagged"
title = "Offenders who are tagged"
short_title = "Tagged"
basis = "snapshot"
dimensions = ["category"]
first_year = "2026-27"
definition = "People under MAPPA who wear a tag on 31 March."
not_meaning = "It is not a count of offences."
"""
TABLE = """
[table.tagged]
title = "Offenders who are tagged, 31 March {end}"
measure = "tagged"
rows = [{ code = "n", label = "Tagged" }]
columns = [
    { code = "c1", label = "Category 1", category = "1" },
    { code = "c2", label = "Category 2", category = "2" },
    { code = "all", label = "Total", category = "total", sum_of = ["c1", "c2"] },
]
"""
LAYOUT = """
[[layout]]
code = "2026-27"
title = "Tags"
first_year = "2026-27"
seen = true
tables = ["eligible_with_category_4", "tagged"]
"""
INDICATOR = """
[[indicator]]
slug = "tagged-per-100"
title = "Tagged per 100 eligible offenders"
short_title = "Tagged per 100"
topic = "offenders"
kind = "ratio"
numerator = [["tagged", "total", ""]]
denominator = [["eligible_offenders", "total", "total"]]
per = 100
decimals = 1
unit = "per 100"
numerator_words = "tagged"
denominator_words = "eligible offenders"
basis = "snapshot"
counted = "It counts tags."
high_can_mean = "More tags."
cannot_mean = "It is no count of offences."
"""
TOTAL = CellKey("tagged", "total")


@pytest.fixture
def extended(copied: Copy) -> Copy:
    copied.append("measures", MEASURE)
    copied.append("indicators", INDICATOR)
    copied.replace("layouts", "[table.levels_2_and_3]", TABLE + "\n[table.levels_2_and_3]")
    copied.replace(
        "layouts",
        'title = "Category 4"\nfirst_year = "2022-23"',
        'title = "Category 4"\nfirst_year = "2022-23"\nlast_year = "2025-26"',
    )
    copied.replace(
        "layouts",
        '[[layout]]\ncode = "nation-to-2003-04"',
        LAYOUT + '\n[[layout]]\ncode = "nation-to-2003-04"',
    )
    return copied


def test_a_new_table_is_printed_from_its_year_on_and_adds_up(extended: Copy) -> None:
    found = extended.read()
    layout = found.layout_for(ReportingYear.parse("2026-27"))
    assert layout is not None
    table = layout.tables[-1]

    (total,) = table.totals()

    assert total.total == TOTAL
    assert total.parts == (CellKey("tagged", "1"), CellKey("tagged", "2"))
    assert table.title_for(ReportingYear.parse("2026-27")) == "Offenders who are tagged, 31 March 2027"
    before = found.layout_for(ReportingYear.parse("2025-26"))
    assert before is not None
    assert "tagged" not in {one.code for one in before.tables}


def test_a_new_measure_knows_its_years_and_dimensions(extended: Copy) -> None:
    measure = extended.read().measures["tagged"]

    assert measure.problem_with(TOTAL, year=ReportingYear.parse("2026-27")) is None
    assert measure.problem_with(TOTAL, year=ReportingYear.parse("2025-26")) is not None
    assert measure.problem_with(CellKey("tagged", "1", "2"), year=ReportingYear.parse("2026-27")) is not None


def test_a_new_indicator_stands_last(extended: Copy) -> None:
    indicator = list(extended.read().indicators.values())[-1]

    assert indicator.slug == "tagged-per-100"
    assert indicator.kind is Kind.RATIO
    assert TOTAL in indicator.cells


@pytest.mark.django_db
def test_a_new_measure_needs_no_migration(extended: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "DATA", extended.folder)
    reader.catalogue.cache_clear()
    try:
        field = Figure._meta.get_field("measure")
        assert "tagged" in dict(field.flatchoices)
        call_command("makemigrations", "stats", check=True, dry_run=True, verbosity=0)
    finally:
        reader.catalogue.cache_clear()


@pytest.mark.django_db
def test_no_migration_is_wanting() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def allowed(model: type[Figure | PopulationEstimate], *, name: str) -> set[str]:
    """The literals that a constraint `field__in` of the model lists."""
    (constraint,) = (one for one in model._meta.constraints if one.name == name)
    assert isinstance(constraint, CheckConstraint)
    assert isinstance(constraint.condition, Q)
    (child,) = constraint.condition.children
    assert isinstance(child, tuple)
    return set(child[1])


def test_what_the_database_allows_is_what_the_catalogue_knows() -> None:
    assert allowed(Figure, name="figure_category_known") == {"", *measures.CATEGORIES}
    assert allowed(Figure, name="figure_level_known") == {"", *measures.LEVELS}
    assert allowed(Figure, name="figure_marker_known") == {"", *(marker.value for marker in Marker)}
    assert allowed(PopulationEstimate, name="population_age_band_known") == set(AGE_BANDS)


def test_markers_that_can_be_chosen_are_those_that_can_be_calculated_with() -> None:
    assert set(Figure.Marker.values) == {"", *(marker.value for marker in Marker)}
    assert set(PopulationEstimate.AgeBand.values) == set(AGE_BANDS)


def test_the_one_measure_that_may_have_decimals_is_the_printed_rate() -> None:
    """The database names it (figure_counts_are_whole): a second rate would need a migration."""
    assert [one.code for one in reader.catalogue().measures.values() if not one.is_count] == ["rso_rate"]
