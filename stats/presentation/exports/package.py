"""Every figure with all that explains it as a Frictionless data package: CSV files, what their columns are,
and a text to read first.

It can be read by tools of version 1 and of version 2 of the standard, which have other names for the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from stats.catalogue.columns import Export
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import marked
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.schemas import LICENCE, LICENCE_TITLE, csvw, table_schema
from stats.queries.packaged import packaged_rows

NAME = "mappa-figures"


@dataclass
class _Counted:
    """A file's pieces, with their size and hash once they were taken."""

    pieces: Iterable[bytes]
    size: int = 0
    hash: Any = field(default_factory=sha256)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.hash.update(piece)
            yield piece


def package_files(of: FromRelease) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the package, each with its name and its pieces, to be taken in this order.

    datapackage.json comes last, since it says how many bytes the others have.
    """
    readme = render_to_string("stats/data/readme.txt", {"of": of, "tables": catalogue().packaged})
    yield "README.md", [readme.encode()]
    resources = []
    for export in catalogue().packaged:
        file = f"{export.code}.csv"
        counted = _Counted(marked(export.columns, packaged_rows(export.code)))
        yield file, counted
        metadata = csvw(
            export.columns, file=file, title=export.title, description=export.description, key=export.key
        )
        yield f"{file}-metadata.json", [json_bytes(metadata)]
        resources.append(_resource(export, file=file, counted=counted))
    yield "datapackage.json", [json_bytes(_descriptor(of, resources))]


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _resource(export: Export, *, file: str, counted: _Counted) -> dict[str, Any]:
    return {
        "name": export.code,
        "path": file,
        "title": export.title,
        "description": export.description,
        "profile": "tabular-data-resource",  # as version 1 calls a table
        "type": "table",  # as version 2 does
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": counted.size,
        "hash": f"sha256:{counted.hash.hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": table_schema(export),
    }


def _descriptor(of: FromRelease, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": NAME,
        "title": _("MAPPA in numbers: every published figure"),
        "description": _(
            "Every published MAPPA figure that we have, with its source, and all that explains it."
        ),
        "version": str(of.number),
        "created": f"{of.day}T00:00:00Z",
        "homepage": f"{of.site}/data/",
        "keywords": ["MAPPA", "England and Wales", "official statistics"],
        "licenses": [{"name": "OGL-UK-3.0", "title": LICENCE_TITLE, "path": LICENCE}],
        "resources": resources,
    }
