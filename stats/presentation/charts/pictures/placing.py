"""Where a label can stand without hiding anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# How much further from its point a label rather stands than do each of these, in units of the picture.
HIDE_A_NAME = 50_000.0  # two names on one another can neither be read
HIDE_A_MARK = 500.0
CROSS_A_LINE = 12.0  # its halo keeps a label legible there
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
    def middle(self) -> tuple[float, float]:
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
        across, down = self.nearest(x, y)
        return float(((x - across) ** 2 + (y - down) ** 2) ** 0.5)

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


def place(
    point: tuple[float, float],
    *,
    width: float,
    height: float,
    room: Box,
    obstacles: Iterable[Box],
    thin: Iterable[Box] = (),
    names: Iterable[Box] = (),
    others: Iterable[tuple[float, float]] = (),
    gap: float = 11,
    thin_cost: float = CROSS_A_LINE,
) -> Box:
    """Where a label of this size stands best for the point it names.

    To the right of the point if that is free, otherwise above, below or to its left, as near as `obstacles`
    allow; over one of the `names` that stand already only where there is no other place at all. A place
    nearer to one of the `others` (points that the label does not name) is avoided, and so, less strongly, is
    one across a `thin` line, which a label may interrupt. When nothing is free, the place that hides least.
    """
    x, y = point
    others = [*others]
    costs = ((names, HIDE_A_NAME), (obstacles, HIDE_A_MARK), (thin, thin_cost))
    hidden = [(box, cost) for boxes, cost in costs for box in boxes]
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
        if left < room.left or left + width > room.right:
            continue
        beside = [(box, cost) for box, cost in hidden if box.left < left + width and left < box.right]
        for shift in SHIFTS:
            box = Box(left, y + shift - height / 2, left + width, y + shift + height / 2)
            away = box.distance_to(x, y)
            cost = dislike + away
            if cost >= least:
                break  # further on it only gets worse
            if not box.inside(room):
                continue
            cost += sum(more for other, more in beside if box.overlaps(other))
            if cost < least and any(box.distance_to(*other) < away for other in others):
                cost += NEARER_ANOTHER_POINT
            if cost < least:
                best, least = box, cost
    return best


def leader(
    point: tuple[float, float], box: Box, *, clear: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """A line from near a point, `clear` of its middle, to its label; None where the label stands near."""
    away = box.distance_to(*point)
    if away <= LEADER_FROM:
        return None
    end = box.nearest(*point)
    share = clear / away
    return (point[0] + (end[0] - point[0]) * share, point[1] + (end[1] - point[1]) * share), end


def spread(wanted: Sequence[float], *, heights: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Middles of labels that stand one under another, as near as they can be to the middles `wanted`.

    Labels that would overlap move apart as one block around the middle of what they want; all stay in `room`
    (top, bottom) where they fit there at all.
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    blocks: list[tuple[float, list[int]]] = []  # the top of each block, and its labels from the top down
    for at in order:
        members = [at]
        top = _block_top(members, wanted, heights, room)
        while blocks and blocks[-1][0] + sum(heights[member] for member in blocks[-1][1]) > top:
            members = blocks.pop()[1] + members
            top = _block_top(members, wanted, heights, room)
        blocks.append((top, members))
    middles = [0.0] * len(wanted)
    for top, members in blocks:
        edge = top
        for at in members:
            middles[at] = edge + heights[at] / 2
            edge += heights[at]
    return middles


def _block_top(
    members: Sequence[int], wanted: Sequence[float], heights: Sequence[float], room: tuple[float, float]
) -> float:
    """Where a block begins so that its labels are, on the whole, where they want to be."""
    above, tops = 0.0, []
    for at in members:
        tops.append(wanted[at] - heights[at] / 2 - above)
        above += heights[at]
    return max(min(sum(tops) / len(tops), room[1] - above), room[0])
