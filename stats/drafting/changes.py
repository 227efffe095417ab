"""What publishing a draft would change for the public, cell by cell, against what is live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.measures import CellKey
from stats.drafting.beginning import with_link
from stats.drafting.content import content_of
from stats.loading.existing import folded, source_key
from stats.loading.normalise import Entry, PrintedAmount, SourceKey
from stats.models import Draft, Figure

ADDED, CHANGED, WITHDRAWN, PAGE = "added", "changed", "withdrawn", "page"


@dataclass(frozen=True, slots=True)
class CellChange:
    """`kind` is added, changed, withdrawn, or page where only the page of the source is given anew.

    `old` and `new` are as printed, a marker in its shorthand; empty where there is none.
    """

    cell_id: str
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
    new = {
        folded_key(cell_key(entry.raw.where.sheet)): (entry, entry.amount)
        for entry in read
        if entry.amount is not None
    }
    source = with_link(content_of(draft).source)
    figures = _public_figures(draft, source=source)
    keys = {figure.pk: printed_key(figure, start_year=draft.start_year) for figure in figures}
    renamed = [figure for figure in figures if source_key(figure.source) != source]
    current = [figure for figure in figures if source_key(figure.source) == source]
    earlier = {keys[figure.pk]: figure for figure in (*renamed, *current)}
    had = _keys_had(draft) if any(key.years_back for key in earlier) else frozenset()
    # Of the year before, only what this draft itself once had: its own report may have the same source.
    mine = {key: figure for key, figure in earlier.items() if not key.years_back or key in had or key in new}
    changes = [_change(entry, amount, mine.get(key)) for key, (entry, amount) in new.items()]
    lost = {key: figure for key, figure in mine.items() if key not in new}
    changes += [
        CellChange(cell_id(replace(key, division=_division(figure))), WITHDRAWN, figure.as_printed, "")
        for key, figure in lost.items()
    ]
    gone = {figure.pk for figure in lost.values()} | {
        figure.pk for figure in renamed if not keys[figure.pk].years_back or keys[figure.pk] in had
    }
    return Comparison(
        tuple(change for change in changes if change is not None),
        frozenset(gone),
        {key: amount.as_printed for key, (_entry, amount) in new.items()},
        any(figure.report.start_year == draft.start_year for figure in figures),
    )


def folded_key(key: CellKey) -> CellKey:
    """The cell, with a division's name as names are compared."""
    return replace(key, division=folded(key.division))


def printed_key(figure: Figure, *, start_year: int) -> CellKey:
    """The cell in which the report of `start_year` prints the figure, with its division's name folded."""
    back = start_year - figure.report.start_year
    return folded_key(CellKey(figure.measure, figure.category, figure.level, _division(figure), back))


def _division(figure: Figure) -> str:
    return figure.division.name if figure.division else ""


def _public_figures(draft: Draft, *, source: SourceKey) -> list[Figure]:
    of_source = Q(source__kind=source.kind, source__title=source.title, source__url=source.url)
    if draft.source_id is not None:
        of_source |= Q(source=draft.source_id)
    figures = Figure.objects.public().filter(
        of_source,
        report__area=draft.area_id,
        report__start_year__in=(draft.start_year, draft.start_year - 1),
    )
    return list(figures.select_related("report__area", "division", "source").order_by("pk"))


def _keys_had(draft: Draft) -> frozenset[CellKey]:
    """The cells of the year before that any earlier state of the draft had."""
    model: Any = Draft
    states = model.pgh_event_model.objects.filter(pgh_obj_id=draft.pk).values_list("cells", flat=True)
    keys = (folded_key(cell_key(id_)) for cells in states for id_ in cells)
    return frozenset(key for key in keys if key.years_back)


def _change(entry: Entry, amount: PrintedAmount, figure: Figure | None) -> CellChange | None:
    id_, page, text = entry.raw.where.sheet, entry.page or "", amount.as_printed
    if figure is None:
        return CellChange(id_, ADDED, "", text, "", page)
    if (figure.value, figure.marker) != (amount.value, amount.marker):
        return CellChange(id_, CHANGED, figure.as_printed, text, figure.source_page, page)
    if figure.source_page != page:
        return CellChange(id_, PAGE, figure.as_printed, figure.as_printed, figure.source_page, page)
    return None
