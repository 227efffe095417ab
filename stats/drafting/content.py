"""The content of a draft: everything that is typed, as one value that a save replaces by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.layouts import Layout, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.fields import tidied
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
        source = self.source
        return DraftContent(
            SourceKey(*(tidied(_plain(part)) for part in (source.kind, source.title, source.url))),
            {_tidied_id(key): text for key, text in _storable(self.cells).items()},
            _storable(self.pages),
            {_tidied_id(key): text for key, text in _storable(self.notes).items()},
        )

    def columns(self) -> dict[str, Any]:
        """The columns of a Draft that hold it."""
        return {
            "source_kind": self.source.kind,
            "source_title": self.source.title,
            "source_url": self.source.url,
            "cells": dict(self.cells),
            "pages": dict(self.pages),
            "notes": dict(self.notes),
        }


def content_of(draft: Draft) -> DraftContent:
    """What the draft holds; an earlier state of it, as history keeps it, has the same columns."""
    return DraftContent(
        SourceKey(draft.source_kind, draft.source_title, draft.source_url),
        dict(draft.cells),
        dict(draft.pages),
        dict(draft.notes),
    )


def layout_of(area: Area, year: ReportingYear) -> Layout | None:
    return catalogue().layout_for(year, national=area.kind == Area.Kind.NATION)


def tables_of(layout: Layout | None, *, cells: Mapping[str, str]) -> tuple[Table, ...]:
    """The layout's tables with a row for each division among the cells."""
    names = tuple(dict.fromkeys(key.division for key in map(cell_key, cells) if key.division))
    return tuple(table.for_divisions(names) for table in layout.tables) if layout else ()


def table_codes(tables: tuple[Table, ...]) -> dict[CellKey, str]:
    """The code of the first table that has each cell."""
    codes: dict[CellKey, str] = {}
    for table in tables:
        for cell in table.cells():
            codes.setdefault(cell, table.code)
    return codes


def _storable(texts: Mapping[str, str]) -> dict[str, str]:
    return {_plain(key): _plain(text) for key, text in texts.items() if _plain(text).strip()}


def _plain(text: str) -> str:
    """Without what jsonb refuses: NUL, and halves of a surrogate pair that a broken client may send."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _tidied_id(text: str) -> str:
    key = cell_key(text)
    return cell_id(replace(key, division=tidied(key.division)))
