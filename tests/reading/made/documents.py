"""Every made report in every layout of every format."""

from __future__ import annotations

from collections.abc import Callable

from tests.reading.made import html, pdf, text, word
from tests.reading.made.printed import Report

MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Report, str], bytes]]] = {
    "pdf": (tuple(pdf.LAYOUTS), pdf.make_pdf),
    "docx": (tuple(word.LAYOUTS), word.make_word),
    "html": (tuple(html.LAYOUTS), html.make_html),
    "txt": (tuple(text.LAYOUTS), text.make_text),
}


def make(report: Report, *, kind: str, layout: str) -> bytes:
    return MAKERS[kind][1](report, layout)
