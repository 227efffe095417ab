"""The whole data folder: reference data, then every file of figures, as one transaction and one release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from stats.catalogue import reader
from stats.documents.upload import uploads_from
from stats.loading.outcome import Outcome, total_counts
from stats.loading.pipeline import check_and_write, finish, in_order, last_read, read_files
from stats.loading.reference.corrections import read_reasons
from stats.loading.reference.load import apply_reference
from stats.loading.reference.tables import CORRECTIONS, TABLES
from stats.loading.transaction import load_transaction, silent
from stats.models import Figure, Load, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Raise it when the same files would come out as other figures than before: a marker read otherwise, another
# rule for which source is preferred, a new column. Every site then loads the folder once more at its next
# start. Code that only moves, reads faster or says its problems better leaves it alone.
LOADER_VERSION = 2

WHOLE = "whole folder"
FIGURES_FOLDER = "figures"


def load_all(
    folder: Path,
    *,
    again: bool = False,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load everything in a data folder. With any error in any file nothing was written.

    A figure that was changed since, by load_figures or in the admin, stays until the file that gives it
    changes, or until all is loaded `again`. One that the folder gave before and gives no more is withdrawn.
    The reasons of its corrections are read from corrections.csv.
    """
    uploads = list(uploads_from([folder / FIGURES_FOLDER], below=folder))
    whole = fingerprint(folder)
    reads, entries, problems = read_files(uploads, trusted=True)
    with load_transaction(dry_run=dry_run, say=say):
        seen = set() if again else set(last_read().values())
        reference = apply_reference(folder)
        if reference.errors:
            return Outcome(problems=(*reference.problems, *in_order(problems, reads)))
        reasons, unreadable = read_reasons(folder)
        figures, edits = check_and_write(
            reads,
            entries,
            problems=[*unreadable, *problems],
            origin=Figure.Origin.FOLDER,
            replace_of={file.name for file in reads if file.sha256 not in seen},
        )
        if figures.errors:
            transaction.set_rollback(True)
            return figures
        both = Outcome(
            (*reference.files, *figures.files), figures.problems, (*reference.created, *figures.created)
        )
        title = _title(reference, figures)
        outcome = finish(both, title=title, edits=edits, reasons=reasons, user=user)
        Load.objects.create(
            file_name=folder.name[-300:],
            file_sha256=whole,
            kind=WHOLE,
            release_id=outcome.release,
            loaded_by=user,
        )
    return outcome


def _title(reference: Outcome, figures: Outcome) -> str:
    if figures.changes and not Release.objects.exists():
        return f"First publication: {sum(file.added for file in figures.files):,} figures"
    parts = []
    if figures.changes:
        parts.append(f"figures loaded: {total_counts(figures.files)}")
    if reference.changes or not parts:
        parts.append(f"areas, places, sources and notes: {total_counts(reference.files)}")
    title = "; ".join(parts)
    return title[0].upper() + title[1:]


def is_loaded(folder: Path) -> bool:
    """True where the last load of a whole folder was of these very files, read by the same rules."""
    last = Load.objects.filter(kind=WHOLE).order_by("-loaded_at", "-id").first()
    return last is not None and last.file_sha256 == fingerprint(folder)


def fingerprint(folder: Path) -> str:
    """A hash of every file that a load of the folder reads, of the catalogue and of the loader's version.

    Reading 140 files takes a few milliseconds, so no trust is put in dates of change.
    """
    files = [folder / table.file for table in (*TABLES, CORRECTIONS)]
    files += [upload.path for upload in uploads_from([folder / FIGURES_FOLDER]) if upload.path]
    digest = hashlib.sha256(f"{LOADER_VERSION}\0".encode())
    for base, paths in ((folder, files), (reader.DATA, sorted(reader.DATA.rglob("*.toml")))):
        for path in paths:
            content = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
            digest.update(str(path.relative_to(base)).encode() + b"\0" + content)
    return digest.hexdigest()
