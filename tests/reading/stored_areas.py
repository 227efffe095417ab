"""The 42 areas and the nation in the database, for tests that put tables of areas into drafts."""

from __future__ import annotations

from stats.models import Area
from tests.factories import make_nation
from tests.reading.shipped_areas import ROWS


def make_areas() -> None:
    """Every MAPPA area under all its names, and England and Wales."""
    make_nation()
    Area.objects.bulk_create(
        Area(
            slug=row["slug"],
            name=row["name"],
            kind=Area.Kind.AREA,
            police_force=row["police_force"],
            country=row["country"],
            region=row["region"],
            aliases=row["aliases"].split(";"),
        )
        for row in ROWS
    )
