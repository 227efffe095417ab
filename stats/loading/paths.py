"""Paths as typed become the files to read: folders are gone through in order, each file is taken once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from stats.loading.readers import Upload


def uploads_from(paths: Iterable[Path], *, below: Path | None = None) -> Iterator[Upload]:
    """An upload for each file, in the order given and by name inside a folder.

    Names are as typed, or relative to `below`. A path that does not exist is given on, so that reading it
    tells. Links to folders are not followed, so a loop of links has an end.
    """
    seen: set[Path] = set()
    for path in paths:
        # A folder without files is given on as well, for its reader to tell.
        for file in (list(_files(path)) if path.is_dir() else []) or [path]:
            real = Path(os.path.realpath(file))
            if real not in seen:
                seen.add(real)
                yield Upload(str(file.relative_to(below)) if below else str(file), path=file)


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(names):
            if not _is_by_the_way(name):
                yield Path(parent) / name


def _is_by_the_way(name: str) -> bool:
    """What lies in a folder beside the data: hidden files, a spreadsheet program's locks, a read-me."""
    return name.startswith((".", "~$")) or name.lower().startswith("readme")
