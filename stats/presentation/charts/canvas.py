"""The sheet a chart is drawn on: its two sizes, its heading and its foot, and the marks both charts share."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

from . import palette
from .labels import Box, fill, width_of, wrap
from .markup import coordinate, written


class Form(Enum):
    """The two drawings of one chart: each is legible only in its own range of widths."""

    WIDE = "wide"
    NARROW = "narrow"

    @property
    def width(self) -> int:
        """Of the viewBox. Shown from 600 CSS pixels (wide) and from 288 (narrow)."""
        return 640 if self is Form.WIDE else 328

    @property
    def text(self) -> int:
        """Font size of every text but the title: 14 CSS pixels or more at the smallest width shown."""
        return 15 if self is Form.WIDE else 16

    @property
    def title(self) -> int:
        return 18

    @property
    def leading(self) -> int:
        """From one line of text to the next."""
        return 21 if self is Form.WIDE else 22


@dataclass(frozen=True, slots=True)
class FootLine:
    """A line of text under the plot, and the character that stands for the mark before it."""

    x: float
    y: float
    text: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A label of the point at (`x`, `y`) of the data.

    It stands `across` and `down` from it (its end at `anchor`, the middle of its height); `leader` says that
    a thin line joins the two. `css` is the class that gives it its colour and weight.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    across: float
    down: float
    anchor: str
    css: str
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot stands in the picture, for a second drawing that must not move anything."""

    left: float
    top: float
    right: float
    bottom: float
    height: float
    foot: tuple[FootLine, ...]
    names: tuple[PlacedName, ...]


_DOTTED = {"stroke-dasharray": "0.1 7", "data-gap": "true"}

# Corners around the middle, drawn to look the same size.
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    "pick-1": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "pick-2": ((0, -6), (5.8, 4.2), (-5.8, 4.2)),
    "pick-3": ((0, 6), (5.8, -4.2), (-5.8, -4.2)),
    "pick-4": (
        *((0, -2.4), (3.4, -5.8), (5.8, -3.4), (2.4, 0), (5.8, 3.4), (3.4, 5.8)),
        *((0, 2.4), (-3.4, 5.8), (-5.8, 3.4), (-2.4, 0), (-5.8, -3.4), (-3.4, -5.8)),
    ),
    "pick-5": (
        *((-1.9, -6), (1.9, -6), (1.9, -1.9), (6, -1.9), (6, 1.9), (1.9, 1.9)),
        *((1.9, 6), (-1.9, 6), (-1.9, 1.9), (-6, 1.9), (-6, -1.9), (-1.9, -1.9)),
    ),
}

RINGS = (7.5, 10.5)
LEAST_PLOT = 120
KEY_LINES = {"limit": "chart-limit", "chance": "chart-chance", "benchmark": "chart-reference"}
NAMES = frozenset({"own", "quiet", *palette.PICKED})  # in a key, each has a line to itself
KEY_RINGS = {"outside": 1, "far outside": 2}

# What stands for the mark of a key where there is only text, in the explored chart.
SIGNS = {
    "": "",
    "interval": "\u25ac",
    "press": "\u25c7",
    "gap": "\u2026",
    "limit": "\u2014",
    "chance": "\u00b7\u00b7\u00b7",
    "benchmark": "- -",
    "outside": "\u25ce",
    "far outside": "\u25c9",
    "own": "\u25cf",
    "quiet": "\u25cb",
    "pick-1": "\u25a0",
    "pick-2": "\u25b2",
    "pick-3": "\u25bc",
    "pick-4": "\u2715",
    "pick-5": "\u271a",
}


class Canvas:
    """An SVG that grows downwards: `y` is the edge of what is drawn so far.

    Where the whole picture has to `fit` a height, the plot takes what the rest leaves, and of the foot only
    what marks second-hand figures and the source are kept.
    """

    def __init__(self, *, form: Form, prefix: str, fit: float | None = None) -> None:
        self.form = form
        self.fit = fit
        self.prefix = prefix
        self.y = 0.0
        self.foot_lines: list[FootLine] = []
        self.names: list[PlacedName] = []
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": f"chart-picture chart-picture-{form.value}",
                "font-family": palette.FONT,
                "font-size": str(form.text),
                "role": "group",
                "aria-labelledby": f"{prefix}-title {prefix}-finding",
            },
        )
        self.paper: ET.Element | None = None

    def heading(self, *, title: str, finding: str, axis_title: str, room: float | None = None) -> None:
        """The name and finding for those who cannot see the picture; the title and unit for those who can."""
        for tag, part, text in (("title", "title", title), ("desc", "finding", finding)):
            ET.SubElement(self.root, tag, {"id": f"{self.prefix}-{part}"}).text = text
        self.paper = self.mark("rect", "chart-paper", x=0, y=0, width=self.form.width)
        form = self.form
        seen = self.group(hidden=True)
        for line in title_lines(title, form=form, room=room):
            self.y += form.title + 5
            self.text(line, "chart-title", x=0, y=self.y - 4, size=form.title, parent=seen)
        self.y += 2
        for line in subtitle_lines(axis_title, form=form):
            self.y += form.leading
            self.text(line, "chart-soft", x=0, y=self.y - 5, parent=seen)

    def foot(
        self, *, key: tuple[tuple[str, str], ...], notes: tuple[tuple[int, str], ...], source_line: str
    ) -> None:
        """What the marks mean, the reasons of the breaks, and the source: read in that order."""
        if self.fit is not None:
            key, notes = tuple(one for one in key if one[0] == "press"), ()
        form, hidden = self.form, self.group("chart-key", hidden=True)
        x = 0.0
        for mark, words in key:
            indent = 34.0 if mark else 0.0
            lines = fill(words, width=form.width - indent, size=form.text)
            wide = indent + max(width_of(line, size=form.text) for line in lines)
            if x == 0 or x + wide > form.width:
                x, self.y = 0.0, self.y + form.leading
            self._key_mark(mark, x=x, y=self.y - 5, parent=hidden)
            for index, line in enumerate(lines):
                self.y += form.leading * (index > 0)
                self.foot_text(
                    line, "chart-soft", x=x + indent, parent=hidden, sign="" if index else SIGNS[mark]
                )
            x = form.width if len(lines) > 1 or mark in NAMES else x + wide + 22
        if notes:
            self._notes(notes)
        for paragraph in source_line.split("\n") if source_line else ():
            self.y += 5
            for line in fill(paragraph, width=form.width, size=form.text):
                self.y += form.leading
                self.foot_text(line, "chart-soft", x=0, parent=self.root)

    def _notes(self, notes: tuple[tuple[int, str], ...]) -> None:
        form, told = self.form, self.group(role="list")
        self.y += 5
        for given, reason in notes:
            item = self.group(role="listitem", parent=told)
            for index, line in enumerate(fill(reason, width=form.width - 32, size=form.text)):
                self.y += form.leading
                if index == 0:
                    self.badge(given, x=11, y=self.y - 5, parent=item)
                self.foot_text(line, "chart-text", x=32, parent=item, sign="" if index else str(given))
            self.y += 4

    def plot_height(self, usual: float, *, foot: float) -> float:
        """How high a plot is that begins at `y`; where the picture must fit, a `foot` so high under it."""
        return usual if self.fit is None else max(self.fit - self.y - foot - 8, LEAST_PLOT)

    def frame(self, *, left: float, top: float, right: float, bottom: float) -> Frame:
        return Frame(
            left, top, right, bottom, height=self.height, foot=tuple(self.foot_lines), names=tuple(self.names)
        )

    @property
    def height(self) -> float:
        return math.ceil(self.y + 8)

    def finish(self, *, across: float = 0, down: float = 0) -> SafeString:
        """The picture as one element of HTML or, by itself, a file, with so much paper around it."""
        box = (-across, -down, self.form.width + 2 * across, self.height + 2 * down)
        x, y, width, height = map(coordinate, box)
        self.root.set("viewBox", f"{x} {y} {width} {height}")
        self.root.set("width", width)
        self.root.set("height", height)
        if self.paper is not None:
            for name, value in (("x", x), ("y", y), ("width", width), ("height", height)):
                self.paper.set(name, value)
        return mark_safe(written(self.root))  # noqa: S308 -- every text and attribute is escaped there

    def group(
        self,
        css: str = "",
        *,
        parent: ET.Element | None = None,
        hidden: bool = False,
        role: str = "",
        label: str = "",
    ) -> ET.Element:
        """A `g`: hidden from a screen reader where its texts only repeat what points and title say."""
        wanted = {"class": css, "role": role, "aria-label": label, "aria-hidden": "true" if hidden else ""}
        return ET.SubElement(
            self.root if parent is None else parent,
            "g",
            {name: value for name, value in wanted.items() if value},
        )

    def mark(
        self, tag: str, css: str, *, parent: ET.Element | None = None, **attributes: float | str
    ) -> ET.Element:
        """An element of one of the kinds of `palette.STYLES`, whose look is written with its class."""
        drawn = ET.SubElement(self.root if parent is None else parent, tag, {"class": css})
        for name, value in attributes.items():
            drawn.set(name.replace("_", "-"), value if isinstance(value, str) else coordinate(value))
        return drawn

    def text(
        self,
        words: str,
        css: str,
        *,
        x: float,
        y: float,
        anchor: str = "start",
        size: int | None = None,
        halo: bool = False,
        parent: ET.Element | None = None,
    ) -> ET.Element:
        """One line of text on its baseline; `halo` keeps it legible over a line."""
        drawn = self.mark("text", css, parent=parent, x=x, y=y)
        if halo:
            drawn.set("class", f"{css} chart-halo")
        if anchor != "start":
            drawn.set("text-anchor", anchor)
        if size is not None:
            drawn.set("font-size", str(size))
        drawn.text = words
        return drawn

    def line(
        self,
        css: str,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        parent: ET.Element | None = None,
        dotted: bool = False,
    ) -> ET.Element:
        drawn = self.mark("line", css, parent=parent, x1=start[0], y1=start[1], x2=end[0], y2=end[1])
        drawn.attrib |= _DOTTED if dotted else {}
        return drawn

    def path(self, css: str, places: str, *, parent: ET.Element, dotted: bool = False) -> None:
        """Many lines or areas of one kind as one element; none where there are no places."""
        if places:
            drawn = self.mark("path", css, parent=parent, d=places)
            drawn.attrib |= _DOTTED if dotted else {}

    def point(
        self,
        x: float,
        y: float,
        *,
        second_hand: bool,
        quiet: bool,
        radius: float,
        parent: ET.Element | None = None,
    ) -> None:
        """A dot, or a hollow diamond for a figure at second hand: the shape tells, not the colour."""
        suffix = "-quiet" if quiet else ""
        if second_hand:
            reach = radius + 1.5
            corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
            path = " ".join(f"{coordinate(across)},{coordinate(down)}" for across, down in corners)
            self.mark("polygon", f"chart-press{suffix}", parent=parent, points=path)
        else:
            self.mark("circle", f"chart-dot{suffix}", parent=parent, cx=x, cy=y, r=radius)

    def picked_point(
        self, x: float, y: float, *, mark: str, second_hand: bool, parent: ET.Element | None = None
    ) -> None:
        """The mark of an area that the reader picked: each has its own shape beside its own colour."""
        css = f"chart-press-{mark}" if second_hand else f"chart-dot-{mark}"
        corners = SHAPES["diamond"] if second_hand else SHAPES[mark]
        path = " ".join(f"{coordinate(x + across)},{coordinate(y + down)}" for across, down in corners)
        self.mark("polygon", css, parent=parent, points=path)

    def badge(self, label: int, *, x: float, y: float, parent: ET.Element | None = None) -> None:
        """The number of a break, in a ring, on the plot and before its reason."""
        self.mark("circle", "chart-badge", parent=parent, cx=x, cy=y, r=10)
        self.text(str(label), "chart-badge-number", x=x, y=y + 5.5, anchor="middle", parent=parent)

    def ring(self, x: float, y: float, *, radius: float, parent: ET.Element | None = None) -> None:
        """Around a point that lies outside the limits; a second ring around the first for the outer ones."""
        self.mark("circle", "chart-ring", parent=parent, cx=x, cy=y, r=radius)

    def name(
        self,
        lines: Sequence[str],
        css: str,
        box: Box,
        *,
        anchor: str,
        at: tuple[float, float],
        point: tuple[float, float],
        leader: bool = False,
        parent: ET.Element,
    ) -> None:
        """A label that fills its box, and how far it stands from its point (`at`, of the data at `point`)."""
        x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[anchor]
        for index, line in enumerate(lines):
            y = box.top + self.form.leading * (index + 1) - 6
            self.text(line, css, x=x, y=y, anchor=anchor, halo=True, parent=parent)
        down = (box.top + box.bottom) / 2 - at[1]
        self.names.append(
            PlacedName(point[0], point[1], tuple(lines), x - at[0], down, anchor, css=css, leader=leader)
        )

    def foot_text(self, words: str, css: str, *, x: float, parent: ET.Element, sign: str = "") -> None:
        """A line under the plot, which the explored chart has at the same place."""
        self.text(words, css, x=x, y=self.y, parent=parent)
        self.foot_lines.append(FootLine(x, self.y, words, sign))

    def _key_mark(self, mark: str, *, x: float, y: float, parent: ET.Element) -> None:
        if mark == "interval":
            self.mark("rect", "chart-interval", parent=parent, x=x, y=y - 4, width=26, height=8, rx=1)
            self.point(x + 13, y, second_hand=False, quiet=False, radius=5, parent=parent)
        elif mark == "press":
            self.point(x + 13, y, second_hand=True, quiet=False, radius=5, parent=parent)
        elif mark == "gap":
            self.line("chart-line", (x + 2, y), (x + 25, y), dotted=True, parent=parent)
        elif mark in KEY_LINES:
            self.line(KEY_LINES[mark], (x, y), (x + 26, y), parent=parent)
        elif mark in KEY_RINGS:
            self.point(x + 13, y, second_hand=False, quiet=False, radius=4.5, parent=parent)
            for radius in RINGS[: KEY_RINGS[mark]]:
                self.ring(x + 13, y, radius=radius, parent=parent)
        elif mark in palette.PICKED:
            self.line(f"chart-line-{mark}", (x, y), (x + 26, y), parent=parent)
            self.picked_point(x + 13, y, mark=mark, second_hand=False, parent=parent)
        elif mark in ("own", "quiet"):
            quiet = mark == "quiet"
            self.line("chart-line-quiet" if quiet else "chart-line", (x, y), (x + 26, y), parent=parent)
            self.point(x + 13, y, second_hand=False, quiet=quiet, radius=4.5 if quiet else 5.5, parent=parent)


def title_lines(title: str, *, form: Form, room: float | None = None) -> tuple[str, ...]:
    return wrap(title, width=room or form.width, size=form.title, bold=True)


def subtitle_lines(axis_title: str, *, form: Form) -> tuple[str, ...]:
    return fill(axis_title, width=form.width, size=form.text)
