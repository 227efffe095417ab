"""Made-up figures in any number, for tests of what grows with the data. Nobody has published any of them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from stats.analysis.figures import estimate_behind
from stats.calculations.rates import rate, rounded
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure, PopulationEstimate, Release, Report, Source
from tests.factories import make_nation

TITLE = "Generated for a test"
FIRST_YEAR = 2004
CELLS = (
    ("eligible_offenders", "1", "total"),
    ("eligible_offenders", "total", "total"),
    ("eligible_offenders", "total", "1"),
    ("level_2_3_offenders", "total", "total"),
    ("recall_licence", "total", "total"),
    ("notification_breaches", "", ""),
    ("sopo", "", ""),
    ("shpo", "", ""),
    ("rso_rate", "", ""),
)


def generate(*, areas: int, years: int, seed: int = 1) -> list[str]:
    """Published reports of that many areas and of England and Wales, in one source a year.

    The slugs are `generated-1` and on. The same seed makes the same figures.
    """
    random = Random(seed)
    Area.objects.bulk_create(
        Area(slug=f"generated-{n}", name=f"Generated {n:02}", kind=Area.Kind.AREA, country="England")
        for n in range(1, areas + 1)
    )
    make_nation()
    places = list(Area.objects.all())
    starts = range(FIRST_YEAR, FIRST_YEAR + years)
    estimates = PopulationEstimate.objects.bulk_create(
        PopulationEstimate(
            area=area,
            mid_year=start,
            age_band=band,
            persons=random.randint(400_000, 3_000_000),
            vintage=TITLE,
        )
        for area in places
        if area.kind == Area.Kind.AREA
        for start in starts
        for band in ("all", "10+")
    )
    sources = {
        start: Source.objects.create(kind="area report", title=f"{TITLE}, {ReportingYear(start)}")
        for start in starts
    }
    reports = Report.objects.bulk_create(
        Report(area=area, start_year=start) for area in places for start in starts
    )
    people = {(one.area_id, one.mid_year, one.age_band): one.persons for one in estimates}
    figures = (
        figure
        for report in reports
        for figure in _figures(
            report,
            sources[report.start_year],
            random,
            persons=people.get((report.area_id, *(estimate_behind(report.year) or ()))),
        )
    )
    # Each statement within the time that a statement may take.
    Figure.objects.bulk_create(figures, batch_size=1000)
    Release.objects.create(number=1, title=TITLE)
    return [area.slug for area in places if area.kind == Area.Kind.AREA]


def _figures(report: Report, source: Source, random: Random, *, persons: int | None) -> list[Figure]:
    """The printed rate is what count and population make, where the population is known."""
    rsos = random.randint(500, 3_000)
    eligible = rsos + random.randint(100, 1_000)
    managed = random.randint(20, 200)
    numbers = (
        rsos,
        eligible,
        eligible - random.randint(5, 100),
        managed,
        random.randint(0, managed),
        random.randint(0, 60),
        random.randint(0, 90),
        random.randint(0, 90),
        rounded(rate(rsos, population=persons), places=0) if persons else random.randint(60, 200),
    )
    year = ReportingYear(report.start_year)
    return [
        Figure(
            report=report,
            measure=measure,
            category=category,
            level=level,
            value=Decimal(number),
            as_printed=str(number),
            source=source,
            preferred=True,
        )
        for (measure, category, level), number in zip(CELLS, numbers, strict=True)
        if year in catalogue().measures[measure].years
    ]
