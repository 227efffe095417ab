"""The form itself: a draft's tables, shown, checked as they are typed, and saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stats.admin.drafts.base import FOLDER, draft_for, draft_page, user_of
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import (
    MORE_ROWS,
    GridData,
    grid_data,
    named_anew,
    with_blank_rows,
)
from stats.admin.drafts.grid_page import GridPage, grid_page
from stats.admin.drafts.kept import claimed, owner_token
from stats.admin.drafts.versions import show_conflict
from stats.drafting.checking import check
from stats.drafting.content import content_of
from stats.drafting.grid import divisions_known, grid
from stats.drafting.saving import Conflict, save
from stats.models import Draft, DraftPage


def change(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    if request.method != "POST":
        if (kept := claimed(request)) is None:
            return _change_page(request, draft)
        sent = grid_data(kept, before=content_of(draft).source)
        return _change_page(request, draft, sent=sent, was_kept=True)
    sent = sent_with(request, draft)
    wanted, _colon, of = request.POST.get("do", "save").partition(":")
    if wanted == "check":
        return _change_page(request, draft, sent=sent)
    if wanted == "more":
        return _change_page(request, draft, sent=sent, more=MORE_ROWS)
    if wanted == "remove":
        number = int(of) if of.isdecimal() and of.isascii() else -1
        return _change_page(request, draft, sent=sent.without_row(number), more=MORE_ROWS)
    if wanted == "accept":
        tables = shown_grid(draft, sent).tables
        accepted = {cell.id for table in tables if table.grid.code == of for cell in table.grid.cells()}
        sent = sent.without_marks_in(accepted)
    outcome = save(
        draft.pk,
        expected_version=sent.version,
        content=sent.content(notes=draft.notes),
        user=user_of(request),
        to_look_at=sent.to_look_at,
    )
    if isinstance(outcome, Conflict):
        return show_conflict(request, outcome, to_look_at=sent.to_look_at)
    words = _("Saved.") if outcome.changed else _("Nothing had changed since the last save.")
    if wanted == "accept":
        words = _("Saved, with that table accepted.")
    messages.success(request, words)
    goal = wanted if wanted in ("preview", "publish") else "change"
    address = reverse(f"admin:stats_draft_{goal}", args=(draft.pk,))
    return redirect(f"{address}#{of}" if wanted == "accept" else address)


@require_POST
def check_typed(request: HttpRequest, pk: int) -> JsonResponse:
    """What the check says of the form as it stands: beside each field by its name, and the panel."""
    draft = draft_for(request, pk)
    shown = shown_grid(draft, sent_with(request, draft))
    return JsonResponse(
        {
            "fields": {field.name: field.told for field in shown.fields()},
            "names": shown.name_errors(),
            "twins": {field.id: field.told for field in shown.fields(twins=True)},
            "noticed": render_to_string(f"{FOLDER}/parts/noticed.html", {"groups": shown.noticed}),
            "errors": render_to_string(
                f"{FOLDER}/parts/errors.html", {"errors": shown.errors, "quiet": True}
            ),
            "state": shown.state,
        }
    )


@require_safe
def page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The picture of a page that the draft was read from, for those who may see the draft."""
    page = DraftPage.objects.filter(draft=draft_for(request, pk), number=number).first()
    if page is None:
        raise Http404
    return HttpResponse(
        bytes(page.picture),
        content_type="image/png",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )


def pictures_of(draft: Draft) -> dict[int, str]:
    """The addresses of the pages' pictures, by number."""
    numbers = draft.page_pictures.values_list("number", flat=True) if draft.readings else ()
    return {number: reverse("admin:stats_draft_page", args=(draft.pk, number)) for number in numbers}


def sent_with(request: HttpRequest, draft: Draft) -> GridData:
    return grid_data(request.POST, before=content_of(draft).source)


def shown_grid(draft: Draft, sent: GridData | None, *, more: int = 0) -> GridPage:
    """The tables with what was sent, else with what the draft holds; with so many more rows for divisions."""
    content = content_of(draft) if sent is None else sent.content(notes=draft.notes)
    new = sent.new_divisions if sent else named_anew(content.divisions, known=divisions_known(draft.area))
    rows = with_blank_rows(new, rows=len(new) + more)
    to_look_at = draft.to_look_at if sent is None else sent.to_look_at
    return grid_page(
        grid(draft.area, draft.year, content=content, new_divisions=rows, to_look_at=to_look_at),
        draft.year,
        check=check(draft.area, draft.year, content=content),
        source=SourceForm.showing(content.source),
        new_divisions=rows,
        readings=draft.readings,
        pictures=pictures_of(draft),
        to_look_at=to_look_at,
    )


def _change_page(
    request: HttpRequest,
    draft: Draft,
    *,
    sent: GridData | None = None,
    more: int = 0,
    was_kept: bool = False,
) -> HttpResponse:
    return draft_page(
        request,
        "form.html",
        title=_("%(area)s %(year)s") % {"area": draft.area.name, "year": draft.year},
        draft=draft,
        here="form",
        page=shown_grid(draft, sent, more=more),
        version=draft.version if sent is None else sent.version,
        published=draft.published_release and draft.published_release.number,
        is_unsaved=sent is not None,
        was_kept=was_kept,
        is_new=not draft.cells,
        adds_rows=more > 0,
        owner=owner_token(request),
        pictures=pictures_of(draft),
    )
