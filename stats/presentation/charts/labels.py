"""How much room a text takes, where its lines break, and where a label can stand without hiding anything.

The server cannot measure a reader's font. Widths are those of Arial and its metric twins, plus 6% and
rounded up to 0.04 em: Segoe UI and Roboto are narrower than that, San Francisco is about as wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_WIDTHS = {
    character: width
    for width, characters in {
        0.24: "'ijl’‘",
        0.28: "|",
        0.32: " \u00a0!,./:;I[\\]ft·îï",
        0.36: "()-`r{}“”",
        0.40: '"',
        0.44: "*",
        0.52: "^",
        0.56: "Jcksvxyzŷ",
        0.60: "0123456789#$?L_abdeghnopqu–£≥âêôûéö",
        0.64: "+<=>~×",
        0.68: "FTZ",
        0.72: "&ABEKPSVXY",
        0.80: "CDHNRUwŵ",
        0.84: "GOQ",
        0.92: "Mm",
        0.96: "%",
        1.04: "W",
        1.08: "@",
    }.items()
    for character in characters
}
_OTHER = 1.0
_BOLD = 1.1


def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """The most room the text is likely to take on one line, in the units of `size`."""
    return _ems(text) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    """Kept, because one page measures the same names and numbers hundreds of times."""
    return sum(_WIDTHS.get(character, _OTHER) for character in text)


def wrap(text: str, *, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as fit `width`, and those as even as they can be.

    A no-break space holds two words together. A single word wider than `width` stands on a line of its own
    rather than being cut.
    """
    lines = _fill(text, width=width, size=size, bold=bold)
    narrower = width
    while len(lines) > 1 and narrower > size:
        narrower -= size / 2
        evener = _fill(text, width=narrower, size=size, bold=bold)
        if len(evener) > len(lines) or any(width_of(line, size=size, bold=bold) > width for line in evener):
            break
        lines = evener
    return tuple(lines)


def fill(text: str, *, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines filled one after the other, as a paragraph is."""
    return tuple(_fill(text, width=width, size=size, bold=bold))


def _fill(text: str, *, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


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

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def distance_to(self, x: float, y: float) -> float:
        """From the point to the nearest edge; 0 inside."""
        across = max(self.left - x, 0, x - self.right)
        down = max(self.top - y, 0, y - self.bottom)
        return float((across**2 + down**2) ** 0.5)


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
    obstacles: Sequence[Box],
    thin: Sequence[Box] = (),
    names: Sequence[Box] = (),
    others: Iterable[tuple[float, float]] = (),
    gap: float = 11,
    thin_cost: float = 25,
) -> Box:
    """Where a label of this size stands best for the point it names.

    To the right of the point if that is free, otherwise above, below or to its left, as near as `obstacles`
    allow; over one of the `names` that stand already only where there is no other place at all. A place
    nearer to one of the `others` (points that the label does not name) is avoided, and so, less strongly
    (`thin_cost`), is one across a `thin` line, which a label may interrupt. When nothing is free, the place
    that hides least.
    """
    x, y = point
    others = [*others]
    shifts = [0.0, *(side * step for step in range(4, 181, 4) for side in (-1, 1))]
    dislikes = {x + gap: 0.0, x - width / 2: 8.0, x - width + 8: 9.0, x - 8: 10.0, room.right - width: 12.0}
    dislikes |= {x - width - gap: 12.0, x - width - 3 * gap: 14.0}
    best, least = Box(x + gap, y - height / 2, x + gap + width, y + height / 2), float("inf")
    for left, dislike in dislikes.items():
        reach = max(left - x, 0, x - (left + width)) ** 2
        if left < room.left or left + width > room.right or dislike + reach**0.5 * 2 >= least:
            continue
        column = _Column(
            left,
            left + width,
            obstacles=obstacles,
            thin=thin,
            names=names,
            others=others,
            thin_cost=thin_cost,
        )
        for shift in shifts:
            top, bottom = y + shift - height / 2, y + shift + height / 2
            squared = reach + max(top - y, 0, y - bottom) ** 2
            cost = dislike + abs(shift) / 10 + squared**0.5 * 2
            if cost >= least:
                break
            if top < room.top or bottom > room.bottom:
                continue
            cost += column.cost(top, bottom, nearer=squared, most=least - cost)
            if cost < least:
                best, least = Box(left, top, left + width, bottom), cost
    return best


class _Column:
    """What stands in the way of a label that may move up and down between two sides.

    Some hundred places are tried for each label, so what does not change with the height is worked out once.
    """

    __slots__ = ("hidden", "others")

    def __init__(
        self,
        left: float,
        right: float,
        *,
        obstacles: Iterable[Box],
        thin: Iterable[Box],
        names: Iterable[Box],
        others: Iterable[tuple[float, float]],
        thin_cost: float,
    ) -> None:
        self.hidden = [
            (one.top, one.bottom, cost)
            for boxes, cost in ((names, 100_000.0), (obstacles, 1000.0), (thin, thin_cost))
            for one in boxes
            if one.left < right and left < one.right
        ]
        self.others = [(max(left - x, 0, x - right) ** 2, y) for x, y in others]

    def cost(self, top: float, bottom: float, *, nearer: float, most: float) -> float:
        """What the label hides between these heights; once past `most` the rest is not added up.

        `nearer` is the square of its distance from the point it names.
        """
        cost = 0.0
        for above, below, what in self.hidden:
            if above < bottom and top < below:
                cost += what
                if cost >= most:
                    return cost
        for across, y in self.others:
            if across < nearer and across + max(top - y, 0, y - bottom) ** 2 < nearer:
                return cost + 30
        return cost


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
        while blocks and blocks[-1][0] + sum(heights[one] for one in blocks[-1][1]) > top:
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
