"""What was sent with a draft's tables, read without judging any of it: no text typed is lost here.

A cell's field is named by the cell's id: `cell:eligible_offenders.1.total..0`. In a row for a division that
has no name yet the id has none either, and the row's number goes before it:
`new:0:eligible_offenders.1.total..0`, with the name itself in `new-name:0`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from django.http import QueryDict

from stats.analysis.printed_amounts import tidied
from stats.catalogue.cells import NotACellError, cell_id, cell_key
from stats.catalogue.reader import catalogue
from stats.drafting.content import DraftContent
from stats.drafting.grid import is_unnamed, unnamed
from stats.loading.normalise import SourceKey

BLANK_ROWS = 2
MORE_ROWS = 8
MOST_NEW_ROWS = 60
LONGEST_NAME = 120
# Far past any figure. What is longer was pasted by mistake, and the check says that it is no number.
LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class GridData:
    """`cells` are texts by cell id, blank ones too. `new_divisions` are the numbers of rows whose name is
    a field itself, by name. `version` is what the form was opened on, 0 where it was not sent."""

    version: int
    source: SourceKey
    pages: Mapping[str, str]
    cells: Mapping[str, str]
    new_divisions: Mapping[str, int]

    def content(self, *, notes: Mapping[str, str]) -> DraftContent:
        return DraftContent(self.source, self.cells, self.pages, notes)


def field_name(identity: str, *, new_divisions: Mapping[str, int]) -> str:
    """The name of a cell's field."""
    key = cell_key(identity)
    number = new_divisions.get(key.division)
    return f"cell:{identity}" if number is None else f"new:{number}:{cell_id(replace(key, division=''))}"


def unnamed_divisions(cells: Iterable[str]) -> dict[str, int]:
    """The divisions of a stored draft that were saved without a name, each with the number of its row."""
    names = {cell_key(identity).division for identity in cells}
    return {name: len(name) - 1 for name in sorted(filter(is_unnamed, names))}


def with_blank_rows(new_divisions: Mapping[str, int], *, more: bool) -> dict[str, int]:
    """Those rows, and blank ones below them for divisions still to be typed."""
    wanted = max(BLANK_ROWS, len(new_divisions) + (MORE_ROWS if more else 0))
    free = (number for number in range(MOST_NEW_ROWS) if number not in new_divisions.values())
    blank = {unnamed(number): number for number in islice(free, wanted - len(new_divisions))}
    return {**new_divisions, **blank}


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
            place = _number(number, most=MOST_NEW_ROWS - 1)
            if (identity := _identity(rest)) and place is not None:
                rows.setdefault(place, {})[identity] = text[:LONGEST_CELL]
        elif kind == "page" and text:
            pages[rest] = text
    taken = {cell_key(identity).division.casefold() for identity in cells}
    new_divisions: dict[str, int] = {}
    for row in sorted(rows):
        name = tidied(sent.get(f"new-name:{row}", ""))[:LONGEST_NAME] or unnamed(row)
        while name.casefold() in taken:
            name += "?"  # a second row of the same name keeps its figures, under a name to be mended
        taken.add(name.casefold())
        new_divisions[name] = row
        cells |= {cell_id(replace(cell_key(id_), division=name)): text for id_, text in rows[row].items()}
    kind, title, url = (tidied(sent.get(f"source_{part}", "")) for part in ("kind", "title", "url"))
    source = SourceKey(kind if kind in catalogue().source_kinds else before.kind, title[:300], url[:500])
    version = _number(sent.get("version", ""), most=99_999_999) or 0
    return GridData(version, source, pages, cells, new_divisions)


def _identity(text: str) -> str:
    try:
        return cell_id(cell_key(text))
    except NotACellError:
        return ""


def _number(text: str, *, most: int) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if plain and int(text) <= most else None
