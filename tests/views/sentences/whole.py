"""What a whole text must hold beside its numbers: whose each is, what was worked out, and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from stats.catalogue.years import ReportingYear
from tests.reference import sources
from tests.reference.grounds import Ground, ground
from tests.reference.sources import estimate
from tests.views.reading import Block
from tests.views.sentences import of_comparisons, of_nation, standing
from tests.views.sentences.of_areas import RATE, RSOS, before, is_to_copy, whose
from tests.views.sentences.of_facts import of_fact
from tests.views.sentences.of_sources import MADE, spoken
from tests.views.sentences.saying import Place, replace

HEADLINES = (RSOS, RATE, "level-2-3-offenders", "licence-recalls")
Told = tuple[Ground, ReportingYear, str]
"""A number, of which year, and what it is in its sentence."""


def lacking(place: Place, blocks: Iterable[Block]) -> list[str]:
    """What the texts of a page lack, each with the text."""
    found = []
    for block in blocks:
        at = replace(place, block=block)
        if "similar" in block.text.lower() and block.tag in ("p", "li", "dd", "desc", "copy"):
            found.append(f"{place.path} says similar: {block.text}")
        if block.tag == "copy" and block.id != "share" and not block.text.startswith("<"):
            lacks = [text for text in must_hold(at) if text not in block.text]
            if not block.text.endswith(f"http://testserver{place.path}"):
                lacks.append("its address")
            found += [f"{place.path} copies without {text!r}: {block.text}" for text in lacks]
        if place.kind == "area" and "fact__value" in block.classes and any(map(str.isdigit, block.text)):
            found += _undoubted(at, blocks)
    return [*found, *_copies(place, blocks), *_shades(place, blocks)]


def told(place: Place) -> Iterator[Told]:
    """The numbers of a text that is copied."""
    text, year = place.block.text, place.of
    if place.kind == "topic":
        yield from ((one, year, "figure") for one in of_nation.own(place) if one)
        return
    slugs = (spoken(place),) if is_to_copy(place) else (RSOS, RATE)
    for slug in slugs:
        one = ground(slug, whose(place), year)
        is_given = one is not None and (
            slug != RATE or is_to_copy(place) or f"{one.number} for every" in text
        )
        if one is not None and is_given:
            yield one, year, "rate" if slug == RATE else "figure"
        then = before(place, slug)
        if then is not None and re.search(r"A year earlier (it|there|the)\b", text):
            yield then, ReportingYear(year.start - 1), "before"
    nation = standing.nation(RATE, year)
    if nation is not None and "the England and Wales rate of" in text:
        yield nation, year, "nation"


def must_hold(place: Place) -> Iterator[str]:
    """The citation of every row, what the site worked out, and every doubt."""
    text = place.block.text
    for one, year, part in told(place):
        yield from (f"{sources.of(row).whole} ({row.source_kind})" for row in one.of)
        yield from (doubt for _kind, doubt in one.doubts)
        if one.indicator.slug == RATE and not one.is_printed:
            yield f"ate {MADE} from the {estimate(year)}"
        elif place.kind == "topic" and not one.is_printed and one.indicator.slug.endswith("s-per-100-rsos"):
            yield f"The number for every 100 is {MADE}"
        elif len(one.of) > 1 and not one.indicator.denominator:
            yield "Added up by MAPPA in numbers" if place.kind == "area" else MADE
        if part == "rate" and one.is_printed and one.one_in and "one in" in text:
            yield f"“One in {one.one_in:,}” {MADE}"
    if any(
        words in text
        for words in ("% above the", "% below the", "not clearly different", "what is usual among")
    ):
        yield f"Comparison {MADE}"
    if "areas with a figure, taken together" in text:
        yield f"The rate of the areas taken together is {MADE}"


def _copies(place: Place, blocks: Iterable[Block]) -> list[str]:
    """Nothing is copied for what has no figure, and something for all that has."""
    if place.kind != "area":
        return []
    held = [ground(slug, place.area, place.of) is not None for slug in HEADLINES]
    texts = [block for block in blocks if block.tag == "copy" and block.id not in ("share", "sentences")]
    below = [block for block in blocks if block.tag == "copy" and block.id == "sentences"]
    if (len(texts), len(below)) == (any(held[:2]), sum(held)):
        return []
    return [f"{place.path} copies {len(texts)} and {len(below)} texts for {sum(held)} figures"]


def _shades(place: Place, blocks: Iterable[Block]) -> list[str]:
    """Every number on a map lies in one shade of its key, and in no other."""
    if place.kind not in ("home", "compare"):
        return []
    spans = [span for block in blocks if block.tag == "li" and (span := _span(block.text))]
    slug = place.indicator.slug if place.indicator else RATE
    numbers = {one.shown for one in standing.held(slug, of_comparisons.shown_year(place)).values()}
    lost = [number for number in numbers if spans and sum(number in span for span in spans) != 1]
    return [f"{place.path}: {number} lies in no shade or in two" for number in lost]


@dataclass(frozen=True)
class Span:
    """The numbers of a shade: from `low` on, up to `high` or, where `is_open`, up to right before it."""

    low: Fraction
    high: Fraction
    is_open: bool

    def __contains__(self, number: Fraction) -> bool:
        return self.low <= number < self.high or (number == self.high and not self.is_open)


def _span(text: str) -> Span | None:
    number = r"([\d,.]+)"
    found = re.fullmatch(f"{number} to (under )?{number}|under {number}|{number} and over", text)
    if found is None:
        return None
    low, under, high, below, over = (one and one.replace(",", "") for one in found.groups())
    return Span(Fraction(low or over or 0), Fraction(high or below or 10**9), bool(under or below))


def _undoubted(place: Place, blocks: Iterable[Block]) -> list[str]:
    """A doubted number has its doubt under the opening or beside it, and under its sentence to be copied."""
    indicator = of_fact(place)
    one = ground(indicator.slug, place.area, place.of) if indicator else None
    above = [one.text for one in blocks if "doubt" in one.classes and one.id != "sentences"]
    beside = [one.text for one in blocks if one.tag == "dd" and one.term == place.block.term]
    copied = [one.text for one in blocks if "doubt" in one.classes and one.id == "sentences"]
    return [
        f"{place.path} does not doubt {place.block.text}"
        for _kind, doubt in (one.doubts if one else ())
        if not any(doubt in text for text in (*above, *beside)) or not any(doubt in text for text in copied)
    ]
