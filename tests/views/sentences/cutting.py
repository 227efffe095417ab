"""Cuts the running text of a page into sentences, with what is quoted from data files taken out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

from stats.catalogue.reader import DATA
from tests.reference.figures import DATA as LOADS
from tests.reference.figures import _read as read
from tests.reference.sources import cited
from tests.views.reading import Block

TAGS = {"p", "li", "dt", "dd", "figcaption", "desc", "caption", "copy"}
FRAME = "<iframe"
HELD = "\u2007"  # in place of the spaces of a source's name, so that it is never cut
_QUOTED = "…"
_END = re.compile(r"(?<=[.?!…]) (?=[A-Z“…\d])(?!Doubted: \d)| (?=https?://)")


def is_read(block: Block) -> bool:
    """Whether it is running text with a digit: no cell of a table, no link to another year, no code. What
    opens and closes has a title, or else a sentence."""
    is_text = block.tag in TAGS or (block.tag == "summary" and "." in block.text)
    return is_text and bool(re.search(r"\d", block.text)) and not block.text.startswith(FRAME)


def sentences(text: str) -> Iterator[str]:
    """Those with a digit, without what is quoted."""
    for sentence in _END.split(held(without_quotes(text))):
        if re.search(r"\d", sentence):
            yield sentence


def without_quotes(text: str) -> str:
    """Notes, definitions and reasons stand word for word in data files: an ellipsis takes their place."""
    for start, quotes in _quotes().items():
        if start in text:
            for quote in quotes:
                text = text.replace(quote, _QUOTED)
    return text


def held(text: str) -> str:
    """The name of a source in one piece."""
    for start, names in _names().items():
        if start in text:
            for name in names:
                text = text.replace(name, name.replace(" ", HELD))
    return text


@lru_cache(maxsize=1)
def _quotes() -> dict[str, list[str]]:
    texts = {*read(LOADS / "notes.csv").text, *read(LOADS / "sources.csv").note}
    for path in DATA.glob("*.toml"):
        texts.update(_strings(tomllib.loads(path.read_text())))
    return _by_start({" ".join(text.split()) for text in texts if text.endswith((".", "?"))})


@lru_cache(maxsize=1)
def _names() -> dict[str, list[str]]:
    return _by_start({name for key, names in cited().items() for name in (key[1], *names)})


def _strings(found: object) -> Iterator[str]:
    match found:
        case str() if "%(" not in found:
            yield found
        case dict():
            for inner in found.values():
                yield from _strings(inner)
        case list():
            for inner in found:
                yield from _strings(inner)


def _by_start(texts: set[str]) -> dict[str, list[str]]:
    """By their first letters, longest first: one search for many."""
    found: dict[str, list[str]] = {}
    for text in sorted(texts, key=len, reverse=True):
        if re.search(r"\d|[.?!] ", text) and len(text) > 12:
            found.setdefault(text[:12], []).append(text)
    return found
