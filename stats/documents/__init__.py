"""Readers: bytes in, sheets of text out, one reader for each kind of file."""

from __future__ import annotations

import hashlib

from stats.documents.csv import read_csv
from stats.documents.kinds import problem_with_kind
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, FileRead, Row, Sheet
from stats.documents.upload import Upload

__all__ = ["DateCell", "FileRead", "Row", "Sheet", "Upload", "read"]


def read(upload: Upload) -> FileRead:
    """The sheets of a file, and every problem with it. A file with problems may still have sheets."""
    where = Where(upload.name)
    data = upload.read()
    if isinstance(data, Problem):
        return FileRead(upload.name, "", (), (data,))
    sha256 = hashlib.sha256(data).hexdigest()
    if problem := problem_with_kind(data, where=where, ending=upload.ending):
        return FileRead(upload.name, sha256, (), (problem,))
    if upload.ending == ".csv":
        sheets, problems = read_csv(data, where=where)
    else:
        # pandas takes half a second to import and most loads need none of it.
        from stats.documents.spreadsheet import read_spreadsheet

        sheets, problems = read_spreadsheet(data, where=where, ending=upload.ending)
    return FileRead(upload.name, sha256, sheets, problems)
