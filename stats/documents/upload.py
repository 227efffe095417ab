"""What a load is given: a file on disk, the files of a folder, or bytes that came through a form."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stats.documents.limits import LARGEST
from stats.documents.problems import Problem, Where

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import SupportsRead


def ending_of(name: str) -> str:
    """`.csv` of `Figures.CSV`."""
    return os.path.splitext(name)[1].lower()


@dataclass(frozen=True, slots=True)
class Upload:
    """`name` is shown to people. Either `path` or `content` is set."""

    name: str
    path: Path | None = None
    content: SupportsRead[bytes] | bytes | None = None

    @property
    def ending(self) -> str:
        return ending_of(self.name)

    def read(self) -> bytes | Problem:
        """The bytes, or why they are not read. Never reads more than LARGEST and one byte."""
        where = Where(self.name)
        try:
            content = self._read()
        except FileNotFoundError:
            return where.problem("there is no such file")
        except PermissionError:
            return where.problem("the file may not be read by this user")
        except OSError as error:
            return where.problem(f"the file cannot be read ({(error.strerror or str(error)).lower()})")
        if isinstance(content, Problem):
            return content
        if len(content) > LARGEST:
            return _too_large(where, len(content))
        if not content.strip():
            is_table = self.ending in (".csv", ".tsv", ".xlsx", ".ods")
            expected = "a header row and figures below it" if is_table else "a document with text"
            return where.problem("the file is empty", expected=expected)
        return content

    def _read(self) -> bytes | Problem:
        if isinstance(self.content, bytes):
            return self.content
        if self.content is not None:
            return self.content.read(LARGEST + 1)
        assert self.path is not None  # noqa: S101 - the class's own promise
        found = self.path.stat()
        if stat.S_ISDIR(found.st_mode):
            return Where(self.name).problem("there is no file in this folder")
        if not stat.S_ISREG(found.st_mode):
            return Where(self.name).problem("this is not a file that can be loaded")
        if found.st_size > LARGEST:
            return _too_large(Where(self.name), found.st_size)
        with self.path.open("rb") as file:
            return file.read(LARGEST + 1)


def _too_large(where: Where, size: int) -> Problem:
    return where.problem(
        "the file is too large",
        found=f"{size / 1024 / 1024:,.0f} MB" if size > LARGEST + 1 else f"over {LARGEST // 1024 // 1024} MB",
        expected=f"at most {LARGEST // 1024 // 1024} MB",
    )


def uploads_from(paths: Iterable[Path], *, below: Path | None = None) -> Iterator[Upload]:
    """An upload for each file, in the order given and by name inside a folder.

    Names are as typed, or relative to `below`. A path that does not exist is given on, so that reading it
    tells. Links to folders are not followed, so a loop of links has an end.
    """
    seen: set[str] = set()
    for path in paths:
        # A folder without files is given on as well, for its reader to tell.
        for file in (list(_files(path)) if path.is_dir() else []) or [path]:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield Upload(str(file.relative_to(below)) if below else str(file), path=file)


def _files(folder: Path) -> Iterator[Path]:
    from pathlib import Path  # the child process that parses a file does without

    # Hidden files, a spreadsheet program's locks and a read-me lie in a folder beside the data.
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and not name.lower().startswith("readme"):
                yield Path(parent) / name
