"""Columns of the files that are written or read: one declaration for each shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`name` heads the column in files. `required_on_load` is false where a file that is loaded may leave the
    column out or blank."""

    name: str
    title: str
    description: str
    required_on_load: bool = True
