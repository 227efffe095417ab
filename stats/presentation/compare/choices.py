"""What may be compared, and in which years, as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.presentation.components.year_links import YearLink, areas_note
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
    indicators = catalogue().indicators.values()
    return tuple(
        Topic(topic.title, tuple(choice for choice in indicators if choice.topic == topic.slug))
        for topic in catalogue().topics.values()
    )


def year_links(indicator: Indicator, years: Sequence[YearHeld]) -> tuple[YearLink, ...]:
    """The years that areas can be compared in, newest first, with how many areas each has."""
    return tuple(
        YearLink(
            held.year.label,
            reverse("compare-year", args=(indicator.slug, held.year)),
            note=areas_note(held.areas),
        )
        for held in years
    )
