"""Population estimates behind rates, for the areas and summed for England and Wales."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import BooleanField, Count, Expression, ExpressionWrapper, Q, Subquery, Sum, Value

from stats.analysis.figures import Population, Populations, estimate_behind
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import ReportingYear
from stats.models import Area, PopulationEstimate
from stats.queries.prepared import Prepared, Rows, is_one_of

ESTIMATE_OF_OURS = "estimate"  # the vintage of the mid-2012 figures for ages ten and over


def fetch_populations(slugs: Collection[str] = (), *, years: Iterable[ReportingYear] = ()) -> Populations:
    """The estimates of every year for England and Wales and for some areas, and every area's for some
    years."""
    behind = {estimate for year in years if (estimate := estimate_behind(year)) is not None}
    return _populations_of(_some(slugs=list(slugs), mid_years=[mid_year for mid_year, _ages in behind]))


def all_populations() -> Populations:
    """Every estimate held, and the nation's."""
    return _populations_of(_all())


@Prepared
def _some(*, slugs: Expression, mid_years: Expression) -> Rows:
    return _rows(is_one_of("area__slug", slugs) | is_one_of("mid_year", mid_years))


@Prepared
def _all() -> Rows:
    return _rows(Q())


def _rows(where: Q) -> Rows:
    """The estimates that satisfy `where`, and England and Wales in every year.

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
    return of_areas.union(of_nation, all=True)


def _populations_of(rows: Iterable[Sequence[Any]]) -> Populations:
    return Populations(
        {
            (slug, mid_year, age_band): Population(persons, mid_year, age_band, is_own_estimate=is_own)
            for slug, mid_year, age_band, persons, is_own in rows
        }
    )
