"""What can be taken away: how much, from what kinds of source, in which columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef
from stats.catalogue.columns import Column
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.presentation.components.cells import Fact
from stats.presentation.text import numbers
from stats.queries.pages.areas import Region
from stats.queries.pages.data import DataPage, KindHeld


@dataclass(frozen=True, slots=True)
class DataText:
    """`kinds` of source stand in the order of preference, each with what it is.

    `areas` with figures by name, and `indicators`, each have a file of their own.
    """

    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    kinds: tuple[tuple[KindHeld, str], ...]
    areas: tuple[AreaRef, ...]
    indicators: tuple[Indicator, ...]


def data_text(held: DataPage, *, regions: Iterable[Region]) -> DataText:
    areas = (listed.area for region in regions for listed in region.areas if listed.years)
    return DataText(
        facts=_data_facts(held),
        columns=catalogue().tidy_columns,
        kinds=tuple((kind, catalogue().source_kinds[kind.kind].about) for kind in held.kinds),
        areas=tuple(sorted(areas, key=lambda area: area.name)),
        indicators=tuple(catalogue().indicators.values()),
    )


def _data_facts(held: DataPage) -> tuple[Fact, ...]:
    years = _("None yet")
    if held.first is not None and held.latest is not None:
        years = _("%(first)s to %(latest)s") % {"first": held.first, "latest": held.latest}
    return (
        Fact(
            _("Figures"), numbers.number(held.figures), note=_("From every source, with those that give way")
        ),
        Fact(
            _("Areas with any figure"),
            _("%(held)s of %(areas)s") % {"held": held.areas, "areas": held.every_area},
            note=_("And England and Wales"),
        ),
        Fact(_("Reporting years"), years, value_long=True, note=_("Not each year for each area")),
        Fact(_("Source documents"), numbers.number(held.sources), note=_("Each figure names its own")),
    )
