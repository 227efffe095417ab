from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.dispersion import (
    Benchmark,
    Observation,
    between_variance,
    estimate_dispersion,
    usual_spread,
    winsorised,
)
from stats.catalogue.indicators import Kind

RATE = Benchmark(Kind.POPULATION_RATE, 100, per=100_000)
# Halves are exact in floating point, so that interpolating between equal ones gives them back.
scores = st.lists(st.integers(min_value=-100, max_value=100).map(lambda n: n / 2), min_size=5, max_size=50)


def test_between_variance_on_the_bcg_vaccine_trials() -> None:
    """Thirteen trials, DerSimonian and Laird's tau squared 0.3088, Q 152.23 on 12 degrees of freedom.

    Colditz GA et al. (1994), JAMA 271:698-702, as in the documentation of the R package metafor. Cases and
    people without, vaccinated and then not. About the weighted mean Spiegelhalter's estimate is DerSimonian
    and Laird's.
    """
    trials = [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ]
    log_ratios = [log((a / (a + b)) / (c / (c + d))) for a, b, c, d in trials]
    weights = [1 / (1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in trials]
    mean = sum(w * y for w, y in zip(weights, log_ratios, strict=True)) / sum(weights)
    z = [(y - mean) * sqrt(w) for w, y in zip(weights, log_ratios, strict=True)]
    assert sum(each**2 for each in z) == pytest.approx(152.23, abs=0.005)
    assert between_variance(z, weights=weights) == pytest.approx(0.3088, abs=0.00005)


def test_no_more_spread_than_chance_gives_a_variance_of_zero_and_not_less() -> None:
    assert between_variance([0.1, -0.2, 0.3, 0.0], weights=[1.0, 2.0, 3.0, 4.0]) == 0


class TestWinsorising:
    def test_the_outer_tenths_are_drawn_in(self) -> None:
        # Eleven values: the percentiles fall on the second lowest and the second highest.
        drawn_in = winsorised([-90.0, -4, -3, -2, -1, 0, 1, 2, 3, 4, 90])
        assert drawn_in == [-4, -4, -3, -2, -1, 0, 1, 2, 3, 4, 4]

    @given(scores)
    def test_nothing_leaves_the_range_or_the_order(self, drawn: list[float]) -> None:
        drawn_in = winsorised(drawn)
        assert min(drawn) <= min(drawn_in)
        assert max(drawn_in) <= max(drawn)
        pairs = sorted(zip(drawn, drawn_in, strict=True))
        assert [after for _, after in pairs] == sorted(drawn_in)


class TestEstimate:
    def test_equal_areas_by_hand(self) -> None:
        """Expected 100 in each area: z is 2 (root of count - 10), and tau squared (phi - 9/10) s squared.

        Counts 81 and 121 five times each give z of -2 and 2, so phi is 4, unchanged by winsorising. All
        weights are w = 4 x 100,000, and (10 x 4 - 9) / (10 w - w) = 31 / (9 w).
        """
        areas = [Observation(81, 100_000), Observation(121, 100_000)] * 5
        dispersion = estimate_dispersion(areas, about=RATE)
        assert dispersion.phi == pytest.approx(4)
        assert dispersion.tau_squared == pytest.approx(31 / (9 * 400_000))
        assert dispersion.areas == 10

    @pytest.mark.parametrize(
        ("benchmark", "area"),
        [
            (RATE, Observation(100, 100_000)),
            (Benchmark(Kind.SHARE, 50, per=100), Observation(40, 80)),
            (Benchmark(Kind.RATIO, 2.5, per=100), Observation(10, 400)),
        ],
    )
    def test_areas_on_the_benchmark_show_no_spread(self, benchmark: Benchmark, area: Observation) -> None:
        dispersion = estimate_dispersion([area] * 8, about=benchmark)
        assert dispersion.phi == pytest.approx(0, abs=1e-12)
        assert dispersion.tau_squared == 0

    def test_zero_counts_are_taken_as_they_are(self) -> None:
        benchmark = Benchmark(Kind.RATIO, 1, per=100)
        dispersion = estimate_dispersion([Observation(0, 700)] * 8, about=benchmark)
        # 2 roots of (700 + 7), the counts expected, times arcsine of the root of the share 7 / 707.
        assert dispersion.phi == pytest.approx(28.1, abs=0.1)

    def test_one_wild_area_does_not_set_the_spread(self) -> None:
        calm = [Observation(count, 100_000) for count in range(90, 111)]
        estimates = [
            estimate_dispersion([*calm, Observation(wild, 100_000)], about=RATE) for wild in (111, 900)
        ]
        assert estimates[0] == estimates[1]

    def test_a_part_above_its_whole_is_refused(self) -> None:
        with pytest.raises(ValueError, match="whole"):
            estimate_dispersion([Observation(11, 10)] * 6, about=Benchmark(Kind.SHARE, 0.5))


class TestUsualSpread:
    @pytest.mark.parametrize("areas", range(10))
    def test_fewer_than_ten_areas_say_nothing(self, areas: int) -> None:
        observations = [Observation(100, 100_000)] * areas
        assert usual_spread(observations, kind=Kind.POPULATION_RATE, per=100_000) is None

    def test_ten_areas_all_equal_have_no_spread_about_their_value(self) -> None:
        found = usual_spread([Observation(100, 100_000)] * 10, kind=Kind.POPULATION_RATE, per=100_000)
        assert found is not None
        assert found.middle == Benchmark(Kind.POPULATION_RATE, 100, per=100_000)
        assert (found.dispersion.phi, found.dispersion.tau_squared) == (0, 0)

    def test_the_middle_counts_every_area_once(self) -> None:
        """One area with half of all the people would pull a mean down, and leaves the median alone."""
        areas = [Observation(90 + 5 * number, 100_000) for number in range(10)]
        found = usual_spread(
            [*areas, Observation(80 * 10, 1_000_000)], kind=Kind.POPULATION_RATE, per=100_000
        )
        assert found is not None
        assert found.middle.value == pytest.approx(110)

    def test_the_distance_between_two_middles_is_no_spread(self) -> None:
        """Ten areas alike, all at twice the benchmark: about it they seem spread out, about their own middle
        they are not."""
        areas = [Observation(200, 100_000)] * 10
        assert estimate_dispersion(areas, about=RATE).tau_squared > 0
        found = usual_spread(areas, kind=Kind.POPULATION_RATE, per=100_000)
        assert found is not None
        assert found.dispersion.tau_squared == 0

    def test_no_spread_about_zero_or_about_everything(self) -> None:
        zeros = [Observation(0, 500)] * 6 + [Observation(3, 500)] * 5
        assert usual_spread(zeros, kind=Kind.RATIO, per=100) is None
        assert usual_spread([Observation(500, 500)] * 11, kind=Kind.SHARE, per=100) is None


class TestBadInputs:
    @pytest.mark.parametrize(("numerator", "denominator"), [(-1, 10), (1, -10), (1, 0)])
    def test_observations(self, numerator: int, denominator: int) -> None:
        with pytest.raises(ValueError, match=r"numerator|denominator"):
            Observation(numerator, denominator)

    @pytest.mark.parametrize("value", [0, -3, float("nan"), float("inf")])
    def test_benchmarks(self, value: float) -> None:
        with pytest.raises(ValueError, match="benchmark"):
            Benchmark(Kind.POPULATION_RATE, value)

    def test_a_share_of_everything(self) -> None:
        with pytest.raises(ValueError, match="limits"):
            Benchmark(Kind.SHARE, 100, per=100)

    def test_per(self) -> None:
        with pytest.raises(ValueError, match="per"):
            Benchmark(Kind.POPULATION_RATE, 3, per=0)
