from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.dispersion import (
    Benchmark,
    Dispersion,
    Observation,
    UsualSpread,
    usual_spread,
)
from stats.calculations.funnel import (
    ACTION,
    WARNING,
    Comparison,
    Spread,
    adjusted_limits,
    compare_with_benchmark,
    control_limits,
    place_among_areas,
)
from stats.calculations.intervals import Interval, poisson, ratio_of_counts, wilson
from stats.catalogue.indicators import Kind
from tests.reference.poisson import at_most

benchmarks = st.one_of(
    st.floats(min_value=1, max_value=300).map(
        lambda value: Benchmark(Kind.POPULATION_RATE, value, per=100_000)
    ),
    st.floats(min_value=1, max_value=99).map(lambda value: Benchmark(Kind.SHARE, value, per=100)),
    st.floats(min_value=0.1, max_value=300).map(lambda value: Benchmark(Kind.RATIO, value, per=100)),
)
denominators = st.integers(min_value=1, max_value=3_000_000)
dispersions = st.floats(min_value=0, max_value=0.5).map(lambda tau2: Dispersion(2.0, tau2, 20))
coverages = st.sampled_from([WARNING, ACTION])


def ends(interval: Interval) -> tuple[float, float]:
    return interval.lower, float("inf") if interval.upper is None else interval.upper


class TestPublishedLimits:
    # Expected results of the Department of Health and Social Care's package PHEindicatormethods,
    # testdata_funnel_rate_outputs.csv, from the APHO funnel tool: on a baseline of 116.1720835 the limits
    # pass through these counts at these rates. The count expected there is count / rate x baseline.
    @pytest.mark.parametrize(
        ("count", "coverage", "side", "rate"),
        [
            (1, WARNING, "lower", 20.85059119),
            (1, WARNING, "upper", 4588.535848),
            (1, ACTION, "lower", 12.58170943),
            (10, WARNING, "lower", 63.17010446),
            (10, WARNING, "upper", 242.2579623),
            (10, ACTION, "lower", 48.13632908),
            (10, ACTION, "upper", 392.4043292),
            (99, WARNING, "lower", 95.42133877),
            (99, WARNING, "upper", 142.9369123),
            (99, ACTION, "lower", 85.97604186),
            (99, ACTION, "upper", 161.8129075),
            (1360, WARNING, "lower", 110.158048),
            (1360, WARNING, "upper", 122.6021934),
            (1360, ACTION, "lower", 106.9073359),
            (1360, ACTION, "upper", 126.5084525),
        ],
    )
    def test_rates(self, count: int, coverage: float, side: str, rate: float) -> None:
        baseline = 116.1720835
        benchmark = Benchmark(Kind.POPULATION_RATE, baseline, per=100_000)
        limits = control_limits(benchmark, denominator=count / rate * 100_000, coverage=coverage)
        assert getattr(limits, side) == pytest.approx(rate, rel=2e-6)

    # testdata_funnel_prop_outputs.csv of the same package: a baseline of 80.642448 per cent.
    @pytest.mark.parametrize(
        ("whole", "warning", "action"),
        [
            (1, (3.204264, 100), (0, 100)),
            (20, (63.326743, 97.958152), (53.341156, 100)),
            (102, (72.974925, 88.309971), (68.553233, 92.731663)),
            (1008, (78.203374, 83.081521), (76.796814, 84.488082)),
            (110000, (80.408963, 80.875933), (80.274317, 81.010578)),
        ],
    )
    def test_proportions(self, whole: int, warning: tuple[float, float], action: tuple[float, float]) -> None:
        benchmark = Benchmark(Kind.SHARE, 80.642448, per=100)
        assert ends(control_limits(benchmark, denominator=whole)) == pytest.approx(warning, abs=2e-6)
        outer = control_limits(benchmark, denominator=whole, coverage=ACTION)
        assert ends(outer) == pytest.approx(action, abs=2e-6)


class TestChanceAlone:
    """Outside the limits means just what "the interval leaves the benchmark out" means."""

    @given(st.integers(min_value=0, max_value=3000), coverages)
    def test_rates(self, count: int, coverage: float) -> None:
        interval = poisson(count, confidence=coverage)
        self.turn_round(Kind.POPULATION_RATE, Observation(count, 1), interval, coverage=coverage)

    @given(st.integers(min_value=1, max_value=3000), st.data(), coverages)
    def test_proportions(self, whole: int, data: st.DataObject, coverage: float) -> None:
        count = data.draw(st.integers(min_value=0, max_value=whole))
        interval = wilson(count, of=whole, confidence=coverage)
        self.turn_round(Kind.SHARE, Observation(count, whole), interval, coverage=coverage)

    @given(st.integers(min_value=0, max_value=3000), st.integers(min_value=1, max_value=3000), coverages)
    def test_ratios(self, above: int, below: int, coverage: float) -> None:
        interval = ratio_of_counts(above, denominator=below, confidence=coverage)
        self.turn_round(Kind.RATIO, Observation(above, below), interval, coverage=coverage)

    @staticmethod
    def turn_round(kind: Kind, area: Observation, interval: Interval, *, coverage: float) -> None:
        """A benchmark a hair beyond an end of the interval puts the area outside, a hair within, inside."""
        value = area.numerator / area.denominator
        lower, upper = ends(interval)
        for end, beyond in ((lower, 1 - 1e-6), (upper, 1 + 1e-6)):
            if not 1e-9 < end < (1 / beyond if kind is Kind.SHARE else 1e9):
                continue  # an interval that ends at none or at all leaves no room for a benchmark beyond
            for benchmark, inside in ((end * beyond, False), (end / beyond, True)):
                limits = control_limits(
                    Benchmark(kind, benchmark), denominator=area.denominator, coverage=coverage
                )
                assert (value in limits) is inside

    def test_by_the_poisson_probabilities_themselves(self) -> None:
        """Expected 10: 4 or fewer 2.9%, 3 or fewer 1.0%; 17 or more 2.7%, 18 or more 1.4%."""
        limits = control_limits(Benchmark(Kind.POPULATION_RATE, 10), denominator=1)
        assert at_most(4, mean=10) > 0.025 > at_most(3, mean=10)
        assert 3 < limits.lower < 4
        assert 1 - at_most(16, mean=10) > 0.025 > 1 - at_most(17, mean=10)
        assert limits.upper is not None
        assert 17 < limits.upper < 18

    def test_no_lower_limit_where_none_would_be_no_surprise(self) -> None:
        assert control_limits(Benchmark(Kind.POPULATION_RATE, 3), denominator=1).lower == 0

    @given(benchmarks, denominators)
    def test_the_benchmark_is_inside_and_the_outer_limits_outside(
        self, benchmark: Benchmark, denominator: int
    ) -> None:
        inner = control_limits(benchmark, denominator=denominator)
        outer = control_limits(benchmark, denominator=denominator, coverage=ACTION)
        assert benchmark.value in outer
        assert outer.lower <= inner.lower
        assert ends(inner)[1] <= ends(outer)[1]

    @given(benchmarks, st.integers(min_value=20, max_value=1_000_000))
    def test_a_funnel_narrows(self, benchmark: Benchmark, denominator: int) -> None:
        wide = control_limits(benchmark, denominator=denominator)
        narrow = control_limits(benchmark, denominator=denominator * 2)
        assert wide.lower <= narrow.lower
        assert ends(narrow)[1] <= ends(wide)[1]

    @pytest.mark.parametrize(("denominator", "coverage"), [(0, 0.95), (-1, 0.95), (10, 1.0), (10, 95)])
    def test_bad_inputs(self, denominator: float, coverage: float) -> None:
        with pytest.raises(ValueError, match=r"denominator|coverage"):
            control_limits(Benchmark(Kind.POPULATION_RATE, 10), denominator=denominator, coverage=coverage)


class TestAdjusted:
    @given(benchmarks, denominators, dispersions, coverages)
    def test_never_inside_the_limits_by_chance_alone(
        self, benchmark: Benchmark, denominator: int, dispersion: Dispersion, coverage: float
    ) -> None:
        plain = control_limits(benchmark, denominator=denominator, coverage=coverage)
        adjusted = adjusted_limits(
            benchmark, denominator=denominator, dispersion=dispersion, coverage=coverage
        )
        assert adjusted.lower <= plain.lower
        assert ends(plain)[1] <= ends(adjusted)[1]

    @given(benchmarks, denominators, coverages)
    def test_no_overdispersion_changes_nothing(
        self, benchmark: Benchmark, denominator: int, coverage: float
    ) -> None:
        adjusted = adjusted_limits(
            benchmark, denominator=denominator, dispersion=Dispersion(0.8, 0.0, 12), coverage=coverage
        )
        assert adjusted == control_limits(benchmark, denominator=denominator, coverage=coverage)

    def test_by_hand(self) -> None:
        """100 per 100,000 among 100,000: s = 1 / (2 root 100,000) = 0.00158, and tau as large again.

        root of 0.001 is 0.03162; 1.95996 x root 2 x 0.00158 = 0.004383; (0.03162 -/+ 0.004383)^2 x 100,000.
        """
        dispersion = Dispersion(2.0, 0.25 / 100_000, 12)
        limits = adjusted_limits(
            Benchmark(Kind.POPULATION_RATE, 100, per=100_000), denominator=100_000, dispersion=dispersion
        )
        assert ends(limits) == pytest.approx((74.202, 129.641), abs=0.005)

    def test_a_ratio_that_nothing_limits_is_open_above(self) -> None:
        benchmark = Benchmark(Kind.RATIO, 100, per=100)
        limits = adjusted_limits(benchmark, denominator=50, dispersion=Dispersion(90.0, 1.0, 12))
        assert limits == Interval(0.0, None)

    @given(benchmarks, denominators, st.floats(min_value=1e-6, max_value=0.01))
    def test_more_dispersion_is_never_narrower(
        self, benchmark: Benchmark, denominator: int, tau_squared: float
    ) -> None:
        one, more = (
            adjusted_limits(benchmark, denominator=denominator, dispersion=Dispersion(2.0, tau2, 20))
            for tau2 in (tau_squared, tau_squared * 2)
        )
        assert more.lower <= one.lower
        assert ends(one)[1] <= ends(more)[1]


RATE = Benchmark(Kind.POPULATION_RATE, 100, per=100_000)
SPREAD = Dispersion(20.0, 2e-5, 20)
"""Limits at 95% of about 53 to 161 for a million people."""


class TestAgainstTheBenchmark:
    @pytest.mark.parametrize(
        ("interval", "word"),
        [
            (Interval(87.1, 91.4), Comparison.LOWER),
            (Interval(167.0, 190.0), Comparison.HIGHER),
            (Interval(120.0, 140.0), Comparison.NOT_CLEARLY_DIFFERENT),
            (Interval(129.0, 140.0), Comparison.NOT_CLEARLY_DIFFERENT),
            (Interval(120.0, 129.0), Comparison.NOT_CLEARLY_DIFFERENT),
            (Interval(0.0, None), Comparison.NOT_CLEARLY_DIFFERENT),
            (Interval(130.0, None), Comparison.HIGHER),
        ],
    )
    def test_the_interval_decides_and_touching_is_not_leaving_out(
        self, interval: Interval, word: Comparison
    ) -> None:
        assert compare_with_benchmark(interval, benchmark=129) is word

    @given(benchmarks, st.integers(min_value=1, max_value=5000), st.data())
    def test_the_word_agrees_with_the_limits_by_chance_alone(
        self, benchmark: Benchmark, denominator: int, data: st.DataObject
    ) -> None:
        """An area is called different exactly where it lies outside the exact limits in the funnel plot."""
        count = data.draw(st.integers(min_value=0, max_value=denominator))
        interval = {
            Kind.POPULATION_RATE: lambda: poisson(count).scaled(benchmark.per / denominator),
            Kind.SHARE: lambda: wilson(count, of=denominator).scaled(benchmark.per),
            Kind.RATIO: lambda: ratio_of_counts(count, denominator=denominator, per=benchmark.per),
        }[benchmark.kind]()
        limits = control_limits(benchmark, denominator=denominator)
        value = count * benchmark.per / denominator
        touches = min(abs(end - benchmark.value) for end in (interval.lower, interval.upper or 1e9)) < 1e-6
        is_different = compare_with_benchmark(interval, benchmark=benchmark.value)
        if not touches:
            assert (is_different is Comparison.NOT_CLEARLY_DIFFERENT) == (value in limits)


class TestAmongAreas:
    @pytest.mark.parametrize(
        ("count", "word", "beyond"),
        [
            (300, Spread.BELOW, True),
            (500, Spread.BELOW, False),
            (900, Spread.WITHIN, False),
            (1500, Spread.WITHIN, False),
            (1700, Spread.ABOVE, False),
            (2300, Spread.ABOVE, True),
        ],
    )
    def test_the_word_rests_on_the_adjusted_limits(self, count: int, word: Spread, *, beyond: bool) -> None:
        place = place_among_areas(Observation(count, 1_000_000), usual_spread=UsualSpread(RATE, SPREAD))
        assert (place.spread, place.beyond_outer) == (word, beyond)
        assert (count / 10 in place.usual) is (word is Spread.WITHIN)

    def test_areas_that_differ_by_chance_alone_are_judged_by_the_exact_limits(self) -> None:
        usual = UsualSpread(RATE, Dispersion(0.9, 0.0, 12))
        place = place_among_areas(Observation(1100, 1_000_000), usual_spread=usual)
        assert place.spread is Spread.ABOVE
        assert place.usual == control_limits(RATE, denominator=1_000_000)

    def test_a_part_above_its_whole_is_refused(self) -> None:
        usual = UsualSpread(Benchmark(Kind.SHARE, 0.5), SPREAD)
        with pytest.raises(ValueError, match="whole"):
            place_among_areas(Observation(11, 10), usual_spread=usual)

    @pytest.mark.parametrize(("areas", "at_most_share"), [(10, 0.12), (42, 0.13)])
    def test_areas_alike_are_rarely_set_apart(self, areas: int, at_most_share: float) -> None:
        """Areas of one kind, whose true rates vary by a quarter."""
        random = Random(2014)
        called, rounds = 0, 4000 // areas
        for _ in range(rounds):
            drawn = []
            for _ in range(areas):
                population = random.randint(400_000, 2_000_000)
                expected = population * random.gammavariate(16, 100 / 16) / 100_000
                count = max(0, round(random.gauss(expected, expected**0.5)))
                drawn.append(Observation(count, population))
            usual = usual_spread(drawn, kind=Kind.POPULATION_RATE, per=100_000)
            assert usual is not None
            places = [place_among_areas(each, usual_spread=usual) for each in drawn]
            called += sum(place.spread is not Spread.WITHIN for place in places)
        assert 0.02 < called / (rounds * areas) < at_most_share
