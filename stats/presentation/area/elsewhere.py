"""What an area without figures leads on to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.presentation.areas.table import LatestTable, latest_table
from stats.presentation.nation.opening import national_opening
from stats.presentation.text.sentences import Opening
from stats.queries.pages.area import AreaDetail
from stats.queries.pages.area_elsewhere import Elsewhere


@dataclass(frozen=True)
class ElsewhereText:
    """`nation_address` is that of the page on England and Wales, copied with its sentence."""

    area: AreaDetail
    found: Elsewhere
    nation_address: str

    @property
    def opening(self) -> Opening | None:
        return national_opening(self.found.nation) if self.found.nation else None

    @property
    def latest(self) -> LatestTable | None:
        """The areas of the region and those alike; None where none of them has figures."""
        groups = [
            (_("In the same region: %(region)s") % {"region": self._region}, self.found.near),
            (_("Nearest in how many people live there, and how metropolitan it is"), self.found.alike),
        ]
        if not any(areas for _heading, areas in groups):
            return None
        caption = _("Areas near it and like it, with the latest figure for each")
        return latest_table(groups, figures=self.found.figures, caption=caption)

    @property
    def _region(self) -> str:
        return self.area.region or self.area.country
