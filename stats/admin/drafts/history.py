"""Every state of a draft: who, when and what, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.base import draft_for, draft_page, sent_data, user_of
from stats.admin.drafts.conflict import cell_labels, changed_texts, show_conflict
from stats.admin.drafts.forms import RestoreForm
from stats.drafting.saving import Conflict, DraftVersion, history, restore
from stats.models import Draft

ShownState = tuple[DraftVersion, str, list[tuple[str, str, str]]]
"""A state, what was done to make it, and each text changed: where, before, after."""


def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    form = RestoreForm(sent_data(request))
    if form.is_valid():
        return _restore(request, draft, **form.cleaned_data)
    return draft_page(
        request,
        "history.html",
        title=_("History of %(draft)s") % {"draft": draft},
        draft=draft,
        here="history",
        errors=form.error_links(),
        states=_states(history(draft.pk), draft=draft),
        current=draft.version,
    )


def _restore(request: HttpRequest, draft: Draft, *, event: int, version: int) -> HttpResponse:
    try:
        outcome = restore(draft.pk, event_id=event, expected_version=version, user=user_of(request))
    except Draft.DoesNotExist:
        messages.error(request, _("The draft never had that state."))
        return redirect("admin:stats_draft_history", draft.pk)
    if isinstance(outcome, Conflict):
        return show_conflict(request, outcome)
    messages.success(request, _("That state is the newest again. Nothing that came after it is lost."))
    return redirect("admin:stats_draft_change", draft.pk)


def _states(versions: Sequence[DraftVersion], *, draft: Draft) -> list[ShownState]:
    cells = {id_ for version in versions for id_ in version.content.cells}
    labels = cell_labels(draft.area, draft.year, cells=cells)
    return [
        (version, _what(before, version), changed_texts(version.changes, labels=labels))
        for version, before in zip(versions, (*versions[1:], None), strict=True)
    ]


def _what(before: DraftVersion | None, version: DraftVersion) -> str:
    if before is None:
        return _("began the report")
    if changed := len(version.changes):
        return ngettext("changed %(n)s text", "changed %(n)s texts", changed) % {"n": changed}
    if version.release and version.release != before.release:
        return _("published it")
    return _("changed nothing that is typed")
