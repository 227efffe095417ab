"""What can be downloaded, and how much of it there is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stats.presentation.components.cells import Fact
from stats.presentation.text import numbers
from stats.queries.pages.data import DataPage


def data_facts(held: DataPage) -> tuple[Fact, ...]:
    years = _("None yet")
    if held.first is not None and held.latest is not None:
        years = _("%(first)s to %(latest)s") % {"first": held.first, "latest": held.latest}
    return (
        Fact(_("Figures"), numbers.number(held.figures), note=_("Including those another source replaces")),
        Fact(
            _("Areas with any figure"),
            _("%(held)s of %(areas)s") % {"held": held.areas, "areas": held.every_area},
            note=_("And England and Wales"),
        ),
        Fact(_("Reporting years"), years, value_long=True, note=_("Not every year for every area")),
        Fact(_("Source documents"), numbers.number(held.sources), note=_("Each figure names its own")),
    )
