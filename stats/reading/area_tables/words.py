"""What the words of a head or a title say, by the catalogue's headings: what is counted, and of whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from stats.catalogue.headings import HeadWord
from stats.catalogue.measures import Basis
from stats.catalogue.reader import catalogue
from stats.reading.area_names import NOTE
from stats.reading.area_tables.years import YEAR

_MARKS = re.compile(r"[¹²³⁴-⁹⁰†‡§*]+")
_JOINING = frozenset(
    [
        "the",
        "of",
        "in",
        "at",
        "on",
        "by",
        "for",
        "to",
        "a",
        "an",
        "and",
        "or",
        "with",
        "from",
        "under",
        "as",
        "was",
        "were",
        "be",
        "been",
        "have",
        "has",
        "had",
        "their",
        "its",
        "this",
        "that",
        "each",
        "which",
        "these",
        "those",
        "is",
        "are",
    ]
)
_NUMBERS = {"one": "1", "i": "1", "two": "2", "ii": "2", "three": "3", "iii": "3", "four": "4", "iv": "4"}
# "No." and "Nos" are numbers; "NO" and "NOs" are notification orders.
_NO = re.compile(r"\b(?:No|Nos)\b\.?|\bno\.|\b(?:NO|NOS)\.? (?=OF\b)")
_NOTIFICATION_ORDER = re.compile(r"\bNOs?\b")
_SHORT = (
    (re.compile(r"\bc([1-4])[ /]?l([1-3])\b", re.IGNORECASE), r"category \1 level \2"),
    # Joining words that change what is said: orders in force are not those made, and 1 in 900 is a ratio.
    (re.compile(r"\bin force\b", re.IGNORECASE), "standing"),
    (re.compile(r"\b(?:1|one) in\b", re.IGNORECASE), "ratio"),
    (re.compile(r"\b(?:cat|category|categories|c)\.? ?([1-4])\b", re.IGNORECASE), r"category \1"),
    (re.compile(r"\b(?:lvl|lev|level|levels|l)\.? ?([1-3])\b", re.IGNORECASE), r"level \1"),
    (re.compile(r"(?<=\d)[, ](?=\d{3}\b)"), ""),
    (re.compile(r"\bsex\b", re.IGNORECASE), "sexual"),
)
_NUMBER_OF_TABLE = re.compile(
    r"^(?:table|figure|chart|tab) ?[a-z]?[0-9]+(?:\.[0-9]+)*[a-z]?\b[:.)–-]*", re.IGNORECASE
)
_WORD = re.compile(r"\{year\}|[^\W\d_]+|\d+\+?|%")
_KINDS = ("category", "level")
_TOTAL = ("total", "all", "overall")


@dataclass(frozen=True, slots=True)
class Words:
    """`codes` are the things that are said, by the catalogue's HeadWord. `unknown` are words that nothing
    explains. `total` is true where all are meant: `Total`, `All levels`; `counts` and `rate` where the words
    say that, and `numbered` where a category or a level has its number."""

    codes: frozenset[str]
    categories: frozenset[str]
    levels: frozenset[str]
    bases: frozenset[Basis]
    unknown: tuple[str, ...]
    total: bool = False
    left_out: bool = False
    counts: bool = False
    rate: bool = False
    numbered: bool = False


def without_notes(text: str) -> str:
    """A head without the marks of its notes: `Level 1 (2)` and `Level 1[note 2]` are `Level 1`."""
    return " ".join(_MARKS.sub("", NOTE.sub(" ", text)).split())


def without_number(title: str) -> str:
    """A title without the number of its table, which is another next year."""
    return _NUMBER_OF_TABLE.sub("", without_notes(title)).strip()


def words_of(texts: Iterable[str]) -> Words:
    """What the texts say together, as one after another."""
    words: list[HeadWord] = []
    numbers: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    rest: list[str] = []
    tokens = _tokens(" ".join(map(without_notes, texts)))
    while tokens:
        length, word = _longest(tokens)
        if length < 3 and (numbered := _numbered(tokens)):
            length, kind, found = numbered
            numbers[kind] |= found
        elif word is not None:
            words.append(word)
        else:
            rest.append(tokens[0])
        tokens = tokens[length:]
    return Words(
        codes=frozenset(word.code for word in words if not word.set_aside),
        categories=frozenset(numbers["category"].union(word.category for word in words if word.category)),
        levels=frozenset(numbers["level"].union(*(word.levels for word in words))),
        bases=frozenset(word.basis for word in words if word.basis),
        unknown=tuple(token for token in rest if token not in _TOTAL and token != YEAR),
        total=any(token in _TOTAL for token in rest),
        left_out=any(word.left_out for word in words),
        counts=any(word.counts for word in words),
        rate=any(word.rate for word in words),
        numbered=any(numbers.values()),
    )


def _longest(tokens: tuple[str, ...]) -> tuple[int, HeadWord | None]:
    """The longest phrase that the tokens begin with: how long it is, and what it says."""
    phrases = _phrases()
    for length in range(max(map(len, phrases)), 0, -1):
        if word := phrases.get(tokens[:length]):
            return min(length, len(tokens)), word
    return 1, None


def _numbered(tokens: tuple[str, ...]) -> tuple[int, str, set[str]] | None:
    """`category 1`, `level 2`, and `level 2 3` for both: how many tokens, which kind, which numbers."""
    kind = tokens[0]
    if kind not in _KINDS:
        return None
    most = "4" if kind == "category" else "3"
    found: set[str] = set()
    at = 1
    while at < len(tokens) and (
        (number := _NUMBERS.get(tokens[at], tokens[at])) in {"1", "2", "3", most} or tokens[at] == kind
    ):
        found |= {number} - {kind}
        at += 1
    return (at, kind, found) if found else None


def label_tokens(texts: Iterable[str]) -> frozenset[str]:
    """The words of a label in one form, whatever their order and whatever joins them, without years."""
    return frozenset(_tokens(" ".join(map(without_notes, texts)))) - {YEAR}


def _tokens(text: str) -> tuple[str, ...]:
    text = _NOTIFICATION_ORDER.sub("notification order", _NO.sub("number ", text))
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("’", "").replace("'", ""))
    for pattern, instead in _SHORT:
        plain = pattern.sub(instead, plain)
    return tuple(_singular(token) for token in _WORD.findall(plain.casefold()) if token not in _JOINING)


def _singular(token: str) -> str:
    if re.search(r"(ch|sh|x|ss)es$", token):
        return token[:-2]
    if token.endswith("ies") and len(token) > 4:
        return f"{token[:-3]}y"
    return token[:-1] if token.endswith("s") and len(token) > 3 and not token.endswith("ss") else token


@lru_cache(maxsize=1)
def _phrases() -> Mapping[tuple[str, ...], HeadWord]:
    return {_tokens(phrase): word for word in catalogue().head_words for phrase in word.phrases}
