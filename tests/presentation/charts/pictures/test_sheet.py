from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

from stats.presentation.charts.description import Break, MultiplesChart
from stats.presentation.charts.pictures.multiples import COLUMNS
from stats.presentation.charts.pictures.saved import standalone
from tests.presentation.charts import many
from tests.presentation.charts.reading import SVG, overlapping, text_box, texts

PAGE = "https://mappa.example.org/compare/rso-rate/years/"


def saved(chart: MultiplesChart) -> ET.Element:
    return ET.fromstring(standalone(chart, date=date(2026, 11, 20), url=PAGE))  # noqa: S314 -- our own text


def small(svg: ET.Element) -> list[ET.Element]:
    return [one for one in svg.iter(f"{SVG}svg") if one.get("class") == "multiple-picture"]


def test_every_area_has_its_chart_under_its_name_and_a_link_to_its_page() -> None:
    chart = many.multiples()
    svg = saved(chart)

    assert len(small(svg)) == len(chart.multiples) == 42
    assert [one.findtext(f"{SVG}title") for one in small(svg)] == [one.finding for one in chart.multiples]
    shown = " ".join(texts(svg))
    assert all(word in shown for one in chart.multiples for word in one.series.label.split())
    links = [link.attrib["href"] for link in svg.iter(f"{SVG}a")]
    assert links == [f"https://mappa.example.org{one.href}" for one in chart.multiples]


def test_no_chart_stands_on_another_or_leaves_the_paper() -> None:
    svg = saved(many.multiples())
    x, y, width, height = map(float, svg.attrib["viewBox"].split())
    boxes = [tuple(float(one.attrib[name]) for name in ("x", "y", "width", "height")) for one in small(svg)]

    assert len({left for left, *_rest in boxes}) == COLUMNS
    assert len({(left, top) for left, top, *_rest in boxes}) == len(boxes)
    for left, top, across, down in boxes:
        assert x <= left <= left + across <= x + width
        assert y <= top <= top + down <= y + height
    tops = sorted({top for _left, top, *_rest in boxes})
    assert all(later - earlier >= boxes[0][3] for earlier, later in pairwise(tops))


def test_names_and_words_keep_clear_of_one_another() -> None:
    svg = saved(many.multiples())
    for one in svg.findall(f".//{SVG}g[@class='chart-small']"):
        one.clear()  # the numbers in the small charts have places of their own
    assert overlapping(svg) == []
    x, _y, width, _height = map(float, svg.attrib["viewBox"].split())
    for text in svg.iter(f"{SVG}text"):
        assert x <= text_box(text, svg).left <= text_box(text, svg).right <= x + width


def test_it_says_how_to_read_it_its_breaks_source_date_and_address() -> None:
    chart = many.multiples()
    shown = " ".join(texts(saved(chart)))

    assert chart.title in shown
    assert "All charts run from" in shown
    assert chart.source_line in shown
    assert "MAPPA in numbers, 20 November 2026. Open Government Licence v3.0." in shown
    assert "mappa.example.org/compare/rso-rate/years" in shown.replace(" ", "")


def test_a_name_cannot_become_markup() -> None:
    one = many.multiples().multiples[0]
    chart = MultiplesChart("<b>T</b>", 'F "&"', "U", (one,), breaks=(Break(2010, 1, "a < b"),))

    assert "<b>T</b>" in " ".join(texts(saved(chart)))
