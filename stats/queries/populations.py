"""Population estimates behind rates, for the areas and summed for England and Wales."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, Subquery, Sum

from stats.analysis.populations import Population, Populations
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, PopulationEstimate

ESTIMATE_OF_OURS = "estimate"  # the vintage of the mid-2012 figures for ages ten and over


def populations_behind(slugs: Collection[str], *, year: ReportingYear) -> Populations:
    """Some areas' estimates of every year, every area's for that reporting year, and the nation's."""
    return _fetch(Q(area__slug__in=slugs) | _behind(year))


def populations_of_year(year: ReportingYear) -> Populations:
    """Every area's estimate for that reporting year, and the nation's of every year."""
    return _fetch(_behind(year))


def populations_of_nation() -> Populations:
    return Populations(_nation())


def _behind(year: ReportingYear) -> Q:
    base = catalogue().population_base(year)
    mid_year = base.mid_year(year) if base else None
    if base is None or base.age_band is None or mid_year is None:
        return Q(pk__in=())
    return Q(mid_year=mid_year, age_band=base.age_band)


def _fetch(where: Q) -> Populations:
    rows = PopulationEstimate.objects.filter(where)
    held = {
        (slug, mid_year, band): Population(persons, mid_year, band, vintage == ESTIMATE_OF_OURS)
        for slug, mid_year, band, persons, vintage in rows.values_list(
            "area__slug", "mid_year", "age_band", "persons", "vintage"
        )
    }
    return Populations({**held, **_nation()})


def _nation() -> Mapping[tuple[str, int, str], Population]:
    """England and Wales as the sum of its areas, where every area has an estimate: a gap never makes
    the nation smaller."""
    areas = Area.objects.filter(kind=Area.Kind.AREA).order_by().values("kind").annotate(n=Count("pk"))
    sums = (
        PopulationEstimate.objects.filter(area__kind=Area.Kind.AREA)
        .values("mid_year", "age_band")
        .annotate(
            total=Sum("persons"),
            areas=Count("area"),
            own=Count("pk", filter=Q(vintage=ESTIMATE_OF_OURS)),
            expected=Subquery(areas.values("n")),
        )
    )
    return {
        (NATION_SLUG, row["mid_year"], row["age_band"]): Population(
            row["total"], row["mid_year"], row["age_band"], row["own"] > 0
        )
        for row in sums
        if row["areas"] == row["expected"]
    }


def all_populations() -> Populations:
    """Every estimate held, and the nation's."""
    return _fetch(Q())
