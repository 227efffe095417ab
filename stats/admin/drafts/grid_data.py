"""What was sent with a draft's tables, read without judging any of it: no text typed is lost here.

A cell's field is named by the cell's id: `cell:eligible_offenders.1.total..0`. In a row for a division that
has no name yet the id has none either, and the row's number goes before it:
`new:0:eligible_offenders.1.total..0`, with the name itself in `new-name:0`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from stats.catalogue.cells import NotACellError, cell_id, cell_key
from stats.catalogue.reader import catalogue
from stats.drafting.content import DraftContent
from stats.loading.fields import tidied
from stats.loading.normalise import SourceKey

MOST_NEW_ROWS = 60
LONGEST_NAME = 120
# Far past any figure. What is longer was pasted by mistake, and the check says that it is no number.
LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class NewDivisionRow:
    """A row for one more division; `cells` are texts by the id that the cells have without its name."""

    number: int
    name: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GridData:
    """`cells` are those of rows with a fixed name, blank ones too. `version` is what the form was opened on,
    0 where it was not sent."""

    version: int
    source: SourceKey
    pages: Mapping[str, str]
    cells: Mapping[str, str]
    new_rows: tuple[NewDivisionRow, ...]

    def content(self, *, notes: Mapping[str, str]) -> DraftContent:
        cells = {identity: text for identity, _, text in self.fields()}
        return DraftContent(self.source, cells, self.pages, notes)

    def fields(self) -> Iterator[tuple[str, str, str]]:
        """Cell id, field name and text of every cell sent."""
        for identity, text in self.cells.items():
            yield identity, field_name(identity), text
        taken = {cell_key(identity).division.casefold() for identity in self.cells}
        for row in self.new_rows:
            name = _free(row.name or unnamed(row.number), taken=taken)
            if not any(row.cells.values()) and not row.name:
                continue
            taken.add(name.casefold())
            for identity, text in row.cells.items():
                key = replace(cell_key(identity), division=name)
                yield cell_id(key), new_field_name(row.number, identity), text


def field_name(identity: str) -> str:
    return f"cell:{identity}"


def new_field_name(number: int, identity: str) -> str:
    return f"new:{number}:{identity}"


def unnamed(number: int) -> str:
    """What stands for a division's name until it is typed. It has no letters, so the check asks for them."""
    return "?" * (number + 1)


def is_unnamed(division: str) -> bool:
    return not division.strip("?")


def _free(name: str, *, taken: Iterable[str]) -> str:
    """A second row of the same name keeps its figures, under a name to be mended."""
    while name.casefold() in taken:
        name += "?"
    return name


def grid_data(sent: QueryDict, *, before: SourceKey) -> GridData:
    """What was sent. `before` is the draft's source, kept where what is sent of it cannot be stored."""
    cells: dict[str, str] = {}
    rows: dict[int, dict[str, str]] = {}
    pages = {}
    for field in sent:
        text = sent.get(field, "").strip()
        kind, _, rest = field.partition(":")
        if kind == "cell" and (identity := _identity(rest)):
            cells[identity] = text[:LONGEST_CELL]
        elif kind == "new":
            number, _, rest = rest.partition(":")
            if (identity := _identity(rest)) and (row := _number(number, most=MOST_NEW_ROWS - 1)) is not None:
                rows.setdefault(row, {})[identity] = text[:LONGEST_CELL]
        elif kind == "page" and text:
            pages[rest] = text
    new_rows = tuple(
        NewDivisionRow(number, tidied(sent.get(f"new-name:{number}", ""))[:LONGEST_NAME], rows[number])
        for number in sorted(rows)
    )
    kind, title, url = (tidied(sent.get(f"source_{part}", "")) for part in ("kind", "title", "url"))
    source = SourceKey(kind if kind in catalogue().source_kinds else before.kind, title[:300], url[:500])
    version = _number(sent.get("version", ""), most=99_999_999) or 0
    return GridData(version, source, pages, cells, new_rows)


def _identity(text: str) -> str:
    try:
        return cell_id(cell_key(text))
    except NotACellError:
        return ""


def _number(text: str, *, most: int) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if plain and int(text) <= most else None
