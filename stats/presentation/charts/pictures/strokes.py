"""The line of a series as strokes of the pen: one path for all of it, however many years it has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stats.presentation.charts.description import Break, TrendSeries, joins
from stats.presentation.charts.pictures.svg import coordinate
from stats.presentation.charts.ticks import Scale


class Strokes(NamedTuple):
    """What the `d` of a path holds, each empty where there is nothing of the kind.

    `solid` joins neighbouring years, `dotted` years with others missing between them, and `lone` has a dot
    for each year that neither joins to another.
    """

    solid: str
    dotted: str
    lone: str


def strokes(series: TrendSeries, *, breaks: Iterable[Break], across: Scale, down: Scale) -> Strokes:
    """The series between breaks; years on the two sides of one are never joined."""
    places = {
        point.year: f"{coordinate(across(point.year))} {coordinate(down(point.value))}"
        for point in series.points
    }
    solid = dotted = ""
    lone = dict(places)
    end = 0
    for earlier, later, gap in joins(series, breaks=breaks):
        lone.pop(earlier.year, None)
        lone.pop(later.year, None)
        start, on = f"M{places[earlier.year]}", f"L{places[later.year]}"
        if gap:
            dotted += start + on
        else:
            solid += on if end == earlier.year else start + on
            end = later.year
    return Strokes(solid, dotted, "".join(f"M{place}h0" for place in lone.values()))
