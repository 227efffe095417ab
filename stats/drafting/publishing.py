"""Publishing a draft, and withdrawing what is public: each on purpose, whole, and as a release."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stats.catalogue.cells import cell_key
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.documents import FileRead
from stats.drafting.access import require_publishing
from stats.drafting.changes import (
    CellChange,
    ChangeKind,
    Comparison,
    compared,
    folded_key,
    printed_key,
    public_figures_of,
)
from stats.drafting.checking import DraftCheck, check_draft
from stats.drafting.parsing import DraftProblems
from stats.drafting.saving import locked
from stats.loading.outcome import FileOutcome
from stats.loading.pipeline import check_and_write, record_loads
from stats.loading.releases import make_release, record_corrections
from stats.loading.transaction import load_transaction
from stats.loading.write import Edit
from stats.loading.write import withdraw as withdraw_figures
from stats.models import Draft, Figure, Note, Release, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NOTE_KINDS = (NoteKind.EXPLAINED_DIFFERENCE, NoteKind.UNUSUAL)


class NotPublishableError(Exception):
    """`problems` are sentences by field: `reason`, `draft`, and `note:` with a printed total's cell id."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def preview_changes(draft: Draft) -> tuple[CellChange, ...]:
    """What publishing would change for the public, cell by cell; cells that cannot be read are left out."""
    return compared(draft).changes


@contextmanager
def as_published(draft: Draft) -> Iterator[None]:
    """Within it, and for this session alone, the draft is public: for a preview through the public queries.

    All that can be read of it is written as publishing would write it, and rolled back at the end.
    """
    with load_transaction(dry_run=True):
        _write(draft, compared(draft))
        yield


def publish(
    draft_id: int,
    *,
    expected_version: int,
    reason: str,
    notes: Mapping[str, str],
    user: User,
    explained: Collection[str] = (),
) -> Release:
    """Make the draft's figures public, in one transaction with its release, corrections and notes.

    `notes` are by the cell id of a printed total that differs from its parts; those in `explained` tell what
    the source itself says of the difference, the others only that it stands so. Every difference needs one.

    Raises NotPublishableError with everything that stands in the way, PermissionDenied, Draft.DoesNotExist.
    """
    require_publishing(user)
    with load_transaction():
        draft = locked(draft_id)
        checked, comparison = check_draft(draft), compared(draft)
        notes = {key: text.strip() for key, text in {**draft.notes, **notes}.items() if text.strip()}
        problems = _reason_problems(reason)
        if draft.version != expected_version:
            problems["draft"] = "The draft was changed after this page was opened. Look at it again first."
        elif in_the_way := _in_the_way(draft, checked.problems, changes=comparison.changes):
            problems["draft"] = in_the_way
        known = _explained_already(draft, source=draft.source)
        for id_ in checked.differences:
            if id_ not in notes and cell_key(id_) not in known:
                words = "Write a note for the public on this difference, or mend the figures."
                problems[f"note:{id_}"] = words
        if problems:
            raise NotPublishableError(problems)
        files, edits = _write(draft, comparison)
        release = _make_release(draft, _title(draft, comparison), edits=edits, reason=reason, user=user)
        record_loads(files, release=release, user=user)
        sources = Source.objects.filter(kind=draft.source_kind, title=draft.source_title)
        source = sources.filter(url=draft.source_url).first() or sources.get()
        _write_notes(draft, checked, source=source, notes=notes, explained=explained, release=release)
        _mark(draft, source=source, notes=notes, release=release, user=user)
    return release


def withdraw(draft: Draft, *, reason: str, user: User) -> Release:
    """Take the figures of the draft's source away from the public. Each is a correction.

    They stay in the database, and publishing the draft again brings them back. Raises NotPublishableError and
    PermissionDenied.
    """
    require_publishing(user)
    with load_transaction():
        figures = published_figures(draft)
        problems = _reason_problems(reason)
        if not figures:
            problems["draft"] = "None of its figures is public, so there is nothing to withdraw."
        if problems:
            raise NotPublishableError(problems)
        edits = withdraw_figures(figures, file=str(draft))
        title = f"{draft}: {_count(len(figures))} withdrawn"
        release = _make_release(draft, title, edits=edits, reason=reason, user=user)
        draft.published_release, draft.changed_by = None, user
        draft.save(update_fields=["published_release", "changed_by", "changed_at"])
    return release


def published_figures(draft: Draft) -> list[Figure]:
    """What withdrawing takes away: of the year before only what the draft itself has."""
    typed = {folded_key(cell_key(id_)) for id_ in draft.cells}
    return [
        figure
        for figure in public_figures_of(draft)
        if draft.source_id in (None, figure.source_id)
        and (
            figure.report.start_year == draft.start_year
            or printed_key(figure, start_year=draft.start_year) in typed
        )
    ]


def _write(draft: Draft, comparison: Comparison) -> tuple[Sequence[FileOutcome], Iterable[Edit]]:
    """Store the figures by the way that every figure comes in, and withdraw those that the draft has no more.

    Where the source was given another name, one figure goes as another comes in its cell: told as one edit,
    and by record_corrections as none where both say the same.
    """
    text = json.dumps([draft.cells, draft.pages, draft.source_title], sort_keys=True)
    file = FileRead(str(draft), hashlib.sha256(text.encode()).hexdigest(), (), ())
    outcome, edits = check_and_write([file], comparison.entries, problems=(), origin=Figure.Origin.ADMIN)
    if outcome.errors:
        raise NotPublishableError({"draft": " ".join(map(str, outcome.errors))})
    # Read again, for a cell may have passed to another source.
    gone = Figure.objects.filter(pk__in=comparison.gone).select_related("report__area", "division", "source")
    withdrawn = [
        edit._replace(new_text=comparison.new.get(printed_key(edit.figure, start_year=draft.start_year), ""))
        for edit in withdraw_figures(list(gone), file=str(draft))
    ]
    return outcome.files, (*edits, *withdrawn)


def _make_release(draft: Draft, title: str, *, edits: Iterable[Edit], reason: str, user: User) -> Release:
    release = make_release(title, description=reason, area=draft.area, start_year=draft.start_year)
    record_corrections(edits, release=release, reason=reason, user=user)
    return release


def _reason_problems(reason: str) -> dict[str, str]:
    return {} if reason.strip() else {"reason": "Say in a few words why; everybody can read it."}


def _in_the_way(draft: Draft, problems: DraftProblems, *, changes: Sequence[CellChange]) -> str:
    """Why what is typed cannot be published, if it cannot."""
    if len(problems.cells) == 1:
        return "1 cell cannot be read as it stands. Mend or empty it first."
    if problems.cells:
        return f"{len(problems.cells):,} cells cannot be read as they stand. Mend or empty them first."
    if problems:
        return " ".join((*problems.source.values(), *problems.report))
    if not draft.cells:
        return "Nothing is typed. To take published figures away, withdraw them."
    return "" if changes else "Nothing would change for the public: all of it is published already."


def _mark(draft: Draft, *, source: Source, notes: Mapping[str, str], release: Release, user: User) -> None:
    """The draft is what is public now. A note that was added with publishing makes it a new version."""
    if notes != draft.notes:
        draft.notes, draft.version = dict(notes), draft.version + 1
    draft.source, draft.published_release, draft.changed_by = source, release, user
    draft.source_url = source.url
    draft.save()


def _title(draft: Draft, comparison: Comparison) -> str:
    numbers = Counter(change.kind for change in comparison.changes)
    if not comparison.was_public:
        return f"{draft}: {_count(numbers[ChangeKind.ADDED])} published"
    words = {ChangeKind.ADDED: "added", ChangeKind.CHANGED: "corrected", ChangeKind.WITHDRAWN: "withdrawn"}
    parts = [f"{_count(numbers[kind])} {word}" for kind, word in words.items() if numbers[kind]]
    return f"{draft}: {', '.join(parts) or 'pages of the source given'}"


def _count(number: int) -> str:
    return f"{number:,} figure{'' if number == 1 else 's'}"


def _explained_already(draft: Draft, *, source: Source | None) -> frozenset[CellKey]:
    """The cells of the draft's year on which readers have a note already."""
    return frozenset(
        _note_key(note) for note in _notes(draft) if note.source_id in (None, source and source.pk)
    )


def _write_notes(
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
