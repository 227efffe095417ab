from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.calculations.intervals import Interval, poisson, poisson_rate, ratio_of_counts, wilson
from tests.reference import binomial
from tests.reference.poisson import garwood

counts = st.integers(min_value=0, max_value=100_000)
confidences = st.floats(min_value=0.5, max_value=0.9999)
ROUNDING = 1e-9


class TestPoisson:
    # Published tables of exact limits: Garwood (1936); Documenta Geigy; APHO Technical Briefing 3.
    @pytest.mark.parametrize(
        ("count", "lower", "upper"),
        [
            (0, 0.0, 3.689),
            (1, 0.0253, 5.572),
            (5, 1.623, 11.668),
            (10, 4.795, 18.390),
            (20, 12.217, 30.888),
            (50, 37.111, 65.919),
            (100, 81.364, 121.627),
        ],
    )
    def test_published_limits_at_95_per_cent(self, count: int, lower: float, upper: float) -> None:
        interval = poisson(count)
        assert interval.lower == pytest.approx(lower, abs=0.0005)
        assert interval.upper == pytest.approx(upper, abs=0.0005)

    # From the test suite of PHStatsMethods, the Department of Health and Social Care's package: the lower
    # 95% limit of 200 and the upper 99.8% limit of 500, found there by halving.
    def test_limits_published_by_public_health_statisticians(self) -> None:
        assert poisson(200).lower == pytest.approx(173.24086241, rel=1e-6)
        assert poisson(500, confidence=0.998).upper == pytest.approx(573.02747672, rel=1e-6)

    @pytest.mark.parametrize("count", [0, 1, 7, 46, 163, 697])
    @pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
    def test_the_slow_way_finds_the_same(self, count: int, confidence: float) -> None:
        interval = poisson(count, confidence=confidence)
        lower, upper = garwood(count, confidence=confidence)
        assert interval.lower == pytest.approx(lower, rel=1e-9)
        assert interval.upper == pytest.approx(upper, rel=1e-9)

    @given(counts, confidences)
    def test_contains_the_count(self, count: int, confidence: float) -> None:
        assert count in poisson(count, confidence=confidence)

    @given(counts, confidences, confidences)
    def test_more_confidence_is_never_narrower(self, count: int, one: float, other: float) -> None:
        narrow = poisson(count, confidence=min(one, other))
        wide = poisson(count, confidence=max(one, other))
        assert wide.upper is not None
        assert narrow.upper is not None
        assert wide.lower <= narrow.lower * (1 + ROUNDING)
        assert wide.upper >= narrow.upper * (1 - ROUNDING)

    @given(counts)
    def test_a_larger_count_has_higher_limits(self, count: int) -> None:
        smaller, larger = poisson(count), poisson(count + 1)
        assert smaller.upper is not None
        assert larger.upper is not None
        assert smaller.lower < larger.lower
        assert smaller.upper < larger.upper

    @pytest.mark.parametrize("count", [-1, Decimal("2.5"), Decimal("Infinity")])
    def test_what_is_no_count_has_no_interval(self, count: int | Decimal) -> None:
        with pytest.raises(ValueError, match="count"):
            poisson(count)

    @pytest.mark.parametrize("count", [2.5, True, "7"])
    def test_what_is_no_number_of_ours_has_no_interval(self, count: object) -> None:
        with pytest.raises(TypeError, match="count"):
            poisson(count)  # type: ignore[arg-type]

    @pytest.mark.parametrize("confidence", [0.0, 1.0, 95, -0.1])
    def test_confidence_is_a_share(self, confidence: float) -> None:
        with pytest.raises(ValueError, match="confidence"):
            poisson(5, confidence=confidence)


class TestPoissonRate:
    def test_dorset_2015_16(self) -> None:
        """697 over the mid-2015 estimate of people aged ten and over: 101.5 per 100,000, printed as 102."""
        population = 686_389
        interval = poisson_rate(697, population=population)
        lower, upper = garwood(697, confidence=0.95)
        assert interval.lower == pytest.approx(lower / population * 100_000, rel=1e-9)
        assert interval.upper == pytest.approx(upper / population * 100_000, rel=1e-9)
        assert 697 / population * 100_000 in interval
        # By hand, 697 -/+ 1.96 roots of 697 over the population gives 94.0 and 109.1, to half a count.
        assert interval.lower == pytest.approx(94.0, abs=0.3)
        assert interval.upper == pytest.approx(109.1, abs=0.3)

    @pytest.mark.parametrize("population", [0, -1, Decimal("10.5")])
    def test_population_is_a_whole_number_above_zero(self, population: int | Decimal) -> None:
        with pytest.raises(ValueError, match="population"):
            poisson_rate(5, population=population)


class TestWilson:
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
    @pytest.mark.parametrize(
        ("count", "of", "lower", "upper"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_newcombes_examples(self, count: int, of: int, lower: float, upper: float) -> None:
        interval = wilson(count, of=of)
        assert interval.lower == pytest.approx(lower, abs=0.00005)
        assert interval.upper == pytest.approx(upper, abs=0.00005)

    @given(st.integers(min_value=1, max_value=10_000), st.data(), confidences)
    def test_contains_the_share_and_stays_a_share(
        self, of: int, data: st.DataObject, confidence: float
    ) -> None:
        count = data.draw(st.integers(min_value=0, max_value=of))
        interval = wilson(count, of=of, confidence=confidence)
        assert interval.upper is not None
        assert 0 <= interval.lower <= count / of * (1 + ROUNDING)
        assert count / of * (1 - ROUNDING) <= interval.upper <= 1

    @given(st.integers(min_value=1, max_value=10_000), st.data())
    def test_the_rest_has_the_mirrored_interval(self, of: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=of))
        interval, mirrored = wilson(count, of=of), wilson(of - count, of=of)
        assert interval.upper is not None
        assert mirrored.lower == pytest.approx(1 - interval.upper, abs=1e-12)

    def test_none_and_all_end_at_the_very_ends(self) -> None:
        assert wilson(0, of=697).lower == 0
        assert wilson(697, of=697).upper == 1

    @pytest.mark.parametrize(("count", "of"), [(-1, 10), (11, 10), (0, 0), (Decimal("0.5"), 10)])
    def test_bad_counts(self, count: int, of: int) -> None:
        with pytest.raises(ValueError, match=r"count|of"):
            wilson(count, of=of)


class TestRatioOfCounts:
    @pytest.mark.parametrize(("numerator", "denominator"), [(0, 12), (3, 4), (7, 163), (19, 18), (40, 2)])
    @pytest.mark.parametrize("confidence", [0.95, 0.998])
    def test_the_slow_way_finds_the_same(self, numerator: int, denominator: int, confidence: float) -> None:
        interval = ratio_of_counts(numerator, denominator=denominator, confidence=confidence)
        lower, upper = binomial.clopper_pearson(numerator, of=numerator + denominator, confidence=confidence)
        assert interval.lower == pytest.approx(lower / (1 - lower), rel=1e-8)
        assert interval.upper == pytest.approx(upper / (1 - upper), rel=1e-8)

    def test_lung_cancer_in_fredericia(self) -> None:
        """Eleven cases among 800 people, 21 among 3,011 in three other cities: the example of the help page
        of R's `poisson.test`, which gives a rate ratio of 0.8584264 to 4.2772659."""
        interval = ratio_of_counts(11, denominator=21)
        assert interval.upper is not None
        assert interval.lower * 3_011 / 800 == pytest.approx(0.8584264, abs=5e-8)
        assert interval.upper * 3_011 / 800 == pytest.approx(4.2772659, abs=5e-8)

    def test_no_numerator_starts_at_zero(self) -> None:
        assert ratio_of_counts(0, denominator=12).lower == 0

    def test_no_denominator_has_no_upper_end(self) -> None:
        interval = ratio_of_counts(4, denominator=0)
        assert interval.upper is None
        assert interval.lower > 0

    def test_nothing_is_known_from_nothing(self) -> None:
        assert ratio_of_counts(0, denominator=0) == Interval(0.0, None)

    def test_per_scales_both_ends(self) -> None:
        plain, scaled = ratio_of_counts(12, denominator=697), ratio_of_counts(12, denominator=697, per=100)
        assert plain.upper is not None
        assert (scaled.lower, scaled.upper) == pytest.approx((plain.lower * 100, plain.upper * 100))

    @given(counts, counts.filter(bool), confidences)
    def test_contains_the_ratio(self, numerator: int, denominator: int, confidence: float) -> None:
        ratio = numerator / denominator
        interval = ratio_of_counts(numerator, denominator=denominator, confidence=confidence)
        assert interval.upper is not None
        assert interval.lower <= ratio <= interval.upper

    @given(counts.filter(bool), counts.filter(bool))
    def test_turned_round_it_is_the_ratio_turned_round(self, one: int, other: int) -> None:
        interval = ratio_of_counts(one, denominator=other)
        turned = ratio_of_counts(other, denominator=one)
        assert interval.upper is not None
        assert turned.lower == pytest.approx(1 / interval.upper, rel=1e-8)
        assert turned.upper == pytest.approx(1 / interval.lower, rel=1e-8)

    @settings(max_examples=50)
    @given(st.integers(min_value=0, max_value=60))
    def test_a_huge_denominator_leaves_the_poisson_interval(self, numerator: int) -> None:
        people = 10**9
        interval, poisson_interval = ratio_of_counts(numerator, denominator=people), poisson(numerator)
        assert poisson_interval.upper is not None
        assert interval.lower * people == pytest.approx(poisson_interval.lower, rel=1e-5)
        assert interval.upper == pytest.approx(poisson_interval.upper / people, rel=1e-5)

    @pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, -2), (Decimal("1.5"), 2)])
    def test_bad_counts(self, numerator: int, denominator: int) -> None:
        with pytest.raises(ValueError, match=r"numerator|denominator"):
            ratio_of_counts(numerator, denominator=denominator)


class TestInterval:
    def test_an_open_interval_is_below_nothing(self) -> None:
        interval = Interval(2.0, None)
        assert 10**9 in interval
        assert not interval.is_below(10**9)
        assert interval.is_above(1.9)

    @pytest.mark.parametrize(("lower", "upper"), [(2.0, 1.0), (float("nan"), 1.0), (0.0, float("inf"))])
    def test_impossible_ends_are_refused(self, lower: float, upper: float) -> None:
        with pytest.raises(ValueError, match="end"):
            Interval(lower, upper)

    def test_is_not_scaled_below_zero(self) -> None:
        with pytest.raises(ValueError, match="scaled"):
            Interval(1.0, 2.0).scaled(-1)


@pytest.mark.processes
def test_scipy_is_not_loaded_until_a_limit_is_asked_for() -> None:
    code = (
        "import sys\n"
        "from stats.calculations import amounts, change, funnel, intervals, ranks, rates, reconciliation\n"
        "assert not any(name.split('.')[0] in ('scipy', 'numpy') for name in sys.modules)\n"
        "intervals.poisson(10)\n"
        "assert 'scipy.special' in sys.modules and 'scipy.stats' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
