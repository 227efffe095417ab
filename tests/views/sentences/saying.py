"""Templates of sentences: each knows its numbers by name and works out from the files what they must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from tests.reference import figures
from tests.views.reading import Block
from tests.views.sentences.cutting import held, is_read, sentences

NUMBER = r"(?:(?:more than|at least|fewer than|at most|about) )?[+−]?\d[\d,]*(?:\.\d+)?%?"
DATE, YEAR = r"31 March \d{4}", r"\d{4}-\d\d"
# Groups that are no number: what they say in words, numbers within them too, is compared as a whole.
WORDS = frozenset(
    [
        *("people", "whose", "word", "estimate", "why", "against", "among", "sources", "title", "change"),
        *("chance", "list", "what", "text", "percent", "abbr"),
    ]
)


NOWHERE = Block("p", "", "", "", "", "")


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: the kind of page, whose it is, and the piece of text. `source` is the title of
    the source that was named last in a list of them."""

    path: str
    kind: str
    area: str = ""
    year: ReportingYear | None = None
    indicator: Indicator | None = None
    block: Block = NOWHERE
    source: str = ""

    @property
    def of(self) -> ReportingYear:
        assert self.year is not None, self.path
        return self.year


Said = Mapping[str, str | None]
Check = Callable[[Place, Said], Said | None]


@dataclass(frozen=True)
class Template:
    """`start` are the letters that each of its sentences begins with: a glance before the pattern."""

    kinds: frozenset[str]
    start: str
    pattern: re.Pattern[str]
    check: Check


TEMPLATES: list[Template] = []


def says(*texts: str, on: str) -> Callable[[Check], Check]:
    """A template: `{name}` is a number or words, `[[` and `]]` hold what may be left out, `<a|b>` a choice.

    What it decorates says what each group must be. None: the sentence may not stand there.
    """

    def keep(check: Check) -> Check:
        kinds = frozenset(on.split())
        TEMPLATES.extend(
            Template(kinds, re.split(r"[{<\[]", text)[0], re.compile(_pattern(text)), check) for text in texts
        )
        return check

    return keep


def _pattern(text: str) -> str:
    signs = {"[[": "(?:", "]]": ")?", "<": "(?:", ">": ")", "|": "|"}
    parts = re.split(r"(\{\w+\}|\[\[|\]\]|[<>|])", text)
    return "".join(
        signs.get(part) or (_group(part[1:-1]) if part.startswith("{") else re.escape(part)) for part in parts
    )


def _group(name: str) -> str:
    kind = name.rstrip("0123456789_")
    patterns = {"date": DATE, "year": YEAR, "when": f"{DATE}|{YEAR}", "area": _areas()}
    patterns["benchmark"] = "England and Wales|the areas together"
    before = "(?:the (?=West Midlands))?" if kind == "area" else ""
    return f"{before}(?P<{name}>{patterns.get(kind) or ('.+?' if kind in WORDS else NUMBER)})"


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Areas and England and Wales by name."""
    rows = figures._read(figures.DATA / "areas.csv")
    return dict(zip(rows.name, rows.slug, strict=True)) | {"England and Wales": figures.NATION}


@lru_cache(maxsize=1)
def name_of() -> dict[str, str]:
    return {slug: name for name, slug in names().items()}


@lru_cache(maxsize=1)
def _areas() -> str:
    return "|".join(map(re.escape, sorted(names(), key=len, reverse=True)))


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def problems(place: Place, blocks: Iterable[Block]) -> list[str]:
    """Every sentence with a number that nothing accounts for."""
    found: dict[str, None] = {}
    source = ""
    for block in blocks:
        if block.classes == "sources__title":
            source = block.text
        if not is_read(block):
            continue
        at = replace(place, block=block, source=source)
        for sentence in sentences(block.text):
            if problem := wrong(at, sentence):
                found[f"{place.path} [{block.tag} {block.id}] {problem}".replace("\u2007", " ")] = None
    return list(found)


def wrong(place: Place, sentence: str) -> str:
    """What is wrong with the sentence; empty where every number of it is what the files make it."""
    told = []
    for template in TEMPLATES:
        if place.kind not in template.kinds or not sentence.startswith(template.start):
            continue
        match = template.pattern.fullmatch(sentence)
        if match is None:
            continue
        read = match.groupdict()
        must = template.check(place, read)
        if must is None:
            told.append("may not stand here")
            continue
        differing = {
            name: (found, must.get(name)) for name, found in read.items() if found != _held(must.get(name))
        }
        if not differing:
            return ""
        told.append(
            ", ".join(f"{name}: {found!r}, not {right!r}" for name, (found, right) in differing.items())
        )
    return f"{sentence} <- {' / '.join(told) or 'unaccounted for'}"


def _held(text: str | None) -> str | None:
    return None if text is None else held(text)
