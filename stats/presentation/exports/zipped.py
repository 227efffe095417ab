"""A ZIP archive written while it is sent. Nothing of it is kept; the same contents give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first that an archive can tell. A file's own time would make other bytes of the same contents.
_DATE = (1980, 1, 1, 0, 0, 0)
# Written only now and then, since each piece that is sent costs a turn of the server.
_PIECE = 64 * 1024


class _Sent(RawIOBase):
    """What zipfile writes to: it cannot be read or gone back in, and hands over what came since."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def take(self, *, least: int = 1) -> Iterator[bytes]:
        """All that waits, where it is that much."""
        if len(self._waiting) >= least:
            piece = bytes(self._waiting)
            self._waiting.clear()
            yield piece


def zipped(files: Iterable[tuple[str, Iterable[bytes]]], *, large: bool = False) -> Iterator[bytes]:
    """The archive of the files, each with its name and the pieces of its contents, taken as they are needed.

    `large`: one may have more than 2 GiB, which old programs do not read.
    """
    sent = _Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            entry = ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with archive.open(entry, "w", force_zip64=large) as file:
                for piece in pieces:
                    file.write(piece)
                    yield from sent.take(least=_PIECE)
    yield from sent.take()
