"""What is stored already, as far as a load of figures must know it: areas, divisions and sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from stats.analysis.figures import SourceRef
from stats.analysis.tables.printed_amounts import tidied
from stats.loading.normalise import SourceKey
from stats.models import Area, Source


@dataclass(frozen=True, slots=True)
class Existing:
    """A view of the database, read once within the load's transaction."""

    areas: dict[str, Area]  # MAPPA areas and the nation, by slug
    names: dict[str, list[Area]]  # the same by name, alias and former slug, folded
    divisions: dict[tuple[str, str], Area]  # by area slug and folded name
    sources: dict[SourceKey, Source]  # by the title that each has, and those it had

    @classmethod
    def read(cls) -> Existing:
        stored = list(Area.objects.select_related("parent"))
        areas = {area.slug: area for area in stored if area.kind != Area.Kind.DIVISION}
        names: dict[str, list[Area]] = defaultdict(list)
        for area in areas.values():
            given = (area.slug, *area.former_slugs, area.name, *area.aliases)
            for name in dict.fromkeys(map(folded, given)):
                names[name].append(area)
        divisions = {
            (area.parent.slug, folded(area.name)): area for area in stored if area.parent is not None
        }
        stored_sources = list(Source.objects.all())
        sources = {
            SourceKey(source.kind, title, source.url): source
            for source in stored_sources
            for title in source.former_titles
        } | {source_key(source): source for source in stored_sources}
        return cls(areas, dict(names), divisions, sources)

    def source_for(self, key: SourceKey) -> Source | None:
        """The stored source: the very one, or the only one of that kind and title if it lacks the link."""
        exact = self.sources.get(key)
        if exact is not None:
            return exact
        named = (key.kind, key.title)
        same = [source for known, source in self.sources.items() if (known.kind, known.title) == named]
        return same[0] if len(same) == 1 and not same[0].url else None


def source_key(source: Source | SourceRef) -> SourceKey:
    return SourceKey(source.kind, source.title, source.url)


def folded(name: str) -> str:
    """For comparing names: one space between words, no capitals."""
    return tidied(name).casefold()
