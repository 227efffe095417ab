"""How the lines of a pasted block name a table's rows, columns, headings and titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stats.catalogue.layouts import Line, Table
from stats.reading.report.labels import Words, words_of

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’ʼ`]")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_YEAR = re.compile(r"\d{4}|\d{2}")
# Words that titles have or lack without being another table's.
_WITHOUT_MEANING = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "before",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "year",
        "yearly",
        "march",
    )
)
# Words that many rows have, so that sharing them says nothing.
_COMMON = _WITHOUT_MEANING | {"category", "level", "offender", "order", "total", "number", *"1234"}
_KINDS = ("category", "level")
TITLE_LIKENESS = 0.7
OFFER_LIKENESS = 0.25


def tokens(text: str) -> Tokens:
    """The words of a label as labels are compared: `RSO's`, `RSOs` and `rso` are one, `Cat` is category."""
    plain = _APOSTROPHES.sub("", text).replace("&", " and ").casefold()
    return tuple(map(_stem, _TOKEN.findall(plain)))


def _stem(word: str) -> str:
    if word == "cat":
        return "category"
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def names_of(line: Line) -> frozenset[Tokens]:
    """Everything that a row or column may be called: its labels, what they have in brackets and what is left
    without it, and both sides of a colon."""
    found: set[Tokens] = set()
    for text in (line.label, line.short_label, *line.also):
        found |= {tokens(text), tokens(_BRACKETS.sub(" ", text)), *map(tokens, _BRACKETS.findall(text))}
        found |= set(map(tokens, text.split(":")))
    return frozenset(filter(None, found))


@dataclass(frozen=True)  # without slots: what it works out once it keeps
class TableLabels:
    """The labels of one table. `lines` and `heads` are its rows and columns, or these the other way round
    where a block has it turned."""

    table: Table
    turned: bool = False

    @property
    def lines(self) -> Sequence[Line]:
        return self.table.columns if self.turned else self.table.rows

    @property
    def heads(self) -> Sequence[Line]:
        return self.table.rows if self.turned else self.table.columns

    @cached_property
    def head_names(self) -> Sequence[frozenset[Tokens]]:
        return tuple(map(names_of, self.heads))

    @cached_property
    def line_names(self) -> Sequence[frozenset[Tokens]]:
        """The names of each line, those with its heading in front among them."""
        return tuple(
            names | {heading + tail for tail in names if heading}
            for names, heading in zip(map(names_of, self.lines), self.headings, strict=True)
        )

    @cached_property
    def tails(self) -> Sequence[frozenset[Tokens]]:
        """What each line may be called below its heading: for `Category 1, Level 1` that is `Level 1`."""
        return tuple(
            frozenset({tokens(line.label.split(", ", 1)[1])})
            if _is_headed(line, self.lines)
            else (names_of(line) if heading else frozenset())
            for line, heading in zip(self.lines, self.headings, strict=True)
        )

    @cached_property
    def headings(self) -> Sequence[Tokens]:
        """The heading that each line stands below, empty where there is none."""
        found: list[Tokens] = []
        last = ""
        for line in self.lines:
            last = line.heading or last
            found.append(tokens(line.label.split(", ", 1)[0] if _is_headed(line, self.lines) else last))
        return tuple(found)

    @cached_property
    def _heading_names(self) -> Sequence[tuple[Tokens, Tokens]]:
        """What each heading may be printed as, the longest first, and the heading."""
        known = {
            (tokens(name), heading)
            for line, heading in zip(self.lines, self.headings, strict=True)
            for name in line.heading_also
        }
        known |= {(heading, heading) for heading in filter(None, self.headings)}
        return sorted(known, key=lambda names: len(names[0]), reverse=True)

    def heading_in(self, words: Tokens) -> Tokens:
        """The heading that a line of words is, empty for none: as printed, longer or shorter."""
        for name, heading in self._heading_names:
            if words[: len(name)] == name:
                return heading
        known = dict.fromkeys(filter(None, self.headings))
        shorter = [heading for heading in known if len(words) > 1 and heading[: len(words)] == words]
        return shorter[0] if len(shorter) == 1 else ()

    def lines_named(self, label: Tokens, *, heading: Tokens) -> list[int]:
        """The rows that the label may be, in the table's order."""
        exact = [n for n, names in enumerate(self.line_names) if label in names]
        below = [n for n, names in enumerate(self.tails) if label in names]
        found = sorted({*exact, *below})
        if not found and (words := words_of(" ".join(label))):
            # In other words for the same, which the catalogue knows: `sex offences prevention orders`.
            found = exact = [n for n, names in enumerate(self._words) if words in names]
        if heading:
            return [n for n in found if self.headings[n] == heading] or exact
        return found

    @cached_property
    def _words(self) -> Sequence[frozenset[Words]]:
        named = ((line.label, line.short_label, *line.also) for line in self.lines)
        return tuple(frozenset(filter(None, map(words_of, texts))) for texts in named)

    def knows_line(self, label: Tokens) -> bool:
        return any(label in names for names in (*self.line_names, *self.tails))

    def is_head(self, words: Tokens) -> bool:
        return self.head_named(words) is not None

    def head_named(self, words: Tokens) -> int | None:
        """The one column that these words name, in full or by their beginning."""
        found = [n for n, names in enumerate(self.head_names) if words in names]
        if not found and words:
            starts = [any(name[: len(words)] == words for name in names) for names in self.head_names]
            found = [n for n, is_start in enumerate(starts) if is_start]
        if not found:
            found = list(dict.fromkeys(heads_in(words, self.head_names)))
        return found[0] if len(found) == 1 else None

    def nearest(self, label: Tokens, *, taken: Collection[int]) -> int | None:
        """The free row that shares most words with the label, for a person to confirm."""
        likeness = {
            n: max(_likeness(label, name, leaving=_COMMON) for name in names)
            for n, names in enumerate(self.line_names)
            if n not in taken
        }
        best = max(likeness.values(), default=0.0)
        rows = [n for n, like in likeness.items() if like == best]
        return rows[0] if best >= OFFER_LIKENESS and len(rows) == 1 else None


def heads_in(words: Tokens, names: Sequence[frozenset[Tokens]]) -> Iterator[int]:
    """The columns that a run of words names, in the words' order; words between them are passed over."""
    at = 0
    while at < len(words):
        fits = [
            (len(name), n) for n, of in enumerate(names) for name in of if words[at : at + len(name)] == name
        ]
        length, found = max(fits, default=(1, -1))
        if found >= 0:
            yield found
        at += length


def in_full(parts: Iterable[Tokens]) -> Iterator[Tokens]:
    """Heads, each with the word that only the first of them has: `Category 3`, `2`, `1`."""
    kind = ""
    for part in parts:
        words: list[str] = []
        for word in part:
            if word in _KINDS:
                kind = word
            elif word.isdigit() and kind and (not words or words[-1] not in _KINDS):
                words.append(kind)
            words.append(word)
        yield tuple(words)


def title_in(words: Tokens, titles: Sequence[Collection[Tokens]]) -> int | None:
    """Which table's title a line is, whatever year it has; None where it is none or may be two's."""
    likeness = [max(_likeness(words, name, leaving=_WITHOUT_MEANING) for name in names) for names in titles]
    best = max(likeness, default=0.0)
    return likeness.index(best) if best >= TITLE_LIKENESS and likeness.count(best) == 1 else None


def _is_headed(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the label is a heading and what stands below it, as in `Category 1, Level 1`."""
    start, comma, _rest = line.label.partition(", ")
    return bool(comma) and sum(other.label.startswith(start + comma) for other in lines) > 1


def _likeness(one: Tokens, other: Tokens, *, leaving: frozenset[str]) -> float:
    first, second = (
        {word for word in words if word not in leaving and not _YEAR.fullmatch(word)}
        for words in (one, other)
    )
    return len(first & second) / len(first | second) if first and second else 0.0
