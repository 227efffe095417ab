"""A new kind of chart is a description, a drawing and a form to explore: the rest serves it as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import RequestFactory

from stats.presentation.charts import kinds
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import Chart, DotRow
from stats.presentation.charts.explored.figure import figure
from stats.presentation.charts.explored.parts import Json, points
from stats.presentation.charts.kinds import Kind, draw
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.saved import png, shared_png, standalone
from stats.presentation.charts.words import point_key
from stats.presentation.components.page_charts import PageChart
from stats.views.charts import ChartedPage, explore
from tests.presentation.charts.reading import SVG, texts
from tests.presentation.charts.samples import row

PAGE = "https://mappa.example.org/toys/"


@dataclass(frozen=True, slots=True)
class Toy(Chart):
    """Beads on a string."""

    beads: tuple[DotRow, ...]

    @property
    def all_points(self) -> Sequence[DotRow]:
        return self.beads


def draw_toy(canvas: Canvas, chart: Toy) -> None:
    with canvas.group(role="list"):
        for at, bead in enumerate(chart.beads):
            with canvas.told(bead.label, href=bead.href):
                canvas.point(20 * at + 10, canvas.y + 20, radius=6)
    canvas.y += 40
    canvas.foot(key=point_key(chart))


def explore_toy(chart: Toy, form: Form) -> tuple[list[Json], Json]:
    marks = [(bead, bead.value, 0.0, bead.label) for bead in chart.beads]
    return [points(marks, name="blue", size=12)], {"title": {"text": form.value}}


BEADS = (row("Dorset", 1), row("Kent", 2, press=True))
TOY = Toy("Beads", "Two beads.", "Beads", BEADS, source_line="Source: a box.")


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.KINDS, Toy, Kind(draw_toy, explore_toy))


def test_it_is_drawn_on_the_page_in_both_forms() -> None:
    shown = ChartFigure(TOY, key="toy", explore_url="/toys/beads.json")
    for picture in (shown.wide_svg, shown.narrow_svg):
        svg = ET.fromstring(picture)  # noqa: S314 -- our own text
        assert {"Beads", "95% interval", "from a press report", "Source: a box."} <= set(texts(svg))
        assert len([*svg.iter(f"{SVG}a")]) == 2


def test_it_is_saved_as_svg_and_png_and_shown_beside_a_link() -> None:
    svg = ET.fromstring(standalone(TOY, date=date(2026, 11, 20), url=PAGE))  # noqa: S314 -- our own text
    assert [link.attrib["href"] for link in svg.iter(f"{SVG}a")] == [
        "https://mappa.example.org/areas/dorset/2018-19/",
        "https://mappa.example.org/areas/kent/2018-19/",
    ]
    assert png(TOY, date=date(2026, 11, 20), url=PAGE).startswith(b"\x89PNG")
    assert shared_png(TOY, url=PAGE).startswith(b"\x89PNG")


def test_it_is_explored_through_the_view(rf: RequestFactory) -> None:
    page = ChartedPage({"toy": PageChart("Beads", TOY.finding, TOY, None)}, path="/toys/", name="toys")
    answer = explore(rf.get("/toys/charts/toy.json"), of=lambda _request: page, key="toy")
    assert answer.status_code == 200
    for form in Form:
        (trace,) = figure(TOY)[form.value]["data"]
        assert trace["hovertext"] == ["Dorset", "Kent"]
        assert trace["customdata"] == ["/areas/dorset/2018-19/", "/areas/kent/2018-19/"]


def test_a_chart_that_nobody_draws_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(kinds.KINDS, Toy)
    with pytest.raises(KeyError, match="Toy"):
        draw(TOY, form=Form.WIDE, prefix="toy")
