"""The whole data folder: reference data, then every file of figures, as one transaction and one release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stats.catalogue import reader
from stats.loading.corrections import loaded, record_corrections
from stats.loading.outcome import FileOutcome, Outcome, total_counts
from stats.loading.paths import uploads_from
from stats.loading.pipeline import apply, described, in_order, record, silent, understand
from stats.loading.reference.load import apply_reference
from stats.loading.reference.tables import TABLES
from stats.loading.releases import make_release
from stats.loading.transaction import load_transaction, refuse
from stats.models import Load, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WHOLE = "whole folder"
FIGURES_FOLDER = "figures"


def load_all(
    folder: Path,
    *,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load everything in a data folder. With any error in any file nothing was written."""
    uploads = list(uploads_from([folder / FIGURES_FOLDER], below=folder))
    whole = FileOutcome(folder.name, fingerprint(folder), WHOLE, (), 0)
    reads, entries, problems = understand(uploads)
    with load_transaction(dry_run=dry_run, say=say):
        reference = apply_reference(folder)
        if reference.errors:
            return Outcome(problems=(*reference.problems, *in_order(problems, reads)))
        figures, written = apply(
            reads, entries, status=Report.Status.PUBLISHED, problems=problems, keep_entered=True
        )
        if written is None:
            refuse()
            return figures
        files = (*reference.files, *figures.files)
        created = (*reference.created, *figures.created)
        release = None
        if any(file.changes for file in files) or created or written.published:
            release = make_release(_title(reference, figures), description=described(files))
            record_corrections(written.edits, release=release, reason=loaded, user=user)
        record(files, release=release, user=user)
        _record_whole(whole, release=release.number if release else None, user=user)
    return Outcome(files, figures.problems, created, release.number if release else None)


def _title(reference: Outcome, figures: Outcome) -> str:
    parts = []
    if figures.changes:
        parts.append(f"figures loaded: {total_counts(figures.files)}")
    if reference.changes or not parts:
        parts.append(f"reference data loaded: {total_counts(reference.files)}")
    title = "; ".join(parts)
    return title[0].upper() + title[1:]


def _record_whole(whole: FileOutcome, *, release: int | None, user: User | None) -> None:
    Load.objects.create(
        file_name=whole.name[-300:],
        file_sha256=whole.sha256,
        kind=WHOLE,
        release_id=release,
        loaded_by=user,
    )


def is_loaded(folder: Path) -> bool:
    """True where the last load of a whole folder was of these very files, read by this very code."""
    last = Load.objects.filter(kind=WHOLE).order_by("-loaded_at", "-id").first()
    return last is not None and last.file_sha256 == fingerprint(folder)


def fingerprint(folder: Path) -> str:
    """A hash of every file that a load of the folder reads, of the catalogue and of the code that loads.

    Reading 140 files takes a few milliseconds, so no trust is put in dates of change.
    """
    code = Path(__file__).parent
    files = [folder / table.file for table in TABLES]
    files += [upload.path for upload in uploads_from([folder / FIGURES_FOLDER]) if upload.path]
    digest = hashlib.sha256()
    for base, paths in (
        (folder, files),
        (reader.DATA, sorted(reader.DATA.rglob("*.toml"))),
        (code, sorted(code.rglob("*.py"))),
    ):
        for path in paths:
            digest.update(str(path.relative_to(base)).encode() + b"\0" + _hash_of(path))
    return digest.hexdigest()


def _hash_of(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
