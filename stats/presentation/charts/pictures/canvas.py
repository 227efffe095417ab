"""The sheet a chart is drawn on: its three sizes, its heading and its foot, and the marks charts share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from enum import Enum
from urllib.parse import urljoin

from django.utils.safestring import SafeString

from stats.presentation.charts import palette
from stats.presentation.charts.description import Break, Chart, DotRow
from stats.presentation.charts.letters import fill, widest, wrap
from stats.presentation.charts.pictures.placing import Box, PlacedName
from stats.presentation.charts.pictures.svg import Drawing, attributes, coordinate
from stats.presentation.charts.ticks import Scale
from stats.presentation.charts.words import nothing_held


class Form(Enum):
    """The drawings of one chart: each is legible only in its own range of widths, and none is scaled up."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"

    @property
    def width(self) -> int:
        """Of the viewBox. Shown up to as many CSS pixels, from where its text has 14: see _charts.scss."""
        return {Form.WIDE: 640, Form.MIDDLE: 520, Form.NARROW: 328}[self]

    @property
    def text(self) -> int:
        """Font size of every text but the title: on a page, charts of all forms have letters of one size."""
        return 15

    @property
    def leading(self) -> int:
        """From one line of text to the next."""
        return 21


TITLE = 18
"""Font size of the title in all of them."""
DOTTED = (("stroke-dasharray", "0.1 7"), ("data-gap", "true"))

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


def suffix_of(mark: str) -> str:
    """The end of the classes of a mark: "own", which has none, "quiet", or one of `palette.PICKED`."""
    return "" if mark == "own" else f"-{mark}"


def corners_of(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)


class Canvas(Drawing):
    """The sheet of one chart, which grows downwards: `y` is the edge of what is drawn so far.

    What is drawn between heading and foot is in a group of its own: the explored chart lies over that alone,
    from its `data-top` to its `data-bottom`. Links lead from `base`, the address of the page.

    Where the whole picture has to `fit` a height, the plot takes what the rest leaves, and of the foot only
    what marks second-hand figures and the source are kept. For who asks only how high it is the plot need not
    be drawn: then it `is_drawn` no further than its height needs.
    """

    def __init__(
        self,
        chart: Chart,
        *,
        form: Form,
        prefix: str,
        fit: float | None = None,
        base: str = "",
        is_drawn: bool = True,
    ) -> None:
        super().__init__()
        self.chart = chart
        self.form = form
        self.prefix = prefix
        self.fit = fit
        self.base = base
        self.is_drawn = is_drawn
        self.y = 0.0
        with self.group(hidden=True):
            for line in wrap(chart.title, width=form.width, size=TITLE, bold=True):
                self.y += TITLE + 5
                self.mark("text", "chart-title", words=line, x=0, y=self.y - 4, font_size=TITLE)
            self.y += 2
            for line in fill(chart.axis_title, width=form.width, size=form.text):
                self.y += form.leading
                self.text(line, "chart-soft", x=0, y=self.y - 5)
        self.body = len(self.parts), self.y

    def foot(
        self, *, key: Sequence[tuple[str, str]] = (), breaks: Sequence[Break] = (), axis_title: str = ""
    ) -> None:
        """What the lower axis counts, what the marks mean, the reasons of breaks, and the source."""
        start, top = self.body
        self.parts.insert(start, f'<g class="chart-body"{attributes(data_top=top, data_bottom=self.y)}>')
        self.parts.append("</g>")
        if axis_title:
            with self.group(hidden=True):
                self._paragraph(axis_title, "chart-soft")
        if self.fit is not None:
            key, breaks = [entry for entry in key if entry[0] == "press"], ()
        with self.group("chart-key", hidden=True):
            self._key(key)
        if breaks:
            self.y += 5
            with self.group(role="list"):
                for item in breaks:
                    with self.group(role="listitem"):
                        self.badge(item.number, x=11, y=self.y + self.form.leading - 5)
                        self._paragraph(item.reason, "chart-text", x=32)
                    self.y += 4
        for note in self.chart.notes if self.fit is None else ():
            self.y += 5
            self._paragraph(note, "chart-soft")
        for paragraph in filter(None, self.chart.source_line.split("\n")):
            self.y += 5
            self._paragraph(paragraph, "chart-soft")

    def _key(self, key: Sequence[tuple[str, str]]) -> None:
        form, x = self.form, 0.0
        for mark, words in key:
            indent = 34.0 if mark else 0.0
            lines = fill(words, width=form.width - indent, size=form.text)
            wide = indent + widest(lines, size=form.text)
            if x == 0 or x + wide > form.width:
                x, self.y = 0.0, self.y + form.leading
            self._key_mark(mark, x=x, y=self.y - 5)
            for index, line in enumerate(lines):
                self.y += form.leading * (index > 0)
                self.text(line, "chart-soft", x=x + indent, y=self.y)
            x = form.width if len(lines) > 1 or mark in NAMES else x + wide + 22

    def _key_mark(self, mark: str, *, x: float, y: float) -> None:
        middle, end = x + 13, x + 26
        if mark == "interval":
            self.mark("rect", "chart-interval", x=x, y=y - 4, width=26, height=8, rx=1)
            self.point(middle, y, radius=5)
        elif mark == "press":
            self.point(middle, y, second_hand=True, radius=5)
        elif mark == "gap":
            self.line("chart-line", (x + 2, y), (end - 1, y), *DOTTED)
        elif mark in KEY_LINES:
            self.line(KEY_LINES[mark], (x, y), (end, y))
        elif mark in KEY_RINGS:
            self.point(middle, y)
            self.rings(middle, y, count=KEY_RINGS[mark])
        elif mark in NAMES:
            self.line(f"chart-line{suffix_of(mark)}", (x, y), (end, y))
            self.point(middle, y, mark=mark, radius=5.5 if mark == "own" else 4.5)

    def _paragraph(self, words: str, css: str, *, x: float = 0) -> None:
        """Lines of text from `x` to the edge, each under the one before."""
        for line in fill(words, width=self.form.width - x, size=self.form.text):
            self.y += self.form.leading
            self.text(line, css, x=x, y=self.y)

    def plot_height(self, usual: float, *, foot: float) -> float:
        """How high a plot is that begins at `y`; where the picture must fit, a `foot` so high under it."""
        return usual if self.fit is None else max(self.fit - self.y - foot - 8, LEAST_PLOT)

    @property
    def height(self) -> float:
        return math.ceil(self.y + 8)

    def finish(self, *, across: float = 0, down: float = 0) -> SafeString:
        """The picture as one element of HTML or, by itself, a file, with so much paper around it."""
        width, height = self.form.width + 2 * across, self.height + 2 * down
        sheet = Drawing()
        with sheet.group(
            f"chart-picture chart-picture-{self.form.value}",
            tag="svg",
            xmlns="http://www.w3.org/2000/svg",
            font_family=palette.FONT,
            font_size=self.form.text,
            role="group",
            aria_labelledby=f"{self.prefix}-title",
            aria_describedby=f"{self.prefix}-finding",
            viewBox=" ".join(map(coordinate, (-across, -down, width, height))),
            width=width,
            height=height,
        ):
            sheet.mark("title", words=self.chart.title, id=f"{self.prefix}-title")
            sheet.mark("desc", words=self.chart.finding, id=f"{self.prefix}-finding")
            sheet.mark("rect", "chart-paper", x=-across, y=-down, width=width, height=height)
            sheet.parts += self.parts
        return sheet.svg

    def link(self, href: str, css: str = "", *, label: str = "") -> AbstractContextManager[None]:
        """A link, or where it would lead nowhere a picture that says its label."""
        if href:
            return self.group(css, tag="a", aria_label=label, href=urljoin(self.base, href))
        return self.group(css, aria_label=label, role="img" if label else "")

    @contextmanager
    def told(self, words: str, *, href: str) -> Iterator[None]:
        """What holds the marks of one point of a list, and says its words to everybody."""
        with self.group(role="listitem"), self.link(href, "chart-point", label=words):
            self.mark("title", words=words)
            yield

    def text(
        self, words: str, css: str, *, x: float, y: float, anchor: str = "start", halo: bool = False
    ) -> None:
        """One line of text on its baseline; `halo` keeps it legible over a line.

        A blank follows: texts that are read one after the other are words and not one word.
        """
        anchor = "" if anchor == "start" else anchor
        css = f"{css} chart-halo" if halo else css
        self.mark("text", css, words=words, x=x, y=y, text_anchor=anchor)
        self.parts.append(" ")

    def name(self, lines: Sequence[str], css: str, box: Box, *, anchor: str = "start") -> None:
        """A label that fills its box."""
        for index, line in enumerate(lines, start=1):
            y = box.top + self.form.leading * index - 6
            self.text(line, css, x=box.ends[anchor], y=y, anchor=anchor, halo=True)

    def placed(self, name: PlacedName, css: str) -> None:
        """The name of a point, with its leader unless that would lie on another name."""
        if name.leader and name.fits:
            self.line("chart-leader", *name.leader)
        self.name(name.lines, css, name.box, anchor=name.anchor)

    def nothing_held(self, *, x: float, y: float) -> None:
        """In place of what would be drawn around there."""
        self.text(nothing_held(), "chart-soft", x=x, y=y, anchor="middle", halo=True)

    def line(
        self, css: str, start: tuple[float, float], end: tuple[float, float], *instead: tuple[str, str]
    ) -> None:
        self.mark("line", css, *instead, x1=start[0], y1=start[1], x2=end[0], y2=end[1])

    def point(
        self, x: float, y: float, *, mark: str = "own", second_hand: bool = False, radius: float = 4.5
    ) -> None:
        """A dot, or the shape of a picked area. A figure at second hand is hollow, and a diamond, not a dot.

        The shape tells, not the colour alone.
        """
        if not second_hand and mark not in SHAPES:
            self.mark("circle", f"chart-dot{suffix_of(mark)}", cx=x, cy=y, r=radius)
            return
        reach = radius + 1.5
        corners = SHAPES.get(mark, ((0, -reach), (reach, 0), (0, reach), (-reach, 0)))
        css = f"chart-press{suffix_of(mark)}" if second_hand else f"chart-dot{suffix_of(mark)}"
        self.mark("polygon", css, points=corners_of((x + across, y + down) for across, down in corners))

    def interval(self, row: DotRow, *, across: Scale, y: float, mark: str) -> None:
        """A bar along a level axis, at least one unit long; none where the row has no interval."""
        if row.lower is not None and row.upper is not None:
            start, css = across(row.lower), f"chart-interval{suffix_of(mark)}"
            width = max(across(row.upper) - start, 1)
            self.mark("rect", css, x=start, y=y - BAR / 2, width=width, height=BAR, rx=1)

    def badge(self, label: int, *, x: float, y: float) -> None:
        """The number of a break, in a ring, on the plot and before its reason."""
        self.mark("circle", "chart-badge", cx=x, cy=y, r=10)
        self.text(str(label), "chart-badge-number", x=x, y=y + 5.5, anchor="middle")

    def rings(self, x: float, y: float, *, count: int, wider: float = 0) -> None:
        """Around a point that lies outside the limits; a second ring around the first for the outer ones."""
        for radius in RINGS[:count]:
            self.mark("circle", "chart-ring", cx=x, cy=y, r=radius + wider)
