import re
from xml.etree import ElementTree as ET

import pytest

from stats.presentation.charts.description import Break, Chart, TrendSeries
from stats.presentation.charts.kinds import draw
from stats.presentation.charts.kinds import drawn as on_sheet
from stats.presentation.charts.palette import STYLES
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.placing import Box
from tests.presentation.charts import funnels, samples, strips
from tests.presentation.charts.reading import (
    SVG,
    classed,
    drawn,
    overlapping,
    size_of,
    steps,
    text_box,
    texts,
)

CHARTS = samples.CHARTS | funnels.FUNNELS | strips.STRIPS
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
EVERY_FORM = pytest.mark.parametrize("form", Form, ids=lambda form: form.value)
NARROWEST_SHOWN = {Form.WIDE: 600, Form.MIDDLE: 486, Form.NARROW: 307}


@EVERY_CHART
@EVERY_FORM
class TestEveryPicture:
    def test_is_named_by_its_title_and_described_by_its_finding(self, chart: Chart, form: Form) -> None:
        """A finding may be long, and a name is heard again and again."""
        svg = drawn(chart, form)
        for told, words in (("aria-labelledby", chart.title), ("aria-describedby", chart.finding)):
            element = svg.find(f".//*[@id='{svg.attrib[told]}']")
            assert element is not None
            assert element.text == words

    def test_shows_its_title_unit_and_source(self, chart: Chart, form: Form) -> None:
        shown = " ".join(texts(drawn(chart, form)))
        for words in (chart.title, chart.axis_title, chart.source_line):
            assert words in shown

    def test_has_no_style_of_its_own(self, chart: Chart, form: Form) -> None:
        svg = drawn(chart, form)
        assert not [
            element for element in svg.iter() if "style" in element.attrib or element.tag == f"{SVG}style"
        ]

    def test_all_text_but_the_title_has_14_to_15_pixels_on_screen(self, chart: Chart, form: Form) -> None:
        """At the narrowest and the widest that the form is shown: charts of one page have one size."""
        svg = drawn(chart, form)
        scale = NARROWEST_SHOWN[form] / float(svg.attrib["viewBox"].split()[2])
        sizes = {size_of(text, svg) for text in svg.iter(f"{SVG}text") if text.get("class") != "chart-title"}
        assert min(sizes) * scale >= 14
        assert max(sizes) <= 15

    def test_no_two_texts_overlap(self, chart: Chart, form: Form) -> None:
        assert overlapping(drawn(chart, form)) == []

    def test_no_text_leaves_the_picture(self, chart: Chart, form: Form) -> None:
        svg = drawn(chart, form)
        _x, _y, width, height = map(float, svg.attrib["viewBox"].split())
        boxes = [text_box(text, svg) for text in svg.iter(f"{SVG}text")]
        assert min(box.left for box in boxes) >= -1
        assert max(box.right for box in boxes) <= width + 1
        assert max(box.bottom for box in boxes) <= height

    def test_is_the_same_each_time(self, chart: Chart, form: Form) -> None:
        assert draw(chart, form=form, prefix="a") == draw(chart, form=form, prefix="a")

    @pytest.mark.parametrize("fit", [None, 380.0])
    def test_is_as_high_as_is_told_without_drawing_it(
        self, chart: Chart, form: Form, fit: float | None
    ) -> None:
        canvas, measured = (
            on_sheet(Canvas(chart, form=form, prefix="a", fit=fit, is_drawn=is_drawn))
            for is_drawn in (True, False)
        )
        assert measured.height == canvas.height
        assert len(measured.parts) <= len(canvas.parts)

    def test_stands_alone_without_a_stylesheet(self, chart: Chart, form: Form) -> None:
        for element in drawn(chart, form).iter():
            for css in element.get("class", "").split():
                assert STYLES.get(css, {}).items() <= element.attrib.items()

    def test_every_mark_is_of_a_kind_that_has_a_look(self, chart: Chart, form: Form) -> None:
        shapes = {f"{SVG}{tag}" for tag in ("circle", "line", "path", "polygon", "rect", "text")}
        kinds = {element.get("class", "") for element in drawn(chart, form).iter() if element.tag in shapes}
        assert {css for kind in kinds for css in kind.split() or [""]} <= STYLES.keys()

    def test_ids_begin_with_the_prefix(self, chart: Chart, form: Form) -> None:
        svg = ET.fromstring(draw(chart, form=form, prefix="chart-rate-wide"))  # noqa: S314 -- our own text
        assert all(
            element.get("id", "chart-rate-wide-").startswith("chart-rate-wide-") for element in svg.iter()
        )


@EVERY_FORM
class TestDots:
    def test_each_area_is_one_link_that_says_its_number(self, form: Form) -> None:
        chart = samples.all_areas()
        links = [*drawn(chart, form).iter(f"{SVG}a")]
        assert len(links) == 42
        dorset = next(link for link in links if link.attrib["href"] == "/areas/dorset/2018-19/")
        assert (
            dorset.attrib["aria-label"]
            == "Dorset: 173, 31 March 2019, 95% interval 164 to 182, from a press report"
        )
        assert " ".join("".join(dorset.itertext()).split()) == (
            "Dorset 173 31 March 2019, 95% interval 164 to 182, from a press report"
        )

    def test_places_go_by_value(self, form: Form) -> None:
        svg = drawn(samples.all_areas(), form)
        marks = [mark for mark in svg.iter() if mark.get("class", "") in {"chart-dot", "chart-dot-quiet"}]
        across = [float(mark.attrib["cx"]) for mark in marks if float(mark.attrib["r"]) > 6]
        assert len(across) == 42 - 11  # every fourth is from the press
        assert across == sorted(across, reverse=True)

    def test_press_figures_have_a_mark_of_their_own_and_a_key(self, form: Form) -> None:
        svg = drawn(samples.all_areas(), form)
        assert len(classed(svg, "chart-press-quiet")) + len(classed(svg, "chart-press")) == 11 + 1
        assert "from a press report" in texts(svg)

    def test_the_line_of_england_and_wales_runs_through_no_words(self, form: Form) -> None:
        """It ends above each and goes on below: the halo alone left its ends at the letters."""
        svg = drawn(samples.all_areas(), form)
        boxes = [text_box(text, svg) for text in svg.iter(f"{SVG}text")]
        lines = classed(svg, "chart-reference")
        ends = [[float(line.attrib[name]) for name in ("x1", "y1", "y2")] for line in lines]
        for x, top, bottom in ends:
            assert not [box for box in boxes if Box(x, top, x, bottom).overlaps(box)]
        assert (len(ends) > 1) == (form is Form.NARROW)

    def test_only_the_emphasised_area_is_loud(self, form: Form) -> None:
        svg = drawn(samples.all_areas(), form)
        assert [text.text for text in classed(svg, "chart-strong")] == ["Dorset", "173"]

    def test_an_axis_that_does_not_start_at_zero_says_so(self, form: Form) -> None:
        shown = " ".join(texts(drawn(samples.all_areas(), form)))
        assert re.search(r"The axis starts at \d+, not at zero\.", shown)

    def test_a_label_is_text_and_never_markup(self, form: Form) -> None:
        rows = (samples.row("Avon & <b>Somerset</b>", 111),)
        chart = samples.DotChart("A & B", "One < two.", "Number", rows)
        assert "Avon & <b>Somerset</b>" in " ".join(texts(drawn(chart, form)))

    def test_without_rows_it_says_that_nothing_is_held(self, form: Form) -> None:
        svg = drawn(samples.no_rows(), form)
        assert "No figures" in texts(svg)
        assert not [*svg.iter(f"{SVG}circle")]


@EVERY_FORM
class TestTrend:
    def test_each_point_says_its_year_and_number(self, form: Form) -> None:
        said = [
            element.findtext(f"{SVG}title")
            for element in classed(drawn(samples.dorset(), form), "chart-point")
        ]
        assert len(said) == 6 + 4
        assert "Dorset, 31 March 2016: 102, 95% interval 94 to 110" in said
        assert "Dorset, 31 March 2020: 122, 95% interval 114 to 130, from a press report" in said

    def test_what_is_counted_over_a_year_is_named_by_its_year(self, form: Form) -> None:
        said = [
            element.findtext(f"{SVG}title")
            for element in classed(drawn(samples.quarter_century(), form), "chart-point")
        ]
        assert "England and Wales, 2015-16: 84" in said

    def test_missing_years_are_dotted_and_the_others_are_not(self, form: Form) -> None:
        line = steps(drawn(samples.dorset(), form), "chart-line")
        assert [step.dotted for step in line] == [False, True, False]
        assert "years without a figure" in texts(drawn(samples.dorset(), form))

    def test_no_line_crosses_a_break(self, form: Form) -> None:
        reason = "The population behind the rate changed."
        svg = drawn(samples.dorset([Break(2018, 1, reason)]), form)
        (at,) = (float(line.attrib["x1"]) for line in classed(svg, "chart-break"))
        lines = steps(svg, "chart-line") + steps(svg, "chart-line-quiet")
        assert min(step.end for step in lines) < at < max(step.start for step in lines)
        assert not [step for step in lines if step.start < at < step.end]
        assert "years without a figure" in texts(svg)  # 2019 to 2022, after the break

    def test_breaks_are_numbered_and_their_reasons_told(self, form: Form) -> None:
        svg = drawn(samples.quarter_century(), form)
        assert len(classed(svg, "chart-break")) == 2  # two of the three fall together
        assert [mark.findtext(f"{SVG}title") for mark in classed(svg, "chart-break-mark")] == [
            f"Break {number}: {reason}" for number, reason in enumerate(samples.REASONS, start=1)
        ]
        shown = " ".join(texts(svg))
        positions = [shown.index(reason) for reason in samples.REASONS]
        assert positions == sorted(positions)

    def test_a_break_outside_the_years_held_is_left_out(self, form: Form) -> None:
        svg = drawn(samples.dorset([Break(2003, 1, "Long before."), Break(2030, 2, "Long after.")]), form)
        assert not classed(svg, "chart-break")
        assert "Long before." not in " ".join(texts(svg))

    def test_the_axis_starts_at_zero(self, form: Form) -> None:
        assert "0" in texts(drawn(samples.dorset(), form))

    def test_each_line_is_named_where_it_ends(self, form: Form) -> None:
        svg = drawn(samples.dorset(), form)
        named = [text.text for text in classed(svg, "chart-name")]
        assert named == ["Dorset 122", "98"]
        assert (
            " ".join(text.text or "" for text in classed(svg, "chart-name-quiet")) == "England and Wales 126"
        )

    def test_no_name_lies_on_a_point(self, form: Form) -> None:
        for chart in (samples.dorset(), samples.quarter_century()):
            svg = drawn(chart, form)
            names = [
                text_box(text, svg)
                for css in ("chart-name", "chart-name-quiet")
                for text in classed(svg, css)
            ]
            dots = [mark for mark in svg.iter(f"{SVG}circle") if mark.get("class") == "chart-dot"]
            for dot in dots:
                centre = float(dot.attrib["cx"]), float(dot.attrib["cy"])
                assert min(name.distance_to(*centre) for name in names) > 0

    def test_the_marked_year_stands_out_and_the_others_are_lighter(self, form: Form) -> None:
        svg = drawn(samples.marked(2016), form)
        assert [text.text for text in classed(svg, "chart-name")] == ["102 in 2016"]
        light = " ".join(text.text or "" for text in classed(svg, "chart-name-light"))
        assert light == "Dorset 122 98"
        (band,) = classed(svg, "chart-band")
        middle = float(band.attrib["x"]) + float(band.attrib["width"]) / 2
        own = [dot for dot in classed(svg, "chart-dot") if dot.attrib["r"] == "6"]
        assert min(abs(float(dot.attrib["cx"]) - middle) for dot in own) < 0.2

    def test_a_marked_year_that_is_the_last_needs_no_second_name(self, form: Form) -> None:
        svg = drawn(samples.marked(2020), form)
        assert [text.text for text in classed(svg, "chart-name")] == ["Dorset 122"]
        assert [text.text for text in classed(svg, "chart-name-light")] == ["98"]

    def test_a_marked_year_without_a_figure_marks_nothing(self, form: Form) -> None:
        svg = drawn(samples.marked(2017), form)
        assert not classed(svg, "chart-band") + classed(svg, "chart-name-light")

    def test_no_break_line_runs_through_a_name(self, form: Form) -> None:
        """What lies behind a name is paper where a line would show between its letters."""
        svg = drawn(samples.marked(2016), form)
        papers = [
            Box(x, y, x + float(paper.attrib["width"]), y + float(paper.attrib["height"]))
            for paper in classed(svg, "chart-backing")
            for x, y in [(float(paper.attrib["x"]), float(paper.attrib["y"]))]
        ]
        lines = [float(line.attrib["x1"]) for line in classed(svg, "chart-break")]
        for css in ("chart-name", "chart-name-light", "chart-name-quiet"):
            for box in (text_box(text, svg) for text in classed(svg, css)):
                if any(box.left < at < box.right for at in lines):
                    assert any(box.inside(paper) for paper in papers)

    def test_only_the_wide_form_has_room_for_the_whole_name_of_england_and_wales(self, form: Form) -> None:
        named = [text.text for text in classed(drawn(samples.marked(2016), form), "chart-name-quiet")]
        assert named == ["England and Wales 126" if form is Form.WIDE else "E&W 126"]

    def test_a_series_without_points_is_said_to_be_empty(self, form: Form) -> None:
        assert "England and Wales: no figure" in texts(drawn(samples.zeros(), form))

    def test_one_point_stands_in_the_middle(self, form: Form) -> None:
        svg = drawn(samples.one_point(), form)
        (dot,) = classed(svg, "chart-dot")
        ((left, right),) = re.findall(r"M(\S+) \S+H(\S+)", classed(svg, "chart-axis")[0].attrib["d"])
        middle = (float(left) + float(right)) / 2
        assert float(dot.attrib["cx"]) == pytest.approx(middle, abs=4)


@EVERY_FORM
class TestPicked:
    def test_every_series_is_named_with_its_last_number(self, form: Form) -> None:
        shown = " ".join(texts(drawn(samples.picked(), form)))
        for words in (
            "Hampshire and Isle of Wight 130",
            "Avon and Somerset 131",
            "Cleveland 178",
            "England and Wales 126",
            "Essex 99 (2019)",
            "Kent 124 (2021)",
            "Dorset 122 (2020)",
        ):
            assert words in shown

    def test_each_picked_area_has_a_shape_of_its_own_beside_its_colour(self, form: Form) -> None:
        svg = drawn(samples.picked(), form)
        shapes = set()
        for number in range(1, 6):
            mark = classed(svg, f"chart-dot-pick-{number}")[0]
            corners = [tuple(map(float, pair.split(","))) for pair in mark.attrib["points"].split()]
            shapes.add(tuple((round(x - corners[0][0]), round(y - corners[0][1])) for x, y in corners))
        assert len(shapes) == 5

    def test_a_figure_of_a_picked_area_at_second_hand_keeps_its_shape_and_is_hollow(self, form: Form) -> None:
        svg = drawn(samples.picked(), form)
        hollow, filled = (classed(svg, f"chart-{kind}-pick-2")[0] for kind in ("press", "dot"))
        assert len(hollow.attrib["points"].split()) == len(filled.attrib["points"].split()) == 3
        assert "hollow: from a press report" in texts(svg)

    def test_only_the_own_area_has_its_intervals_drawn(self, form: Form) -> None:
        svg = drawn(samples.picked(), form)
        assert classed(svg, "chart-interval")
        assert not [mark for mark in svg.iter() if mark.get("class", "").startswith("chart-interval-")]


def test_more_than_five_picked_areas_are_refused() -> None:
    series = [
        TrendSeries(f"Area {number}", (samples.point(2016, number),), picked=True) for number in range(6)
    ]
    with pytest.raises(ValueError, match="At most 5"):
        samples.trend(*series)


def test_points_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="oldest year to the newest"):
        TrendSeries("Dorset", (samples.point(2016, 102), samples.point(2015, 98)))
