"""Which code is deployed: part of every ETag, so that new code is never answered with "not modified"."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

# What can change the bytes of a public page. Styles and scripts count through their built files.
ROOMS = ("mappa_site", "stats", "templates", "build/static")
FILES = ("requirements.txt",)


def files_below(root: Path, rooms: Iterable[str]) -> list[Path]:
    """Every file in the rooms, in a fixed order; compiled Python and hidden files are left out."""
    found = (path for room in rooms for path in (root / room).rglob("*"))
    return sorted(
        path for path in found if path.suffix != ".pyc" and not path.name.startswith(".") and path.is_file()
    )


def digest(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256, in hexadecimal, of the files' names and contents; a missing file counts as absent."""
    whole = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b"absent"
        name = path.relative_to(root).as_posix()
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def code_version(root: Path) -> str:
    """Sixteen hexadecimal digits that change whenever the code, a template or a built asset does.

    The files themselves are read rather than the commit: a deployed copy may have no .git, and a checkout
    under work is not what its commit says.
    """
    return digest(root, _files(root))[:16]


def code_changed(root: Path) -> float:
    """When the code here last changed, in seconds of the epoch: the time of its newest file."""
    return max(path.stat().st_mtime for path in _files(root) if path.is_file())


def _files(root: Path) -> list[Path]:
    return [*files_below(root, ROOMS), *(root / name for name in FILES)]
