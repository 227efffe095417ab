import os
import re
import struct
import subprocess
import sys
from datetime import date
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from stats.presentation.charts.description import Chart
from stats.presentation.charts.pictures.saved import png, shared_png, standalone
from tests.presentation.charts import funnels, samples, strips
from tests.presentation.charts.reading import SVG, text_box, texts

DAY = date(2026, 11, 20)
PAGE = "https://mappa.example.org/areas/dorset/2018-19/?areas=essex,kent,avon-and-somerset,greater-manchester"
CHARTS = samples.CHARTS | funnels.FUNNELS | strips.STRIPS
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())


@cache
def read(chart: Chart) -> ET.Element:
    return ET.fromstring(standalone(chart, date=DAY, url=PAGE))  # noqa: S314 -- our own text


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@EVERY_CHART
class TestStandalone:
    def test_says_its_title_source_date_address_and_licence(self, chart: Chart) -> None:
        shown = " ".join(texts(read(chart)))
        for words in (chart.title, chart.source_line, "20 November 2026", "Open Government Licence v3.0"):
            assert words in shown
        assert PAGE.removeprefix("https://") in shown.replace(" ", "")

    def test_no_text_leaves_the_paper(self, chart: Chart) -> None:
        svg = read(chart)
        x, y, width, height = map(float, svg.attrib["viewBox"].split())
        for text in svg.iter(f"{SVG}text"):
            box = text_box(text, svg)
            assert box.left >= x
            assert box.right <= x + width
            assert box.top >= y
            assert box.bottom <= y + height

    def test_needs_nothing_beside_it(self, chart: Chart) -> None:
        svg = standalone(chart, date=DAY, url=PAGE)
        assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>')
        assert not re.search(r"<style|<image|<use|url\(|var\(--", svg)

    def test_links_lead_to_the_site(self, chart: Chart) -> None:
        for link in read(chart).iter(f"{SVG}a"):
            assert link.attrib["href"].startswith("https://mappa.example.org/areas/")


def test_another_source_can_be_given() -> None:
    svg = standalone(samples.dorset(), date=DAY, url=PAGE, source="Source: Dorset MAPPA Annual Report.")
    assert "Source: Dorset MAPPA Annual Report." in svg
    assert samples.dorset().source_line not in svg


def test_a_png_has_the_shape_of_its_svg() -> None:
    svg = read(samples.dorset())
    width, height = size_of(png(samples.dorset(), date=DAY, url=PAGE))
    assert width == 1376
    assert height == pytest.approx(width * float(svg.attrib["height"]) / float(svg.attrib["width"]), abs=1)


@EVERY_CHART
def test_the_picture_beside_a_link_has_the_size_that_other_sites_ask_for(chart: Chart) -> None:
    assert size_of(shared_png(chart, url=PAGE)) == (1200, 630)


@pytest.mark.processes
def test_a_bare_machine_draws_the_same_letters() -> None:
    """In a process that finds no font of the system: the bytes are the same."""
    code = (
        "import django; django.setup(); import sys; from datetime import date;"
        "from stats.presentation.charts.pictures.saved import png;"
        "from tests.presentation.charts import samples;"
        f"sys.stdout.buffer.write(png(samples.dorset(), date=date(2026, 11, 20), url={PAGE!r}))"
    )
    nowhere = {"FONTCONFIG_FILE": "/nonexistent", "HOME": "/nonexistent", "XDG_DATA_HOME": "/nonexistent"}
    made = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | nowhere | {"DJANGO_SETTINGS_MODULE": "mappa_site.settings"},
        capture_output=True,
        check=True,
    ).stdout
    assert made == png(samples.dorset(), date=DAY, url=PAGE)


def test_letters_are_drawn() -> None:
    """Without a font resvg leaves text out, and says nothing."""
    with_title = png(samples.dorset(), date=DAY, url=PAGE)
    assert len(with_title) > 40_000
