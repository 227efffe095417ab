"""Where an area without figures leads on to: England and Wales, the areas of its region, and areas alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.comparison.similar_areas import most_similar
from stats.analysis.headlines import NationalPicture, national_picture
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.models import Area
from stats.queries.figures import area_ref
from stats.queries.pages.areas import AreaYears, LatestFigures, counts_and_rates, latest_figures
from stats.queries.similar_areas import profiles


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`near` are the other areas of the region that have figures, by name; `alike` the nearest by their
    people, without those. `figures` are by slug. `nation` is None where nothing national is held."""

    nation: NationalPicture | None
    near: tuple[AreaYears, ...]
    alike: tuple[AreaYears, ...]
    figures: Mapping[str, LatestFigures]


def elsewhere(slug: str, *, country: str, region: str) -> Elsewhere:
    """Four queries."""
    series = counts_and_rates()
    nation = national_picture(catalogue().pages["home"].figures, series=series)
    of_region = Area.objects.filter(
        ~Q(slug=slug), kind=Area.Kind.AREA, country=country, region=region
    ).order_by("name")
    near = [area_ref(area) for area in of_region]
    held = {found: latest_figures(found, series=series) for found in series.areas if found != NATION_SLUG}
    figures = {found: latest for found, latest in held.items() if latest is not None}
    latest_year = max((year for found in series.areas for year in series.years(found)), default=None)
    known = profiles(latest_year) if latest_year else {}
    having = {other: one for other, one in known.items() if other == slug or other in figures}
    alike = [profile.area for profile in most_similar(slug, profiles=having)]
    return Elsewhere(
        nation,
        tuple(AreaYears(ref) for ref in near if ref.slug in figures),
        tuple(AreaYears(ref) for ref in alike if ref not in near),
        figures,
    )
