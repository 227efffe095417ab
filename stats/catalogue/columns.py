"""Tables that leave the site as files, and their columns: declared once for every form that they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stats.catalogue.texts import ExportCode

YES, NO = "yes", "no"


class ColumnType(StrEnum):
    """What the cells of a column are, in the words of Frictionless Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """`code` is the column's `name` in files, with a table's before it ("comparison.value") where the name
    means something else in other tables.

    `blank` says what a blank cell means; a column without it is never blank. `values` are all that can stand
    in a cell, `pattern` how it is written, and `refers_to` the table whose key it holds. `required_on_load`
    is false where a file that is loaded may leave the column out or blank.
    """

    code: str
    title: str
    description: str
    type: ColumnType = ColumnType.TEXT
    unit: str = ""
    blank: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    refers_to: ExportCode = ""
    required_on_load: bool = True

    @property
    def name(self) -> str:
        return self.code.rpartition(".")[2]

    @property
    def about(self) -> str:
        """All that is said of it, in sentences."""
        return f"{self.description} Blank: {self.blank}" if self.blank else self.description

    def read(self, text: str) -> str | int | Decimal | bool | date | None:
        """What a cell of a file says: None for a blank one."""
        if not text:
            return None
        match self.type:
            case ColumnType.WHOLE:
                return int(text)
            case ColumnType.NUMBER:
                return Decimal(text)
            case ColumnType.YES_NO:
                return text == YES
            case ColumnType.DATE:
                return date.fromisoformat(text)
            case ColumnType.TEXT:
                return text


@dataclass(frozen=True, slots=True)
class Export:
    """A table that leaves the site as a file. `description` says what one row is.

    `key` are the names of the columns that tell its rows apart. A `packaged` table is a file of the data
    package and a sheet of the workbook.
    """

    code: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    packaged: bool = False

    def problems(self) -> Iterator[str]:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            yield "two columns have one name"
        if unknown := sorted(set(self.key) - set(names)):
            yield f"key: there is no column {', '.join(unknown)}"
