"""All areas by region, each with its latest figure: a table, and the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stats.presentation.areas.table import LatestTable, latest_table
from stats.presentation.components.tile_map import TileMap, rate_map
from stats.queries.pages.areas import AreasPage


@dataclass(frozen=True)
class AreasText:
    """The page in words."""

    page: AreasPage

    @property
    def map(self) -> TileMap | None:
        return rate_map(self.page.map)

    @cached_property
    def latest(self) -> LatestTable:
        groups = [(region.name or region.country, region.areas) for region in self.page.regions]
        return latest_table(
            groups, figures=self.page.figures, caption=_("Areas by region, with the latest figure for each")
        )
