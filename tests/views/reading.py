"""Reads a page as text (its tables, its links, its own words), and a file as rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.test import Client
from lxml import etree

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_NOT_READ = frozenset(("script", "style", "template"))


class _Walked:
    """What libxml2 finds in the HTML, in its order: it takes a third of the time of Python's own parser."""

    def walk(self, html: str) -> None:
        # The types ask for methods that libxml2 looks for only where there are any.
        parser = etree.HTMLParser(target=self, huge_tree=True)  # type: ignore[call-overload]
        parser.feed(html)
        parser.close()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError

    def data(self, text: str) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Asked for by lxml."""


@dataclass
class Table:
    id: str
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(_Walked):
    """`text` is what a reader sees; `tables` their cells, head first; `links` every address named."""

    def __init__(self, html: str) -> None:
        self.tables: list[Table] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._cell: list[str] | None = None
        self._in_word = False  # a span that only keeps a year on one line parts no words
        self.walk(html)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
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

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
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

    def data(self, text: str) -> None:
        if _NOT_READ & set(self._open):
            return
        self._text.append(text)
        if self._cell is not None:
            self._cell.append(text)


def text_sent(content: bytes) -> str:
    """An answer as text. A workbook or a package is read file by file: packed, it hides its numbers."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")  # pictures among them
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(text_sent(packed.read(name)) for name in packed.namelist())


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
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@dataclass(frozen=True)
class Block:
    """A piece of text: its element, that element's classes, and where it stands: the last heading, the last
    term of a list of facts and the last id before it. The tag is `copy` for a text that a button copies."""

    tag: str
    classes: str
    text: str
    heading: str
    term: str
    id: str


class Blocks(_Walked):
    """The pieces of text of a page in their order, links and forms left out."""

    _TAGS = frozenset(
        [
            *("p", "li", "dt", "dd", "figcaption", "caption", "desc", "td", "th", "summary", "title"),
            *("h1", "h2", "h3", "h4", "option", "label", "text", "button"),
        ]
    )

    def __init__(self, html: str) -> None:
        self.found: list[Block] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self._heading = self._term = self._id = ""
        self._unread = 0
        self.walk(html)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._id = attributes.get("id") or self._id
        if "data-copy" in attributes:
            self._add("copy", "", attributes["data-copy"])
        if tag in _NOT_READ or tag == "nav":
            self._unread += 1
        elif tag in self._TAGS:
            self._open.append((tag, attributes.get("class", ""), []))

    def end(self, tag: str) -> None:
        if tag in _NOT_READ or tag == "nav":
            self._unread -= 1
        elif tag in self._TAGS and self._open:
            name, classes, parts = self._open.pop()
            self._add(name, classes, " ".join("".join(parts).split()))

    def data(self, text: str) -> None:
        if self._open and not self._unread:
            self._open[-1][2].append(text)

    def _add(self, tag: str, classes: str, text: str) -> None:
        if tag in ("h2", "h3", "h4"):
            self._heading, self._term = text, ""
        if tag == "dt":
            self._term = text
        if text:
            self.found.append(Block(tag, classes, text, self._heading, self._term, self._id))
