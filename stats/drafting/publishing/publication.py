"""Publishing a draft, and withdrawing what is public: each on purpose, whole, and as a release."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import Q

from stats.catalogue.cells import cell_key
from stats.documents import FileRead
from stats.drafting.access import require_publishing
from stats.drafting.checking import DraftCheck, check_draft
from stats.drafting.publishing.changes import (
    ChangeKind,
    Comparison,
    compared,
    folded_key,
    printed_key,
    public_figures_of,
)
from stats.drafting.publishing.notes import unexplained, write_notes
from stats.drafting.publishing.renaming import rename, take_over
from stats.drafting.publishing.typists import second_person_missing
from stats.drafting.remarks import remarks_on
from stats.drafting.saving import locked
from stats.loading.outcome import FileOutcome
from stats.loading.pipeline import check_and_write, record_loads
from stats.loading.releases import make_release, record_corrections
from stats.loading.transaction import load_transaction
from stats.loading.write import Edit
from stats.loading.write import withdraw as withdraw_figures
from stats.models import Draft, Figure, Release, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotPublishableError(Exception):
    """`problems` are sentences by field: `reason`, `draft`, and `note:` with a printed total's cell id; of
    several drafts, `draft:` with the primary key of each."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@contextmanager
def as_published(draft: Draft) -> Iterator[None]:
    """Within it, and for this session alone, the draft is public: for a preview through the public queries.

    All that can be read of it is written as publishing would write it, and rolled back at the end.
    """
    with load_transaction(dry_run=True):
        _write({draft: compared(draft)})
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
        draft = locked(draft_id, user=user)
        checked, comparison = check_draft(draft), compared(draft)
        given = {id_: text for id_, text in notes.items() if id_ in checked.differences}
        notes = {id_: text.strip() for id_, text in {**draft.notes, **given}.items() if text.strip()}
        problems = _reason_problems(reason)
        if in_the_way := _in_the_way(draft, checked, comparison, version=expected_version, user=user):
            problems["draft"] = in_the_way
        for id_ in unexplained(draft, checked):
            if id_ not in notes:
                words = f"Write a note for the public on this, or mend it. {checked.differences[id_]}"
                problems[f"note:{id_}"] = words
        if problems:
            raise NotPublishableError(problems)
        files, edits = _write({draft: comparison})
        release = _make_release(draft, _title(draft, comparison), edits=edits, reason=reason, user=user)
        record_loads(files, release=release, user=user)
        _finish(draft, checked, notes=notes, explained=explained, release=release, user=user)
    return release


def publish_several(versions: Mapping[int, int], *, reason: str, user: User) -> Release:
    """Make the figures of several drafts public in one release, all of them or none.

    `versions` are those that the user saw, by the primary key of the draft. Only drafts without open remarks
    can go together: nothing to mend, no cell unsure or not looked at, and a note on each total that differs.

    Raises NotPublishableError, its problems by `reason` and by `draft:` with a primary key, PermissionDenied,
    Draft.DoesNotExist.
    """
    require_publishing(user)
    with load_transaction():
        drafts = [locked(pk, user=user) for pk in sorted(versions)]
        checks = {draft: check_draft(draft) for draft in drafts}
        comparisons = {draft: compared(draft) for draft in drafts}
        problems = _reason_problems(reason)
        if not drafts:
            problems["draft"] = "Choose the drafts to publish."
        for draft, checked in checks.items():
            words = _in_the_way(draft, checked, comparisons[draft], version=versions[draft.pk], user=user)
            if not words and set(unexplained(draft, checked)) - draft.notes.keys():
                words = "A printed total differs from its parts and has no note for the public."
            if words:
                problems[f"draft:{draft.pk}"] = f"{draft}: {words}"
        if problems:
            raise NotPublishableError(problems)
        files, edits = _write(comparisons)
        titles = sorted(_title(draft, comparison) for draft, comparison in comparisons.items())
        title = titles[0] if len(titles) == 1 else f"{len(titles):,} reports published together"
        release = make_release(title, description="\n".join((reason, *titles)))
        record_corrections(edits, release=release, reason=reason, user=user)
        record_loads(files, release=release, user=user)
        for draft, checked in checks.items():
            _finish(draft, checked, notes=draft.notes, explained=(), release=release, user=user)
    return release


def _finish(
    draft: Draft,
    checked: DraftCheck,
    *,
    notes: Mapping[str, str],
    explained: Collection[str],
    release: Release,
    user: User,
) -> None:
    source = _stored_source(draft)
    write_notes(draft, checked, source=source, notes=notes, explained=explained, release=release)
    _mark(draft, source=source, notes=notes, release=release, user=user)


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


def _write(comparisons: Mapping[Draft, Comparison]) -> tuple[Sequence[FileOutcome], Iterable[Edit]]:
    """Store the figures by the way that every figure comes in, and withdraw those that a draft has no more.

    A source whose title alone is corrected, and that no other report has, stays what it is under its new
    title. Otherwise one figure goes as another comes in its cell: told as one edit, and by record_corrections
    as none where both say the same.
    """
    comparisons = {
        draft: compared(draft) if rename(draft, one.old_source, changes=one.source) else one
        for draft, one in comparisons.items()
    }
    files = [FileRead(str(draft), _digest(draft), (), ()) for draft in comparisons]
    entries = [entry for comparison in comparisons.values() for entry in comparison.entries]
    outcome, edits = check_and_write(files, entries, problems=(), origin=Figure.Origin.ADMIN)
    if outcome.errors:
        raise NotPublishableError({"draft": " ".join(map(str, outcome.errors))})
    withdrawn: list[Edit] = []
    for draft, comparison in comparisons.items():
        withdrawn += _withdraw_gone(draft, comparison)
        if comparison.old_source is not None:
            take_over(draft, old=comparison.old_source, new=_stored_source(draft))
    return outcome.files, (*edits, *withdrawn)


def _withdraw_gone(draft: Draft, comparison: Comparison) -> Iterator[Edit]:
    """What the draft does not have any more; read again, for a cell may have passed to another source."""
    gone = Figure.objects.filter(pk__in=comparison.gone).select_related("report__area", "division", "source")
    for edit in withdraw_figures(list(gone), file=str(draft)):
        key = printed_key(edit.figure, start_year=draft.start_year)
        yield edit._replace(new_text=comparison.new.get(key, ""))


def _digest(draft: Draft) -> str:
    text = json.dumps([draft.cells, draft.pages, draft.source_title, draft.divisions], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _stored_source(draft: Draft) -> Source:
    """The source that the draft's figures were stored with: of that link, or the only one of that title."""
    titled = Q(title=draft.source_title) | Q(former_titles__contains=[draft.source_title])
    sources = Source.objects.filter(titled, kind=draft.source_kind)
    return sources.filter(url=draft.source_url).first() or sources.get()


def _make_release(draft: Draft, title: str, *, edits: Iterable[Edit], reason: str, user: User) -> Release:
    release = make_release(title, description=reason, area=draft.area, start_year=draft.start_year)
    record_corrections(edits, release=release, reason=reason, user=user)
    return release


def _reason_problems(reason: str) -> dict[str, str]:
    return {} if reason.strip() else {"reason": "Say in a few words why; everybody can read it."}


def _in_the_way(
    draft: Draft, checked: DraftCheck, comparison: Comparison, *, version: int, user: User
) -> str:
    """Why what is typed cannot be published by this user, if it cannot."""
    problems = checked.problems
    if draft.version != version:
        return "The draft was changed after this page was opened. Look at it again first."
    if missing := second_person_missing(draft, user=user):
        return missing
    if len(problems.cells) == 1:
        return "1 cell cannot be read as it stands. Mend or empty it first."
    if problems.cells:
        return f"{len(problems.cells):,} cells cannot be read as they stand. Mend or empty them first."
    if problems:
        return " ".join((*problems.source.values(), *problems.report))
    if not draft.cells:
        return "Nothing is typed. To take published figures away, withdraw them."
    if draft.to_look_at:
        return "It has cells that nobody has looked at since they were read or pasted."
    return "" if comparison else "Nothing would change for the public: all of it is published already."


def _mark(draft: Draft, *, source: Source, notes: Mapping[str, str], release: Release, user: User) -> None:
    """The draft is what is public now. A note that was added with publishing makes it a new version."""
    if notes != draft.notes:
        draft.notes, draft.version = dict(notes), draft.version + 1
    draft.source, draft.published_release, draft.changed_by = source, release, user
    draft.source_title, draft.source_url = source.title, source.url
    draft.remarks = remarks_on(draft).stored()
    draft.save()


def _title(draft: Draft, comparison: Comparison) -> str:
    numbers = Counter(change.kind for change in comparison.changes)
    if not comparison.was_public:
        return f"{draft}: {_count(numbers[ChangeKind.ADDED])} published"
    words = {ChangeKind.ADDED: "added", ChangeKind.CHANGED: "corrected", ChangeKind.WITHDRAWN: "withdrawn"}
    parts = [f"{_count(numbers[kind])} {word}" for kind, word in words.items() if numbers[kind]]
    if comparison.source:
        parts.append("source corrected")
    if comparison.is_reordered:
        parts.append("order of the divisions corrected")
    return f"{draft}: {', '.join(parts) or 'pages of the source given'}"


def _count(number: int) -> str:
    return f"{number:,} figure{'' if number == 1 else 's'}"
