"""The sheet a chart is drawn on: its two sizes, its heading and its foot, and the marks that charts share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from functools import cache
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

from stats.presentation.charts import palette
from stats.presentation.charts.letters import fill, width_of, wrap
from stats.presentation.charts.pictures.placing import Box


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


_DOTTED = {"stroke-dasharray": "0.1 7", "data-gap": "true"}

# Corners around the middle, drawn to look the same size.
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
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

BAR = 9
"""How thick an interval is drawn."""
RINGS = (7.5, 10.5)
LEAST_PLOT = 120
KEY_LINES = {"limit": "chart-limit", "chance": "chart-chance", "benchmark": "chart-reference"}
NAMES = frozenset({"own", "quiet", *palette.PICKED})  # in a key, each has a line to itself
KEY_RINGS = {"outside": 1, "far outside": 2}


def coordinate(value: float) -> str:
    """A coordinate to a tenth of a unit, without a needless ".0" or "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def suffix_of(mark: str) -> str:
    """The end of the classes of a mark: "own", which has none, "quiet", or one of `palette.PICKED`."""
    return "" if mark == "own" else f"-{mark}"


@cache
def _look(classes: str) -> dict[str, str]:
    """Classes with what they look like where there is no stylesheet, as attributes of an element."""
    look = {"class": classes}
    for css in classes.split():
        look |= palette.STYLES.get(css, {})
    return look


def mark(parent: ET.Element, tag: str, css: str, **attributes: float | str) -> ET.Element:
    """An element of one of the kinds of `palette.STYLES`, whose look is written with its class."""
    drawn = ET.SubElement(parent, tag, _look(css))
    for name, value in attributes.items():
        drawn.set(name.replace("_", "-"), value if isinstance(value, str) else coordinate(value))
    return drawn


def markup(element: ET.Element) -> SafeString:
    """The element and everything in it, every text and attribute escaped."""
    return mark_safe(ET.tostring(element, encoding="unicode"))  # noqa: S308 -- escaped


class Canvas:
    """An SVG that grows downwards: `y` is the edge of what is drawn so far.

    What is drawn between heading and foot is in a group of its own: the explored chart lies over that alone,
    from its `data-top` to its `data-bottom`.

    Where the whole picture has to `fit` a height, the plot takes what the rest leaves, and of the foot only
    what marks second-hand figures and the source are kept.
    """

    def __init__(self, *, form: Form, prefix: str, fit: float | None = None) -> None:
        self.form = form
        self.fit = fit
        self.prefix = prefix
        self.y = 0.0
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
        self.paper = self.body = self.inside = self.root  # `inside` holds what is drawn next

    def heading(self, *, title: str, finding: str, axis_title: str) -> None:
        """The name and finding for those who cannot see the picture; the title and unit for those who can."""
        for tag, part, text in (("title", "title", title), ("desc", "finding", finding)):
            ET.SubElement(self.root, tag, {"id": f"{self.prefix}-{part}"}).text = text
        self.paper = self.mark("rect", "chart-paper", x=0, y=0, width=self.form.width)
        form = self.form
        seen = self.group(hidden=True)
        for line in wrap(title, width=form.width, size=form.title, bold=True):
            self.y += form.title + 5
            self.text(line, "chart-title", x=0, y=self.y - 4, size=form.title, parent=seen)
        self.y += 2
        for line in fill(axis_title, width=form.width, size=form.text):
            self.y += form.leading
            self.text(line, "chart-soft", x=0, y=self.y - 5, parent=seen)
        self.inside = self.body = self.group("chart-body")
        self.body.set("data-top", coordinate(self.y))

    def foot(
        self,
        *,
        key: Sequence[tuple[str, str]],
        notes: Sequence[tuple[int, str]] = (),
        source_line: str,
        axis_title: str = "",
    ) -> None:
        """What the lower axis counts, what the marks mean, the reasons of breaks, and the source."""
        self.body.set("data-bottom", coordinate(self.y))
        self.inside = self.root
        if axis_title:
            self._paragraph(axis_title, "chart-soft", parent=self.group(hidden=True))
        if self.fit is not None:
            key, notes = [entry for entry in key if entry[0] == "press"], ()
        self._key(key)
        if notes:
            told = self.group(role="list")
            self.y += 5
            for number, reason in notes:
                item = self.group(role="listitem", parent=told)
                self.badge(number, x=11, y=self.y + self.form.leading - 5, parent=item)
                self._paragraph(reason, "chart-text", x=32, parent=item)
                self.y += 4
        for paragraph in source_line.split("\n") if source_line else ():
            self.y += 5
            self._paragraph(paragraph, "chart-soft", parent=self.root)

    def _key(self, key: Sequence[tuple[str, str]]) -> None:
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
                self.text(line, "chart-soft", x=x + indent, y=self.y, parent=hidden)
            x = form.width if len(lines) > 1 or mark in NAMES else x + wide + 22

    def _paragraph(self, words: str, css: str, *, x: float = 0, parent: ET.Element) -> None:
        """Lines of text from `x` to the edge, each under the one before."""
        for line in fill(words, width=self.form.width - x, size=self.form.text):
            self.y += self.form.leading
            self.text(line, css, x=x, y=self.y, parent=parent)

    def plot_height(self, usual: float, *, foot: float) -> float:
        """How high a plot is that begins at `y`; where the picture must fit, a `foot` so high under it."""
        return usual if self.fit is None else max(self.fit - self.y - foot - 8, LEAST_PLOT)

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
        for name, value in (("x", x), ("y", y), ("width", width), ("height", height)):
            self.paper.set(name, value)
        return markup(self.root)

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
            self.inside if parent is None else parent,
            "g",
            {name: value for name, value in wanted.items() if value},
        )

    def told(self, css: str, words: str, *, href: str, parent: ET.Element) -> ET.Element:
        """What holds the marks of one point and says its words: a link where it leads somewhere."""
        leads = {"href": href} if href else {"role": "img"}
        holder = "a" if href else "g"
        return ET.SubElement(parent, holder, {"class": css, "aria-label": words} | leads)

    def mark(
        self, tag: str, css: str, *, parent: ET.Element | None = None, **attributes: float | str
    ) -> ET.Element:
        """As `mark`, inside what is drawn now unless another `parent` is given."""
        return mark(self.inside if parent is None else parent, tag, css, **attributes)

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
        drawn = self.mark("text", f"{css} chart-halo" if halo else css, parent=parent, x=x, y=y)
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
        mark: str = "own",
        second_hand: bool = False,
        radius: float = 4.5,
        parent: ET.Element,
    ) -> None:
        """A dot, or the shape of a picked area; a hollow diamond for a figure at second hand.

        The shape tells, not the colour alone.
        """
        if not second_hand and mark not in SHAPES:
            self.mark("circle", f"chart-dot{suffix_of(mark)}", parent=parent, cx=x, cy=y, r=radius)
            return
        reach = radius + 1.5
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0)) if second_hand else SHAPES[mark]
        path = " ".join(f"{coordinate(x + across)},{coordinate(y + down)}" for across, down in corners)
        css = f"chart-press{suffix_of(mark)}" if second_hand else f"chart-dot{suffix_of(mark)}"
        self.mark("polygon", css, parent=parent, points=path)

    def interval(self, start: float, end: float, *, y: float, mark: str, parent: ET.Element) -> None:
        """A bar along a level axis, at least one unit long."""
        self.mark(
            "rect",
            f"chart-interval{suffix_of(mark)}",
            parent=parent,
            x=start,
            y=y - BAR / 2,
            width=max(end - start, 1),
            height=BAR,
            rx=1,
        )

    def badge(self, label: int, *, x: float, y: float, parent: ET.Element | None = None) -> None:
        """The number of a break, in a ring, on the plot and before its reason."""
        self.mark("circle", "chart-badge", parent=parent, cx=x, cy=y, r=10)
        self.text(str(label), "chart-badge-number", x=x, y=y + 5.5, anchor="middle", parent=parent)

    def ring(self, x: float, y: float, *, radius: float, parent: ET.Element | None = None) -> None:
        """Around a point that lies outside the limits; a second ring around the first for the outer ones."""
        self.mark("circle", "chart-ring", parent=parent, cx=x, cy=y, r=radius)

    def name(
        self, lines: Sequence[str], css: str, box: Box, *, anchor: str = "start", parent: ET.Element
    ) -> None:
        """A label that fills its box."""
        x = box.ends[anchor]
        for index, line in enumerate(lines):
            y = box.top + self.form.leading * (index + 1) - 6
            self.text(line, css, x=x, y=y, anchor=anchor, halo=True, parent=parent)

    def _key_mark(self, mark: str, *, x: float, y: float, parent: ET.Element) -> None:
        middle, end = x + 13, x + 26
        if mark == "interval":
            self.mark("rect", "chart-interval", parent=parent, x=x, y=y - 4, width=26, height=8, rx=1)
            self.point(middle, y, radius=5, parent=parent)
        elif mark == "press":
            self.point(middle, y, second_hand=True, radius=5, parent=parent)
        elif mark == "gap":
            self.line("chart-line", (x + 2, y), (end - 1, y), dotted=True, parent=parent)
        elif mark in KEY_LINES:
            self.line(KEY_LINES[mark], (x, y), (end, y), parent=parent)
        elif mark in KEY_RINGS:
            self.point(middle, y, parent=parent)
            for radius in RINGS[: KEY_RINGS[mark]]:
                self.ring(middle, y, radius=radius, parent=parent)
        elif mark in NAMES:
            self.line(f"chart-line{suffix_of(mark)}", (x, y), (end, y), parent=parent)
            self.point(middle, y, mark=mark, radius=5.5 if mark == "own" else 4.5, parent=parent)
