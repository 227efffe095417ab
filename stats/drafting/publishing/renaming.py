"""The source of a draft under another name: the same document with a title that is corrected, or another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from stats.drafting.publishing.changes import SourceChange
from stats.loading.existing import source_key
from stats.models import Draft, Figure, Note, Source

# What a source says of itself besides kind, title and link.
_DETAILS = ("publisher", "published", "read", "note", "standing")


def rename(draft: Draft, source: Source | None, *, changes: Collection[SourceChange]) -> bool:
    """Give the source its new title, if it is this draft's alone, and the link that it lacked.

    Its figures, notes and corrections stay with it, and files that name the former title still mean it. False
    where another source has to take its place: of another kind or link, one that is stored already, or where
    other reports share this one, for which the title may well be right.
    """
    parts = {change.part: change for change in changes}
    if source is None or not parts or "kind" in parts or ("url" in parts and parts["url"].old):
        return False
    new = asdict(source_key(source)) | {part: change.new for part, change in parts.items()}
    if ("title" in parts and _is_shared(source, draft=draft)) or Source.objects.filter(**new).exists():
        return False
    source.give_title(new["title"])
    source.url = new["url"]
    source.save(update_fields=["title", "url", "former_titles", "slug", "former_slugs"])
    return True


def take_over(draft: Draft, *, old: Source, new: Source) -> None:
    """What is known of the old source and not of the new one, and the notes on the draft's figures, go to the
    new source."""
    if not any(getattr(new, name) for name in _DETAILS):
        for name in _DETAILS:
            setattr(new, name, getattr(old, name))
        new.save(update_fields=_DETAILS)
    for note in Note.objects.filter(area=draft.area_id, start_year=draft.start_year, source=old):
        same = {name: getattr(note, name) for name in ("division", "measure", "category", "level", "kind")}
        there = Note.objects.filter(area=note.area_id, start_year=note.start_year, source=new, **same)
        if not there.exists():
            note.source = new
            note.save(update_fields=["source"])


def _is_shared(source: Source, *, draft: Draft) -> bool:
    """Whether figures of another area or year have it: a report prints some of the year before as well."""
    own = {"report__area": draft.area_id, "report__start_year__in": (draft.start_year, draft.start_year - 1)}
    return Figure.objects.filter(source=source).exclude(**own).exists()
