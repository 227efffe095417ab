"""Reads a page as text (its tables, its links, its own words), and a file as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_NOT_READ = frozenset(("script", "style", "template"))


@dataclass
class Table:
    id: str
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """`text` is what a reader sees; `tables` their cells, head first; `links` every address named."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._cell: list[str] | None = None
        self._in_word = False  # a span that only keeps a year on one line parts no words
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in _VOID:
            self._open.append(tag)
        if name := attributes.get("id"):
            self.ids.append(name)
        if link := attributes.get("href") or attributes.get("action"):
            self.links.append(link)
        match tag:
            case "table":
                self.tables.append(Table(attributes.get("id") or ""))
            case "tr" if self.tables:
                self.tables[-1].rows.append([])
            case "td" | "th" | "caption":
                self._cell = []
        self._in_word = attributes.get("class") == "one-word"
        if not self._in_word:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag in ("td", "th") and self._cell is not None and self.tables:
            self.tables[-1].rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        if tag == "caption" and self._cell is not None and self.tables:
            self.tables[-1].caption = " ".join("".join(self._cell).split())
            self._cell = None
        if not self._in_word:
            self._text.append(" ")
        self._in_word = False

    def handle_data(self, data: str) -> None:
        if _NOT_READ & set(self._open):
            return
        self._text.append(data)
        if self._cell is not None:
            self._cell.append(data)


def table_of_figures(page: Page) -> Table:
    """The table of a comparison, on its page or in a frame: the one whose values have an interval."""
    return next(
        table
        for table in page.tables
        if table.rows and any(head.endswith("95% interval") for head in table.rows[0])
    )


def rows_of_file(client: Client, path: str) -> list[dict[str, str]]:
    """A CSV that the site sends, by the names in its head."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))
