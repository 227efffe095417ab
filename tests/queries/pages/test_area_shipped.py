"""The areas as they ship, named by their districts."""

from __future__ import annotations

import pytest

from stats.queries.pages.area import area_page


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("slug", "districts", "named"),
    [
        ("london", 33, {"City of London", "Barnet"}),
        ("devon-and-cornwall", 12, {"Isles of Scilly", "Exeter"}),
        ("west-midlands", 7, {"Birmingham"}),
        ("gwent", 5, {"Newport"}),
    ],
)
def test_the_districts_of_an_area_are_every_local_authority_of_today(
    slug: str, districts: int, named: set[str]
) -> None:
    page = area_page(slug)
    assert page is not None
    assert len(page.area.districts) == districts
    assert named <= set(page.area.districts)
