"""Lines for notebooks, run as they stand on the page, on files that come over the wire."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pytest
from lxml import html

from tests.functional.serving import Site


@pytest.fixture(scope="module")
def lines(site: Site) -> dict[str, str]:
    """By the name of the program."""
    page = html.fromstring(site.ask("/data/").text)
    shown = zip(page.xpath("//pre/preceding-sibling::h3[1]"), page.find_class("code"), strict=True)
    return {head.text_content(): one.text_content() for head, one in shown}


def columns(site: Site) -> list[str]:
    head = site.ask("/data/figures.csv").body.partition(b"\r\n")[0]
    assert head.startswith(b"\xef\xbb\xbf")
    return head.decode("utf-8-sig").split(",")


def run(lines: str) -> Any:
    assert lines.count("\n") == 1
    names: dict[str, Any] = {}
    exec(lines, names)  # noqa: S102 -- the page's own lines
    return names["figures"]


def test_pandas(site: Site, lines: dict[str, str]) -> None:
    figures = run(lines["pandas"])
    assert list(figures.columns) == columns(site)
    assert len(figures) > 1200
    dorset = figures.query("area_slug == 'dorset' and year == '2014-15' and measure == 'rso_rate'")
    assert dorset["value"].tolist() == [98.0]


def test_duckdb(site: Site, lines: dict[str, str]) -> None:
    figures = run(lines["DuckDB"])
    assert figures.columns == columns(site)
    found = figures.filter("area_slug = 'dorset' and year = '2014-15' and measure = 'rso_rate'")
    assert found.project("value").fetchall() == [(98.0,)]


def test_r(site: Site, lines: dict[str, str]) -> None:
    if (program := shutil.which("Rscript")) is None:
        pytest.skip("R is not installed (Debian: r-base-core).")
    asked = f'{lines["R"]}\ncat("\\n", names(figures), nrow(figures), sep = "\\n")'
    told = subprocess.run([program, "-e", asked], check=True, capture_output=True, text=True, timeout=60)
    names = told.stdout.strip().split("\n")[-len(columns(site)) - 1 :]
    assert names[:-1] == columns(site)
    assert int(names[-1]) > 1200
