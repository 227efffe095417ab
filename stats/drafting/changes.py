"""What publishing a draft would change for the public, cell by cell, against what is live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.measures import CellKey
from stats.drafting.beginning import with_link
from stats.drafting.grid import cell_words
from stats.drafting.typed import typed_of
from stats.loading.existing import folded, source_key
from stats.loading.normalise import Entry, PrintedAmount
from stats.models import Draft, Figure

ADDED, CHANGED, WITHDRAWN, PAGE = "added", "changed", "withdrawn", "page"


@dataclass(frozen=True, slots=True)
class CellChange:
    """`kind` is added, changed, withdrawn, or page where only the page of the source is given anew.

    `old` and `new` are as printed, a marker in its shorthand; empty where there is none.
    """

    cell_id: str
    label: str
    kind: str
    old: str
    new: str
    old_page: str = ""
    new_page: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gone` are the primary keys of public figures that the draft does not have, or has under another name
    of its source; `new` is what the draft says of each cell; `was_public` says whether any of it was public
    before."""

    changes: tuple[CellChange, ...]
    gone: frozenset[int]
    new: Mapping[CellKey, str]
    was_public: bool


def compared(draft: Draft, *, read: Sequence[Entry]) -> Comparison:
    """The cells that can be read, against the public figures of the draft's source; three queries."""
    new = {folded_key(cell_key(entry.raw.where.sheet)): entry for entry in read if entry.amount is not None}
    source = with_link(typed_of(draft).source)
    figures = _public(draft)
    current = {_key(one, draft): one for one in figures if source_key(one.source) == source}
    renamed = [one for one in figures if source_key(one.source) != source]
    earlier = {_key(one, draft): one for one in renamed} | current
    had = _had(draft) if any(key.years_back for key in earlier) else frozenset()
    # Of the year before, only what this draft itself once had: its own report may have the same source.
    mine = {key: one for key, one in earlier.items() if not key.years_back or key in had or key in new}
    changes = [_change(entry, mine.get(key)) for key, entry in new.items()]
    lost = [key for key in mine if key not in new]
    changes += [
        CellChange(
            cell_id(_named(key, mine[key])),
            cell_words(_named(key, mine[key])),
            WITHDRAWN,
            mine[key].as_printed,
            "",
        )
        for key in lost
    ]
    gone = {mine[key].pk for key in lost} | {
        one.pk for one in renamed if not _key(one, draft).years_back or _key(one, draft) in had
    }
    return Comparison(
        tuple(change for change in changes if change is not None),
        frozenset(gone),
        {key: _text(entry.amount) for key, entry in new.items() if entry.amount is not None},
        any(one.report.start_year == draft.start_year for one in figures),
    )


def folded_key(key: CellKey) -> CellKey:
    """The cell, with a division's name as names are compared."""
    return replace(key, division=folded(key.division))


def key_of(figure: Figure, *, start_year: int) -> CellKey:
    """The cell in which the report of `start_year` prints the figure, with its division's name folded."""
    return folded_key(
        CellKey(
            figure.measure,
            figure.category,
            figure.level,
            figure.division.name if figure.division else "",
            start_year - figure.report.start_year,
        )
    )


def _key(figure: Figure, draft: Draft) -> CellKey:
    return key_of(figure, start_year=draft.start_year)


def _named(key: CellKey, figure: Figure) -> CellKey:
    return replace(key, division=figure.division.name if figure.division else "")


def _public(draft: Draft) -> list[Figure]:
    source = with_link(typed_of(draft).source)
    of_source = Q(source__kind=source.kind, source__title=source.title, source__url=source.url)
    if draft.source_id is not None:
        of_source |= Q(source=draft.source_id)
    figures = Figure.objects.public().filter(
        of_source,
        report__area=draft.area_id,
        report__start_year__in=(draft.start_year, draft.start_year - 1),
    )
    return list(figures.select_related("report__area", "division", "source").order_by("pk"))


def _had(draft: Draft) -> frozenset[CellKey]:
    """The cells of the year before that any earlier state of the draft had."""
    model: Any = Draft
    states = model.pgh_event_model.objects.filter(pgh_obj_id=draft.pk).values_list("cells", flat=True)
    keys = (folded_key(cell_key(id_)) for cells in states for id_ in cells)
    return frozenset(key for key in keys if key.years_back)


def _change(entry: Entry, figure: Figure | None) -> CellChange | None:
    amount = entry.amount
    if amount is None:
        return None
    id_, page = entry.raw.where.sheet, entry.page or ""
    label = cell_words(cell_key(id_))
    if figure is None:
        return CellChange(id_, label, ADDED, "", _text(amount), "", page)
    if (figure.value, figure.marker) != (amount.value, amount.marker):
        return CellChange(id_, label, CHANGED, figure.as_printed, _text(amount), figure.source_page, page)
    if figure.source_page != page:
        return CellChange(id_, label, PAGE, figure.as_printed, figure.as_printed, figure.source_page, page)
    return None


def _text(amount: PrintedAmount) -> str:
    return amount.as_printed
