"""Notes for the public on printed totals that differ from their parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from stats.catalogue.cells import cell_key
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.drafting.checking import DraftCheck
from stats.models import Draft, Note, Release, Source

_NOTE_KINDS = (NoteKind.EXPLAINED_DIFFERENCE, NoteKind.UNUSUAL)


def unexplained(draft: Draft, checked: DraftCheck) -> list[str]:
    """The cell ids of the totals that differ and that readers have no note on yet.

    Before the draft is published its source is the stored one of that kind, title and link. Asks the
    database only where something differs.
    """
    if not checked.differences:
        return []
    of_source = Q(source__kind=draft.source_kind, source__title=draft.source_title)
    if draft.source_url:
        of_source &= Q(source__url=draft.source_url)
    if draft.source_id is not None:
        of_source |= Q(source=draft.source_id)
    noted = {_note_key(note) for note in _notes(draft).filter(of_source | Q(source=None))}
    return [id_ for id_ in checked.differences if cell_key(id_) not in noted]


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
    written = {
        cell_key(id_): (NoteKind.EXPLAINED_DIFFERENCE if id_ in explained else NoteKind.UNUSUAL, notes[id_])
        for id_ in checked.differences
        if id_ in notes
    }
    stays = set(map(cell_key, checked.differences))
    for note in _notes(draft).filter(release__isnull=False, source=source):
        kind, _text = written.get(_note_key(note), (note.kind, ""))
        if _note_key(note) not in stays or kind != note.kind:
            note.delete()
    for key, (kind, text) in written.items():
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


def _notes(draft: Draft) -> QuerySet[Note]:
    return Note.objects.filter(area=draft.area_id, start_year=draft.start_year, kind__in=_NOTE_KINDS)


def _note_key(note: Note) -> CellKey:
    return CellKey(note.measure, note.category, note.level, note.division)
