"""Years as links (templates/stats/components/years.html)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class YearLink:
    """`note` stands beside the year in the list of all years; empty for none."""

    text: str
    url: str
    is_current: bool = False
    note: str = ""


def area_year_url(ref: AreaRef, *, year: ReportingYear) -> str:
    """Where a figure of that area and year stands: England and Wales has one page for all its years."""
    if ref.is_nation:
        return reverse("england-and-wales")
    return reverse("area-year", args=(ref.slug, year))


def area_links(held: Collection[str], *, year: ReportingYear) -> Callable[[AreaRef], str]:
    """What leads from an area to its own page: of that year for those `held` in it, by slug."""

    def url(ref: AreaRef) -> str:
        if ref.slug in held:
            return reverse("area-year", args=(ref.slug, year))
        return reverse("area", args=(ref.slug,))

    return url


def areas_note(areas: int) -> str:
    """How many areas have figures of a year."""
    return ngettext("%(areas)s area", "%(areas)s areas", areas) % {"areas": areas}
