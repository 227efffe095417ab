from itertools import combinations

import pytest

from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.strip import RADIUS
from tests.presentation.charts import strips
from tests.presentation.charts.reading import SVG, classed, drawn, texts

EVERY_FORM = pytest.mark.parametrize("form", Form, ids=lambda form: form.value)


@EVERY_FORM
class TestStrip:
    def test_the_own_area_england_and_wales_and_the_two_ends_are_named(self, form: Form) -> None:
        svg = drawn(strips.thirteen(), form)
        assert [text.text for text in classed(svg, "chart-name")] == ["Dorset 115"]
        assert [text.text for text in classed(svg, "chart-text")] == ["Essex 93", "Cleveland 166"]
        assert "England and Wales 116" in texts(svg)

    def test_an_own_area_at_the_end_is_named_once(self, form: Form) -> None:
        shown = texts(drawn(strips.lowest_itself(), form))
        assert [words for words in shown if words.startswith("Dorset 80")] == ["Dorset 80"]

    def test_every_area_is_a_link_that_says_its_number(self, form: Form) -> None:
        labels = [link.attrib["aria-label"] for link in drawn(strips.thirteen(), form).iter(f"{SVG}a")]
        assert len(labels) == 13
        assert labels[0] == "Essex: 93, 31 March 2019, 95% interval 84 to 102, from a press report"
        assert labels[-1].startswith("Cleveland: 166, ")

    def test_dots_do_not_hide_one_another(self, form: Form) -> None:
        svg = drawn(strips.all_alike(), form)
        hits = [mark for mark in svg.iter() if mark.get("class") == "chart-hit"]
        places = [(float(mark.attrib["cx"]), float(mark.attrib["cy"])) for mark in hits]
        assert len(places) == 43
        for (x0, y0), (x1, y1) in combinations(places, 2):
            assert ((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5 >= RADIUS

    def test_the_line_of_england_and_wales_does_not_cross_the_own_name(self, form: Form) -> None:
        svg = drawn(strips.thirteen(), form)
        (line,) = classed(svg, "chart-reference")
        (name,) = classed(svg, "chart-name")
        room = {"end": (-60, 0), "middle": (-30, 30), "start": (0, 60)}[name.get("text-anchor", "start")]
        left, right = (float(name.attrib["x"]) + side for side in room)
        assert not left <= float(line.attrib["x1"]) <= right
