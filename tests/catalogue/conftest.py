"""Copies of the catalogue's files, to be edited by a test."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from stats.catalogue import reader
from stats.catalogue.contents import Catalogue
from stats.catalogue.reader import read


@dataclass(frozen=True)
class Copy:
    folder: Path

    def replace(self, file: str, old: str, new: str) -> None:
        """Put new text for the first occurrence of `old`, which must be there."""
        path = self.folder / f"{file}.toml"
        before, found, after = path.read_text().partition(old)
        assert found, f"{old!r} is not in {file}.toml"
        path.write_text(before + new + after)

    def append(self, file: str, text: str) -> None:
        path = self.folder / f"{file}.toml"
        path.write_text(path.read_text() + text)

    def read(self) -> Catalogue:
        return read(self.folder)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """A test changes a file or two: the others are the same again, and TOML takes longer than all checks."""
    monkeypatch.setattr(tomllib, "load", lambda file: parsed(file.read()))
    return Copy(Path(shutil.copytree(reader.DATA, tmp_path / "catalogue")))


@lru_cache(maxsize=50)
def parsed(file: bytes) -> dict[str, Any]:
    return tomllib.loads(file.decode())
