"""The form itself: shown, checked as it is typed, pasted into, and saved."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stats.admin.drafts.asked import Asked, asked
from stats.admin.drafts.conflict import show_conflict
from stats.admin.drafts.doors import FOLDER, draft_for, page, user_of
from stats.admin.drafts.page import DraftPage, TableText, draft_page
from stats.admin.drafts.source import source_fields, storable
from stats.drafting.checking import DraftCheck, check
from stats.drafting.grid import grid
from stats.drafting.pasting import NAME, Placement, place
from stats.drafting.saving import Conflict, save
from stats.drafting.typed import typed_of
from stats.models import Draft

_SHOWN_LINES = 3


def change(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    if request.method != "POST":
        return _show(request, draft)
    sent = _asked(request, draft)
    wanted = request.POST.get("do", "save")
    if wanted in ("check", "more"):
        return _show(request, draft, sent=sent, more=wanted == "more")
    outcome = save(
        draft.pk, expected_version=sent.version, typed=sent.typed(notes=draft.notes), user=user_of(request)
    )
    if isinstance(outcome, Conflict):
        return show_conflict(request, outcome)
    said = _("Saved.") if outcome.changed else _("Nothing had changed since the last save.")
    messages.success(request, said)
    goal = wanted if wanted in ("preview", "publish") else "change"
    return HttpResponseRedirect(reverse(f"admin:stats_draft_{goal}", args=(draft.pk,)))


@require_POST
def check_typed(request: HttpRequest, pk: int) -> JsonResponse:
    """What the check says of the form as it stands: beside each field by its name, and the panel."""
    draft = draft_for(request, pk)
    shown, _found = _page(draft, _asked(request, draft))
    return JsonResponse(
        {
            "fields": {
                one.name: {"error": one.error, "aside": one.aside, "before": one.before, "state": one.state}
                for one in shown.fields()
            },
            "twins": {one.id: {"aside": one.aside, "state": one.state} for one in shown.twins()},
            "noticed": render_to_string(f"{FOLDER}/parts/noticed.html", {"groups": shown.noticed}),
            "errors": render_to_string(f"{FOLDER}/parts/errors.html", {"errors": shown.errors}),
            "state": shown.state,
        }
    )


@require_POST
def paste(request: HttpRequest, pk: int) -> JsonResponse:
    """Which fields a block pasted at a cell fills, and what to tell of it."""
    draft = draft_for(request, pk)
    shown, _found = _page(draft, _asked(request, draft))
    table = next((one for one in shown.tables if one.code == request.POST.get("sheet")), None)
    try:
        row, column = int(request.POST.get("row", "")), int(request.POST.get("column", ""))
    except ValueError:
        row = column = -1
    if table is None or not (0 <= row < len(table.rows) and 0 <= column < len(table.columns)):
        return JsonResponse({"error": "no such cell"}, status=400)
    placement = place(
        request.POST.get("paste", ""),
        labels=[one.label for one in table.rows],
        width=len(table.columns),
        title=table.title,
        row=row,
        column=column,
    )
    fields, repeats = _fields(placement, table)
    return JsonResponse({"fields": fields, "words": _pasted_words(placement, fields, repeats)})


def _fields(placement: Placement, table: TableText) -> tuple[list[tuple[str, str]], list[str]]:
    """Field names with their texts, and the texts for cells that are typed in another table."""
    fields, repeats = [], []
    for cell in placement.cells:
        line = table.rows[cell.row]
        field = line.name_field if cell.column == NAME else line.fields[cell.column]
        if field is not None and field.twin_of and field.value != cell.text:
            repeats.append(cell.text)
        elif field is not None and not field.twin_of:
            fields.append((field.name, cell.text))
    return fields, repeats


def _pasted_words(placement: Placement, fields: list[tuple[str, str]], repeats: list[str]) -> str:
    said = [
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
            said.append(words % {"texts": few + (_(" and %(n)s more") % {"n": more} if more > 0 else "")})
    return " ".join(said)


def _asked(request: HttpRequest, draft: Draft) -> Asked:
    sent = asked(request.POST)
    return replace(sent, source=storable(sent.source, before=typed_of(draft).source))


def _page(draft: Draft, sent: Asked | None, *, more: bool = False) -> tuple[DraftPage, DraftCheck]:
    typed = typed_of(draft) if sent is None else sent.typed(notes=draft.notes)
    found = check(draft.area, draft.year, source=typed.source, cells=typed.cells, pages=typed.pages)
    laid = grid(
        draft.area,
        draft.year,
        source=typed.source,
        cells=typed.cells if sent is None else sent.cells,
        pages=typed.pages,
    )
    return draft_page(laid, check=found, asked=sent, more=more), found


def _show(
    request: HttpRequest, draft: Draft, *, sent: Asked | None = None, more: bool = False
) -> HttpResponse:
    shown, found = _page(draft, sent, more=more)
    source = typed_of(draft).source if sent is None else sent.source
    return page(
        request,
        "form.html",
        title=_("%(area)s %(year)s") % {"area": draft.area.name, "year": draft.year},
        draft=draft,
        here="form",
        page=shown,
        source=source_fields(source, errors=found.problems.source),
        version=draft.version if sent is None else sent.version,
        published=draft.published_release and draft.published_release.number,
        is_unsaved=sent is not None,
    )
