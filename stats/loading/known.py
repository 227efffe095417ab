"""What is stored already, as far as a load must know it: areas, divisions, sources and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from stats.analysis.figures import SourceRef
from stats.loading.fields import tidied
from stats.loading.normalise import SourceKey
from stats.models import Area, Report, Source


@dataclass(frozen=True, slots=True)
class Known:
    """A view of the database, read once within the load's transaction."""

    areas: dict[str, Area]  # MAPPA areas and the nation, by slug
    names: dict[str, list[Area]]  # the same by name and alias, folded
    divisions: dict[tuple[str, str], Area]  # by area slug and folded name
    sources: dict[SourceKey, Source]
    titles: dict[tuple[str, str], list[Source]]  # by kind and title
    reports: dict[tuple[str, int], Report]  # by area slug and start year

    @classmethod
    def read(cls) -> Known:
        stored = list(Area.objects.select_related("parent"))
        areas = {area.slug: area for area in stored if area.kind != Area.Kind.DIVISION}
        names: dict[str, list[Area]] = defaultdict(list)
        for area in areas.values():
            for name in dict.fromkeys(folded(n) for n in (area.slug, area.name, *area.aliases)):
                names[name].append(area)
        divisions = {
            (area.parent.slug, folded(area.name)): area for area in stored if area.parent is not None
        }
        sources = {source_key(source): source for source in Source.objects.all()}
        titles: dict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in sources.values():
            titles[source.kind, source.title].append(source)
        reports = {
            (report.area.slug, report.start_year): report for report in Report.objects.select_related("area")
        }
        return cls(areas, dict(names), divisions, sources, dict(titles), reports)

    def source_for(self, key: SourceKey) -> Source | None:
        """The stored source: the very one, or the only one of that kind and title if it lacks the link."""
        exact = self.sources.get(key)
        if exact is not None:
            return exact
        same = self.titles.get((key.kind, key.title), [])
        return same[0] if len(same) == 1 and not same[0].url else None

    def add_source(self, source: Source) -> None:
        self.sources[source_key(source)] = source
        self.titles.setdefault((source.kind, source.title), []).append(source)

    def area_names(self) -> Iterable[str]:
        return [area.name for area in self.areas.values()]


def source_key(source: Source | SourceRef) -> SourceKey:
    return SourceKey(source.kind, source.title, source.url)


def folded(name: str) -> str:
    """For comparing names: one space between words, no capitals."""
    return tidied(name).casefold()
