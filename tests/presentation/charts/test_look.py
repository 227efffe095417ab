"""The stylesheet and the picture agree, and Plotly's own rules are all ours or left out on purpose."""

import re
from math import ceil
from pathlib import Path

import plotly
from django.conf import settings

from stats.presentation.charts.palette import STYLES
from stats.presentation.charts.pictures.canvas import Form

CSS = Path(settings.BASE_DIR) / "static" / "css"
CHARTS = (CSS / "_charts.scss").read_text()
PLOTLY = (CSS / "_plotly.scss").read_text()

# Buttons in a column, the cloud dialogue, links and form fields inside a chart, drags of an axis's ends.
NOT_USED = re.compile(r"vertical|cloud|input|(^| )a(:hover)?$|modebar-group a|[ns]?[ew]-resize|[ns]-resize|"
                      r"(col|row)-resize|ease-bg|:focus-visible")  # fmt: skip


def test_every_class_of_the_picture_has_the_readers_colours() -> None:
    assert {css for css in STYLES if f".{css}" not in CHARTS} == set()


def test_each_form_is_shown_where_its_text_has_14_pixels_and_no_wider_than_it_is_drawn() -> None:
    for form in Form:
        assert f"max-width: {form.width}px;" in CHARTS
        least = ceil(form.width * 14 / form.text)
        found = [int(at) for at in re.findall(r"(?:min-width: |100% - )(\d+)px", CHARTS)]
        assert any(least <= at <= least + 3 for at in found)


def test_plotlys_rules_come_as_a_file() -> None:
    """plotly.js as the Python package ships it: the same version as the basic bundle of npm."""
    bundle = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text()
    rules = re.search(r'=\{("X,X div":.*?)\};for\(', bundle)
    assert rules, "plotly.js no longer keeps its rules where they were: look again at how it injects them"
    selectors = [
        part.strip()
        for rule in re.findall(r'(?:^|,)"?([XY][^"{}]*?)"?:[\'"]', rules[1])
        for part in rule.split(",")
    ]
    assert len(selectors) > 30
    wanted = {
        name for item in selectors if not NOT_USED.search(item) for name in re.findall(r"\.[\w-]+", item)
    }
    assert {name for name in wanted if name not in PLOTLY} == set()


def test_plotly_still_leaves_its_rules_out_when_told() -> None:
    bundle = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text()
    script = (Path(settings.BASE_DIR) / "static" / "js" / "explore" / "library.js").read_text()
    for name in ("no-inline-styles", "plotly.js-style-"):
        assert name in bundle
        assert name in script
