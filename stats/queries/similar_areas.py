"""What areas are compared by to find those most alike: their people, and how metropolitan they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from stats.analysis.comparison.similar_areas import Profile
from stats.catalogue.populations import ALL_AGES
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Place, PopulationEstimate
from stats.queries.figures import area_ref


def profiles(year: ReportingYear) -> Mapping[str, Profile]:
    """Every area by slug, in the order of names, with its population at the middle of the reporting year's
    first calendar year or the latest before; one query."""
    estimates = PopulationEstimate.objects.filter(
        area=OuterRef("pk"), age_band=ALL_AGES, mid_year__lte=year.start
    ).order_by("-mid_year")
    districts = Place.objects.filter(area=OuterRef("pk"), kind__in=catalogue().districts).order_by()
    rows = (
        Area.objects.filter(kind=Area.Kind.AREA)
        .annotate(
            persons=Subquery(estimates.values("persons")[:1]),
            mid_year=Subquery(estimates.values("mid_year")[:1]),
            district_kinds=ArraySubquery(districts.values("kind")),
        )
        .order_by("name")
    )
    return {
        area.slug: Profile(area_ref(area), area.persons, area.mid_year, _metropolitan(area.district_kinds))
        for area in rows
    }


def _metropolitan(kinds: Iterable[str]) -> float | None:
    districts = list(kinds)
    return sum(kind in catalogue().metropolitan for kind in districts) / len(districts) if districts else None
