"""Small multiples to test on."""

from stats.presentation.charts.description import Break, Multiple, MultiplesChart, TrendPoint, TrendSeries
from tests.presentation.charts.samples import AREAS, REASONS, point


def held(place: int, *, years: range) -> tuple[TrendPoint, ...]:
    start = 70 + (place * 37 % 60)
    return tuple(
        point(
            year,
            start + (year - 2003) * (1 + place % 4) + (year * place % 9),
            press=year > 2018 and place % 3 == 0,
        )
        for year in years
        if not (place % 5 == 1 and year in {2010, 2011})
    )


def multiples(areas: int = 42) -> MultiplesChart:
    """Twenty years, one break, gaps, press figures, some areas of two years only."""
    national = TrendSeries(
        "England and Wales", tuple(point(year, 90 + (year - 2003) * 2) for year in range(2003, 2023))
    )
    small = tuple(
        Multiple(
            TrendSeries(
                label,
                held(place, years=range(2015, 2017) if place % 7 == 3 else range(2003, 2023)),
                emphasised=True,
            ),
            finding=f"{label}: from 70 to 120",
            href=f"/areas/{label.lower().replace(' ', '-')}/",
        )
        for place, label in enumerate(AREAS[:areas])
    )
    return MultiplesChart(
        title="Registered sexual offenders per 100,000 people, area by area",
        finding="Each of 42 areas has more in 2022 than in 2003.",
        axis_title="Per 100,000 people aged ten and over",
        multiples=small,
        reference=national,
        breaks=(Break(2009, 1, REASONS[1]),),
        source_line="Source: area reports. MAPPA in numbers, 20 November 2026.",
    )
