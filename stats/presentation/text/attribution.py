"""Who said each number of a sentence: as the line under it, and in words for whoever copies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext as _

from stats.analysis.figures import SourceRef
from stats.analysis.values import Value
from stats.presentation.text import numbers, words


class Part(Enum):
    """What a number is in its sentence."""

    FIGURE = auto()
    """The only one of the year."""
    COUNT = auto()
    RATE = auto()
    BEFORE = auto()
    """Of the year before."""
    NATION = auto()
    """That of England and Wales, which an area's stands beside."""


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """One number of a sentence, a count or a rate per population."""

    part: Part
    value: Value

    @property
    def sources(self) -> tuple[SourceRef, ...]:
        """Of a rate that is printed, whose it is; of one that is worked out, whose the count is."""
        return self.value.sources[:1] if self.value.is_printed else self.value.sources

    @property
    def count_sources(self) -> tuple[SourceRef, ...]:
        """Whose the count is that stands with a rate."""
        return self.value.sources[1:] if self.value.is_printed else self.value.sources

    @property
    def is_worked_out(self) -> bool:
        return not self.value.is_printed


@dataclass(frozen=True, slots=True)
class Credit:
    """A part of the line under a sentence. `source` is None for what is worked out here; `estimate` then
    says from which."""

    part: str = ""
    source: SourceRef | None = None
    name: str = ""
    estimate: str = ""


def told_numbers(*parts: tuple[Part, Value | None]) -> tuple[ToldNumber, ...]:
    """Those that a sentence can tell: without a value nothing is told."""
    return tuple(
        ToldNumber(part, value) for part, value in parts if value is not None and value.amount is not None
    )


def credit_line(told: Sequence[ToldNumber]) -> tuple[Credit, ...]:
    """The line under a sentence: each source of the year's own numbers once, and what was worked out."""
    found: list[Credit] = []
    named: set[int] = set()
    for one in told:
        if one.part not in (Part.FIGURE, Part.COUNT, Part.RATE):
            continue
        part = _("rate") if one.part is Part.RATE else ""
        for source in one.sources:
            if source.id not in named:
                named.add(source.id)
                found.append(Credit(part, source, words.short_source_name(source)))
        if one.is_worked_out:
            found.append(Credit(part, estimate=_estimate(one.value)))
    return tuple(found)


def says_one_in(rate: Value) -> bool:
    """Whether a sentence gives the count of a rate, and one in how many that is: where both are published."""
    return rate.one_in is not None and rate.exact_numerator is not None and not rate.is_count_implied


def in_words(told: Sequence[ToldNumber], *, compares: bool = False) -> str:
    """The sources of a sentence, to be copied after it: whose each number is, and what this site worked out.

    `compares` where the sentence says how the number stands to another.
    """
    sources = {one.value.sources for one in told}
    if len(sources) == 1 and len(next(iter(sources))) == 1 and not any(one.is_worked_out for one in told):
        parts = [_("Source: %(source)s.") % {"source": _names(next(iter(sources)))}]
    else:
        parts = list(dict.fromkeys(text for one in _merged(told) for text in _clauses(*one)))
    own = next((one for one in told if one.part is Part.RATE or one.part is Part.FIGURE), None)
    if own is not None and own.value.is_printed and says_one_in(own.value):
        parts.append(_one_in(own.value))
    if compares:
        parts.append(_("Comparison worked out by MAPPA in numbers."))
    return " ".join(parts)


def _merged(told: Iterable[ToldNumber]) -> Iterable[tuple[set[Part], ToldNumber]]:
    """Numbers of one part together; count and rate too, where both are printed by the same source.

    The rate of the year before says whose its count is, where it was worked out from that.
    """
    told = tuple(told)
    found: list[tuple[set[Part], ToldNumber]] = []
    for one in told:
        rates = (other for other in told if other.part is Part.BEFORE and other.is_worked_out)
        if one.part is Part.BEFORE and any(one.sources == rate.sources for rate in rates if rate is not one):
            continue
        parts, last = found[-1] if found else (set(), one)
        is_printed = not one.is_worked_out and not last.is_worked_out
        together = {*parts, one.part} in ({one.part}, {Part.COUNT, Part.RATE})
        if parts and together and is_printed and last.sources == one.sources:
            parts.add(one.part)
            continue
        found.append(({one.part}, one))
    return found


def _clauses(parts: set[Part], one: ToldNumber) -> Iterable[str]:
    """`Source of the count: LBC (press report).`; for a rate worked out, from which estimate."""
    texts = {
        frozenset({Part.FIGURE}): _("Source: %(source)s."),
        frozenset({Part.COUNT}): _("Source of the count: %(source)s."),
        frozenset({Part.RATE}): _("Source of the rate: %(source)s."),
        frozenset({Part.COUNT, Part.RATE}): _("Source of the count and the rate: %(source)s."),
        frozenset({Part.BEFORE}): _("A year earlier: %(source)s."),
        frozenset({Part.NATION}): _("England and Wales: %(source)s."),
    }
    with_estimate = {
        Part.BEFORE: _(
            "A year earlier: count, %(source)s; rate worked out by MAPPA in numbers from the %(estimate)s."
        ),
        Part.NATION: _(
            "England and Wales: count, %(source)s; rate worked out by MAPPA in numbers from the %(estimate)s."
        ),
    }
    estimate = _estimate(one.value) if one.is_worked_out else ""
    if estimate and (text := with_estimate.get(one.part)):
        yield text % {"source": _names(one.sources), "estimate": estimate}
        return
    if one.part is Part.RATE and len(one.value.sources) == 1 and says_one_in(one.value):
        parts = parts | {Part.COUNT}
    if one.part is not Part.RATE or not one.is_worked_out:
        yield texts[frozenset(parts)] % {"source": _names(one.sources)}
    if one.part is Part.RATE and one.count_sources and not one.value.is_count_implied:
        yield _("Source of the count: %(source)s.") % {"source": _names(one.count_sources)}
    if not one.is_worked_out:
        return
    text = _("Added up by MAPPA in numbers.")
    if estimate:
        text = _("Rate worked out by MAPPA in numbers from the %(estimate)s.")
    yield text % {"estimate": estimate}


def _one_in(rate: Value) -> str:
    said = {"one_in": numbers.number(rate.one_in or 0), "estimate": _estimate(rate)}
    text = _("“One in %(one_in)s” worked out by MAPPA in numbers from the printed rate.")
    if said["estimate"]:
        text = _("“One in %(one_in)s” worked out by MAPPA in numbers from the %(estimate)s.")
    return text % said


def _estimate(value: Value) -> str:
    return "" if value.population is None else words.estimate(value.population)


def _names(sources: Iterable[SourceRef]) -> str:
    return "; ".join(words.source_and_kind(source) for source in sources)
