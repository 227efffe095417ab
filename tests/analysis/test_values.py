"""An indicator's value from figures that are held, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.figures import Population, Populations, PublishedFigure, SourceRef
from stats.analysis.notes import NoteText
from stats.analysis.values import NoInterval, Value, ValueKind, WhyNot, value_of
from stats.calculations.amounts import Amount, Marker, Qualifier
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

REPORT = SourceRef(1, "area report", "A report", "")
PRESS = SourceRef(2, "press report", "A newspaper", "")

RSOS = CellKey("eligible_offenders", "1", "total")
RATE = CellKey("rso_rate")
ALL = CellKey("eligible_offenders", "total", "total")
AT_LEVEL_1 = CellKey("eligible_offenders", "total", "1")
BREACHES = CellKey("notification_breaches")
MANAGED, MANAGED_2, MANAGED_3 = (
    CellKey("level_2_3_offenders", "total", level) for level in ("total", "2", "3")
)

Printed = int | str | Amount


def amount(printed: Printed) -> Amount:
    return printed if isinstance(printed, Amount) else Amount.of(Decimal(printed))


def marked(marker: str) -> Amount:
    return Amount.marked(Marker(marker))


def qualified(number: int, qualifier: str) -> Amount:
    return Amount.of(number, Qualifier(qualifier))


def value(
    slug: str,
    figures: Mapping[CellKey, Printed],
    *,
    year: str = "2014-15",
    persons: int | None = None,
    source: SourceRef = REPORT,
) -> Value:
    """The indicator for an area of which just these figures, and this population, are held."""
    when = ReportingYear.parse(year)
    held = {
        cell: PublishedFigure("dorset", when, cell, amount(printed), str(printed), source, "page 12", True)
        for cell, printed in figures.items()
    }
    base = catalogue().population_base(when)
    populations: dict[tuple[str, int, str], Population] = {}
    if persons is not None:
        assert base is not None
        mid_year, band = base.mid_year(when), base.age_band
        assert mid_year is not None
        assert band is not None
        populations["dorset", mid_year, band] = Population(persons, mid_year, band, False)
    return value_of(
        catalogue().indicators[slug],
        area_slug="dorset",
        year=when,
        held=held,
        populations=Populations(populations),
    )


@pytest.mark.parametrize(
    ("marker", "reason"),
    [
        ("c", WhyNot.SUPPRESSED),
        ("x", WhyNot.NOT_AVAILABLE),
        ("z", WhyNot.NOT_APPLICABLE),
        ("low", WhyNot.LOW),
    ],
)
@pytest.mark.parametrize(
    ("slug", "cell", "others"),
    [
        ("rsos", RSOS, {}),
        ("rso-rate", RSOS, {}),
        ("rso-rate", RATE, {}),
        ("level-1-share", AT_LEVEL_1, {ALL: 913}),
        ("level-1-share", ALL, {AT_LEVEL_1: 899}),
        ("notification-breaches-per-100-rsos", RSOS, {BREACHES: 21}),
    ],
)
def test_a_marker_is_a_reason_and_never_a_zero(
    marker: str, reason: WhyNot, slug: str, cell: CellKey, others: dict[CellKey, Printed]
) -> None:
    found = value(slug, {**others, cell: marked(marker)}, persons=681_601)

    assert (found.amount, found.why_not) == (None, reason)
    assert found.interval is None


@pytest.mark.parametrize("slug", [slug for slug in catalogue().indicators if slug != "foreign-travel-orders"])
def test_what_is_not_held_is_said_to_be_not_held(slug: str) -> None:
    found = value(slug, {}, persons=681_601)
    assert (found.amount, found.why_not) == (None, WhyNot.NOT_HELD)


def test_half_a_ratio_is_not_held_either() -> None:
    assert value("notification-breaches-per-100-rsos", {BREACHES: 21}).why_not is WhyNot.NOT_HELD
    assert value("notification-breaches-per-100-rsos", {RSOS: 670}).why_not is WhyNot.NOT_HELD


def test_nothing_can_be_divided_by_nothing() -> None:
    found = value("notification-breaches-per-100-rsos", {BREACHES: 0, RSOS: 0})
    assert (found.amount, found.why_not) == (None, WhyNot.ZERO_DENOMINATOR)


def test_a_count_without_population_makes_no_rate() -> None:
    found = value("rso-rate", {RSOS: 670})
    assert (found.amount, found.why_not) == (None, WhyNot.NO_POPULATION)
    assert found.numerator == 670


def test_a_zero_is_a_number() -> None:
    found = value("rsos", {RSOS: 0})
    assert (found.amount, found.why_not) == (0, None)
    assert found.interval is not None
    assert found.interval.lower == 0


def test_no_one_is_one_in_nobody() -> None:
    found = value("rso-rate", {RSOS: 0}, persons=681_601)
    assert (found.amount, found.one_in) == (0, None)


def test_more_offenders_than_people_are_a_misprint_and_no_reason_to_fail() -> None:
    found = value("rso-rate", {RSOS: 987_654}, persons=681_601)
    assert (found.numerator, found.one_in) == (987_654, None)
    assert value("rso-rate", {RSOS: 700, RATE: "200000"}, year="2021-22").one_in is None


def test_a_share_cannot_be_more_than_its_whole() -> None:
    found = value("level-1-share", {AT_LEVEL_1: 914, ALL: 913})
    assert (found.amount, found.why_not) == (None, WhyNot.NOT_AVAILABLE)


def test_parts_make_a_total_that_is_not_printed() -> None:
    found = value("level-2-3-offenders", {MANAGED_2: 242, MANAGED_3: 34}, year="2005-06")
    assert (found.amount, found.why_not) == (276, None)


def test_a_printed_total_stands_as_printed_even_where_its_parts_make_another() -> None:
    assert value("level-2-3-offenders", {MANAGED: 46, MANAGED_2: 37, MANAGED_3: 9}).amount == 46


def test_one_part_alone_makes_no_total() -> None:
    found = value("level-2-3-offenders", {MANAGED_2: 242})
    assert (found.amount, found.why_not) == (None, WhyNot.NOT_HELD)


def test_a_suppressed_part_leaves_a_lower_bound_that_is_not_compared() -> None:
    found = value("level-2-3-offenders", {MANAGED_2: 242, MANAGED_3: marked("c")})
    assert (found.amount, found.why_not) == (242, WhyNot.LOWER_BOUND)
    assert found.interval is None


def test_a_bound_of_zero_or_more_is_no_number() -> None:
    found = value("level-2-3-offenders", {MANAGED_2: marked("c"), MANAGED_3: marked("c")})
    assert (found.amount, found.why_not) == (None, WhyNot.LOWER_BOUND)


def test_a_lower_bound_is_no_part_of_a_ratio() -> None:
    recalls = CellKey("recall_licence", "total", "total")
    found = value("licence-recalls-per-100-level-2-3", {recalls: 64, MANAGED_2: 242, MANAGED_3: marked("c")})
    assert found.amount is not None
    assert (round(found.amount, 1), found.qualifier) == (Decimal("26.4"), Qualifier.AT_MOST)
    assert (found.why_not, found.interval) == (WhyNot.LOWER_BOUND, None)


RECALLS = CellKey("recall_licence", "total", "total")


def test_what_is_divided_by_a_lower_bound_is_at_most() -> None:
    """England and Wales 2007-08: 1,659 returned to custody, of more than 11,000 and more than 1,000."""
    bounds = {MANAGED_2: qualified(11_000, "more than"), MANAGED_3: qualified(1_000, "more than")}
    found = value("licence-recalls-per-100-level-2-3", {RECALLS: 1_659, **bounds}, year="2007-08")
    assert (found.amount, found.qualifier) == (Decimal("13.825"), Qualifier.AT_MOST)
    assert (found.why_not, found.interval) == (WhyNot.BOUND, None)
    assert (found.exact_numerator, found.exact_denominator) == (None, None)

    managed = value("level-2-3-offenders", bounds, year="2007-08")
    assert (managed.amount, managed.qualifier) == (12_000, Qualifier.MORE_THAN)


def test_a_bound_over_a_rounded_number_says_nothing() -> None:
    """England and Wales 2020-21: more than 1,640 breaches, of about 64,300 on the register."""
    figures = {BREACHES: qualified(1_640, "more than"), RSOS: qualified(64_300, "about")}
    found = value("notification-breaches-per-100-rsos", figures, year="2020-21")
    assert (found.amount, found.why_not) == (None, WhyNot.INDETERMINATE)
    assert (found.numerator, found.denominator) == (None, None)


def test_a_rounded_count_makes_a_rounded_rate_without_interval() -> None:
    found = value("rso-rate", {RSOS: qualified(700, "about")}, persons=700_000)
    assert (found.amount, found.qualifier, found.why_not) == (100, Qualifier.ABOUT, WhyNot.ROUNDED)
    assert (found.interval, found.one_in) == (None, None)


def test_a_rate_printed_as_a_bound_is_one() -> None:
    found = value("rso-rate", {RSOS: 700, RATE: qualified(90, "more than")}, persons=700_000)
    assert (found.amount, found.qualifier, found.why_not) == (90, Qualifier.MORE_THAN, WhyNot.BOUND)
    assert found.interval is None


def test_a_rounded_count_behind_an_exact_rate_gives_it_no_interval() -> None:
    found = value("rso-rate", {RSOS: qualified(700, "about"), RATE: 100}, persons=700_000)
    assert (found.amount, found.why_not, found.interval) == (100, None, None)
    assert found.why_no_interval is NoInterval.COUNT_NOT_HELD


def test_a_rate_that_its_count_does_not_make_rests_on_nothing_else() -> None:
    """Kent: 906 people and a printed rate of 620 make no "one in N", no interval and no word."""
    found = value("rso-rate", {RSOS: 906, RATE: 620}, persons=1_565_600)
    assert (found.amount, found.interval, found.one_in) == (620, None, None)
    assert found.why_no_interval is NoInterval.RATE_DIFFERS
    assert found.computed is not None
    assert round(found.computed) == 58


def doubted(kind: str) -> Value:
    """4,114 registered sexual offenders with a note of that kind, of three million people."""
    year = ReportingYear(2014)
    doubt = NoteText(kind, "It may have been copied from another report.", None)
    figure = PublishedFigure("dorset", year, RSOS, Amount.of(4_114), "4,114", PRESS, "", True, doubt=doubt)
    people = Populations({("dorset", 2014, "10+"): Population(3_000_000, 2014, "10+", False)})
    rate = catalogue().indicators["rso-rate"]
    return value_of(rate, area_slug="dorset", year=year, held={RSOS: figure}, populations=people)


def test_a_doubt_goes_with_the_value() -> None:
    found = doubted("unusual")
    assert [doubt.text for doubt in found.doubts] == ["It may have been copied from another report."]
    assert (found.why_not, found.interval is None) == (None, False)


def test_a_figure_that_is_not_of_its_year_is_shown_and_not_compared() -> None:
    found = doubted("not_of_its_year")
    assert found.amount is not None
    assert (round(found.amount), found.why_not) == (137, WhyNot.NOT_OF_ITS_YEAR)


def test_who_says_it() -> None:
    assert value("rsos", {RSOS: 670}).kind is ValueKind.PRINTED
    assert value("level-2-3-offenders", {MANAGED_2: 242, MANAGED_3: 34}, year="2005-06").kind is (
        ValueKind.WORKED_OUT
    )
    assert value("rso-rate", {RSOS: 670}, persons=681_601).kind is ValueKind.WORKED_OUT


@pytest.mark.parametrize(
    ("year", "figures", "expected"),
    [
        ("2014-15", {CellKey("sopo"): 62}, 62),
        ("2015-16", {CellKey("shpo"): 75}, 75),
        # A SOPO after the law changed is not a prevention order of that year, nor an SHPO before it.
        ("2015-16", {CellKey("shpo"): 75, CellKey("sopo"): 3}, 75),
        ("2014-15", {CellKey("sopo"): 62, CellKey("shpo"): 3}, 62),
    ],
)
def test_sopos_before_and_shpos_after(year: str, figures: dict[CellKey, Printed], expected: int) -> None:
    assert value("prevention-orders", figures, year=year).amount == expected


def test_foreign_travel_orders_end_with_the_law() -> None:
    assert value("foreign-travel-orders", {}, year="2014-15").why_not is WhyNot.NOT_HELD
    assert value("foreign-travel-orders", {}, year="2015-16").why_not is WhyNot.NOT_APPLICABLE


def test_a_printed_rate_stands_beside_the_computed_one() -> None:
    found = value("rso-rate", {RSOS: 697, RATE: "102.000"}, persons=686_389, year="2015-16")

    assert found.amount == 102
    assert found.is_printed
    assert found.computed is not None
    assert round(found.computed, 3) == Decimal("101.546")
    assert not found.printed_differs


def test_a_printed_rate_that_count_and_population_do_not_make_is_told() -> None:
    assert value("rso-rate", {RSOS: 697, RATE: "103.000"}, persons=686_389, year="2015-16").printed_differs
    assert value("rso-rate", {RSOS: 697, RATE: "101.6"}, persons=686_389, year="2015-16").printed_differs
    assert not value("rso-rate", {RSOS: 697, RATE: "101.5"}, persons=686_389, year="2015-16").printed_differs


def test_a_rate_of_ten_times_as_many_is_not_taken_for_one_without_decimals() -> None:
    """1,000 per 100,000 normalises to 1E+3."""
    assert not value("rso-rate", {RSOS: 1_000, RATE: "1000.000"}, persons=100_000).printed_differs


def test_without_an_estimate_the_printed_rate_implies_a_population() -> None:
    """2021-22: printed rates fit no single mid-year estimate."""
    found = value("rso-rate", {RSOS: 700, RATE: "100"}, year="2021-22")

    assert found.is_implied
    assert found.denominator == 700_000
    assert found.one_in == 1_000
    assert found.population is None
    assert found.computed is None


def test_a_printed_rate_and_a_population_imply_the_count() -> None:
    found = value("rso-rate", {RATE: "100"}, persons=681_601)

    assert (found.amount, found.numerator, found.is_count_implied) == (100, 682, True)
    assert found.interval is not None
    assert 100 in found.interval


def test_a_count_that_the_report_hides_is_not_worked_back_from_its_rate() -> None:
    found = value("rso-rate", {RATE: "100", RSOS: marked("c")}, persons=681_601)
    assert (found.amount, found.numerator, found.interval) == (100, None, None)


def test_a_printed_rate_alone_has_neither_interval_nor_one_in() -> None:
    found = value("rso-rate", {RATE: "100"}, year="2021-22")

    assert (found.amount, found.interval, found.one_in, found.numerator) == (100, None, None, None)
    assert found.why_no_interval is NoInterval.COUNT_NOT_HELD


def test_a_printed_marker_gives_way_to_what_can_be_computed() -> None:
    found = value("rso-rate", {RATE: marked("x"), RSOS: 670}, persons=681_601)

    assert found.amount is not None
    assert not found.is_printed
    assert round(found.amount, 4) == Decimal("98.2980")


def test_sources_go_with_the_value() -> None:
    found = value("rsos", {RSOS: 670}, source=PRESS)

    assert found.sources == (PRESS,)
    assert found.is_second_hand


@given(st.integers(0, 5_000), st.integers(1, 5_000))
def test_an_interval_holds_its_ratio(above: int, below: int) -> None:
    found = value("notification-breaches-per-100-rsos", {BREACHES: above, RSOS: below})

    assert found.amount == Decimal(above) * 100 / below
    assert found.interval is not None
    assert found.amount in found.interval


@given(st.integers(1, 20_000), st.integers(20_000, 9_000_000))
def test_one_in_and_rate_say_the_same(count: int, persons: int) -> None:
    found = value("rso-rate", {RSOS: count}, persons=persons)

    assert found.one_in is not None
    assert found.amount is not None
    assert abs(Decimal(persons) / count - found.one_in) <= Decimal("0.5")
    assert found.interval is not None
    assert found.amount in found.interval
