"""Which line or title of the layout's tables a text is: compared by its words, in any order.

A label's words are all there and few others: "The number of RSO's per 100,000 head of population" is
"RSOs per 100,000 population". What the words are, and which of them say nothing, is in the catalogue
(LabelWord). A word that differs by a letter is taken for the nearest, as an OCR reads "Totai".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.reader import catalogue
from stats.reading.report.words import MARKS, cleaned, parts, without_dates

Words = frozenset[str]
NEAR_ENOUGH = 0.66  # of the words of both together: "Other dangerous" is two of "Category 3: Other dangerous"
CORRECTED = 0.9  # how near a label is at most, where a letter was put right or its spaces were lost
SHORTEST_CORRECTED = 5
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_NOTIFICATION_ORDERS = re.compile(r"\bNO['’‘`]?[sS]?\b")
_RUN_TOGETHER = re.compile(r"[^\W_]{4,}")
_POSSESSIVE = re.compile(r"(?<=[A-Z]['’‘`]s)(?=[a-z])")
_BEFORE_NUMBERS = ("and", "on", "at", "per", "level", "levels", "category", "cat", "march")
_DIGITS_AS_LETTERS = str.maketrans("015", "ols")


@dataclass(frozen=True, slots=True)
class Tag:
    """A place in the layout that a text names. `part` is `title`, `heading`, `row` or `column`; `code` is the
    line's, for a heading that of the first row under it."""

    table: str
    part: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, and how near it is to the label, 1 where the words are the same."""

    tags: frozenset[Tag] = frozenset()
    near: float = 0.0


NOTHING = Named()


class Labels:
    """The labels and titles of a layout by their words."""

    def __init__(self, layout: Layout) -> None:
        found: dict[Words, set[Tag]] = defaultdict(set)
        for tag, text in _texts(layout):
            if words := words_of(text):
                found[words].add(tag)
        self.tags: Mapping[Words, frozenset[Tag]] = {words: frozenset(tags) for words, tags in found.items()}
        self.vocabulary = frozenset(word for words in found for word in words)
        self._by_word: dict[str, list[Words]] = defaultdict(list)
        for label in found:
            for word in label:
                self._by_word[word].append(label)
        self._known: dict[Words, Named] = {}

    def named(self, words: Words) -> Named:
        if words not in self._known:
            self._known[words] = self._nearest(words)
        return self._known[words]

    def _nearest(self, words: Words) -> Named:
        near = {label for word in words for label in self._by_word.get(word, ())}
        scores = {label: len(label & words) / len(label | words) for label in near}
        top = max(scores.values(), default=0.0)
        if top < NEAR_ENOUGH:
            return NOTHING
        return Named(
            frozenset(tag for label in near if scores[label] == top for tag in self.tags[label]), top
        )


def heading_of(table: Table, row: Line) -> str:
    """What may stand above the row and those after it: its heading, or the first part of a label such as
    `Category 1, Level 2`, whose rows then read `Level 2`."""
    if row.category and row.level and ", " in row.label and not any(line.heading for line in table.rows):
        return row.label.partition(", ")[0]
    return row.heading


def _texts(layout: Layout) -> Iterator[tuple[Tag, str]]:
    for table in layout.tables:
        plain = re.sub(r",? ?(?:31 March )?\{\w+\}", "", table.title)
        yield from ((Tag(table.code, "title"), text) for text in (plain, *table.also))
        if len(table.columns) > 1:
            for column in table.columns:
                for label in (column.label, column.short_label, *column.also):
                    yield Tag(table.code, "column", column.code), label
        above = ""
        for row in table.rows:
            for label in (row.label, row.short_label, *row.also):
                yield Tag(table.code, "row", row.code), label
            if (heading := heading_of(table, row)) and heading != above:
                for text in (heading, *row.heading_also):
                    yield Tag(table.code, "heading", row.code), text
            if heading and not row.heading:
                yield Tag(table.code, "row", row.code), row.label.partition(", ")[2]
            above = heading


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """The words that a text is compared by; none where it says nothing of its own."""
    same, longest = _same_words()
    words = _words(text)
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            if (stands_for := same.get(tuple(words[at : at + length]))) is not None:
                found.update(stands_for)
                at += length
                break
        else:
            found.add(words[at])
            at += 1
    return frozenset(found)


def is_corrected(text: str) -> bool:
    """Whether a letter of the text was put right."""
    return any(_corrected(word) != word for word in _spelt(text))


def _words(text: str) -> list[str]:
    return [_corrected(word) for word in _spelt(text)]


def _spelt(text: str) -> list[str]:
    said = (part.text for part in parts(without_dates(cleaned(text))) if not part.is_amount)
    plain = _NOTIFICATION_ORDERS.sub("notification order", " ".join(said))
    plain = re.sub(rf"['’‘`{re.escape(MARKS)}]", "", plain.casefold())
    return [_stem(word) for word in _WORD.findall(plain)]


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def is_word(text: str) -> bool:
    """Whether the text is a word of a label, in which a digit may stand for a letter."""
    return not {_stem(text.casefold()), _stem(text.casefold().translate(_DIGITS_AS_LETTERS))}.isdisjoint(
        _spelling()
    )


@lru_cache(maxsize=16384)
def _corrected(word: str) -> str:
    """The known word that an OCR's word was, where it is one letter off, or two in a long word."""
    known = _spelling()
    if word in known or re.fullmatch(r"(level|category|per)[0-9]+", word) or word.isdecimal():
        return word
    for lettered in (_stem(word.translate(_DIGITS_AS_LETTERS)), word.replace("m", "rn")):
        if lettered in known:
            return lettered
    if len(word) < SHORTEST_CORRECTED:
        return word
    most = 2 if len(word) > 8 else 1
    near = process.extract(word, known, scorer=Levenshtein.distance, score_cutoff=most, limit=2)
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return word
    return near[0][0]


@lru_cache(maxsize=1)
def _spelling() -> frozenset[str]:
    """Every word of the catalogue's labels, of two letters or more."""
    texts = [text for word in catalogue().label_words for text in word.also]
    texts += [text for layout in catalogue().layouts for _, text in _texts(layout)]
    return frozenset(word for text in texts for word in _spelt(text) if len(word) > 2)


@lru_cache(maxsize=1)
def _same_words() -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], int]:
    """What stands for each way of writing a word, and the length of the longest."""
    same = {
        tuple(map(_stem, text.split())): tuple(word.word.split())
        for word in catalogue().label_words
        for text in word.also
    }
    return same, max(map(len, same))


@lru_cache(maxsize=1)
def _forms() -> tuple[frozenset[str], int]:
    """The words that a text without spaces is parted into, those of labels and those that tell no label from
    another, and the length of the longest."""
    joining = (text for word in catalogue().label_words if not word.word for text in word.also)
    forms = _spelling() | {"level", "category"} | {word for text in joining for word in text.split()}
    return forms, max(map(len, forms)) + 1


@lru_cache(maxsize=16384)
def with_spaces(text: str) -> str:
    """A cleaned text in which words that stand against each other are parted: `Breachoflicence`."""
    return _RUN_TOGETHER.sub(lambda match: _parted(match.group()), _POSSESSIVE.sub(" ", text))


def _parted(text: str) -> str:
    """The fewest words of labels that make the text up; the text itself where none do."""
    forms, longest = _forms()
    said = text.casefold()
    if is_word(text):
        return text
    ways: list[list[str] | None] = [[]]
    for end in range(1, len(text) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - longest), end):
            before, piece = ways[start], said[start:end]
            if before is None or (found is not None and len(before) + 1 >= len(found)):
                continue
            is_number = piece.isdecimal() and (
                end < len(text) or (before and before[-1].casefold() in _BEFORE_NUMBERS)
            )
            if is_number or piece in forms or _stem(piece) in forms:
                found = [*before, text[start:end]]
        ways.append(found)
    return " ".join(ways[-1] or (text,))
