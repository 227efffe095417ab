from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest

from stats.presentation.exports.zipped import zipped


@pytest.mark.parametrize("size", ["small", "large"])
def test_what_was_written_as_it_was_sent_can_be_read(size: str) -> None:
    large = size == "large"
    files = {"figures.csv": b"area,value\r\n" * 30_000, "Ynys Môn.txt": "ŵ".encode(), "empty": b""}
    sent = b"".join(zipped(((name, [data]) for name, data in files.items()), large=large))
    archive = ZipFile(BytesIO(sent))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == files
    assert sent == b"".join(zipped(((name, [data]) for name, data in files.items()), large=large))


def test_pieces_are_taken_only_as_they_are_sent() -> None:
    """However much there is, no more of it is kept than is about to be sent."""
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        for number in range(2_000):
            taken += 1
            yield number.to_bytes(4, "big") * 2_500 + bytes(str(hash(str(number)) ** 9), "ascii") * 20

    sent = zipped([("figures.csv", pieces())])
    largest = len(next(sent))
    assert taken < 1_000
    largest = max(largest, *map(len, sent))
    assert taken == 2_000
    assert largest < 256 * 1024
