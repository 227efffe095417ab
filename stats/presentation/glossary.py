"""The glossary: each term with what reports explain of it, and the pages of those reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.analysis.figures import SourceRef
from stats.catalogue.glossary import Explanation, GlossaryPart, Term
from stats.catalogue.reader import catalogue


@dataclass(frozen=True, slots=True)
class ExplanationText:
    """`sources` are those that explain it; one that is not stored has its title alone."""

    when: str
    explanation: Explanation
    sources: tuple[SourceRef, ...]


def explained_titles() -> tuple[str, ...]:
    """The titles of the sources that explain anything."""
    explained = (
        one for part in catalogue().glossary_parts for term in part.terms for one in term.explanations
    )
    return tuple(dict.fromkeys(title for one in explained for title in one.sources))


def glossary_text(
    stored: Mapping[str, SourceRef],
) -> Iterator[tuple[GlossaryPart, list[tuple[Term, list[ExplanationText]]]]]:
    """The parts with their terms, and with each term what reports explain; sources by their titles."""
    for part in catalogue().glossary_parts:
        yield part, [(term, [_told(one, stored) for one in term.explanations]) for term in part.terms]


def _told(explanation: Explanation, stored: Mapping[str, SourceRef]) -> ExplanationText:
    only = len(explanation.sources) == 1
    when = _("As a report of %(year)s explains it:") if only else _("As the reports of %(year)s explain it:")
    found = (stored.get(title) or SourceRef(0, "", title, "") for title in explanation.sources)
    return ExplanationText(when % {"year": explanation.year}, explanation, tuple(found))
