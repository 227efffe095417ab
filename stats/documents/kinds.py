"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stats.documents.problems import Problem, Where

TEXT = "plain text"
PAGE = "a web page"


@dataclass(frozen=True, slots=True)
class Readable:
    """What each ending promises, what to give instead of a file with another, and where files are read that
    another part of the site takes."""

    kinds: Mapping[str, str]
    advice: str
    elsewhere: str


_SHEETS = {
    ".csv": "CSV",
    ".tsv": "CSV",
    ".txt": "CSV",  # what Excel calls "Unicode text", with tabs
    ".xlsx": "an Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".html": PAGE,
    ".htm": PAGE,
}
_DOCUMENTS = {
    ".pdf": "a PDF document",
    ".docx": "a Word document",
    ".html": PAGE,
    ".htm": PAGE,
    ".txt": TEXT,
    ".md": TEXT,
}
SHEETS = Readable(
    _SHEETS,
    "a .csv, .xlsx or .ods file, or a web page (.html)",
    "give it where reports are read (read_report)",
)
DOCUMENTS = Readable(
    _DOCUMENTS,
    "a PDF, a web page (.html), a Word document (.docx) or plain text (.txt, .md)",
    "give it where tables of areas are read (read_table), or where figures are uploaded (load_figures)",
)
# How a file of another program becomes one that is read.
_SAVED_AS = {
    **dict.fromkeys((".xls", ".xlsm", ".xlsb"), "save it in Excel as .xlsx"),
    ".numbers": "in Numbers, export it to Excel (.xlsx)",
    ".doc": "save it in Word as .docx or PDF",
    ".docm": "save it in Word as .docx or PDF",
    ".rtf": "save it in Word as .docx or PDF",
    ".odt": "export it as PDF, or save it as .docx",
    ".pages": "in Pages, export it as PDF or Word (.docx)",
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "export it as PDF"),
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An Office document with a password is an OLE file that holds this stream.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "an encrypted Office document"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", TEXT),
    (b"\xfe\xff", TEXT),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body")
# A part of a page that somebody saved may begin with anything.
_TEXTS = {PAGE, TEXT, "an XML document"}


def problem_with_kind(data: bytes, *, where: Where, ending: str, readable: Readable) -> Problem | None:
    """Why the bytes cannot be read as what the ending says, or None where they can."""
    if ending not in readable.kinds:
        other = readable.elsewhere if ending in {*_SHEETS, *_DOCUMENTS} else ""
        more = f": {advice}" if (advice := other or _SAVED_AS.get(ending)) else ""
        return where.problem(
            f"files of this kind are not read{more}", found=ending or "no ending", expected=readable.advice
        )
    found, promised = _kind(data), readable.kinds[ending]
    if found == promised or (promised == "CSV" and found == TEXT) or (promised == PAGE and found in _TEXTS):
        return None
    if found == _LOCKED:
        return where.problem("the file is locked with a password", expected="one saved without a password")
    return where.problem("the file is not what its ending says", found=found, expected=promised)


def _kind(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        return _LOCKED if _ENCRYPTED in data else "an old Office document (.xls or .doc)"
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    # Some programs put a line or two before the mark of a PDF, and every reader takes it.
    if b"%PDF-" in data[:1024]:
        return "a PDF document"
    if start.startswith(_MARKUP):
        return PAGE
    if start.startswith(b"<?xml"):
        return "an XML document"
    if b"\0" in data:
        # UTF-16 without a mark has a NUL beside each ASCII letter; other binary files have them in runs.
        return TEXT if 0.4 < data[:2000].count(0) / len(data[:2000]) < 0.6 else "a binary file"
    return TEXT


def _kind_of_archive(data: bytes) -> str:
    import io
    import zipfile

    from stats.documents.formats.archive import DAMAGE

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for name, kind in (
                ("xl/workbook.xml", _SHEETS[".xlsx"]),
                ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
                ("word/document.xml", _DOCUMENTS[".docx"]),
            ):
                if name in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
                if mimetype == "application/vnd.oasis.opendocument.spreadsheet":
                    return _SHEETS[".ods"]
                return f"an archive or document of another kind ({mimetype})"
    except DAMAGE:
        return "a damaged archive"
    return "a zip archive or a document of another kind"
