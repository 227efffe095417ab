import json
from dataclasses import replace
from typing import Any

import pytest

from stats.presentation.charts import Break, Chart, Form, Reference, TrendChart, figure
from stats.presentation.charts.palette import VARIABLES
from stats.presentation.charts.svg import frame_of
from tests.presentation.charts import funnels, samples, strips

CHARTS = samples.CHARTS | funnels.FUNNELS | strips.STRIPS
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())


def _markers(chart: Chart) -> list[dict[str, Any]]:
    return [trace for trace in figure(chart)["data"] if trace["mode"] == "markers"]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    return [text for item in value for text in _strings(item)] if isinstance(value, list) else []


@EVERY_CHART
class TestEveryFigure:
    def test_is_plain_json(self, chart: Chart) -> None:
        made = figure(chart)
        assert json.loads(json.dumps(made, allow_nan=False)) == made

    def test_uses_only_traces_of_the_basic_bundle(self, chart: Chart) -> None:
        assert {trace["type"] for trace in figure(chart)["data"]} <= {"scatter", "bar", "pie"}

    def test_is_as_high_as_its_picture(self, chart: Chart) -> None:
        made = figure(chart)
        assert made["layout"]["height"] == frame_of(chart, form=Form.WIDE).height
        assert made["narrow_layout"]["height"] == frame_of(chart, form=Form.NARROW).height

    def test_asks_nothing_of_another_host(self, chart: Chart) -> None:
        made = figure(chart)
        assert "http" not in json.dumps(made)
        assert made["config"]["plotlyServerURL"] == ""
        assert made["config"]["showSendToCloud"] is False

    def test_has_no_tag_that_becomes_a_style_attribute(self, chart: Chart) -> None:
        tags = [
            text for text in _strings(figure(chart)) if "<" in text.replace("<br>", "").replace("<extra>", "")
        ]
        assert set(tags) <= {"%{hovertext}<extra></extra>"}

    def test_every_colour_can_be_exchanged_for_the_readers(self, chart: Chart) -> None:
        made = figure(chart)
        colours = {text for text in _strings([made["data"], made["layout"]]) if text.startswith(("#", "rgb"))}
        assert colours <= VARIABLES.keys()
        assert made["palette"].keys() == VARIABLES.keys()

    def test_tells_title_unit_and_source(self, chart: Chart) -> None:
        for layout in ("layout", "narrow_layout"):
            told = " ".join(item["text"] for item in figure(chart)[layout]["annotations"]).replace(
                "<br>", " "
            )
            for words in (chart.title, chart.axis_title, chart.source_line):
                assert words in told


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
        said = [
            words.replace("<br>", " ")
            for trace in _markers(samples.all_areas())
            for words in trace["hovertext"]
        ]
        assert "Dorset: 173, 31 March 2019, 95% interval 164 to 182, from a press report" in said


class TestTrend:
    @pytest.mark.parametrize("chart", [samples.dorset(), samples.quarter_century(), samples.one_point()])
    def test_the_points_are_those_of_the_description(self, chart: TrendChart) -> None:
        drawn = {trace["name"]: [*zip(trace["x"], trace["y"], strict=True)] for trace in _markers(chart)}
        assert drawn == {
            series.label: [(point.year, point.value) for point in series.points] for series in chart.series
        }

    def test_lines_are_dotted_over_missing_years_and_absent_over_a_break(self) -> None:
        made = figure(samples.dorset([Break(2018, 1, "The population behind the rate changed.")]))
        joined = [
            (trace["line"]["dash"], start, end)
            for trace in made["data"]
            if trace["mode"] == "lines"
            for start, end in zip(trace["x"][0::3], trace["x"][1::3], strict=True)
        ]
        assert ("dot", 2019, 2022) in joined
        assert ("solid", 2015, 2016) in joined
        assert not [pair for pair in joined if pair[1] < 2018 <= pair[2]]

    def test_breaks_are_drawn_numbered_and_told(self) -> None:
        layout = figure(samples.quarter_century())["layout"]
        assert [shape["x0"] for shape in layout["shapes"]] == [2003.5, 2008.5]
        badges = [item for item in layout["annotations"] if item.get("hovertext")]
        assert [badge["text"] for badge in badges] == ["1", "2, 3"]
        told = " ".join(item["text"] for item in layout["annotations"])
        assert samples.REASONS[0] in told


def test_the_dots_of_a_strip_are_stacked_as_high_as_in_each_picture() -> None:
    made = figure(strips.all_alike())
    heights = {
        form: [level for trace in made[name] for level in trace["y"]]
        for form, name in ((Form.WIDE, "data"), (Form.NARROW, "narrow_data"))
    }
    assert max(heights[Form.NARROW]) > max(heights[Form.WIDE]) > 0
    for form, name in ((Form.WIDE, "layout"), (Form.NARROW, "narrow_layout")):
        assert max(heights[form]) < made[name]["yaxis"]["range"][1]


def test_a_name_leads_where_its_dot_leads() -> None:
    chart = samples.all_areas()
    made = figure(chart)
    for layout in ("layout", "narrow_layout"):
        leads = [one["name"] for one in made[layout]["annotations"] if one.get("captureevents")]
        assert leads == [row.href for row in chart.rows]


def test_the_words_of_the_line_to_read_against_stay_on_the_picture() -> None:
    for chart in (strips.thirteen(), samples.all_areas()):
        against = Reference("England and Wales", 2000, "2,000")
        (told,) = (
            one
            for one in figure(replace(chart, reference=against))["narrow_layout"]["annotations"]
            if one["text"] == "England and Wales 2,000"
        )
        assert told["xshift"] < 0
