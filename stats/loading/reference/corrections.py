"""Why figures of the data folder were corrected: corrections.csv, read for the public's corrections."""

from __future__ import annotations

from pathlib import Path

from stats.documents import Upload, read
from stats.documents.problems import Problem
from stats.loading.reference.load import read_rows
from stats.loading.reference.tables import CORRECTIONS
from stats.loading.releases import Reasons, reason_key


def read_reasons(folder: Path) -> tuple[Reasons, list[Problem]]:
    """The reason of each figure that is named, and every problem with the file; a folder need not have one.

    A row stays when its correction has been made: it says why the figure says what it says, or nothing.
    """
    path = folder / CORRECTIONS.file
    if not path.is_file():
        return {}, []
    file = read(Upload(CORRECTIONS.file, path=path), trusted=True)
    if not file.sheets:
        return {}, list(file.problems)
    given, problems = read_rows(file.sheets[0], CORRECTIONS)
    return {reason_key(made): made.reason for _, made in given}, problems
