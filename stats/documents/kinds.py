"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile

from stats.documents.archive import DAMAGE
from stats.documents.problems import Problem, Where

READ = {".csv": "CSV", ".xlsx": "an Excel workbook", ".ods": "an OpenDocument spreadsheet"}
ADVICE = "a .csv, .xlsx or .ods file"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An Excel workbook with a password is an OLE file that holds this stream.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body")


def problem_with_kind(data: bytes, *, where: Where, ending: str) -> Problem | None:
    """Why the bytes cannot be read as what the ending says, or None where they can."""
    if ending not in READ:
        more = ": save it in Excel as .xlsx" if ending in (".xls", ".xlsm", ".xlsb") else ""
        return where.problem(
            f"files of this kind are not read{more}", found=ending or "no ending", expected=ADVICE
        )
    found = _kind(data)
    if found == READ[ending]:
        return None
    if found == "an encrypted workbook":
        return where.problem(
            "the workbook is locked with a password", expected="one saved without a password"
        )
    if found == "text in UTF-16":
        return where.problem(
            "the text is in the UTF-16 encoding", expected="CSV saved as UTF-8 (in Excel: “CSV UTF-8”)"
        )
    return where.problem("the file is not what its ending says", found=found, expected=READ[ending])


def _kind(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        return "an encrypted workbook" if _ENCRYPTED in data else "an old Office document (.xls or .doc)"
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if start.startswith(_MARKUP):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "an XML document"
    if b"\0" in data:
        # UTF-16 without a mark has a NUL beside each ASCII letter; other binary files have them in runs.
        return "text in UTF-16" if 0.4 < data[:2000].count(0) / len(data[:2000]) < 0.6 else "a binary file"
    return READ[".csv"]


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return READ[".xlsx"]
            if "xl/workbook.bin" in names:
                return "an Excel binary workbook (.xlsb)"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
                if mimetype == "application/vnd.oasis.opendocument.spreadsheet":
                    return READ[".ods"]
                return f"an archive or document of another kind ({mimetype})"
    except DAMAGE:
        return "a damaged archive"
    return "a zip archive or a document of another kind"
