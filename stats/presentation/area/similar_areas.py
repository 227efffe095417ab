"""Areas like this one: which, how that was worked out, and one link to compare them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef
from stats.analysis.similar_areas import Profile
from stats.presentation.area.position import compare_url
from stats.presentation.text import numbers
from stats.queries.pages.area import AreaPage


@dataclass(frozen=True, slots=True)
class SimilarText:
    """`areas` come with what makes them alike: `1,152,000 people; 40% metropolitan`."""

    areas: tuple[tuple[AreaRef, str], ...]
    how: str
    compare_url: str
    compare_text: str


def similar_text(page: AreaPage) -> SimilarText | None:
    """None where too little is held to say which areas are alike."""
    if not page.similar or page.profile is None:
        return None
    slugs = ",".join((page.area.ref.slug, *(profile.area.slug for profile in page.similar)))
    return SimilarText(
        areas=tuple((profile.area, _what_is_alike(profile)) for profile in page.similar),
        how=_how(page.profile),
        compare_url=compare_url(page) + f"?areas={slugs}",
        compare_text=_("Compare %(area)s with these areas") % {"area": page.area.ref.name},
    )


def _what_is_alike(profile: Profile) -> str:
    people = numbers.number(profile.persons or 0)
    if profile.metropolitan:
        share = numbers.percent(Decimal(profile.metropolitan * 100), places=0)
        return _("%(people)s people; %(share)s metropolitan") % {"people": people, "share": share}
    return _("%(people)s people") % {"people": people}


def _how(own: Profile) -> str:
    return _(
        "Nearest by the number of people (%(people)s here in mid-%(year)s) and by the share of local "
        "authorities that are London boroughs or metropolitan districts. All against none weighs as much as "
        "2.7 times the people. How densely people live, or how well off they are, is not held, so areas may "
        "differ in that."
    ) % {"people": numbers.number(own.persons or 0), "year": own.mid_year}
