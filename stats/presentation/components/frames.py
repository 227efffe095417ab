"""Charts, tables and sentences for frames on other sites: their forms, their heights, and the HTML to copy.

A frame runs no script, so it cannot tell the page around it how high it is. Its height is worked out here, of
what stands in it, for the width that makes it highest or for the one that is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from django.utils.translation import gettext as _

from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import Chart, DotChart, MultiplesChart, TrendChart
from stats.presentation.charts.kinds import drawn
from stats.presentation.charts.letters import fill
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.saved import ROWS_AT_MOST, as_strip
from stats.presentation.components.page_charts import PageChart, without_links
from stats.presentation.components.tables import Table

# The widths that a height holds for, in CSS pixels; and what of them is the frame's own edge.
NARROWEST, WIDEST = 320, 1000
_EDGES = 16
# From which room each drawing is shown: where its text has 14 pixels of 15 (static/css/_charts.scss).
_LEGIBLE = 14 / 15
# How high the plot and all that belongs to it may be in the compact form.
COMPACT_PICTURE = 380
# Measured in Chromium at 320, 360, 600 and 1,000 pixels: what is not chart, table or lines of text.
_AROUND = {"": 165.0, "compact": 124.0, "table": 112.0}
_LINE, _LETTERS = 24, 16
_PARAGRAPH = 20
_LEAD_LINE, _LEAD_LETTERS = 31, 21
_HEADING_LINE, _HEADING_LETTERS = 26, 20
_ROW, _CELL_LINE, _TURNED_LINE = 17, 24, 31
# Small charts stand two abreast at 320 pixels.
_MULTIPLE, _AROUND_MULTIPLES = 108, 470


class FrameForm(StrEnum):
    """What of a chart stands in the frame; the text is that of `?form=`."""

    FULL = ""
    COMPACT = "compact"
    TABLE = "table"


def frame_form(text: str) -> FrameForm:
    """The form of that text; what is no form is the full one."""
    return FrameForm(text) if text in set(FrameForm) else FrameForm.FULL


@dataclass(frozen=True, slots=True)
class Embed:
    """What other sites can frame: the path that they frame, and what stands there."""

    path: str
    found: PageChart


@dataclass(frozen=True, slots=True)
class Snippet:
    """HTML to copy into another site, with what it is."""

    title: str
    html: str


def first_form(found: PageChart) -> FrameForm:
    """The form that is offered beside the chart: the small one, where the chart has one."""
    is_small = found.chart is not None and not isinstance(found.chart, MultiplesChart)
    return FrameForm.COMPACT if is_small else FrameForm.FULL


def form_path(path: str, *, form: FrameForm) -> str:
    """The path of a form of the chart whose full form is at `path`."""
    return f"{path}{'&' if '?' in path else '?'}form={form}" if form else path


def framed(found: PageChart, *, form: FrameForm, address: str) -> str:
    """The HTML that frames a form of the chart, from its whole address."""
    return frame(found.title, address=address, height=frame_height(found, form=form))


def pictured(found: PageChart, *, address: str) -> str:
    """The HTML of the chart as a picture, which says in words what it shows."""
    alt = f"{found.title}. {found.finding}"
    return f'<img src="{escape(address)}" alt="{escape(alt)}" style="max-width:100%;height:auto">'


def every_form(embed: Embed, *, picture: str, address_of: Callable[[str], str]) -> tuple[Snippet, ...]:
    """Each form of a chart as HTML. `address_of` makes a whole address of a path; without the path of a
    picture there is none."""
    found = embed.found
    titles = {
        FrameForm.COMPACT: _("The chart, small"),
        FrameForm.FULL: _("The chart and its numbers"),
        FrameForm.TABLE: _("The numbers as a table"),
    }
    is_small = first_form(found) is FrameForm.COMPACT
    forms = tuple(titles) if is_small else (FrameForm.FULL,)
    pages = tuple(
        Snippet(
            titles[form],
            framed(found, form=form, address=address_of(form_path(embed.path, form=form))),
        )
        for form in forms
    )
    if not picture:
        return pages
    return (*pages, Snippet(_("A picture (PNG)"), pictured(found, address=address_of(picture))))


def frame(title: str, *, address: str, height: int, width: str = "100%") -> str:
    """The HTML that frames the page of that address: plain text, escaped for the page it is copied into."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def compact(chart: Chart) -> Chart:
    """The chart with nothing that a small frame has no room for: more areas than a few become one line."""
    if isinstance(chart, DotChart) and len(chart.rows) > ROWS_AT_MOST:
        return as_strip(chart)
    return chart


class CompactFigure(ChartFigure):
    """A chart that fits a small frame."""

    @property
    def fit(self) -> float:
        return COMPACT_PICTURE

    @property
    def reasons(self) -> str:
        """The reasons of the breaks that are drawn, for which the small picture has no room."""
        breaks = self.chart.breaks_drawn if isinstance(self.chart, TrendChart) else ()
        said = ({"number": one.number, "reason": one.reason} for one in breaks)
        return " ".join(_("(%(number)s) %(reason)s") % each for each in said)


def framed_figure(chart: Chart, *, form: FrameForm) -> ChartFigure:
    """The chart as it is drawn in a frame of that form."""
    if form is FrameForm.COMPACT:
        return CompactFigure(without_links(compact(chart)), key="embed")
    return ChartFigure(without_links(chart), key="embed")


def frame_height(found: PageChart, *, form: FrameForm, width: int | None = None) -> int:
    """How high a frame of that width has to be for all that stands in it, in CSS pixels; without a width, for
    any from 320 to 1,000."""
    if width is None:
        edges = [NARROWEST, *(math.ceil(one.width * _LEGIBLE) + _EDGES for one in (Form.MIDDLE, Form.WIDE))]
        return max(frame_height(found, form=form, width=edge) for edge in edges)
    room = width - _EDGES
    texts = [found.note, _link_text()]
    height = _AROUND[form] + _high(texts, room=room)
    if found.chart is None or form is FrameForm.TABLE:
        height += _high([found.title], room=room, size=_HEADING_LETTERS, line=_HEADING_LINE)
        height += _high([found.finding], room=room) if form is not FrameForm.TABLE else 0
        return math.ceil(height + (_table_height(found.table, room=room) if found.table else 0))
    if isinstance(found.chart, MultiplesChart):
        abreast = max(2, room // 170)
        return math.ceil(_AROUND_MULTIPLES + len(found.chart.multiples) / abreast * 2 * _MULTIPLE)
    figure = framed_figure(found.chart, form=form)
    if isinstance(figure, CompactFigure) and figure.reasons:
        height += _high([figure.reasons], room=room) + _PARAGRAPH
    return math.ceil(height + _picture_height(figure, room=room))


def sentence_height(texts: Iterable[str], *, notes: Iterable[str]) -> int:
    """How high a frame has to be for a sentence and the notes under it, from 320 pixels on."""
    room = NARROWEST - _EDGES
    lead = _high(texts, room=room, size=_LEAD_LETTERS, line=_LEAD_LINE)
    return math.ceil(lead + _high([*notes, _link_text()], room=room) + 112)


def _picture_height(figure: ChartFigure, *, room: float) -> float:
    shown = next((one for one in (Form.WIDE, Form.MIDDLE) if room >= one.width * _LEGIBLE), Form.NARROW)
    return drawn(Canvas(figure.chart, form=shown, prefix="frame", fit=figure.fit, is_drawn=False)).height


def _table_height(table: Table, *, room: float) -> float:
    """Rows of two columns or three stand as rows at any width; more become lists where they do not fit."""
    heads = [column.head for column in table.columns]
    if "turns" in table.classes and room < 640:
        lines = [1 + len(heads) for _row in table.rows]
        return sum(_ROW + _TURNED_LINE * each for each in lines)
    share = room / max(len(heads), 1) - 12
    head = max(len(fill(text, width=share, size=_LETTERS, bold=True)) for text in heads)
    return sum(_ROW + _CELL_LINE * each for each in (head, *(1 for _row in table.rows)))


def _high(texts: Iterable[str], *, room: float, size: int = _LETTERS, line: int = _LINE) -> float:
    return sum(line * len(fill(text, width=room, size=size)) for text in texts if text)


def _link_text() -> str:
    """The last line of every frame, with the release that it shows."""
    return (
        _("Figures, sources and what they do not mean: MAPPA in numbers") + ". Release 10, 26 November 2026."
    )
