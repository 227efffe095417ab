"""The one way by which figures come in: read -> normalise -> check -> write, then a release and a record.

The command, the upload in the admin and the typed form call it; they differ in what they give it and in the
status with which it ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from stats.catalogue.columns import TIDY_COLUMNS
from stats.loading.checks import Wanted, check
from stats.loading.corrections import loaded, record_corrections
from stats.loading.known import Known, source_key
from stats.loading.normalise import Entry, SourceKey, normalise
from stats.loading.outcome import Change, FileOutcome, Outcome, total_counts
from stats.loading.problems import Problem, Severity, Where
from stats.loading.raw import RawFigure
from stats.loading.readers import FileRead, Upload, read
from stats.loading.releases import make_release
from stats.loading.shapes import read_sheet
from stats.loading.totals import warnings_about_totals
from stats.loading.transaction import load_transaction
from stats.loading.write import Written, store
from stats.models import Draft, Load, Release, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FIGURES = "figures"


def silent(_: str) -> None:
    """Says nothing: for callers that show no progress."""


def load_figures(
    uploads: Iterable[Upload],
    *,
    status: str = Report.Status.PUBLISHED,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load files of figures, in either shape, as one transaction.

    With any error among the outcome's problems nothing was written. A dry run goes the same way and is rolled
    back. Raises what the database raises; a fault never leaves half a load behind.
    """
    reads, entries, problems = understand(uploads)
    with load_transaction(dry_run=dry_run, say=say):
        outcome, written = apply(reads, entries, status=status, problems=problems)
        if written is None:
            return outcome
        release = None
        if status == Report.Status.PUBLISHED and (outcome.changes or outcome.created or written.published):
            release = make_release(
                f"Figures loaded: {total_counts(outcome.files)}", description=described(outcome.files)
            )
            record_corrections(written.edits, release=release, reason=loaded, user=user)
        record(outcome.files, release=release, user=user)
    return Outcome(outcome.files, outcome.problems, outcome.created, release.number if release else None)


def understand(uploads: Iterable[Upload]) -> tuple[list[FileRead], list[Entry], list[Problem]]:
    """Everything that can be known of the files without the database. Files alike are read once."""
    reads: list[FileRead] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for upload in uploads:
        file = read(upload)
        if file.sha256 and (first := seen.setdefault(file.sha256, file.name)) != file.name:
            problems.append(_copy(file, first=first))
            continue
        reads.append(file)
        problems += file.problems
        for sheet in file.sheets:
            for raw in read_sheet(sheet):
                if isinstance(raw, RawFigure):
                    entry, found = normalise(raw)
                    entries.append(entry)
                    problems += found
                else:
                    problems.append(raw)
    return reads, entries, problems


def _copy(file: FileRead, *, first: str) -> Problem:
    return Where(file.name).problem(f"the file is a copy of {first}", expected="each file once")


def apply(
    reads: Sequence[FileRead],
    entries: Sequence[Entry],
    *,
    status: str,
    problems: Sequence[Problem],
    keep_entered: bool = False,
) -> tuple[Outcome, Written | None]:
    """Check against what is stored and, without an error, write. Within the load's transaction.

    With `keep_entered`, figures of a report that was published from the admin stay as they were entered
    there.
    """
    known = Known.read()
    wanted, found = check(entries, known=known, status=status)
    problems = list(dict.fromkeys([*problems, *found]))
    outcome = Outcome(problems=in_order(problems, reads))
    if outcome.errors:
        return outcome, None
    if keep_entered:
        wanted, kept = _without_entered(wanted)
        problems += kept
    written = store(wanted, known=known, status=status)
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in written.changes:
        changes[change.file].append(change)
    files = tuple(
        FileOutcome(
            file.name, file.sha256, FIGURES, tuple(changes[file.name]), written.unchanged.get(file.name, 0)
        )
        for file in reads
    )
    warnings = in_order([*problems, *warnings_about_totals(wanted)], reads)
    return Outcome(files, warnings, written.created), written


def _without_entered(wanted: Sequence[Wanted]) -> tuple[list[Wanted], list[Problem]]:
    """The figures that are nobody's typing, and one word of each report that is."""
    entered = {
        (draft.area.slug, draft.start_year - back, source_key(draft.source))
        for draft in Draft.objects.filter(source__isnull=False).select_related("area", "source")
        if draft.source is not None
        for back in (0, 1)
    }
    left: list[Wanted] = []
    kept: dict[tuple[str, int, SourceKey], Problem] = {}
    for figure in wanted:
        key = (figure.cell.area_slug, figure.cell.start_year, figure.source)
        if key in entered:
            words = "figures of this report were published from the admin and stay as they are there"
            kept.setdefault(key, figure.where.problem(words, severity=Severity.WARNING))
        else:
            left.append(figure)
    return left, list(kept.values())


def in_order(problems: Iterable[Problem], reads: Sequence[FileRead]) -> tuple[Problem, ...]:
    """By file as given, then by row, then by column."""
    places = {file.name: place for place, file in enumerate(reads)}
    columns = {column.name: place for place, column in enumerate(TIDY_COLUMNS)}

    def order(problem: Problem) -> tuple[int, str, int, int]:
        where = problem.where
        return places.get(where.file, len(places)), where.sheet, where.row or 0, columns.get(where.column, 0)

    return tuple(sorted(problems, key=order))


def record(files: Iterable[FileOutcome], *, release: Release | None, user: User | None) -> None:
    """Note each file that was read, unless the same bytes were noted before and nothing came of them."""
    files = list(files)
    noted = set(
        Load.objects.filter(file_sha256__in=[file.sha256 for file in files]).values_list(
            "file_name", "file_sha256"
        )
    )
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
        if file.changes or (file.name[-300:], file.sha256) not in noted
    )


def described(files: Iterable[FileOutcome]) -> str:
    """One line for each file that changed anything, for a release's description."""
    return "\n".join(f"{file.name}: {file.counts}" for file in files if file.changes)
