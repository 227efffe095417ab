"""Where a label can stand without hiding anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import hypot
from statistics import fmean

Place = tuple[float, float]
Line = tuple[Place, Place]

# How much further from its point a label rather stands than do each of these, in units of the picture.
HIDE_A_NAME = 50_000.0  # two names on one another can neither be read
HIDE_A_MARK = 500.0
CROSS_A_LINE = 30.0  # it hides a piece of the line
NEARER_ANOTHER_POINT = 15.0  # it would be taken for that point's
ABOVE_OR_BELOW = 4.0  # a name reads best to the right of its point
TO_THE_LEFT = 6.0

SHIFTS = (0, *(side * step for step in range(4, 181, 4) for side in (-1, 1)))
"""How far up and down from beside its point a label is tried, the nearest first."""

LEADER_FROM = 20
"""A label further than this from its point is joined to it by a thin line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Place:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The place in the box that is nearest to the point."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def distance_to(self, x: float, y: float) -> float:
        """From the point to the nearest edge; 0 inside."""
        return hypot(max(self.left - x, x - self.right, 0), max(self.top - y, y - self.bottom, 0))

    @property
    def ends(self) -> dict[str, float]:
        """Where the text of a label begins, has its middle and ends, as SVG names these."""
        return {"start": self.left, "middle": self.middle[0], "end": self.right}

    def anchor(self, x: float) -> str:
        """The end of a label in this box that is nearest to a point at `x`."""
        return min(self.ends, key=lambda end: abs(self.ends[end] - x))


def pieces(start: tuple[float, float], end: tuple[float, float], *, length: float = 12) -> list[Box]:
    """A straight line as a row of small boxes, each no longer than `length` across or down."""
    across, down = end[0] - start[0], end[1] - start[1]
    number = max(1, round(max(abs(across), abs(down)) / length))
    corners = [(start[0] + across * at / number, start[1] + down * at / number) for at in range(number + 1)]
    return [
        Box(min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1)
        for (x0, y0), (x1, y1) in pairwise(corners)
    ]


@dataclass(frozen=True, slots=True)
class PlacedName:
    """The name of a point where it stands; `leader` is the line that joins them where that is not near.

    It `fits` where all of it is in the room and neither it nor its leader lies on another name. `covered` is
    what they take.
    """

    lines: tuple[str, ...]
    box: Box
    anchor: str
    leader: Line | None
    fits: bool
    covered: list[Box]


def place_name(
    point: Place,
    lines: tuple[str, ...],
    *,
    width: float,
    height: float,
    room: Box,
    names: Sequence[Box] = (),
    costs: Mapping[float, Iterable[Box]],
    others: Sequence[Place] = (),
    gap: float = 11,
    clear: float = 9,
) -> PlacedName:
    """The name of a point where it stands best: in the place that costs least.

    To the right of the point if that is free, otherwise above, below or to its left, as near as it can be
    without lying on the boxes in `costs`, by what each costs; over one of the `names` that stand already, or
    a leader of theirs, only where there is no other place at all. A place nearer to one of the `others`
    (points that it does not name) is avoided too. Its own leader begins `clear` of the point's middle.
    """
    x, y = point
    hidden = [(box, cost) for cost, boxes in [(HIDE_A_NAME, names), *costs.items()] for box in boxes]
    sides = {
        x + gap: 0.0,
        x - width / 2: ABOVE_OR_BELOW,
        x - width + 8: ABOVE_OR_BELOW,
        x - 8: ABOVE_OR_BELOW,
        room.right - width: TO_THE_LEFT,
        x - width - gap: TO_THE_LEFT,
        x - width - 3 * gap: TO_THE_LEFT,
    }
    best, least = Box(x + gap, y - height / 2, x + gap + width, y + height / 2), float("inf")
    for left, dislike in sides.items():
        right = left + width
        if left < room.left or right > room.right:
            continue
        beside = [
            (box.top, box.bottom, cost) for box, cost in hidden if box.left < right and left < box.right
        ]
        aside = max(left - x, x - right, 0)
        for shift in SHIFTS:
            top, bottom = y + shift - height / 2, y + shift + height / 2
            away = hypot(aside, max(abs(shift) - height / 2, 0))
            cost = dislike + away
            if cost >= least:
                break  # further on it only gets worse
            if top < room.top or bottom > room.bottom:
                continue
            cost += sum(more for above, below, more in beside if above < bottom and top < below)
            if cost < least:
                box = Box(left, top, right, bottom)
                if any(box.distance_to(*other) < away for other in others):
                    cost += NEARER_ANOTHER_POINT
                if cost < least:
                    best, least = box, cost

    leader, covered = None, [best]
    if (away := best.distance_to(x, y)) > LEADER_FROM:
        end = best.nearest(x, y)
        leader = (x + (end[0] - x) * clear / away, y + (end[1] - y) * clear / away), end
        covered += [piece for piece in pieces(*leader, length=4) if not piece.overlaps(best)]
    fits = best.inside(room) and not any(new.overlaps(old) for new in covered for old in names)
    return PlacedName(lines, best, best.anchor(x), leader, fits, covered)


def spread(wanted: Sequence[float], *, heights: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Middles of labels that stand one under another, as near as they can be to the middles `wanted`.

    Labels that would overlap move apart as one block around the middle of what they want; all stay in `room`
    (top, bottom) where they fit there at all.
    """

    def edges(block: Sequence[int]) -> list[float]:
        """The tops of a block's labels, which are on the whole where they want to be, and its foot."""
        down = [*accumulate((heights[at] for at in block), initial=0.0)]
        top = fmean(wanted[at] - heights[at] / 2 - above for at, above in zip(block, down, strict=False))
        top = max(min(top, room[1] - down[-1]), room[0])
        return [top + above for above in down]

    blocks: list[list[int]] = []  # of labels from the top down
    for at in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        block = [at]
        while blocks and edges(blocks[-1])[-1] > edges(block)[0]:
            block = blocks.pop() + block
        blocks.append(block)
    tops = {at: top for block in blocks for at, top in zip(block, edges(block), strict=False)}
    return [tops[at] + height / 2 for at, height in enumerate(heights)]
