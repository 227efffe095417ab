"""Areas, and the places and other names that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from stats.api.problems import ProblemError
from stats.queries.figures import area_refs
from stats.queries.pages.areas import former_slugs


def known_areas(slugs: Sequence[str]) -> list[str]:
    """The areas that these slugs mean now: one that an area once had means it still.

    Raises ProblemError where one means none, with the areas that it comes near to.
    """
    if not slugs:
        return []
    known = area_refs()
    moved = dict(former_slugs()) if any(slug not in known for slug in slugs) else {}
    found = [moved.get(slug, slug) for slug in slugs]
    for slug in found:
        if slug not in known:
            near = get_close_matches(slug, known)
            raise ProblemError.of("area", f"There is no area {slug!r}.", status=404, allowed=near)
    return found
