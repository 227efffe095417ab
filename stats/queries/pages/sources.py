"""The documents that figures were read from: all of them, and one with everything that is public of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from stats.analysis.figures import AreaRef, SourceRef
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Figure, LocalActivity, Source
from stats.queries.activities import ToldActivity, fetch_activities
from stats.queries.figures import FigureOfSource, area_refs, figures_of_source, source_ref
from stats.queries.once_a_release import OnceARelease
from stats.queries.releases import Corrected, fetch_corrections


@dataclass(frozen=True, slots=True)
class SourceHeld:
    """A source with how many public figures are from it, of which areas and years; `years` oldest first."""

    source: SourceRef
    figures: int
    areas: tuple[AreaRef, ...]
    years: tuple[ReportingYear, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """`read` is the day on which it was read last, as far as it is known.

    Of a source whose figures were all withdrawn the `corrections` alone are left.
    """

    source: SourceRef
    read: str
    figures: tuple[FigureOfSource, ...]
    activities: tuple[ToldActivity, ...]
    corrections: tuple[Corrected, ...]


def sources_held() -> tuple[SourceHeld, ...]:
    """Every source that is public, those published last first, and then by title. Three queries."""
    areas = area_refs()
    held: Mapping[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for source, slug, start, figures in (
        Figure.objects.public()
        .order_by("report__area__name", "report__start_year")
        .values("source", "report__area__slug", "report__start_year")
        .annotate(figures=Count("pk"))
        .values_list("source", "report__area__slug", "report__start_year", "figures")
    ):
        held[source][slug, start] = figures
    return tuple(
        SourceHeld(
            source_ref(source),
            sum(held[source.pk].values()),
            tuple(areas[slug] for slug in dict.fromkeys(slug for slug, _start in held[source.pk])),
            tuple(map(ReportingYear, sorted({start for _slug, start in held[source.pk]}))),
        )
        for source in sorted(
            public_sources().order_by("title", "pk"), key=lambda one: one.published, reverse=True
        )
    )


sources_page = OnceARelease(sources_held)


def source_page(slug: str) -> SourcePage | None:
    """One source; None where there is none of that slug, or nothing of it is public. Four queries."""
    source = public_sources().filter(slug=slug).first()
    if source is None:
        return None
    return SourcePage(
        source_ref(source),
        source.read,
        figures=tuple(figures_of_source(slug)),
        activities=fetch_activities(Q(source=source)),
        corrections=fetch_corrections(Q(source=source))[::-1],
    )


def sources_titled(titles: Iterable[str]) -> Mapping[str, SourceRef]:
    """The public sources of these titles; one query."""
    return {source.title: source_ref(source) for source in public_sources().filter(title__in=titles)}


def source_slug_now(former: str) -> str | None:
    """The slug of the public source that once had this one; None where none had it. One query."""
    return public_sources().filter(former_slugs__contains=[former]).values_list("slug", flat=True).first()


def public_sources() -> QuerySet[Source]:
    """Those that something public names: a figure, a number in a report's text, or a correction of a figure
    that was public."""
    of_it = {"source": OuterRef("pk")}
    return Source.objects.filter(
        Exists(Figure.objects.public().filter(**of_it))
        | Exists(LocalActivity.objects.filter(**of_it))
        | Exists(Correction.objects.filter(**of_it))
    )
