"""A block pasted into the form: which fields it fills, what it may fill, and what to tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stats.admin.drafts.base import FOLDER, draft_for
from stats.admin.drafts.change import sent_with, shown_grid
from stats.admin.drafts.grid_data import MORE_ROWS, GridData
from stats.admin.drafts.grid_page import GridPageRow, GridPageTable
from stats.catalogue.layouts import Line, Table
from stats.drafting.content import OTHER, tables_of
from stats.drafting.grid import is_unnamed
from stats.drafting.pasting import Focus, Offer, Placed, Placement, place
from stats.models import Draft

_SHOWN_LINES = 3

Filled = list[tuple[str, str]]
"""Names of fields, each with the text that goes into it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """`repeats` are texts for cells that are typed in another table."""

    fields: Filled
    repeats: list[str]


@require_POST
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Which fields a block pasted at a cell fills; which it may fill, to be confirmed one by one; and
    the table of divisions anew where it has too few rows."""
    draft = draft_for(request, pk)
    sent = sent_with(request, draft)
    tables = {table.grid.code: table for table in shown_grid(draft, sent).tables}
    focus = _focus(request, tables.get(request.POST.get("sheet", "")))
    if focus is None:
        return JsonResponse({"error": "no such cell"}, status=400)
    layout = _layout(draft, tables.values())
    placement = place(request.POST.get("paste", ""), tables=layout, focus=focus, year=draft.year)
    found = _found(placement.cells, tables)
    divisions, sheets = _division_fields(placement, tables, draft=draft, sent=sent)
    offers = [
        {"words": _offer_words(offer, tables), "fields": _found(offer.cells, tables).fields}
        for offer in placement.offers
    ]
    filled = len(found.fields) + len(divisions)
    return JsonResponse(
        {
            "fields": [*found.fields, *divisions],
            "offers": offers,
            "sheets": sheets,
            "words": _words(placement, found, tables, filled=filled, focus=focus),
        }
    )


@require_POST
def more_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of divisions as it stands in the form, with more rows."""
    draft = draft_for(request, pk)
    tables = shown_grid(draft, sent_with(request, draft), more=MORE_ROWS).tables
    table = next((table for table in tables if table.grid.takes_divisions), None)
    return JsonResponse({"table": _html(table) if table else ""})


def _html(table: GridPageTable) -> str:
    return render_to_string(f"{FOLDER}/parts/table.html", {"table": table})


def _focus(request: HttpRequest, table: GridPageTable | None) -> Focus | None:
    try:
        row, column = int(request.POST.get("row", "")), int(request.POST.get("column", ""))
    except ValueError:
        return None
    if table is None or not (0 <= row < len(table.rows) and -1 <= column < len(table.grid.columns)):
        return None
    if column < 0 and table.rows[row].new_division is None:
        return None
    return Focus(table.grid.code, row, column)


def _layout(draft: Draft, tables: Iterable[GridPageTable]) -> list[Table]:
    """The catalogue's tables with the rows that the form shows, and the form's own table of other figures."""
    names = [row.grid.division for table in tables if table.grid.takes_divisions for row in table.rows]
    known = list(tables_of(draft.area, draft.year, divisions=filter(None, names)))
    for table in tables:
        if table.grid.code == OTHER:
            rows = tuple(Line(code=str(n), label=row.grid.label) for n, row in enumerate(table.rows))
            known.append(Table(OTHER, table.grid.title, rows, tuple(table.grid.columns)))
    return known


def _found(cells: Iterable[Placed], tables: dict[str, GridPageTable]) -> _Found:
    found = _Found([], [])
    for placed in cells:
        field = tables[placed.table].rows[placed.row].fields[placed.column]
        if field is None:
            continue
        if not field.twin_of:
            found.fields.append((field.name, placed.text))
        elif field.cell.typed != placed.text:
            found.repeats.append(placed.text)
    return found


def _division_fields(
    placement: Placement, tables: dict[str, GridPageTable], *, draft: Draft, sent: GridData
) -> tuple[Filled, Mapping[str, str]]:
    """The fields of divisions that have no row yet, and by its code the table with rows for all of them."""
    table = next((table for table in tables.values() if table.grid.takes_divisions), None)
    if table is None or not placement.divisions:
        return [], {}
    sheets = {}
    blank = _blank_rows(table)
    if (more := len(placement.divisions) - len(blank)) > 0:
        shown = shown_grid(draft, sent, more=more).tables
        table = next(one for one in shown if one.grid.code == table.grid.code)
        sheets[table.grid.code] = _html(table)
        blank = _blank_rows(table)
    # No form has rows without end.
    placement.beyond.extend(name for name, _text in placement.divisions[len(blank) :])
    fields: Filled = []
    for (name, text), row in zip(placement.divisions, blank, strict=False):
        fields.append((f"new-name:{row.new_division}", name))
        (field,) = row.fields
        if text and field is not None:
            fields.append((field.name, text))
    return fields, sheets


def _blank_rows(table: GridPageTable) -> Sequence[GridPageRow]:
    return [
        row
        for row in table.rows
        if row.new_division is not None
        and is_unnamed(row.grid.division)
        and not any(field and field.cell.typed for field in row.fields)
    ]


def _offer_words(offer: Offer, tables: dict[str, GridPageTable]) -> str:
    texts = ", ".join(offer.texts)
    cells = [tables[placed.table].rows[placed.row].fields[placed.column] for placed in offer.cells]
    labels = [field.cell.label for field in cells if field is not None]
    if not labels:
        if offer.label:
            words = _("“%(label)s” fits no row that is free: %(texts)s was not put anywhere.")
            return words % {"label": offer.label, "texts": texts}
        return _("%(texts)s has no label, so it was not put anywhere.") % {"texts": texts}
    title = tables[offer.cells[0].table].grid.title
    values = {"label": offer.label, "texts": texts, "place": "; ".join(labels), "title": title}
    if offer.label:
        return _("“%(label)s” is not certain: put %(texts)s in “%(title)s”, %(place)s?") % values
    return _("%(texts)s has no label: put it in “%(title)s”, %(place)s?") % values


def _words(
    placement: Placement, found: _Found, tables: dict[str, GridPageTable], *, filled: int, focus: Focus
) -> str:
    sentences = [
        ngettext("%(n)s cell was filled.", "%(n)s cells were filled.", filled) % {"n": filled}
        if filled
        else _("Nothing was pasted: no number was found that this table has a cell for.")
    ]
    if placement.offers:
        words = ngettext(
            "%(n)s line is for you to place.", "%(n)s lines are for you to place.", len(placement.offers)
        )
        sentences.append(words % {"n": len(placement.offers)})
    others = dict.fromkeys(
        tables[cell.table].grid.title for cell in placement.cells if cell.table != focus.table
    )
    for texts, words in (
        (list(others), _("In other tables too: %(texts)s.")),
        (placement.beyond, _("Beyond the table, so left out: %(texts)s.")),
        (found.repeats, _("Typed in another table, so left as it is: %(texts)s.")),
        (placement.left_out, _("Lines without numbers of this table were left out: %(texts)s.")),
    ):
        if texts:
            sentences.append(words % {"texts": _few(texts)})
    return " ".join(sentences)


def _few(texts: Sequence[str]) -> str:
    few = "; ".join(f"“{text}”" for text in texts[:_SHOWN_LINES])
    more = len(texts) - _SHOWN_LINES
    return few + (_(" and %(n)s more") % {"n": more} if more > 0 else "")
