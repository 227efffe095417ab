"""Public notes on printed totals that differ from their parts, written with the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from stats.catalogue.cells import cell_key
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.drafting.checking import DraftCheck
from stats.models import Draft, Note, Release, Source

_KINDS = (NoteKind.EXPLAINED_DIFFERENCE, NoteKind.UNUSUAL)


def explained_already(draft: Draft, *, source: Source | None) -> frozenset[CellKey]:
    """The cells of the draft's year on which readers have a note already."""
    return frozenset(
        _note_key(note) for note in _notes(draft) if note.source_id in (None, source and source.pk)
    )


def write_notes(
    draft: Draft,
    checked: DraftCheck,
    *,
    source: Source,
    notes: Mapping[str, str],
    explained: Collection[str],
    release: Release,
) -> None:
    """Store a note for each difference that stays, and take away those of differences that are gone."""
    held = {(_note_key(note), note.source_id): note for note in _notes(draft) if note.release_id is not None}
    stays = set()
    for id_ in checked.differences:
        key, text = cell_key(id_), notes.get(id_, "")
        stays.add(key)
        if not text:
            continue
        kind = NoteKind.EXPLAINED_DIFFERENCE if id_ in explained else NoteKind.UNUSUAL
        note = held.get((key, source.pk))
        if note is not None and note.kind != kind:
            note.delete()
        Note.objects.update_or_create(
            area=draft.area,
            division=key.division,
            start_year=draft.start_year - key.years_back,
            measure=key.measure,
            category=key.category,
            level=key.level,
            source=source,
            kind=kind,
            defaults={"text": text, "release": release},
        )
    for (key, source_id), note in held.items():
        if key not in stays and source_id == source.pk:
            note.delete()


def _notes(draft: Draft) -> list[Note]:
    return list(Note.objects.filter(area=draft.area_id, start_year=draft.start_year, kind__in=_KINDS))


def _note_key(note: Note) -> CellKey:
    return CellKey(note.measure, note.category, note.level, note.division)
