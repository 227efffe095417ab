"""Every state of a draft: who, when and what, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.conflict import labels_of, show_conflict
from stats.admin.drafts.doors import draft_for, page, user_of
from stats.admin.drafts.page import Error
from stats.drafting.grid import grid
from stats.drafting.saving import Conflict, Version, differing, history, restore
from stats.models import Draft
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class TextChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class State:
    id: int
    when: str
    who: str
    what: str
    changes: tuple[TextChange, ...]
    is_current: bool


def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    errors: list[Error] = []
    if request.method == "POST":
        event, version = request.POST.get("event", ""), request.POST.get("version", "")
        if event.isascii() and event.isdecimal() and version.isascii() and version.isdecimal():
            return _restore(request, draft, event_id=int(event[:12]), version=int(version[:9]))
        errors.append(Error(_("Choose the state to restore.")))
    return page(
        request,
        "history.html",
        title=_("History of %(draft)s") % {"draft": draft},
        draft=draft,
        here="history",
        errors=errors,
        states=_states(history(draft.pk), draft=draft),
        version=draft.version,
    )


def _restore(request: HttpRequest, draft: Draft, *, event_id: int, version: int) -> HttpResponse:
    try:
        outcome = restore(draft.pk, event_id=event_id, expected_version=version, user=user_of(request))
    except Draft.DoesNotExist:
        messages.error(request, _("The draft never had that state."))
        return HttpResponseRedirect(reverse("admin:stats_draft_history", args=(draft.pk,)))
    if isinstance(outcome, Conflict):
        return show_conflict(request, outcome)
    messages.success(request, _("That state is the newest again. Nothing that came after it is lost."))
    return HttpResponseRedirect(reverse("admin:stats_draft_change", args=(draft.pk,)))


def _states(versions: Sequence[Version], *, draft: Draft) -> list[State]:
    every = {key: text for version in versions for key, text in version.typed.cells.items()}
    source = versions[0].typed.source if versions else None
    labels = labels_of(grid(draft.area, draft.year, source=source, cells=every)) if source else {}
    states = []
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        changes = _changes(before, version, labels=labels)
        states.append(
            State(
                id=version.event_id,
                when=numbers.moment(version.at),
                who=version.by,
                what=_what(before, version, changes),
                changes=changes if before else (),
                is_current=place == 0,
            )
        )
    return states


def _changes(
    before: Version | None, version: Version, *, labels: Mapping[str, str]
) -> tuple[TextChange, ...]:
    if before is None:
        return ()
    return tuple(
        TextChange(labels.get(one.key, one.key), one.theirs or _("empty"), one.yours or _("empty"))
        for one in differing(before.typed, version.typed, base=None)
    )


def _what(before: Version | None, version: Version, changes: Sequence[TextChange]) -> str:
    if before is None:
        return _("began the report")
    if changes:
        return ngettext("changed %(n)s text", "changed %(n)s texts", len(changes)) % {"n": len(changes)}
    if version.release and version.release != before.release:
        return _("published it")
    return _("changed nothing that is typed")
