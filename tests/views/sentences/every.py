"""Every template there is: whoever imports this has them all."""

from __future__ import annotations

from tests.views.sentences import (
    of_areas,
    of_comparisons,
    of_facts,
    of_nation,
    of_pages,
    of_sources,
    of_tables,
    over_years,
)

__all__ = [
    "of_areas",
    "of_comparisons",
    "of_facts",
    "of_nation",
    "of_pages",
    "of_sources",
    "of_tables",
    "over_years",
]
