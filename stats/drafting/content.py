"""The content of a draft: everything that is typed, as one value that a save replaces by another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from stats.analysis.printed_amounts import tidied
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.layouts import Layout, Table
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft

OTHER = "other"  # the table of cells for which the layout has no place


@dataclass(frozen=True, slots=True)
class DraftContent:
    """Texts by cell id, pages by table code, public notes by the cell id of a total; and the source."""

    source: SourceKey
    cells: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def cleaned(self) -> DraftContent:
        """As it can be stored: blank texts left out, and characters that PostgreSQL has no place for.

        Raises NotACellError for an id that is none.
        """
        return DraftContent(
            SourceKey(*(tidied(_plain(part)) for part in asdict(self.source).values())),
            {_tidied_id(key): text for key, text in _storable(self.cells).items()},
            _storable(self.pages),
            {_tidied_id(key): text for key, text in _storable(self.notes).items()},
        )

    def texts(self) -> dict[str, Mapping[str, str]]:
        """Every text by what it is of and its key there."""
        return {
            "source": asdict(self.source),
            "cell": self.cells,
            "page": self.pages,
            "note": self.notes,
        }

    def columns(self) -> dict[str, Any]:
        """The columns of a Draft that hold it."""
        source = {f"source_{part}": text for part, text in asdict(self.source).items()}
        return {**source, "cells": self.cells, "pages": self.pages, "notes": self.notes}


def content_of(draft: Draft) -> DraftContent:
    """What the draft holds; an earlier state of it, as history keeps it, has the same columns."""
    source = SourceKey(draft.source_kind, draft.source_title, draft.source_url)
    return DraftContent(source, draft.cells, draft.pages, draft.notes)


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


def divisions_of(cells: Iterable[str]) -> Iterable[str]:
    """The divisions that the ids name, each once."""
    return dict.fromkeys(key.division for key in map(cell_key, cells) if key.division)


def table_codes(area: Area, year: ReportingYear, *, cells: Collection[str]) -> dict[str, str]:
    """The code of the first table that has each cell."""
    codes = dict.fromkeys(cells, OTHER)
    for table in reversed(tables_of(area, year, divisions=divisions_of(cells))):
        codes |= {id_: table.code for id_ in map(cell_id, table.cells()) if id_ in codes}
    return codes


def _storable(texts: Mapping[str, str]) -> dict[str, str]:
    return {_plain(key): _plain(text) for key, text in texts.items() if _plain(text).strip()}


def _plain(text: str) -> str:
    """Without what jsonb refuses: NUL, and halves of a surrogate pair that a broken client may send."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _tidied_id(text: str) -> str:
    key = cell_key(text)
    return cell_id(replace(key, division=tidied(key.division)))
