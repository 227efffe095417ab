"""Raw figures: what both shapes of file are turned into before anything is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stats.loading.problems import Where

# In the printed shape the area is given by its name, one cell holds a number or a marker, and the cell
# stands in a table of the layout.
AREA = "area"
CELL = "cell"
TABLE = "table"


@dataclass(frozen=True, slots=True)
class RawFigure:
    """One figure as texts, keyed by tidy column name (or AREA and CELL).

    A key that is absent was not given at all. `places` says where a text stands if not in the row's
    column of that name. Of the texts named in `told` it has been said already that they are missing.
    """

    where: Where
    texts: Mapping[str, str]
    places: Mapping[str, Where] = field(default_factory=dict)
    told: frozenset[str] = frozenset()

    def at(self, name: str) -> Where:
        return self.places.get(name) or self.where.at(column=name)
