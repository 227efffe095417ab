"""A folder that is written beside its place and takes it when it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
MADE_BY = "MAPPA in numbers: ./run manage freeze"


class NotOursError(Exception):
    """The folder holds something that no earlier copy put there; the message says what."""


class CopyFolder:
    """The files of a copy, and their SHA-256 by path. `begin` takes away what an interrupted run left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.part = self.folder.with_name(f"{self.folder.name}.part")
        self.old = self.folder.with_name(f"{self.folder.name}.old")
        self.files: dict[str, str] = {}

    def begin(self) -> None:
        """Raises NotOursError, and OSError where it cannot be written."""
        require_own(self.folder)
        for left in (self.part, self.old):
            if left.exists():
                require_own(left, is_whole=left == self.old)
                shutil.rmtree(left)
        self.part.mkdir(parents=True)
        # From the first moment on it is known whose it is.
        (self.part / MANIFEST).write_text(json.dumps({"made_by": MADE_BY}))

    def write(self, file: PurePosixPath, content: bytes) -> None:
        place = self.part / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.files[str(file)] = sha256(content).hexdigest()

    def finish(self, told: Mapping[str, object]) -> None:
        """The manifest, and the copy at its place. One that was there stands until then."""
        manifest = {
            "made_by": MADE_BY,
            **told,
            "count": len(self.files),
            "sha256": dict(sorted(self.files.items())),
        }
        (self.part / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
        if self.folder.exists():
            self.folder.rename(self.old)
        self.part.rename(self.folder)
        shutil.rmtree(self.old, ignore_errors=True)

    def give_up(self) -> None:
        shutil.rmtree(self.part, ignore_errors=True)


def require_own(folder: Path, *, is_whole: bool = True) -> None:
    """Raises NotOursError for anything but an empty folder or an earlier copy with nothing else in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOursError(f"{folder} is a file. Name a folder.")
    if not any(folder.iterdir()):
        return
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        known = {MANIFEST, *manifest.get("sha256", {})} if manifest["made_by"] == MADE_BY else set()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        known = set()
    if not known:
        raise NotOursError(f"{folder} is not empty, and was not made by this command. Name another folder.")
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    if is_whole and (other := next((name for name in sorted(found) if name not in known), "")):
        raise NotOursError(
            f"{folder} holds {other}, which was not made by this command and would go. Move it away first."
        )
