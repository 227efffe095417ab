"""What may be compared, and in which years, as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.presentation.components.year_links import YearLink
from stats.queries.years_held import YearHeld


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form."""

    value: str
    text: str
    selected: bool
    held: bool = True


@dataclass(frozen=True, slots=True)
class Topic:
    title: str
    indicators: tuple[Indicator, ...]


def topics() -> tuple[Topic, ...]:
    """The indicators by topic, in the catalogue's order."""
    titles = {
        "offenders": _("Offenders managed"),
        "notification": _("Notification requirements"),
        "orders": _("Orders"),
        "recalls": _("Returned to custody"),
        "serious-further-offences": _("Serious further offences"),
    }
    indicators = catalogue().indicators.values()
    return tuple(
        Topic(title, tuple(one for one in indicators if one.topic == topic))
        for topic, title in titles.items()
    )


def year_links(indicator: Indicator, years: Sequence[YearHeld]) -> tuple[YearLink, ...]:
    """The years that areas can be compared in, newest first, with how many areas each has."""
    return tuple(
        YearLink(
            one.year.label,
            reverse("compare-year", args=(indicator.slug, one.year)),
            note=ngettext("%(areas)s area", "%(areas)s areas", one.areas) % {"areas": one.areas},
        )
        for one in years
    )
