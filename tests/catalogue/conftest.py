"""Copies of the catalogue's files, to be edited by a test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

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
def copied(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(reader.DATA, tmp_path / "catalogue")))
