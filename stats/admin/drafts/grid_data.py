"""What was sent with a draft's tables, read without judging any of it: no text typed is lost here.

A cell's field is named by the cell's id: `cell:eligible_offenders.1.total..0`. In a row for a division that
has no name yet the id has none either, and the row's number goes before it:
`new:0:eligible_offenders.1.total..0`, with the name itself in `new-name:0`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from django.http import QueryDict

from stats.admin.drafts.forms import with_scheme
from stats.analysis.tables.printed_amounts import tidied
from stats.catalogue.cells import NotACellError, cell_id, cell_key
from stats.catalogue.reader import catalogue
from stats.drafting.content import DraftContent
from stats.drafting.grid import is_unnamed, unnamed
from stats.loading.existing import folded
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
    a field itself, by name. `divisions` are all names in the order of the rows, `to_look_at` the ids of cells
    that are marked. `version` is what the form was opened on, 0 where it was not sent."""

    version: int
    source: SourceKey
    pages: Mapping[str, str]
    cells: Mapping[str, str]
    new_divisions: Mapping[str, int]
    divisions: tuple[str, ...]
    to_look_at: tuple[str, ...]

    def content(self, *, notes: Mapping[str, str]) -> DraftContent:
        return DraftContent(self.source, self.cells, self.pages, notes, self.divisions)

    def without_marks_in(self, cells: Collection[str]) -> GridData:
        """The same with those cells accepted."""
        return replace(self, to_look_at=tuple(id_ for id_ in self.to_look_at if id_ not in cells))

    def without_row(self, number: int) -> GridData:
        """The same without the row for a division of that number."""
        gone = {name for name, row in self.new_divisions.items() if row == number}
        cells = {id_: text for id_, text in self.cells.items() if cell_key(id_).division not in gone}
        names = {name: row for name, row in self.new_divisions.items() if name not in gone}
        order = tuple(name for name in self.divisions if name not in gone)
        return replace(self, cells=cells, new_divisions=names, divisions=order)


def field_name(identity: str, *, new_divisions: Mapping[str, int]) -> str:
    """The name of a cell's field."""
    key = cell_key(identity)
    number = new_divisions.get(key.division)
    return f"cell:{identity}" if number is None else f"new:{number}:{cell_id(replace(key, division=''))}"


def unnamed_divisions(cells: Iterable[str]) -> dict[str, int]:
    """The divisions of a stored draft that were saved without a name, each with the number of its row."""
    names = {cell_key(identity).division for identity in cells}
    return {name: len(name) - 1 for name in sorted(filter(is_unnamed, names))}


def named_anew(divisions: Iterable[str], *, known: Collection[str]) -> dict[str, int]:
    """The divisions that no report has yet, whose names are still fields, each with the number of its row."""
    published = set(map(folded, known))
    new = (name for name in divisions if folded(name) not in published)
    return {name: number for number, name in enumerate(islice(new, MOST_NEW_ROWS))}


def with_blank_rows(new_divisions: Mapping[str, int], *, rows: int = 0) -> dict[str, int]:
    """Those rows, and blank ones below them until there are so many, for divisions still to be typed."""
    wanted = max(BLANK_ROWS, rows)
    free = (number for number in range(MOST_NEW_ROWS) if number not in new_divisions.values())
    blank = {unnamed(number): number for number in islice(free, max(0, wanted - len(new_divisions)))}
    return {**new_divisions, **blank}


def grid_data(sent: QueryDict, *, before: SourceKey) -> GridData:
    """What was sent. `before` is the draft's source, kept where what is sent of it cannot be stored."""
    cells: dict[str, str] = {}
    rows: dict[int, dict[str, str]] = {}
    order: dict[str | int, None] = {}  # of divisions: a name, or the number of the row that has it as a field
    pages = {}
    for field in sent:
        text = sent.get(field, "").strip()
        kind, _, rest = field.partition(":")
        if kind == "page" and text:
            pages[rest] = text
        if (place := _place(field)) is None:
            continue
        number, identity = place
        if number is None:
            cells[identity] = text[:LONGEST_CELL]
            order[cell_key(identity).division] = None
        else:
            rows.setdefault(number, {})[identity] = text[:LONGEST_CELL]
            order[number] = None
    taken = {cell_key(identity).division.casefold() for identity in cells}
    new_divisions: dict[str, int] = {}
    ids: dict[tuple[int | None, str], str] = {(None, identity): identity for identity in cells}
    for row in sorted(rows):
        name = tidied(sent.get(f"new-name:{row}", ""))[:LONGEST_NAME] or unnamed(row)
        while name.casefold() in taken:
            name += "?"  # a second row of the same name keeps its figures, under a name to be mended
        taken.add(name.casefold())
        new_divisions[name] = row
        ids |= {(row, id_): cell_id(replace(cell_key(id_), division=name)) for id_ in rows[row]}
        cells |= {ids[row, id_]: text for id_, text in rows[row].items()}
    names = {row: name for name, row in new_divisions.items()}
    marked = (ids.get(place) for place in map(_place, sent.getlist("look")) if place)
    # The page of two versions sends the rows in an order of its own, and the right one beside them.
    first = dict.fromkeys(sent.get("divisions", "").splitlines())
    kind, title, url = (tidied(sent.get(f"source_{part}", "")) for part in ("kind", "title", "url"))
    return GridData(
        version=_number(sent.get("version", ""), most=99_999_999) or 0,
        source=SourceKey(
            kind if kind in catalogue().source_kinds else before.kind, title[:300], with_scheme(url)[:500]
        ),
        pages=pages,
        cells=cells,
        new_divisions=new_divisions,
        divisions=(*first, *filter(None, (names[one] if isinstance(one, int) else one for one in order))),
        to_look_at=tuple(dict.fromkeys(filter(None, marked))),
    )


def _place(field: str) -> tuple[int | None, str] | None:
    """The cell that a field is of, after the number of its row where that names a division; else None."""
    kind, _, rest = field.partition(":")
    number = None
    if kind == "new":
        start, _, rest = rest.partition(":")
        number = _number(start, most=MOST_NEW_ROWS - 1)
    identity = _identity(rest)
    is_cell = identity and (kind == "cell" or (kind == "new" and number is not None))
    return (number, identity) if is_cell else None


def _identity(text: str) -> str:
    try:
        return cell_id(cell_key(text))
    except NotACellError:
        return ""


def _number(text: str, *, most: int) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if plain and int(text) <= most else None
