from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.rates import agrees_with_printed, implied_population, one_in, rate

# Registered sexual offenders on 31 March as the area reports print them, over the ONS mid-year estimate of
# the summer before: people aged ten and over, but for Derbyshire 2005-06, whose rate is on all ages.
PRINTED = [
    pytest.param(697, 686_389, "101.546", "102", id="Dorset 2015-16"),
    pytest.param(670, 681_542, "98.306", "98", id="Dorset 2014-15"),
    pytest.param(808, 726_100, "111.279", "111", id="Cambridgeshire 2014-15"),
    pytest.param(2_662, 2_370_462, "112.299", "112", id="Greater Manchester 2014-15"),
    pytest.param(628, 985_479, "63.725", "64", id="Derbyshire 2005-06"),
]

counts = st.integers(min_value=0, max_value=10_000)
populations = st.integers(min_value=10_001, max_value=10**8)


@pytest.mark.parametrize(("count", "population", "computed", "printed"), PRINTED)
def test_rates_agree_with_what_the_reports_print(
    count: int, population: int, computed: str, printed: str
) -> None:
    result = rate(count, population=population)
    assert round(result, 3) == Decimal(computed)
    assert agrees_with_printed(result, printed=Decimal(printed))
    assert not agrees_with_printed(result, printed=Decimal(printed) + 1)


def test_a_stored_count_may_carry_zeros_after_the_point() -> None:
    assert rate(Decimal("697.00"), population=686_389) == rate(697, population=686_389)


@pytest.mark.parametrize("count", [-1, Decimal("0.5"), Decimal("NaN")])
def test_what_is_no_count_has_no_rate(count: int | Decimal) -> None:
    with pytest.raises(ValueError, match="count"):
        rate(count, population=1000)


@pytest.mark.parametrize("population", [0, -5])
def test_nobody_to_count_among_gives_an_error_and_not_zero(population: int) -> None:
    with pytest.raises(ValueError, match="population"):
        rate(3, population=population)


def test_per_must_be_positive() -> None:
    with pytest.raises(ValueError, match="per"):
        rate(3, population=10, per=0)


def test_a_float_is_no_count() -> None:
    with pytest.raises(TypeError, match="count"):
        rate(3.0, population=10)  # type: ignore[arg-type]


class TestRounding:
    def test_a_half_is_rounded_up(self) -> None:
        assert agrees_with_printed(Decimal("101.5"), printed=Decimal(102))
        assert not agrees_with_printed(Decimal("102.5"), printed=Decimal(102))
        assert agrees_with_printed(Decimal("0.125"), printed=Decimal("0.13"))

    def test_the_decimals_printed_decide(self) -> None:
        assert agrees_with_printed(Decimal("57.4512"), printed=Decimal("57.45"))
        assert not agrees_with_printed(Decimal("57.4512"), printed=Decimal("57.46"))


class TestImpliedPopulation:
    @pytest.mark.parametrize(("count", "population", "computed", "printed"), PRINTED)
    def test_the_real_population_is_near(
        self, count: int, population: int, computed: str, printed: str
    ) -> None:
        assert abs(implied_population(count, rate=Decimal(printed)) / population - 1) < 0.01

    @pytest.mark.parametrize(("count", "printed"), [(0, "102"), (697, "0"), (697, "-1"), (-1, "102")])
    def test_no_population_follows_from_nothing(self, count: int, printed: str) -> None:
        with pytest.raises(ValueError, match=r"count|rate"):
            implied_population(count, rate=Decimal(printed))


class TestOneIn:
    def test_dorset(self) -> None:
        # 686,389 / 697 = 984.78
        assert one_in(697, population=686_389) == 985

    def test_none_counted_has_no_one_in(self) -> None:
        assert one_in(0, population=686_389) is None

    def test_everybody_is_one_in_one(self) -> None:
        assert one_in(5, population=5) == 1

    def test_a_half_is_rounded_up(self) -> None:
        assert one_in(2, population=5) == 3

    def test_more_counted_than_there_are_is_refused(self) -> None:
        with pytest.raises(ValueError, match="counted among"):
            one_in(6, population=5)

    @given(counts.filter(bool), populations)
    def test_it_is_the_rate_turned_round(self, count: int, population: int) -> None:
        n = one_in(count, population=population)
        assert n is not None
        assert abs(n - 100_000 / rate(count, population=population)) <= Decimal("0.5000001")
