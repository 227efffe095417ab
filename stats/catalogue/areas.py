"""What the code must know of areas and places before any is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NATION_SLUG = "england-and-wales"


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place that leads to an area. Districts are local authorities: the page of an area names it by
    them, and their `metropolitan` share says which areas are alike."""

    code: str
    district: bool = False
    metropolitan: bool = False

    def problems(self) -> Iterator[str]:
        if self.metropolitan and not self.district:
            yield "what is metropolitan is a district as well"
