"""The explored chart has the points, colours and words of its description, in both forms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from stats.presentation.charts.description import Break, Chart, Reference, TrendChart
from stats.presentation.charts.explored.figure import figure as explored_figure
from stats.presentation.charts.palette import PICKED
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.words import last_words
from tests.presentation.charts import funnels, many, samples, strips

figure = cache(explored_figure)  # each test only reads it
CHARTS = samples.CHARTS | funnels.FUNNELS | strips.STRIPS
STYLESHEET = (Path(settings.BASE_DIR) / "static" / "css" / "_charts.scss").read_text()
COLOUR = re.compile(r"var\((--chart-[a-z0-9-]+)(?:, 0\.\d+)?\)")
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
EVERY_FORM = pytest.mark.parametrize("form", [form.value for form in Form])


def _markers(chart: Chart, form: str = "wide") -> list[dict[str, Any]]:
    """The traces of points, with those of rings."""
    return [trace for trace in figure(chart)[form]["data"] if trace["mode"] == "markers"]


def _told(chart: Chart, form: str) -> list[str]:
    """What can be read by pointing."""
    return [
        words.replace("<br>", " ") for trace in _markers(chart, form) for words in trace.get("hovertext", ())
    ]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


@EVERY_CHART
class TestEveryFigure:
    def test_is_plain_json(self, chart: Chart) -> None:
        made = figure(chart)
        assert json.loads(json.dumps(made, allow_nan=False)) == made

    def test_uses_only_traces_of_the_basic_bundle(self, chart: Chart) -> None:
        for form in Form:
            assert {trace["type"] for trace in figure(chart)[form.value]["data"]} <= {"scatter", "bar", "pie"}

    def test_asks_nothing_of_another_host(self, chart: Chart) -> None:
        made = figure(chart)
        assert "http" not in json.dumps(made)
        assert made["config"]["plotlyServerURL"] == ""
        assert made["config"]["showSendToCloud"] is False

    def test_has_no_tag_that_becomes_a_style_attribute(self, chart: Chart) -> None:
        made = figure(chart)
        tags = [text for text in _strings(made) if "<" in text.replace("<br>", "").replace("<extra>", "")]
        assert set(tags) <= {"%{hovertext}<extra></extra>"}

    def test_every_colour_can_be_exchanged_for_the_readers(self, chart: Chart) -> None:
        made = figure(chart)
        told = set(_strings([made["wide"], made["narrow"]]))
        assert not [text for text in told if text.startswith(("#", "rgb"))]
        colours = [text for text in told if text.startswith("var(")]
        assert colours
        for text in colours:
            read = COLOUR.fullmatch(text)
            assert read
            assert f"{read[1]}:" in STYLESHEET

    @EVERY_FORM
    def test_every_point_is_drawn_once_and_says_its_number(self, chart: Chart, form: str) -> None:
        told = _told(chart, form)
        assert len(told) == len(chart.all_points)
        for point in chart.all_points:
            assert any(f": {point.text}" in words for words in told)

    @EVERY_FORM
    def test_without_points_it_says_so(self, chart: Chart, form: str) -> None:
        notes = [note["text"] for note in figure(chart)[form]["layout"].get("annotations", ())]
        assert ("No figures" in notes) is not bool(chart.all_points)


class TestDots:
    def test_the_points_are_those_of_the_description(self) -> None:
        chart = samples.all_areas()
        drawn = sorted(
            (y, x) for trace in _markers(chart) for x, y in zip(trace["x"], trace["y"], strict=True)
        )
        assert drawn == [(place, row.value) for place, row in enumerate(chart.rows)]

    def test_the_intervals_are_those_of_the_description(self) -> None:
        (trace,) = _markers(samples.DotChart("T", "F.", "U", (samples.row("Dorset", 102, width=8),)))
        assert (trace["error_x"]["array"], trace["error_x"]["arrayminus"]) == ([8], [8])

    def test_a_row_without_an_interval_has_none(self) -> None:
        (trace,) = _markers(samples.all_equal())
        assert trace["error_x"]["visible"] is False

    def test_hovering_says_what_the_picture_says(self) -> None:
        said = "Dorset: 173, 31 March 2019, 95% interval 164 to 182, from a press report"
        assert said in _told(samples.all_areas(), "wide")

    @EVERY_FORM
    def test_a_name_and_a_dot_lead_where_the_row_leads(self, form: str) -> None:
        chart = samples.all_areas()
        notes = figure(chart)[form]["layout"]["annotations"]
        addresses = [row.href for row in chart.rows]
        assert [note["name"] for note in notes if note.get("captureevents")] == addresses
        dots = [address for trace in _markers(chart, form) for address in trace["customdata"]]
        assert sorted(dots) == sorted(addresses)


class TestTrend:
    @pytest.mark.parametrize("chart", [samples.dorset(), samples.quarter_century(), samples.one_point()])
    def test_the_points_are_those_of_the_description(self, chart: TrendChart) -> None:
        drawn = {
            trace["legendgroup"]: sorted(zip(trace["x"], trace["y"], strict=True))
            for trace in _markers(chart)
        }
        assert drawn == {
            series.label: [(point.year, point.value) for point in series.points] for series in chart.series
        }

    def test_lines_are_dotted_over_missing_years_and_absent_over_a_break(self) -> None:
        made = figure(samples.dorset([Break(2018, 1, "The population behind the rate changed.")]))
        joined = [
            (trace["line"]["dash"], start, end)
            for trace in made["wide"]["data"]
            if trace["mode"] == "lines"
            for start, end in zip(trace["x"][0::3], trace["x"][1::3], strict=True)
        ]
        assert ("dot", 2019, 2022) in joined
        assert ("solid", 2015, 2016) in joined
        assert not [pair for pair in joined if pair[1] < 2018 <= pair[2]]

    @EVERY_FORM
    def test_breaks_are_drawn_numbered_and_told(self, form: str) -> None:
        layout = figure(samples.quarter_century())[form]["layout"]
        assert [shape["x0"] for shape in layout["shapes"]] == [2003.5, 2008.5]
        badges = [item for item in layout["annotations"] if item.get("hovertext")]
        assert [badge["text"] for badge in badges] == ["1", "2, 3"]
        told = " ".join(badge["hovertext"].replace("<br>", " ") for badge in badges)
        assert all(reason in told for reason in samples.REASONS)

    @EVERY_FORM
    @pytest.mark.parametrize("chart", [samples.dorset(), samples.quarter_century()])
    def test_each_line_is_named_with_its_mark_and_last_number(self, chart: TrendChart, form: str) -> None:
        made = figure(chart)[form]
        assert made["layout"]["showlegend"]
        entries = [trace for trace in made["data"] if trace.get("showlegend")]
        named = {entry["name"].replace("<br>", " "): entry["legendgroup"] for entry in entries}
        assert named == {
            last_words(series.label, series.points[-1], year=""): series.label for series in chart.series
        }
        # Plotly shows the first point, and that of a figure at second hand would stand for no series.
        assert {entry["marker"]["symbol"][0] for entry in entries} == {"circle"}

    def test_picked_areas_have_their_colours_and_shapes_in_the_legend_or_the_key_of_the_picture(self) -> None:
        made = figure(samples.picked())
        wide = [trace for trace in made["wide"]["data"] if trace.get("showlegend")]
        assert len(wide) == len(samples.picked().series)
        assert {trace["marker"]["color"][0] for trace in wide} >= {f"var(--chart-{mark})" for mark in PICKED}
        assert len({trace["marker"]["symbol"][0] for trace in wide}) == len(PICKED) + 1
        assert made["wide"]["layout"]["showlegend"]
        assert not made["narrow"]["layout"]["showlegend"]


class TestFunnel:
    @EVERY_FORM
    def test_whoever_is_outside_the_limits_is_named(self, form: str) -> None:
        notes = [note["text"] for note in figure(funnels.rates())[form]["layout"]["annotations"]]
        assert {"Dorset", "Durham", "Cleveland", "London", "Surrey", "95%", "99.8%"} <= set(notes)

    def test_points_have_as_many_rings_as_in_the_picture(self) -> None:
        rings = [
            trace["marker"]["size"]
            for trace in figure(funnels.rates())["wide"]["data"]
            if trace.get("marker", {}).get("symbol") == "circle-open"
        ]
        assert [len(sizes) for sizes in rings] == [4 + 3]

    def test_limits_by_chance_are_dotted_and_those_of_the_usual_spread_are_not(self) -> None:
        """The line of the middle of the areas is solid as the limits about it are."""
        dashes = [
            trace["line"]["dash"]
            for trace in figure(funnels.rates())["wide"]["data"]
            if trace["mode"] == "lines"
        ]
        assert (dashes.count("dot"), dashes.count("3px,4px")) == (4, 1)
        assert dashes.count("solid") == 4 + 1


class TestStrip:
    @EVERY_FORM
    def test_the_dots_are_stacked_as_high_as_there_is_room(self, form: str) -> None:
        made = figure(strips.all_alike())
        heights = {
            name: [level for trace in made[name]["data"] for level in trace["y"]]
            for name in ("wide", "middle", "narrow")
        }
        assert max(heights["narrow"]) > max(heights["middle"]) >= max(heights["wide"]) > 0
        assert max(heights[form]) < made[form]["layout"]["yaxis"]["range"][1]

    @EVERY_FORM
    def test_the_own_area_england_and_wales_and_the_two_ends_are_named(self, form: str) -> None:
        notes = [note["text"] for note in figure(strips.thirteen())[form]["layout"]["annotations"]]
        assert notes == ["England and Wales 116", "Dorset 115", "Essex 93", "Cleveland 166"]


def test_the_words_of_the_line_to_read_against_stay_on_the_chart() -> None:
    against = Reference("England and Wales", 2000, "2,000")
    made = figure(replace(strips.thirteen(), reference=against))
    (told,) = (
        note for note in made["narrow"]["layout"]["annotations"] if note["text"] == "England and Wales 2,000"
    )
    assert told["xanchor"] == "right"


def test_small_charts_cannot_be_explored() -> None:
    with pytest.raises(ValueError, match="MultiplesChart cannot be explored"):
        figure(many.multiples())
