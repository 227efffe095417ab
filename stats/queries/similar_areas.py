"""What areas are compared by to find those most alike: their people, and how metropolitan they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, OuterRef, Subquery

from stats.analysis.comparison.similar_areas import Profile
from stats.catalogue.populations import ALL_AGES
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Place, PopulationEstimate
from stats.queries.figures import AREA_COLUMNS, area_ref_of
from stats.queries.prepared import Prepared, Rows


def profiles(year: ReportingYear) -> Mapping[str, Profile]:
    """Every area by slug, in the order of names, with its population at the middle of the reporting year's
    first calendar year or the latest before; one query."""
    return {
        area[0]: Profile(area_ref_of(*area), persons, mid_year, _metropolitan(kinds))
        for persons, mid_year, kinds, *area in _profile_rows(until=year.start)
    }


@Prepared
def _profile_rows(*, until: Expression) -> Rows:
    estimates = PopulationEstimate.objects.filter(
        area=OuterRef("pk"), age_band=ALL_AGES, mid_year__lte=until
    ).order_by("-mid_year")
    districts = Place.objects.filter(area=OuterRef("pk"), kind__in=catalogue().districts).order_by()
    return (
        Area.objects.filter(kind=Area.Kind.AREA)
        .order_by("name")
        .values_list(
            Subquery(estimates.values("persons")[:1]),
            Subquery(estimates.values("mid_year")[:1]),
            ArraySubquery(districts.values("kind")),
            *AREA_COLUMNS,
        )
    )


def _metropolitan(kinds: Iterable[str]) -> float | None:
    districts = list(kinds)
    return sum(kind in catalogue().metropolitan for kind in districts) / len(districts) if districts else None
