"""Publishing a draft, and withdrawing what is public: each on purpose, whole, and as a release."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone

from stats.catalogue.cells import cell_key
from stats.drafting.access import require_publishing
from stats.drafting.changes import CellChange, Comparison, compared, printed_key
from stats.drafting.checking import DraftCheck, check_draft
from stats.drafting.content import content_of
from stats.drafting.notes import explained_already, write_notes
from stats.drafting.parsing import DraftProblems, parse, sort_problems
from stats.drafting.saving import locked
from stats.loading.normalise import Entry
from stats.loading.outcome import Outcome
from stats.loading.pipeline import check_and_write, record_loads
from stats.loading.readers import FileRead
from stats.loading.releases import make_release, record_corrections
from stats.loading.transaction import load_transaction
from stats.loading.write import Edit
from stats.loading.write import withdraw as withdraw_figures
from stats.models import Draft, Figure, Release, Report, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_TEXT = 2000


class NotPublishableError(Exception):
    """`problems` are sentences by field: `reason`, `draft`, and `note:` with a printed total's cell id."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def preview_changes(draft: Draft) -> tuple[CellChange, ...]:
    """What publishing would change for the public, cell by cell; cells that cannot be read are left out."""
    return compared(draft, read=_readable(draft)).changes


@contextmanager
def as_published(draft: Draft) -> Iterator[None]:
    """Within it, and for this session alone, the draft is public: for a preview through the public queries.

    All that can be read of it is written as publishing would write it, and rolled back at the end.
    """
    with load_transaction(dry_run=True):
        read = _readable(draft)
        comparison = compared(draft, read=read)
        _write(draft, read)
        withdraw_figures(_figures_of(comparison), file=str(draft))
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
    reason = reason.replace("\0", "").strip()
    with load_transaction():
        draft = locked(draft_id)
        checked = check_draft(draft)
        notes = {key: text.strip() for key, text in {**draft.notes, **notes}.items() if text.strip()}
        read = _readable(draft)
        comparison = compared(draft, read=read)
        stale = draft.version != expected_version
        problems = _problems(draft, checked, comparison, reason=reason, notes=notes, stale=stale)
        if problems:
            raise NotPublishableError(problems)
        outcome, edited = _write(draft, read)
        withdrawn = withdraw_figures(_figures_of(comparison), file=str(draft))
        release = make_release(
            _title(draft, comparison.changes, was_public=comparison.was_public),
            description=reason,
            area=draft.area,
            start_year=draft.start_year,
        )
        record_loads(outcome.files, release=release, user=user)
        edits = _joined(edited, withdrawn, draft=draft, comparison=comparison)
        record_corrections(edits, release=release, reason=reason, user=user)
        source = _source_of(draft)
        write_notes(draft, checked, source=source, notes=notes, explained=explained, release=release)
        _mark(draft, source=source, notes=notes, release=release, user=user)
    return release


def withdraw(report: Report, *, reason: str, user: User, source: Source | None = None) -> Release:
    """Take the report's figures away from the public: those of one source, or all. Each is a correction.

    They stay in the database, and publishing the draft again brings them back. Raises NotPublishableError and
    PermissionDenied.
    """
    require_publishing(user)
    reason = reason.replace("\0", "").strip()
    with load_transaction():
        figures = list(_public(report, source=source))
        problems = _reason_problems(reason)
        if not figures:
            problems["draft"] = "None of its figures is public, so there is nothing to withdraw."
        if problems:
            raise NotPublishableError(problems)
        edits = withdraw_figures(figures, file=str(report))
        release = make_release(
            f"{report.area} {report.year}: {_count(len(figures), 'figure')} withdrawn",
            description=reason,
            area=report.area,
            start_year=report.start_year,
        )
        record_corrections(edits, release=release, reason=reason, user=user)
        drafts = Draft.objects.filter(area=report.area, start_year=report.start_year)
        drafts.update(published_release=None, changed_at=timezone.now(), changed_by=user)
    return release


def _public(report: Report, *, source: Source | None) -> Iterator[Figure]:
    figures = Figure.objects.public().select_related("report__area", "division", "source")
    mine = figures.filter(report=report)
    if source is None:
        yield from mine
        return
    yield from mine.filter(source=source)
    draft = Draft.objects.filter(area=report.area, start_year=report.start_year, source=source).first()
    prior = {key for key in map(cell_key, draft.cells) if key.years_back} if draft else set()
    before = figures.filter(
        report__area=report.area, report__start_year=report.start_year - 1, source=source, division=None
    )
    wanted = {(key.measure, key.category, key.level) for key in prior}
    yield from (figure for figure in before if (figure.measure, figure.category, figure.level) in wanted)


def _readable(draft: Draft) -> list[Entry]:
    """The draft's cells as entries, without those that have a problem of their own."""
    content = content_of(draft)
    read, unreadable = parse(draft.area, draft.year, content=content)
    problems = sort_problems(unreadable, content=content)
    return [entry for entry in read if entry.raw.where.sheet not in problems.cells]


def _write(draft: Draft, read: list[Entry]) -> tuple[Outcome, tuple[Edit, ...]]:
    """Store the figures by the way that every figure comes in."""
    text = json.dumps([draft.cells, draft.pages, draft.source_title], sort_keys=True)
    file = FileRead(str(draft), hashlib.sha256(text.encode()).hexdigest(), (), ())
    outcome, edits = check_and_write([file], read, problems=(), origin=Figure.Origin.ADMIN)
    if outcome.errors:
        raise NotPublishableError({"draft": " ".join(map(str, outcome.errors))})
    return outcome, edits


def _figures_of(comparison: Comparison) -> list[Figure]:
    """The figures that the draft no longer has; read again, for a cell may have passed to another source."""
    return list(
        Figure.objects.filter(pk__in=comparison.gone).select_related("report__area", "division", "source")
    )


def _joined(
    edits: tuple[Edit, ...], withdrawn: tuple[Edit, ...], *, draft: Draft, comparison: Comparison
) -> tuple[Edit, ...]:
    """Where the source was given another name, one figure goes as another comes in its cell: told as one
    edit, and by record_corrections as none where both say the same."""
    moved = (
        edit._replace(new_text=comparison.new.get(printed_key(edit.figure, start_year=draft.start_year), ""))
        for edit in withdrawn
    )
    return (*edits, *moved)


def _source_of(draft: Draft) -> Source:
    sources = Source.objects.filter(kind=draft.source_kind, title=draft.source_title)
    return sources.filter(url=draft.source_url).first() or sources.get()


def _problems(
    draft: Draft,
    checked: DraftCheck,
    comparison: Comparison,
    *,
    reason: str,
    notes: Mapping[str, str],
    stale: bool,
) -> dict[str, str]:
    problems = _reason_problems(reason)
    if stale:
        problems["draft"] = "The draft was changed after this page was opened. Look at it again first."
    elif checked.problems:
        problems["draft"] = _in_the_way(checked.problems)
    elif not draft.cells:
        problems["draft"] = "Nothing is typed. To take published figures away, withdraw them."
    elif not comparison.changes:
        problems["draft"] = "Nothing would change for the public: all of it is published already."
    known = explained_already(draft, source=draft.source)
    for id_ in checked.differences:
        text = notes.get(id_, "")
        if not text and cell_key(id_) not in known:
            problems[f"note:{id_}"] = "Write a note for the public on this difference, or mend the figures."
        elif len(text) > LONGEST_TEXT:
            problems[f"note:{id_}"] = f"The note is longer than {LONGEST_TEXT:,} characters."
    return problems


def _reason_problems(reason: str) -> dict[str, str]:
    if not reason:
        return {"reason": "Say in a few words why; everybody can read it."}
    if len(reason) > LONGEST_TEXT:
        return {"reason": f"The reason is longer than {LONGEST_TEXT:,} characters."}
    return {}


def _in_the_way(problems: DraftProblems) -> str:
    if problems.cells:
        if len(problems.cells) == 1:
            return "1 cell cannot be read as it stands. Mend or empty it first."
        return f"{len(problems.cells):,} cells cannot be read as they stand. Mend or empty them first."
    return " ".join((*problems.source.values(), *problems.report))


def _mark(draft: Draft, *, source: Source, notes: Mapping[str, str], release: Release, user: User) -> None:
    """The draft is what is public now. A note that was added with publishing makes it a new version."""
    if dict(notes) != draft.notes:
        draft.notes, draft.version = dict(notes), draft.version + 1
    draft.source, draft.published_release, draft.changed_by = source, release, user
    draft.source_url = source.url
    draft.save()


def _title(draft: Draft, changes: tuple[CellChange, ...], *, was_public: bool) -> str:
    counts = {
        kind: sum(change.kind == kind for change in changes) for kind in ("added", "changed", "withdrawn")
    }
    if not was_public:
        return f"{draft}: {_count(counts['added'], 'figure')} published"
    words = {"added": "added", "changed": "corrected", "withdrawn": "withdrawn"}
    parts = [f"{_count(number, 'figure')} {words[kind]}" for kind, number in counts.items() if number]
    return f"{draft}: {', '.join(parts) or 'pages of the source given'}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
