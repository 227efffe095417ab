"""The line of a series as strokes of the pen: one path for all of it, however many years it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.presentation.charts.description import Break, TrendSeries, joins
from stats.presentation.charts.pictures.canvas import coordinate
from stats.presentation.charts.ticks import Scale


@dataclass(frozen=True, slots=True)
class Strokes:
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
    solid: list[str] = []
    dotted: list[str] = []
    joined: set[int] = set()
    end = 0
    for earlier, later, gap in joins(series, breaks=breaks):
        joined |= {earlier.year, later.year}
        step = f"M{places[earlier.year]}L{places[later.year]}"
        if gap:
            dotted.append(step)
            continue
        solid.append(f"L{places[later.year]}" if end == earlier.year else step)
        end = later.year
    lone = "".join(f"M{place}h0" for year, place in places.items() if year not in joined)
    return Strokes("".join(solid), "".join(dotted), lone)


def bars(series: TrendSeries, *, width: float, across: Scale, down: Scale) -> str:
    """The intervals of the points that have one, each a bar at least one unit high."""
    drawn = []
    for point in series.points:
        if point.lower is not None and point.upper is not None:
            left, top = across(point.year) - width / 2, down(point.upper)
            height = coordinate(max(down(point.lower) - top, 1))
            drawn.append(
                f"M{coordinate(left)} {coordinate(top)}h{coordinate(width)}v{height}h{coordinate(-width)}z"
            )
    return "".join(drawn)
