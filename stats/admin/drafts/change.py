"""The form itself: a draft's tables, shown, checked as they are typed, pasted into, and saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stats.admin.drafts.base import FOLDER, draft_for, draft_page, user_of
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import GridData, grid_data, unnamed_divisions, with_blank_rows
from stats.admin.drafts.grid_page import GridPage, GridPageTable, grid_page
from stats.admin.drafts.versions import show_conflict
from stats.drafting.checking import check
from stats.drafting.content import content_of
from stats.drafting.grid import grid
from stats.drafting.pasting import NAME, Placement, place
from stats.drafting.saving import Conflict, save
from stats.models import Draft

_SHOWN_LINES = 3


def change(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    if request.method != "POST":
        return _change_page(request, draft)
    sent = _sent(request, draft)
    wanted = request.POST.get("do", "save")
    if wanted in ("check", "more"):
        return _change_page(request, draft, sent=sent, more=wanted == "more")
    outcome = save(
        draft.pk,
        expected_version=sent.version,
        content=sent.content(notes=draft.notes),
        user=user_of(request),
    )
    if isinstance(outcome, Conflict):
        return show_conflict(request, outcome)
    words = _("Saved.") if outcome.changed else _("Nothing had changed since the last save.")
    messages.success(request, words)
    goal = wanted if wanted in ("preview", "publish") else "change"
    return redirect(f"admin:stats_draft_{goal}", draft.pk)


@require_POST
def check_typed(request: HttpRequest, pk: int) -> JsonResponse:
    """What the check says of the form as it stands: beside each field by its name, and the panel."""
    draft = draft_for(request, pk)
    shown = _grid_page(draft, _sent(request, draft))
    return JsonResponse(
        {
            "fields": {field.name: field.told for field in shown.fields()},
            "twins": {field.id: field.told for field in shown.fields(twins=True)},
            "noticed": render_to_string(f"{FOLDER}/parts/noticed.html", {"groups": shown.noticed}),
            "errors": render_to_string(f"{FOLDER}/parts/errors.html", {"errors": shown.errors}),
            "state": shown.state,
        }
    )


@require_POST
def paste(request: HttpRequest, pk: int) -> JsonResponse:
    """Which fields a block pasted at a cell fills, and what to tell of it."""
    draft = draft_for(request, pk)
    tables = _grid_page(draft, _sent(request, draft)).tables
    table = next((table for table in tables if table.grid.code == request.POST.get("sheet")), None)
    try:
        row, column = int(request.POST.get("row", "")), int(request.POST.get("column", ""))
    except ValueError:
        row = column = -1
    if table is None or not (0 <= row < len(table.rows) and 0 <= column < len(table.grid.columns)):
        return JsonResponse({"error": "no such cell"}, status=400)
    placement = place(
        request.POST.get("paste", ""),
        labels=[line.label for line in table.grid.rows],
        width=len(table.grid.columns),
        title=table.grid.title,
        row=row,
        column=column,
    )
    fields, repeats = _pasted_fields(placement, table)
    return JsonResponse({"fields": fields, "words": _pasted_words(placement, fields, repeats)})


def _pasted_fields(placement: Placement, table: GridPageTable) -> tuple[list[tuple[str, str]], list[str]]:
    """Field names with their texts, and the texts for cells that are typed in another table."""
    fields, repeats = [], []
    for placed in placement.cells:
        row = table.rows[placed.row]
        if placed.column == NAME:
            fields.append((f"new-name:{row.new_division}", placed.text))
        elif (field := row.fields[placed.column]) is not None:
            if not field.twin_of:
                fields.append((field.name, placed.text))
            elif field.cell.typed != placed.text:
                repeats.append(placed.text)
    return fields, repeats


def _pasted_words(placement: Placement, fields: list[tuple[str, str]], repeats: list[str]) -> str:
    sentences = [
        ngettext("%(n)s cell was filled.", "%(n)s cells were filled.", len(fields)) % {"n": len(fields)}
        if fields
        else _("Nothing was pasted: no number was found that this table has a cell for.")
    ]
    for texts, words in (
        (placement.beyond, _("Beyond the table, so left out: %(texts)s.")),
        (repeats, _("Typed in another table, so left as it is: %(texts)s.")),
        (placement.left_out, _("Lines without numbers of this table were left out: %(texts)s.")),
    ):
        if texts:
            few = "; ".join(f"“{text}”" for text in texts[:_SHOWN_LINES])
            more = len(texts) - _SHOWN_LINES
            sentences.append(
                words % {"texts": few + (_(" and %(n)s more") % {"n": more} if more > 0 else "")}
            )
    return " ".join(sentences)


def _sent(request: HttpRequest, draft: Draft) -> GridData:
    return grid_data(request.POST, before=content_of(draft).source)


def _grid_page(draft: Draft, sent: GridData | None, *, more: bool = False) -> GridPage:
    content = content_of(draft) if sent is None else sent.content(notes=draft.notes)
    rows = with_blank_rows(sent.new_divisions if sent else unnamed_divisions(content.cells), more=more)
    return grid_page(
        grid(draft.area, draft.year, content=content, new_divisions=rows),
        draft.year,
        check=check(draft.area, draft.year, content=content),
        source=SourceForm.showing(content.source),
        new_divisions=rows,
    )


def _change_page(
    request: HttpRequest, draft: Draft, *, sent: GridData | None = None, more: bool = False
) -> HttpResponse:
    return draft_page(
        request,
        "form.html",
        title=_("%(area)s %(year)s") % {"area": draft.area.name, "year": draft.year},
        draft=draft,
        here="form",
        page=_grid_page(draft, sent, more=more),
        version=draft.version if sent is None else sent.version,
        published=draft.published_release and draft.published_release.number,
        is_unsaved=sent is not None,
    )
