"""The one way by which figures come in: read -> normalise -> check -> write, then a release and a record.

load_figures, load_all and publishing from the admin call it. They differ in what they give it and in whose
figures they may change (stats.models.Figure.Origin).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from stats.catalogue.reader import catalogue
from stats.documents import FileRead, Upload, read
from stats.documents.problems import Problem, Severity, Where
from stats.loading.checks import check, warnings_about_totals
from stats.loading.existing import Existing
from stats.loading.fields import RawFigure
from stats.loading.normalise import Entry, normalise
from stats.loading.outcome import FIGURES, Change, FileOutcome, Outcome, total_counts
from stats.loading.rates import warnings_about_rates
from stats.loading.reference.tables import ACTIVITIES
from stats.loading.releases import Reasons, make_release, public_name, record_corrections
from stats.loading.sheets import raw_figures
from stats.loading.transaction import load_transaction, silent
from stats.loading.write import Edit, gone_from_folder, store, withdraw
from stats.models import Draft, Figure, Load, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AHEAD = 2  # files at a time: few, so that many take no more memory


def load_figures(
    uploads: Iterable[Upload],
    *,
    reason: str = "",
    replace_entered: bool = False,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load files of figures, in either shape, as one transaction.

    `reason` is public; a load that changes published figures is refused without one. Figures that were
    published from the admin stay as they are, unless `replace_entered`.

    With any error among the outcome's problems nothing was written. A dry run goes the same way and is rolled
    back. Raises what the database raises; a fault never leaves half a load behind.
    """
    reads, entries, problems = read_files(uploads)
    with load_transaction(dry_run=dry_run, say=say):
        outcome, edits = check_and_write(
            reads,
            entries,
            problems=problems,
            origin=Figure.Origin.FILE,
            replace_of={file.name for file in reads} if replace_entered else (),
        )
        if edits and not reason:
            severity = Severity.WARNING if dry_run else Severity.ERROR
            outcome = replace(outcome, problems=(*_reason_missing(edits, severity), *outcome.problems))
        if outcome.errors:
            transaction.set_rollback(True)
            return Outcome(problems=outcome.problems)
        title = f"Figures loaded: {total_counts(outcome.files)}"
        return finish(outcome, title=title, edits=edits, reason=reason, user=user)


def _reason_missing(edits: Sequence[Edit], severity: Severity) -> list[Problem]:
    """One problem for each file that changes what the public sees."""
    numbers = Counter(edit.file for edit in edits)
    return [
        Where(file).problem(
            f"published figures are changed ({number:,}), and the public must be told why",
            expected="a reason, given with --reason",
            severity=severity,
        )
        for file, number in numbers.items()
    ]


def finish(
    outcome: Outcome,
    *,
    title: str,
    user: User | None,
    edits: Sequence[Edit] = (),
    reason: str = "",
    reasons: Reasons | None = None,
) -> Outcome:
    """End a load in its transaction: a release if anything changed, its corrections, a note of each file.

    The release is described by the reason, or else by a line for each file that changed anything, and one for
    each number of local activity that was public and says something else now, or nothing. `reasons` are those
    of single figures.
    """
    release = None
    if outcome.changes or outcome.created:
        lines = [f"{public_name(file.name)}: {file.counts}" for file in outcome.files if file.changes]
        lines += [
            str(change)
            for file in outcome.files
            if file.kind == ACTIVITIES.kind
            for change in file.changes
            if change.old is not None
        ]
        release = make_release(title, description=reason or "\n".join(lines))
        record_corrections(edits, release=release, reason=reason, reasons=reasons or {}, user=user)
        _unmark_drafts(edits)
    record_loads(outcome.files, release=release, user=user)
    return replace(outcome, release=release.number if release else None)


def _unmark_drafts(edits: Iterable[Edit]) -> None:
    """A published draft whose figures a file changed is no longer what the public sees.

    A report prints some figures of the year before, so a figure may stand in the draft of the year after.
    """
    changed = {
        (edit.figure.report.area_id, edit.figure.report.start_year + later, edit.figure.source_id)
        for edit in edits
        for later in (0, 1)
    }
    drafts = Draft.objects.filter(published_release__isnull=False, source__in={key[2] for key in changed})
    stale = [draft.pk for draft in drafts if (draft.area_id, draft.start_year, draft.source_id) in changed]
    Draft.objects.filter(pk__in=stale).update(published_release=None)


def read_files(
    uploads: Iterable[Upload], *, trusted: bool = False
) -> tuple[list[FileRead], list[Entry], list[Problem]]:
    """Everything that can be known of the files without the database. Files alike are read once.

    Only files of the site itself are `trusted`: see stats.documents.read.
    """
    reads: list[FileRead] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for file in _read_ahead(uploads, trusted=trusted):
        if file.sha256 and (first := seen.setdefault(file.sha256, file.name)) != file.name:
            words = f"the file is a copy of {first}"
            problems.append(Where(file.name).problem(words, expected="each file once"))
            continue
        reads.append(replace(file, sheets=()))
        problems += file.problems
        for raw in raw_figures(file):
            if isinstance(raw, RawFigure):
                entry, found = normalise(raw)
                entries.append(entry)
                problems += found
            else:
                problems.append(raw)
    return reads, entries, problems


def _read_ahead(uploads: Iterable[Upload], *, trusted: bool) -> Iterator[FileRead]:
    """The files in their order. While one is looked through, others are parsed in processes of their own."""
    with ThreadPoolExecutor(AHEAD) as readers:
        waiting: deque[Future[FileRead]] = deque()
        for upload in uploads:
            waiting.append(readers.submit(read, upload, trusted=trusted))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def check_and_write(
    reads: Sequence[FileRead],
    entries: Sequence[Entry],
    *,
    problems: Sequence[Problem],
    origin: Figure.Origin,
    replace_of: Collection[str] = (),
) -> tuple[Outcome, tuple[Edit, ...]]:
    """Check against what is stored and, without an error, write; within the load's transaction.

    The outcome, and what changed of the figures that were public. Figures of a higher origin stay, each named
    in a warning, but for those given by the files in `replace_of`. Where the whole folder is loaded, a figure
    that it brought before and gives no more is withdrawn.
    """
    existing = Existing.read()
    checked, found = check(entries, existing=existing)
    problems = list(dict.fromkeys([*problems, *found]))
    outcome = Outcome(problems=in_order(problems, reads))
    if outcome.errors:
        return outcome, ()
    result = store(checked, existing=existing, origin=origin, replace=replace_of)
    files = tuple(
        FileOutcome(
            name=file.name,
            sha256=file.sha256,
            kind=FIGURES,
            changes=tuple(result.changes[file.name]),
            unchanged=result.unchanged[file.name],
        )
        for file in reads
    )
    edits = tuple(result.edits)
    if origin == Figure.Origin.FOLDER and (gone := gone_from_folder(checked)):
        withdrawn = withdraw(gone, file="", origin=origin)
        edits = (*edits, *withdrawn)
        changes = tuple(Change(str(edit.figure), edit.old_text, None) for edit in withdrawn)
        files = (*files, FileOutcome(name=FIGURES, sha256="", kind=FIGURES, changes=changes, unchanged=0))
    doubtful = (*warnings_about_totals(checked), *warnings_about_rates(checked))
    warnings = in_order([*problems, *result.warnings, *doubtful], reads)
    return Outcome(files, warnings, tuple(result.created)), edits


def in_order(problems: Iterable[Problem], reads: Sequence[FileRead]) -> tuple[Problem, ...]:
    """By file as given, then by row, then by column."""
    places = {file.name: place for place, file in enumerate(reads)}
    columns = {column.name: place for place, column in enumerate(catalogue().tidy_columns)}

    def order(problem: Problem) -> tuple[int, str, int, int]:
        where = problem.where
        return places.get(where.file, len(places)), where.sheet, where.row or 0, columns.get(where.column, 0)

    return tuple(sorted(problems, key=order))


def record_loads(files: Iterable[FileOutcome], *, release: Release | None, user: User | None) -> None:
    """Note each file that was read, unless the same bytes were noted last and nothing came of them."""
    noted = last_read()
    Load.objects.bulk_create(
        Load(
            file_name=file.name[-300:],
            file_sha256=file.sha256,
            kind=file.kind,
            added=file.added,
            changed=file.changed + file.removed,
            unchanged=file.unchanged,
            release=release,
            loaded_by=user,
        )
        for file in files
        if file.changes or noted.get(file.name[-300:]) != file.sha256
    )


def last_read() -> dict[str, str]:
    """The hash of each file's bytes when it was last read, by its name."""
    loads = Load.objects.order_by("file_name", "-loaded_at", "-id").distinct("file_name")
    return dict(loads.values_list("file_name", "file_sha256"))
