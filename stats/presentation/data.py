"""What can be taken away: how much, from what kinds of source, in which columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.catalogue.columns import TIDY_COLUMNS, Column
from stats.catalogue.reader import catalogue
from stats.presentation.components.cells import Fact, Link
from stats.presentation.text import numbers
from stats.queries.pages.areas import Region
from stats.queries.pages.data import DataPage


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of source in the order of preference; `about` says what it is."""

    kind: str
    about: str
    sources: str
    figures: str


@dataclass(frozen=True, slots=True)
class DataText:
    """`areas` and `indicators` lead to the files of one area, and of one comparison over the years."""

    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    kinds: tuple[KindLine, ...]
    areas: tuple[Link, ...]
    indicators: tuple[Link, ...]


def data_text(held: DataPage, *, regions: Iterable[Region]) -> DataText:
    by_name = sorted((one for region in regions for one in region.areas), key=lambda one: one.area.name)
    return DataText(
        facts=_facts(held),
        columns=TIDY_COLUMNS,
        kinds=tuple(
            KindLine(kind.kind, _about(kind.kind), _count(kind.sources), _count(kind.figures))
            for kind in held.kinds
        ),
        areas=tuple(
            Link(one.area.name, reverse("area-figures", args=(one.area.slug,)))
            for one in by_name
            if one.years
        ),
        indicators=tuple(
            Link(one.title, reverse("compare-years-data", args=(one.slug,)))
            for one in catalogue().indicators.values()
        ),
    )


def _facts(held: DataPage) -> tuple[Fact, ...]:
    years = _("None yet")
    if held.first is not None and held.latest is not None:
        years = _("%(first)s to %(latest)s") % {"first": held.first, "latest": held.latest}
    return (
        _fact(_("Figures"), _count(held.figures), note=_("From every source, with those that give way")),
        _fact(
            _("Areas with any figure"),
            _("%(held)s of %(areas)s") % {"held": held.areas, "areas": held.every_area},
            note=_("And England and Wales"),
        ),
        Fact(_("Reporting years"), years, value_long=True, note=_("Not each year for each area")),
        _fact(_("Source documents"), _count(held.sources), note=_("Each figure names its own")),
    )


def _fact(label: str, value: str, *, note: str) -> Fact:
    return Fact(label, value, note=note)


def _count(number: int) -> str:
    return numbers.number(Decimal(number))


def _about(kind: str) -> str:
    return {
        "area report": _("The annual report that the area itself publishes."),
        "national bulletin": _("National reports and statistics on MAPPA."),
        "parliamentary answer": _("Answers that ministers gave in Parliament."),
        "press report": _(
            "Newspapers quoting official tables. Second-hand, and marked so wherever they stand."
        ),
    }.get(kind, "")
