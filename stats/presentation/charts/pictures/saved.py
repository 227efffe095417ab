"""A chart as a file of its own: SVG, PNG, and the picture that other sites show beside a link.

Title, unit, key, source, date, address and licence stand in the picture, for it will be seen without its
page. The colours are the light ones. Letters of a PNG come from the fonts of the front-end build: a server
need have none.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from stats.presentation.charts.description import Chart, DotChart, MultiplesChart, StripChart
from stats.presentation.charts.kinds import drawn
from stats.presentation.charts.letters import font_files, width_of
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.multiples import how_to_read
from stats.presentation.text.numbers import long_date

MARGIN = 24
PNG_WIDTH = 1376
"""Twice the width of the picture and its margins: sharp on the screens of phones and in print."""

# What Facebook, LinkedIn, Mastodon and Slack ask for: 1.91 to 1.
SHARED_WIDTH, SHARED_HEIGHT = 1200, 630
ROWS_AT_MOST = 8
"""More rows than these are drawn as a strip beside a link: there they would be too small to read."""


def standalone(chart: Chart, *, date: date, url: str, release: int | None = None, source: str = "") -> str:
    """The picture as an SVG document that needs nothing beside it.

    `source` is the chart's own source line unless given, `release` its number and `date` its day, `url` the
    permanent address of the page; links in the picture lead from there.
    """
    said = {"date": long_date(date), "release": release}
    made = _("MAPPA in numbers, %(date)s. Open Government Licence v3.0.")
    if release is not None:
        made = _("MAPPA in numbers, release %(release)s, %(date)s. Open Government Licence v3.0.")
    lines = filter(None, (source or chart.source_line, made % said, *_address_lines(url)))
    signed = replace(chart, source_line="\n".join(lines))
    if isinstance(signed, MultiplesChart):
        signed = replace(signed, axis_title=how_to_read(signed))
    canvas = drawn(Canvas(signed, form=Form.WIDE, prefix="chart", base=url))
    picture = canvas.finish(across=MARGIN, down=MARGIN)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{picture}\n'


def png(chart: Chart, *, date: date, url: str, release: int | None = None, source: str = "") -> bytes:
    """The same picture as PNG, `PNG_WIDTH` pixels wide."""
    picture = standalone(chart, date=date, url=url, release=release, source=source)
    return _painted(picture, width=PNG_WIDTH)


def shared_png(chart: Chart, *, url: str) -> bytes:
    """The picture to show beside a link (`og:image`), 1200 by 630 pixels.

    It stands for the page and has its host; the page has sources and reasons.
    """
    if isinstance(chart, DotChart) and len(chart.rows) > ROWS_AT_MOST:
        chart = as_strip(chart)
    host = urlsplit(url).netloc
    chart = replace(chart, source_line=_("MAPPA in numbers, %(host)s") % {"host": host})
    room = (Form.WIDE.width + 2 * MARGIN) * SHARED_HEIGHT / SHARED_WIDTH - 2 * MARGIN
    canvas = drawn(Canvas(chart, form=Form.WIDE, prefix="chart", fit=room))
    # What is still too high is made smaller as a whole, what is not high enough stands in the middle.
    height = max(canvas.height, room) + 2 * MARGIN
    width = height * SHARED_WIDTH / SHARED_HEIGHT
    picture = canvas.finish(across=(width - Form.WIDE.width) / 2, down=(height - canvas.height) / 2)
    return _painted(picture, width=SHARED_WIDTH, height=SHARED_HEIGHT)


def as_strip(chart: DotChart) -> StripChart:
    """The same areas on one line."""
    shared = {field.name: getattr(chart, field.name) for field in fields(StripChart)}
    return StripChart(**shared)


def _address_lines(url: str) -> list[str]:
    """An address in lines that fit the picture, broken after a stroke or before a question mark."""
    bare = url.removeprefix("https://").removeprefix("http://").removesuffix("/")
    lines = [""]
    for piece in bare.replace("/", "/ ").replace("?", " ?").replace("&", " &").split():
        if width_of(lines[-1] + piece, size=Form.WIDE.text) > Form.WIDE.width and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return lines


def _painted(svg: str, *, width: int, height: int | None = None) -> bytes:
    import resvg_py  # only few requests need it

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        skip_system_fonts=True,
        font_files=[*font_files()],
        font_family="Arimo",
        sans_serif_family="Arimo",
    )
