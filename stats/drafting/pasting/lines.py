"""The lines of a pasted block, each as a label and its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stats.analysis.tables.printed_amounts import QUALIFIERS_AFTER, QUALIFIERS_BEFORE, tidied
from stats.catalogue.years import ReportingYear

# What a PDF's line must be made of to count as numbers: figures, dashes and markers, with the letters that
# optical character recognition puts for 0 and 1 left in, so that the cell can say what is wrong with them.
_CELL = re.compile(r"[-–—]|\[?(?:[cxz]|low)\]?|[-–—+=]?[0-9lIoO][0-9lIoO.,]*%?", re.IGNORECASE)
# A number with the word that qualifies it, which is one cell: `more than 640`, `640 or more`.
_WITH_WORD = "|".join(
    (
        rf"(?:{'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?[0-9][0-9,.]*",
        rf"[0-9][0-9,.]* ?(?:{'|'.join(map(re.escape, QUALIFIERS_AFTER))})",
    )
)
_QUALIFIED = re.compile(_WITH_WORD, re.IGNORECASE)
_PARTS = re.compile(rf"(?<!\S)(?:{_WITH_WORD})(?!\S)|\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_DASHES = frozenset("-–—")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_BETWEEN_ROWS = re.compile(r"\s+[/|]\s+|[,;]\s+")
_NUMBERED = re.compile(r"(?:category|cat|level)", re.IGNORECASE)
_REPORTING_YEAR = re.compile(r"(?:19|20)\d\d ?[-–/] ?(?:\d\d){1,2}")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:january|march|april|december|year|to)", re.IGNORECASE)


@dataclass(frozen=True)  # without slots: what it works out once it keeps
class PastedLine:
    """`heading` is what stood in a column before the label. `parts` are the line's texts between tabs."""

    label: str
    texts: tuple[str, ...]
    raw: str
    heading: str = ""
    parts: tuple[str, ...] = ()

    @property
    def is_tabbed(self) -> bool:
        return bool(self.parts)

    @cached_property
    def is_dated(self) -> bool:
        """Whether what looks like a number ends a date: `on 31 March 2015`."""
        last = self.label.rsplit(" ", 1)[-1]
        return len(self.texts) == 1 and bool(
            _CALENDAR_YEAR.fullmatch(self.texts[0]) and _MONTH.fullmatch(last)
        )


def pasted_lines(raw: str, *, knows: Callable[[str], bool]) -> list[PastedLine]:
    """The labelled rows of one line: one, or several where labels and numbers alternate between tabs, or
    with a stroke, comma or semicolon after each number: `SHPO 113 / NO 2`.

    With tabs each part of a line is a cell, an empty part leaving its cell as it is. Without, a line's
    numbers are its last texts, parted by spaces, and what stands before them is its label; `knows` says of a
    text whether it is one, for labels hold numbers of their own: `Level 1 770 100 - 870`.
    """
    if "\t" in raw:
        return list(_tabbed(raw, knows=knows))
    several = [_spaced(tidied(part), knows=knows) for part in _BETWEEN_ROWS.split(raw)]
    if len(several) > 1 and all(line.label and len(line.texts) == 1 for line in several):
        return several
    return [_spaced(tidied(raw), knows=knows)]


def joined(texts: Sequence[str], *, count: int) -> tuple[str, ...]:
    """The texts as so many numbers, with a comma where a space parted thousands; empty unless there
    is exactly one way."""
    ways = list(_ways(tuple(texts), count))
    return ways[0] if len(ways) == 1 else ()


def only_dashes(texts: Sequence[str]) -> bool:
    return set(texts) <= _DASHES


def is_year(texts: Sequence[str], *, year: ReportingYear | None) -> bool:
    """Whether the one text is a reporting year, `2014-15`; or a calendar year that the report's own touches,
    as titles and heads end in it."""
    if len(texts) != 1:
        return False
    touched = (str(year.start), str(year.end)) if year else ()
    return bool(_REPORTING_YEAR.fullmatch(texts[0])) or texts[0] in touched


def _tabbed(raw: str, *, knows: Callable[[str], bool]) -> Iterator[PastedLine]:
    parts = tuple(tidied(part) for part in raw.strip("\r\n").split("\t"))
    worded = [bool(_is_label(part) or _REPORTING_YEAR.fullmatch(part) or knows(part)) for part in parts]
    dated = [bool(_CALENDAR_YEAR.fullmatch(part)) for part in parts]
    is_head = any(worded[1:]) and all(
        word or date or not part for word, date, part in zip(worded, dated, parts, strict=True)
    )
    if is_head or not any(map(_is_cell, parts)):
        yield PastedLine(tidied(raw), (), tidied(raw), parts=parts)
        return
    at = 0
    while at < len(parts):
        labels: list[str] = []
        while at < len(parts) and (_is_label(parts[at]) or (knows(parts[at]) and not labels)):
            labels.append(parts[at])
            at += 1
        if not labels and at + 1 < len(parts) and not parts[at] and _is_label(parts[at + 1]):
            at += 1  # an empty cell before the label, below a heading in the first column
            continue
        end = at
        while end < len(parts) and not _is_label(parts[end]):
            end += 1
        heading = " ".join(labels[:-1])
        texts = tuple(_as_one_number(part) for part in parts[at:end])
        yield PastedLine(labels[-1] if labels else "", texts, tidied(raw), heading=heading, parts=parts)
        at = end


def _spaced(line: str, *, knows: Callable[[str], bool]) -> PastedLine:
    words: list[str] = _PARTS.findall(line)
    first = 1 + max((n for n, word in enumerate(words) if not _is_cell(word)), default=-1)
    plain = line.split(" ")
    for count in range(len(plain), 0, -1):
        rest = _PARTS.findall(" ".join(plain[count:]))
        if plain[count - 1] in _DASHES:
            continue  # a dash after a label is a cell
        if all(map(_is_cell, rest)) and knows(" ".join(plain[:count])):
            return PastedLine(" ".join(plain[:count]), tuple(rest), line)
    if len(words) == 1:  # whatever stands alone on its line was meant for a cell
        first = 1 if _WORD.search(words[0]) and not _is_cell(words[0]) else 0
    if 0 < first < len(words) and _NUMBERED.fullmatch(words[first - 1]):
        first += 1  # the number of a category or a level is no cell
    return PastedLine(" ".join(words[:first]), tuple(words[first:]), line)


def _ways(texts: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    if not texts or count < 1:
        if not texts and not count:
            yield ()
        return
    for size in range(1, min(3, len(texts)) + 1):
        if size == 1 or _THOUSANDS.fullmatch(" ".join(texts[:size])):
            for rest in _ways(texts[size:], count - 1):
                yield (",".join(texts[:size]), *rest)


def _as_one_number(text: str) -> str:
    return text.replace(" ", ",") if _THOUSANDS.fullmatch(text) else text


def _is_label(text: str) -> bool:
    return bool(_WORD.search(text)) and not _is_cell(text)


def _is_cell(text: str) -> bool:
    return bool(_CELL.fullmatch(text) or _QUALIFIED.fullmatch(text) or _THOUSANDS.fullmatch(text))
