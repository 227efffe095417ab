"""Reads a drawn picture back: its elements, its texts and the room they take."""

from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from stats.presentation.charts.description import Chart
from stats.presentation.charts.kinds import draw
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.placing import Box

SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=200)
def drawn(chart: Chart, form: Form) -> ET.Element:
    """The drawing, to be looked at and not changed: tests of one chart share it."""
    return ET.fromstring(draw(chart, form=form, prefix="test"))  # noqa: S314 -- our own text


def classed(svg: ET.Element, css: str) -> list[ET.Element]:
    return [element for element in svg.iter() if css in element.get("class", "").split()]


class Step(NamedTuple):
    """A straight piece of a line, from left to right; dotted over years that are missing."""

    start: float
    end: float
    dotted: bool


def steps(svg: ET.Element, css: str) -> list[Step]:
    """The pieces of a line on the plot, in the order of time, without the sample in the key."""
    samples = {line for key in classed(svg, "chart-key") for line in key.iter()}
    found = []
    for path in (line for line in classed(svg, css) if line not in samples):
        for run in path.attrib["d"].split("M")[1:]:
            places = [float(corner.split()[0]) for corner in run.split("L")]
            found += [Step(start, end, bool(path.get("data-gap"))) for start, end in pairwise(places)]
    return sorted(found)


def texts(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def size_of(text: ET.Element, svg: ET.Element) -> float:
    return float(text.get("font-size") or svg.get("font-size") or 0)


def text_box(text: ET.Element, svg: ET.Element) -> Box:
    """From the baseline: letters reach 0.72 of their size above it and 0.2 below."""
    size = size_of(text, svg)
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    wide = width_of(text.text or "", size=size, bold=text.get("font-weight") == "700") / 1.06
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor", "start")]
    return Box(left, y - size * 0.72, left + wide, y + size * 0.2)


def overlapping(svg: ET.Element) -> list[tuple[str, str]]:
    boxes = [(text.text or "", text_box(text, svg)) for text in svg.iter(f"{SVG}text")]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
