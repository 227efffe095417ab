"""The words of the field, and what reports explain of them."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the reports of a year explain of a term, in our words. It is not said to hold for other years.

    `sources` are titles of sources.csv; `lines` are listed below the text.
    """

    year: ReportingYear
    sources: tuple[str, ...]
    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """`slug` is its place on the page, to which links lead."""

    slug: str
    name: str
    text: str
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryPart:
    title: str
    terms: tuple[Term, ...]
