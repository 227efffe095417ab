import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from stats.presentation.charts.description import FunnelChart, FunnelPoint
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.placing import Box
from tests.presentation.charts import funnels
from tests.presentation.charts.reading import SVG, classed, drawn, text_box, texts

EVERY_FORM = pytest.mark.parametrize("form", Form, ids=lambda form: form.value)


def names(svg: ET.Element) -> list[str]:
    return [text.text or "" for css in ("chart-name", "chart-name-outside") for text in classed(svg, css)]


def hits(svg: ET.Element) -> list[tuple[float, float, float]]:
    marks = [mark for mark in svg.iter() if mark.get("class") == "chart-hit"]
    return [(float(mark.attrib["cx"]), float(mark.attrib["cy"]), float(mark.attrib["r"])) for mark in marks]


@EVERY_FORM
class TestFunnel:
    def test_whoever_is_outside_the_limits_is_named_and_nobody_else_but_the_own_area(
        self, form: Form
    ) -> None:
        svg = drawn(funnels.rates(), form)
        assert set(names(svg)) == {"Dorset", "Durham", "Cleveland", "London", "Surrey"}
        assert [text.text for text in classed(svg, "chart-name")] == ["Dorset"]

    def test_each_point_is_one_link_with_a_name_of_its_own(self, form: Form) -> None:
        links = [*drawn(funnels.rates(), form).iter(f"{SVG}a")]
        labels = [link.attrib["aria-label"] for link in links]
        assert len(set(labels)) == 42
        durham = next(link for link in links if link.attrib["href"] == "/areas/durham/2018-19/")
        assert durham.attrib["aria-label"].startswith("Durham: 205, 31 March 2019, ")
        assert durham.attrib["aria-label"].endswith(", outside the 99.8% limits, from a press report")

    def test_links_come_from_the_smallest_area_to_the_largest(self, form: Form) -> None:
        across = [x for x, _y, _r in hits(drawn(funnels.rates(), form))]
        assert across == sorted(across)

    def test_one_ring_is_outside_95_and_two_are_outside_998(self, form: Form) -> None:
        svg = drawn(funnels.rates(), form)
        rings = {
            link.attrib["aria-label"].split(":")[0]: len(classed(link, "chart-ring"))
            for link in svg.iter(f"{SVG}a")
        }
        assert {area: count for area, count in rings.items() if count} == {
            "Durham": 2, "Cleveland": 2, "Surrey": 2, "London": 1,
        }  # fmt: skip
        shown = " ".join(texts(svg))
        assert "outside the usual spread (95% limits)" in shown
        assert "far outside it (99.8% limits)" in shown

    def test_both_lines_that_limits_are_about_are_drawn_and_named(self, form: Form) -> None:
        chart = funnels.rates()
        svg = drawn(chart, form)
        shown = " ".join(texts(svg))
        assert len([mark for mark in classed(svg, "chart-reference") if mark.tag == f"{SVG}line"]) >= 1
        assert len([mark for mark in classed(svg, "chart-limit") if mark.tag == f"{SVG}line"]) >= 1
        assert "England and Wales 116" in shown
        assert "usual spread, about the middle of the areas (114)" in shown
        assert "chance alone, about England and Wales" in shown

    def test_what_must_be_said_with_it_stands_under_it(self, form: Form) -> None:
        chart = funnels.rates()
        assert " ".join(chart.notes) in " ".join(texts(drawn(chart, form)))

    def test_what_can_be_touched_is_no_more_than_half_the_way_to_the_next_point(self, form: Form) -> None:
        for (x0, y0, one), (x1, y1, other) in combinations(hits(drawn(funnels.rates(), form)), 2):
            apart = ((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5
            assert max(one, other) <= max(5, apart / 2) + 0.2

    def test_limits_by_chance_are_dotted_and_adjusted_ones_are_not(self, form: Form) -> None:
        svg = drawn(funnels.rates(), form)
        chance = [mark for mark in classed(svg, "chart-chance") if mark.tag == f"{SVG}polyline"]
        adjusted = [mark for mark in classed(svg, "chart-limit") if mark.tag == f"{SVG}polyline"]
        assert len(chance) == len(adjusted) == 4
        assert all("stroke-dasharray" in mark.attrib for mark in chance)
        assert not any("stroke-dasharray" in mark.attrib for mark in adjusted)

    def test_limits_stay_within_the_plot(self, form: Form) -> None:
        """What is in an inner `svg` is cut at its edges, and this one reaches from grid line to axis."""
        svg = drawn(funnels.small_counts(), form)
        (inner,) = svg.findall(f".//{SVG}svg")
        left, top, width, height = map(float, inner.attrib["viewBox"].split())
        assert [float(inner.attrib[name]) for name in ("x", "y", "width", "height")] == [
            left, top, width, height,
        ]  # fmt: skip
        lines = [
            tuple(map(float, line))
            for css in ("chart-grid", "chart-axis")
            for path in classed(svg, css)
            for line in re.findall(r"M(\S+) (\S+?)H([\d.]+)", path.attrib["d"])
        ]
        assert {(start, end) for start, _y, end in lines} == {(left, left + width)}
        heights = [y for _start, y, _end in lines]
        assert (min(heights), max(heights)) == pytest.approx((top, top + height), abs=0.11)
        assert len([*svg.iter(f"{SVG}polyline")]) == len(inner.findall(f"{SVG}polyline")) > 0
        assert "overflow" not in inner.attrib

    def test_who_could_not_be_named_on_the_plot_is_named_under_it(self, form: Form) -> None:
        chart = funnels.crowded()
        shown = " ".join(texts(drawn(chart, form)))
        assert "Also outside the usual spread:" in shown
        for point in chart.points:
            if point.outside.value:
                assert point.label in shown

    def test_sizes_far_apart_have_a_scale_that_says_so(self, form: Form) -> None:
        shown = " ".join(texts(drawn(funnels.rates(), form)))
        assert "each doubling takes the same length" in shown
        assert "500,000" in shown
        assert "2 million" in shown
        assert "each doubling" not in " ".join(texts(drawn(funnels.crowded(), form)))

    def test_no_leader_crosses_a_name(self, form: Form) -> None:
        svg = drawn(funnels.crowded(), form)
        boxes = [
            text_box(text, svg) for css in ("chart-name", "chart-name-outside") for text in classed(svg, css)
        ]
        for line in classed(svg, "chart-leader"):
            x0, y0, x1, y1 = (float(line.attrib[end]) for end in ("x1", "y1", "x2", "y2"))
            for share in (0.2, 0.5, 0.8):
                x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
                assert not any(Box(x, y, x + 0.1, y + 0.1).overlaps(box) for box in boxes)


def test_a_denominator_of_zero_is_refused() -> None:
    point = FunnelPoint(label="Dorset", denominator=0, value=102, text="102")
    with pytest.raises(ValueError, match="above zero"):
        FunnelChart("T", "F.", "U", "D", (point,))
