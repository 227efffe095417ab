"""Which line or title of the layout's tables a text is: compared by its words, in any order.

A label's words are all there and few others: "The number of RSO's per 100,000 head of population" is
"RSOs per 100,000 population".
What the words are, and which of them say nothing, is in the catalogue (LabelWord).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from stats.catalogue.layouts import Layout
from stats.catalogue.reader import catalogue
from stats.reading.report_words import cleaned, parts

Words = frozenset[str]
NEAR_ENOUGH = 0.66  # of the words of both together: "Other dangerous" is two of "Category 3: Other dangerous"


@dataclass(frozen=True, slots=True)
class Tag:
    """A place in the layout that a text names. `part` is `title`, `heading`, `row` or `column`; `code` is the
    line's, for a heading that of the first row under it."""

    table: str
    part: str
    code: str = ""


class Labels:
    """The labels and titles of a layout by their words."""

    def __init__(self, layout: Layout) -> None:
        found: dict[Words, set[Tag]] = defaultdict(set)
        for tag, text in _texts(layout):
            if words := words_of(text):
                found[words].add(tag)
        self.tags: Mapping[Words, frozenset[Tag]] = {words: frozenset(tags) for words, tags in found.items()}
        by_word: dict[str, set[Words]] = defaultdict(set)
        for words in found:
            for word in words:
                by_word[word].add(words)
        self._by_word = by_word

    @lru_cache(maxsize=4096)  # noqa: B019  one reading's own
    def best(self, words: Words) -> tuple[float, frozenset[Tag]]:
        """How near the words are to a label, 1 where they are the same, and what has that label."""
        near = {label for word in words for label in self._by_word.get(word, ())}
        scores = {label: len(label & words) / len(label | words) for label in near}
        top = max(scores.values(), default=0.0)
        if top < NEAR_ENOUGH:
            return 0.0, frozenset()
        return top, frozenset(tag for label in near if scores[label] == top for tag in self.tags[label])


def _texts(layout: Layout) -> Iterator[tuple[Tag, str]]:
    for table in layout.tables:
        plain = re.sub(r",? ?(?:31 March )?\{\w+\}", "", table.title)
        yield from ((Tag(table.code, "title"), text) for text in (plain, *table.also))
        for part, lines in (("row", table.rows), ("column", table.columns)):
            for line in lines:
                if part == "column" and len(lines) == 1:
                    continue
                labels = (line.label, line.short_label, *line.also)
                yield from ((Tag(table.code, part, line.code), label) for label in labels)
                headings = (line.heading, *line.heading_also) if line.heading else ()
                yield from ((Tag(table.code, "heading", line.code), heading) for heading in headings)


@lru_cache(maxsize=16384)
def words_of(text: str) -> Words:
    """The words that a text is compared by; none where it says nothing of its own."""
    plain = " ".join(part.text for part in parts(cleaned(text)) if not part.is_amount)
    plain = re.sub(r"\bNO['’‘`]?s?\b", "notification order", plain)
    words = [_stem(word) for word in re.findall(r"[a-z0-9&]+", re.sub(r"['’‘`]", "", plain.casefold()))]
    same, longest = _same_words()
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


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def _same_words() -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], int]:
    """What stands for each way of writing a word, and the length of the longest."""
    same = {
        tuple(map(_stem, text.split())): tuple(word.word.split())
        for word in catalogue().label_words
        for text in word.also
    }
    return same, max(map(len, same))
