import gzip
import re
import time
from itertools import combinations
from statistics import median
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string

from stats.presentation.charts.description import Break, Multiple, MultiplesChart, TrendSeries
from stats.presentation.charts.pictures.multiples import SIZE, present_multiples
from tests.presentation.charts import many
from tests.presentation.charts.reading import classed, text_box
from tests.presentation.charts.samples import point


def chart(*points: int, breaks: tuple[Break, ...] = (), press: bool = False) -> MultiplesChart:
    series = TrendSeries("Dorset", tuple(point(year, year - 1950, press=press) for year in points))
    return MultiplesChart("T", "F.", "U", (Multiple(series, "Dorset rose", "/areas/dorset/"),), breaks=breaks)


def picture(of: MultiplesChart) -> ET.Element:
    return ET.fromstring(present_multiples(of, key="many").pictures[0].svg)  # noqa: S314 -- our own text


def lines(svg: ET.Element) -> list[str]:
    return [path.attrib["d"] for path in svg.iter("path") if path.get("class") == "chart-line"]


def test_each_area_has_one_picture_that_says_its_finding_and_its_last_number() -> None:
    made = present_multiples(many.multiples(), key="many")
    assert len(made.pictures) == 42
    for one, small in zip(made.chart.multiples, made.pictures, strict=True):
        svg = ET.fromstring(small.svg)  # noqa: S314 -- our own text
        assert svg.attrib["role"] == "img"
        assert svg.findtext("title") == one.finding
        last = one.series.points[-1]
        number = last.text if last.year == 2022 else f"{last.text} in {last.year}"
        assert [text.text for text in svg.iter("text")] == ["100", "2003", "2022", number]
        assert svg.attrib["aria-label"].startswith(f"{one.series.label}: ")
        assert svg.attrib["aria-label"].endswith(f", {last.text} in {last.year}")
        assert "style" not in small.svg


def test_the_name_leads_to_the_area_and_the_picture_stands_beside_it() -> None:
    """A link is heard in lists of links: it is the area's name and nothing else."""
    made = present_multiples(many.multiples(), key="many")
    html = render_to_string("stats/components/multiples.html", {"multiples": made})
    links = re.findall(r"<a\s+href=\"[^\"]*\">(.*?)</a>", html, re.DOTALL)
    assert links == [one.series.label for one in made.chart.multiples]


def test_all_have_one_scale_and_say_it() -> None:
    made = present_multiples(many.multiples(), key="many")
    grey = {
        path for one in made.pictures for path in re.findall(r'<path class="chart-line-quiet".*?/>', one.svg)
    }
    assert len(grey) == 1
    assert made.scale == "All charts run from 2003 to 2022, and from 0 to 200."
    assert made.reference == "England and Wales, 128 in 2022"


def test_lines_are_stretched_to_the_cell_and_letters_are_not() -> None:
    """Only what holds the lines has a viewBox. What stands by itself goes by shares of the width."""
    svg = picture(chart(2014, 2015, press=True))
    assert 14 <= SIZE <= 15
    assert "viewBox" not in svg.attrib
    _whole, lines_of, mark = svg.iter("svg")
    assert lines_of.attrib["preserveAspectRatio"] == "none"
    assert not [*lines_of.iter("text"), *lines_of.iter("circle")]
    assert {text.attrib["x"] for text in svg.iter("text")} == {"0", "100%"}
    assert mark.attrib["x"].endswith("%")


def test_no_two_texts_of_a_small_chart_overlap() -> None:
    """On the narrowest phone a cell has 136 pixels."""
    svg = picture(chart(2014, 2015))
    for text in svg.iter("text"):
        text.set("x", text.attrib["x"].replace("100%", "136"))
    boxes = [text_box(text, svg) for text in svg.iter("text")]
    assert not [(one, other) for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_a_break_is_a_gap_and_missing_years_are_dotted() -> None:
    reason = "The population behind the rate changed."
    solid, dotted = lines(picture(chart(2014, 2015, 2016, 2018, breaks=(Break(2016, 1, reason),))))
    assert solid.count("M") == 1
    assert dotted.count("M") == 1
    assert (
        len(classed(picture(chart(2014, 2016, breaks=(Break(2015, 1, reason),))), "chart-break-small")) == 1
    )


def test_a_year_that_nothing_joins_is_still_seen() -> None:
    reason = "The population behind the rate changed."
    (lone,) = lines(picture(chart(2014, 2016, breaks=(Break(2015, 1, reason),))))
    assert lone.count("h0") == 2


def test_a_last_figure_from_the_press_is_hollow() -> None:
    assert classed(picture(chart(2014, 2015, press=True)), "chart-press")
    assert not classed(picture(chart(2014, 2015)), "chart-press")


def test_words_are_text_and_never_markup() -> None:
    series = TrendSeries("A & <b>B</b>", (point(2014, 1), point(2015, 2)))
    made = present_multiples(MultiplesChart("T", "F.", "U", (Multiple(series, '"A" & <B>'),)), key="many")
    svg = ET.fromstring(made.pictures[0].svg)  # noqa: S314 -- our own text
    assert svg.findtext("title") == '"A" & <B>'
    assert "<b>" not in render_to_string("stats/components/multiples.html", {"multiples": made})


def test_the_marks_are_told_in_sentences_where_they_are_drawn() -> None:
    assert present_multiples(chart(2014, 2015), key="many").signs == ()
    assert len(present_multiples(chart(2014, 2016, press=True), key="many").signs) == 2
    html = render_to_string(
        "stats/components/multiples.html", {"multiples": present_multiples(many.multiples(), key="many")}
    )
    assert "A hollow end is a figure from a press report." in html
    assert "An upright line marks a year in which the way of counting changed" in html


def test_nothing_held_draws_nothing() -> None:
    made = present_multiples(MultiplesChart("T", "F.", "U", ()), key="many")
    assert made.pictures == ()
    assert made.scale == ""


def test_forty_two_are_cheap_and_small() -> None:
    described, took = many.multiples(), []
    for _ in range(5):
        start = time.process_time()
        made = present_multiples(described, key="many")
        took.append(time.process_time() - start)
    html = render_to_string("stats/components/multiples.html", {"multiples": made})
    assert median(took) < 0.025
    assert len(gzip.compress(html.encode())) < 8_000
