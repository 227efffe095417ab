"""Reports as files of every format and layout: read through the same door as an upload, and judged by cell.

The files are made from published figures: no cell is wrong, 95% are filled, and a PDF's pages are right.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from stats.documents import Upload, read_document
from stats.documents.parsing import document
from stats.reading.report.read import read_report
from tests.reading.made.areas import KNOWN
from tests.reading.made.documents import MAKERS, make
from tests.reading.made.judging import judged
from tests.reading.made.reports import NAMES, report

BAR = 0.95
# PDF takes the longest: what is only set otherwise is read of one report, not of all.
SET_OTHERWISE = {"by-column", "two-columns", "landscape", "raised"}
MADE = [
    (name, kind, layout)
    for kind, (layouts, _) in MAKERS.items()
    for number, layout in enumerate(layouts)
    for name in NAMES
    if layout not in SET_OTHERWISE or NAMES.index(name) == number % len(NAMES)
]


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "kind", "layout"), MADE)
def test_a_report_is_opened_and_read(name: str, kind: str, layout: str) -> None:
    content = make(report(name), kind=kind, layout=layout)
    opened = document(content, name=f"{name}.{kind}")
    assert opened.problems == ()
    assert opened.pages == (len(report(name).pages) if kind == "pdf" else 0)
    found = judged(read_report(opened, areas=KNOWN), report(name), paged=kind == "pdf")
    assert found.wrong == []
    assert found.share >= BAR


@pytest.mark.processes
@pytest.mark.parametrize("kind", MAKERS)
def test_the_child_process_answers_what_is_read_here(kind: str) -> None:
    """The other tests open files in their own process, which takes a tenth of the time."""
    content = make(report("dorset-2014-15"), kind=kind, layout=MAKERS[kind][0][0])
    upload = Upload(f"dorset.{kind}", content=content)
    assert replace(read_document(upload), sha256="") == document(content, name=upload.name)
