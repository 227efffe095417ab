"""The content of a draft: everything that is typed, as one value that a save replaces by another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from stats.analysis.tables.printed_amounts import tidied
from stats.catalogue.cells import NotACellError, cell_id, cell_key
from stats.catalogue.layouts import Layout, Table
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft

OTHER = "other"  # the table of cells for which the layout has no place


@dataclass(frozen=True, slots=True)
class DraftContent:
    """Texts by cell id, pages by table code, public notes by the cell id of a total; and the source.

    `divisions` are the names of its divisions in the order printed. Those that a cell names and that are not
    given stand at its end, so that the cells by themselves are enough.
    """

    source: SourceKey
    cells: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    divisions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "divisions", tuple(dict.fromkeys((*self.divisions, *named_in(self.cells)))))

    def cleaned(self) -> DraftContent:
        """As it can be stored: blank texts left out, characters that PostgreSQL has no place for, divisions
        without a text, and notes on what is no cell.

        Raises NotACellError for a cell's id that is none.
        """
        cells = {_tidied_id(key): text for key, text in _storable(self.cells).items()}
        used = set(named_in(cells))
        return DraftContent(
            SourceKey(*(tidied(_plain(part)) for part in asdict(self.source).values())),
            cells,
            _storable(self.pages),
            {_tidied_id(key): text for key, text in _storable(self.notes).items() if is_cell_id(key)},
            tuple(name for name in (tidied(_plain(name)) for name in self.divisions) if name in used),
        )

    def texts(self) -> dict[str, Mapping[str, str]]:
        """Every text by what it is of and its key there; the names of the divisions one a line."""
        return {
            "source": asdict(self.source),
            "cell": self.cells,
            "page": self.pages,
            "note": self.notes,
            "divisions": {"divisions": "\n".join(self.divisions)},
        }

    def columns(self) -> dict[str, Any]:
        """The columns of a Draft that hold it."""
        source = {f"source_{part}": text for part, text in asdict(self.source).items()}
        texts = {"cells": self.cells, "pages": self.pages, "notes": self.notes}
        return {**source, **texts, "divisions": list(self.divisions)}


def content_of(draft: Draft) -> DraftContent:
    """What the draft holds; an earlier state of it, as history keeps it, has the same columns."""
    source = SourceKey(draft.source_kind, draft.source_title, draft.source_url)
    return DraftContent(source, draft.cells, draft.pages, draft.notes, tuple(draft.divisions))


def states_of(draft_id: int) -> Any:
    """The states that the database keeps of the draft: pghistory's own model, which has no types."""
    model: Any = Draft
    return model.pgh_event_model.objects.filter(pgh_obj_id=draft_id)


def layout_of(area: Area, year: ReportingYear) -> Layout | None:
    return catalogue().layout_for(year, national=area.kind == Area.Kind.NATION)


def tables_of(area: Area, year: ReportingYear, *, divisions: Iterable[str] = ()) -> tuple[Table, ...]:
    """The tables of the area's report of that year, with a row for each of the divisions."""
    layout = layout_of(area, year)
    names = tuple(divisions)
    return tuple(table.for_divisions(names) for table in layout.tables) if layout else ()


def is_cell_id(text: str) -> bool:
    try:
        cell_key(text)
    except NotACellError:
        return False
    return True


def table_codes(area: Area, year: ReportingYear, *, cells: Collection[str]) -> dict[str, str]:
    """The code of the first table that has each cell."""
    codes = dict.fromkeys(cells, OTHER)
    for table in reversed(tables_of(area, year, divisions=named_in(cells))):
        codes |= {id_: table.code for id_ in map(cell_id, table.cells()) if id_ in codes}
    return codes


def named_in(cells: Iterable[str]) -> Iterable[str]:
    """The divisions that the cells' ids name, each once."""
    return dict.fromkeys(key.division for key in map(cell_key, filter(is_cell_id, cells)) if key.division)


def _storable(texts: Mapping[str, str]) -> dict[str, str]:
    return {_plain(key): _plain(text) for key, text in texts.items() if _plain(text).strip()}


def _plain(text: str) -> str:
    """Without what jsonb refuses: NUL, and halves of a surrogate pair that a broken client may send."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _tidied_id(text: str) -> str:
    key = cell_key(text)
    return cell_id(replace(key, division=tidied(key.division)))
