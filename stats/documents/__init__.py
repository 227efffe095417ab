"""What a file says: sheets of cells, or a report's text as rows, with every problem that was met.

The only door to the readers of formats. A file that somebody gives is parsed in a child process with bounds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from stats.documents.pages import Document
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, FileRead, Row, Sheet
from stats.documents.upload import Upload

__all__ = [
    "DateCell",
    "Document",
    "FileRead",
    "Row",
    "Sheet",
    "Upload",
    "page_pictures",
    "read",
    "read_document",
]


def read(upload: Upload, *, trusted: bool = False) -> FileRead:
    """The sheets of a file, and every problem with it. A file with problems may still have sheets.

    `trusted` is for files that are part of the site itself, as those of data_loads: they are parsed here.
    """
    data, where = upload.read(), Where(upload.name)
    if isinstance(data, Problem):
        return FileRead(upload.name, "", (), (data,))
    if trusted:
        from stats.documents.parsing import sheets

        found: FileRead | Problem = sheets(data, name=upload.name)
    else:
        # The parent's side is not imported in the child, which comes through here as well.
        from stats.documents.bounded import in_child

        found = in_child("sheets", data, where=where, answer=FileRead, name=upload.name)
    if isinstance(found, Problem):
        found = FileRead(upload.name, "", (), (found,))
    return replace(found, sha256=_sha256(data))


def read_document(upload: Upload) -> Document:
    """The text of a report: a PDF, a web page, a Word document (.docx) or plain text, Markdown included."""
    from stats.documents.bounded import in_child

    data, where = upload.read(), Where(upload.name)
    if isinstance(data, Problem):
        return Document(upload.name, "", "", "", 0, problems=(data,))
    found = in_child("document", data, where=where, answer=Document, name=upload.name)
    if isinstance(found, Problem):
        found = Document(upload.name, "", "", "", 0, problems=(found,))
    return replace(found, sha256=_sha256(data))


def page_pictures(content: bytes, pages: Collection[int]) -> dict[int, bytes]:
    """Pictures (PNG) of pages of a PDF, counted from 1; none where it has no such page or is no PDF."""
    import base64

    from stats.documents.bounded import in_child

    where = Where("the document")
    found = in_child("pictures", content, where=where, answer=dict[int, str], pages=sorted(set(pages)))
    if isinstance(found, Problem):
        return {}
    return {page: base64.b64decode(picture) for page, picture in found.items()}


def _sha256(data: bytes) -> str:
    import hashlib  # the child process does without: OpenSSL takes longer to load than a CSV to parse

    return hashlib.sha256(data).hexdigest()
