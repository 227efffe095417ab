"""Funnels to test on: made-up areas of every size, between limits by the site's own calculations."""

from stats.calculations.dispersion import Benchmark, Observation, usual_spread
from stats.calculations.funnel import (
    ACTION,
    WARNING,
    Place,
    Spread,
    adjusted_limits,
    control_limits,
    place_among_areas,
)
from stats.catalogue.indicators import Kind
from stats.presentation.charts.description import FunnelChart, FunnelPoint, LimitCurve, Outside, Reference
from tests.presentation.charts.samples import AREAS

LARGE = {
    "London": 7_600_000,
    "Greater Manchester": 2_400_000,
    "West Midlands": 2_500_000,
    "Thames Valley": 2_100_000,
}


def outside(place: Place) -> Outside:
    if place.spread is Spread.WITHIN:
        return Outside.NO
    return Outside.ACTION if place.beyond_outer else Outside.WARNING


def funnel(
    observations: dict[str, Observation],
    *,
    benchmark: Benchmark,
    emphasised: str = "",
    press: frozenset[str] = frozenset(),
    decimals: int = 0,
) -> FunnelChart:
    found = usual_spread(list(observations.values()), kind=benchmark.kind, per=benchmark.per)
    assert found is not None
    middle, dispersion = found.middle, found.dispersion
    sizes = [one.denominator for one in observations.values()]
    first, last = min(sizes) * 0.8, max(sizes) * 1.05
    sampled = [first * (last / first) ** (at / 39) for at in range(40)]
    curves = []
    for coverage, name in ((WARNING, "95%"), (ACTION, "99.8%")):
        chance = [control_limits(benchmark, denominator=size, coverage=coverage) for size in sampled]
        wide = [
            adjusted_limits(middle, denominator=size, dispersion=dispersion, coverage=coverage)
            for size in sampled
        ]
        for adjusted, limits in ((False, chance), (True, wide)):
            ends = tuple((size, one.lower, one.upper) for size, one in zip(sampled, limits, strict=True))
            curves.append(LimitCurve(name, adjusted, ends))
    points = []
    for label, one in observations.items():
        value = one.numerator * benchmark.per / one.denominator
        place = place_among_areas(one, usual_spread=found)
        points.append(
            FunnelPoint(
                label=label,
                denominator=one.denominator,
                value=value,
                text=f"{value:,.{decimals}f}",
                href=f"/areas/{label.lower().replace(' ', '-')}/2018-19/",
                emphasised=label == emphasised,
                outside=outside(place),
                second_hand=label in press,
                denominator_text=f"{one.denominator:,}",
            )
        )
    return FunnelChart(
        title="Registered sexual offenders per 100,000 people, 31 March 2019: funnel plot",
        finding="Of 42 areas, 30 are higher than England and Wales. Above what is usual: Durham (205).",
        axis_title="Per 100,000 people aged ten and over",
        denominator_title="People aged ten and over",
        points=tuple(points),
        benchmark=Reference("England and Wales", benchmark.value, f"{benchmark.value:g}"),
        middle=Reference("Middle of the areas", middle.value, f"{middle.value:,.{decimals}f}"),
        curves=tuple(curves),
        notes=("What is usual rests on 42 of the 42 areas.",),
        source_line="Source: area reports. MAPPA in numbers, 20 November 2026.",
        when="31 March 2019",
    )


def rates() -> FunnelChart:
    """42 areas of half a million people to eight million, with rates from 80 to 205."""
    held: dict[str, Observation] = {}
    for place, label in enumerate(AREAS):
        people = LARGE.get(label, 480_000 + (place * 7919 % 41) * 31_000)
        rate = 116 + ((place * 5407 % 83) - 41) * 0.78
        held[label] = Observation(round(people * rate / 100_000), people)
    for label, rate in (("Durham", 205), ("Cleveland", 188), ("Surrey", 62), ("Dorset", 102), ("London", 78)):
        held[label] = Observation(round(held[label].denominator * rate / 100_000), held[label].denominator)
    benchmark = Benchmark(Kind.POPULATION_RATE, value=116, per=100_000)
    return funnel(
        held, benchmark=benchmark, emphasised="Dorset", press=frozenset({"Durham", "Kent", "Essex"})
    )


def small_counts() -> FunnelChart:
    """Recalls per 100 offenders: a dozen areas, small numbers, a zero, limits that reach 0 and far up."""
    held = {
        label: Observation(above, below)
        for label, above, below in (
            ("Avon and Somerset", 21, 210),
            ("Cumbria", 0, 24),
            ("Derbyshire", 4, 61),
            ("Devon and Cornwall", 9, 122),
            ("Dorset", 7, 58),
            ("Essex", 13, 160),
            ("Greater Manchester", 44, 390),
            ("Hampshire and Isle of Wight", 61, 205),
            ("Kent", 12, 130),
            ("London", 30, 820),
            ("Wiltshire", 1, 33),
            ("Warwickshire", 2, 19),
        )
    }
    return funnel(held, benchmark=Benchmark(Kind.SHARE, value=9.4, per=100), decimals=1)


def crowded() -> FunnelChart:
    """Ten areas outside at one size and nearly one value: not all of them can be named on a phone."""
    held = {label: Observation(900 + place, 700_000 + 900 * place) for place, label in enumerate(AREAS)}
    for place, label in enumerate(AREAS[:10]):
        held[label] = Observation(1500 + place, 702_000 + 300 * place)
    return funnel(held, benchmark=Benchmark(Kind.POPULATION_RATE, value=128, per=100_000), emphasised="Kent")


def one_area() -> FunnelChart:
    point = FunnelPoint(label="Dorset", denominator=683_000, value=102.0, text="102", emphasised=True)
    return FunnelChart("Rate", "One area is held.", "Per 100,000 people", "People", (point,))


def no_points() -> FunnelChart:
    return FunnelChart("Rate", "No area's figure is held.", "Per 100,000 people", "People", ())


FUNNELS = {
    "rates": rates(),
    "small counts": small_counts(),
    "crowded": crowded(),
    "one area in a funnel": one_area(),
    "empty funnel": no_points(),
}
