"""Plain text and Markdown, as an OCR, a web page's reader or a mail hands them on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from stats.documents.formats.csv import decode
from stats.documents.formats.words import cleaned, raised, struck, tidy
from stats.documents.pages import Document, PageRow, Rendering
from stats.documents.problems import Problem, Where

_RAISED = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
_STRUCK = re.compile(r"<(s|del|strike)>(.*?)</\1>", re.IGNORECASE)
# A tag begins with a letter: "<5" and "fewer than <10" are figures.
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
# The line below the heads of a Markdown table.
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_GAP = re.compile(r"\s{2,}|\t")


def read_text(data: bytes, *, where: Where) -> Document:
    text = decode(data, where=where)
    if isinstance(text, Problem):
        return Document(where.file, "", "text", "", 0, problems=(text,))
    lines = list(_lines(text))
    rules = [_RULE.fullmatch(line) is not None and "|" in line for _, line in lines]
    lines = [(page, _plain(line)) for (page, line), is_rule in zip(lines, rules, strict=True) if not is_rule]
    pages = lines[-1][0] if lines else 0
    renderings = tuple(
        Rendering(how, tidy(PageRow(page if pages > 1 else 0, tuple(cells(line))) for page, line in lines))
        for how, cells in (
            ("tables", _cells),
            ("layout", lambda line: _GAP.split(line.strip())),
            ("text", lambda line: [line]),
        )
    )
    if not renderings[0].rows:
        return Document(where.file, "", "text", "", 0, problems=(where.problem("the file has no text"),))
    heading = next((line for line in text.splitlines() if _HEADING.match(line)), "")
    return Document(where.file, "", "text", cleaned(_plain(heading)), pages if pages > 1 else 0, renderings)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for page, part in enumerate(text.split("\f"), 1):
        for line in part.splitlines():
            yield page, line


def _plain(line: str) -> str:
    line = _RAISED.sub(lambda found: raised(found[1]), line)
    line = _STRUCK.sub(lambda found: struck(found[2]), line)
    line = _TAG.sub(" ", _HEADING.sub("", line, count=1) if _HEADING.match(line) else line)
    return html.unescape(_ESCAPED.sub(r"\1", line.replace("**", "")))


def _cells(line: str) -> list[str]:
    parts = re.split(r"[\t|]", line)
    if len(parts) > 1 and "|" in line:
        # The strokes at the ends of a Markdown row part nothing.
        parts = parts[1 if not parts[0].strip() else 0 : -1 if not parts[-1].strip() else None]
    return parts
