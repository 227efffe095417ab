"""Population estimates behind rates, for the areas and summed for England and Wales."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Subquery, Sum, Value

from stats.analysis.figures import Population, Populations, estimate_behind
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import ReportingYear
from stats.models import Area, PopulationEstimate

ESTIMATE_OF_OURS = "estimate"  # the vintage of the mid-2012 figures for ages ten and over


def fetch_populations(slugs: Collection[str] = (), *, year: ReportingYear | None = None) -> Populations:
    """The estimates of every year for England and Wales and for some areas, and every area's for a year."""
    estimate = None if year is None else estimate_behind(year)
    of_year = Q(pk__in=())
    if estimate is not None:
        of_year = Q(mid_year=estimate[0], age_band=estimate[1])
    return _fetch(Q(area__slug__in=slugs) | of_year)


def all_populations() -> Populations:
    """Every estimate held, and the nation's."""
    return _fetch(Q())


def _fetch(where: Q) -> Populations:
    """The estimates that satisfy `where`, and England and Wales in every year; one query.

    England and Wales is the sum of its areas where every area has an estimate: a gap never makes the nation
    smaller.
    """
    estimates = PopulationEstimate.objects.order_by()
    is_own = Q(vintage=ESTIMATE_OF_OURS)
    all_areas = Area.objects.filter(kind=Area.Kind.AREA).order_by().values("kind").annotate(n=Count("pk"))
    of_areas = (
        estimates.filter(where)
        .annotate(is_own=ExpressionWrapper(is_own, BooleanField()))
        .values_list("area__slug", "mid_year", "age_band", "persons", "is_own")
    )
    of_nation = (
        estimates.filter(area__kind=Area.Kind.AREA)
        .values("mid_year", "age_band")
        .annotate(slug=Value(NATION_SLUG), total=Sum("persons"), is_own=BoolOr(is_own), areas=Count("area"))
        .filter(areas=Subquery(all_areas.values("n")))
        .values_list("slug", "mid_year", "age_band", "total", "is_own")
    )
    return Populations(
        {
            (slug, mid_year, age_band): Population(persons, mid_year, age_band, is_own_estimate=is_own)
            for slug, mid_year, age_band, persons, is_own in of_areas.union(of_nation, all=True)
        }
    )
