"""What a table's columns are, for machines: a Frictionless Table Schema, and CSVW metadata.

Both say what the catalogue declares of each column (stats.catalogue.columns).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stats.catalogue.columns import NO, YES, Column, ColumnType, Export
from stats.catalogue.reader import catalogue

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LICENCE_TITLE = "Open Government Licence v3.0"

# The W3C's names for the types of Table Schema.
_CSVW_TYPES: Mapping[ColumnType, str] = {ColumnType.NUMBER: "decimal"}


def table_schema(export: Export) -> dict[str, Any]:
    """The Table Schema of a table of the data package, with the tables that it refers to."""
    schema: dict[str, Any] = {"fields": list(map(_field, export.columns)), "missingValues": [""]}
    if export.key:
        schema["primaryKey"] = list(export.key)
    keys = [
        {
            "fields": [column.name],
            "reference": {
                "resource": column.refers_to,
                "fields": list(catalogue().exports[column.refers_to].key),
            },
        }
        for column in export.columns
        if column.refers_to and column.refers_to != export.code
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {} if column.blank else {"required": True}
    if column.values:
        limits["enum"] = list(column.values)
    if column.pattern:
        limits["pattern"] = column.pattern
    if column.type in (ColumnType.WHOLE, ColumnType.NUMBER):
        limits["minimum"] = 0
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": str(column.type),
        "description": column.about,
    }
    if column.type is ColumnType.YES_NO:
        field |= {"trueValues": [YES], "falseValues": [NO]}
    if column.unit:
        field["unit"] = column.unit
    if limits:
        field["constraints"] = limits
    return field


def csvw(
    columns: Iterable[Column], *, file: str, title: str, description: str, key: Sequence[str] = ()
) -> dict[str, Any]:
    """The W3C's metadata of one CSV file, which stands beside it at `file`."""
    schema: dict[str, Any] = {"columns": list(map(_csvw_column, columns))}
    if key:
        schema["primaryKey"] = list(key)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file,
        "dc:title": title,
        "dc:description": description,
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": schema,
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    kind: Any = _CSVW_TYPES.get(column.type, str(column.type))
    if column.type is ColumnType.YES_NO:
        kind = {"base": kind, "format": f"{YES}|{NO}"}
    elif column.pattern or column.values:
        kind = {"base": kind, "format": column.pattern or "|".join(map(re.escape, column.values))}
    said: dict[str, Any] = {
        "name": column.name,
        "titles": list(dict.fromkeys((column.name, column.title))),
        "dc:description": column.about,
        "datatype": kind,
    }
    if not column.blank:
        said["required"] = True
    return said
