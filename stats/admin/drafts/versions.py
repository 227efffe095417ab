"""A draft’s versions: every state that it had, and two that were saved at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.base import draft_for, draft_page, sent_data, user_of
from stats.admin.drafts.forms import RestoreForm, SourceForm
from stats.admin.drafts.grid_data import field_name, unnamed_divisions
from stats.admin.drafts.kept import FIELD, owner_token
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.grid import grid
from stats.drafting.saving import Conflict, DraftVersion, TextDifference, history, restore
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft

ShownState = tuple[DraftVersion, str, list[tuple[str, str, str]]]
"""A state, what was done to make it, and each text changed: where, before, after."""


def show_conflict(
    request: HttpRequest, conflict: Conflict, *, to_look_at: Iterable[str] = ()
) -> HttpResponse:
    """Both versions. Cells that either still has to look at, `to_look_at` in the one sent, stay marked."""
    draft, yours = conflict.draft, conflict.yours.texts()
    both = (*conflict.theirs.cells, *conflict.yours.cells)
    labels = cell_labels(draft.area, draft.year, cells=both)
    labels |= {part: str(SourceForm.base_fields[f"source_{part}"].label) for part in yours["source"]}
    new_divisions = unnamed_divisions(both)

    def name_of(what: str, key: str) -> str:
        if what == "cell":
            return field_name(key, new_divisions=new_divisions)
        return f"page:{key}" if what == "page" else f"source_{key}"

    fields = {
        name_of(what, key): text for what in ("source", "cell", "page") for key, text in yours[what].items()
    }
    choices = [
        (labels.get(texts.key, texts.key), name_of(texts.what, texts.key), texts)
        for texts in sorted(conflict.differences, key=attrgetter("only_one_changed"))
        if texts.what not in ("note", "divisions")
    ]
    marked = dict.fromkeys((*draft.to_look_at, *to_look_at))
    marks = [("look", name_of("cell", id_)) for id_ in marked]
    chosen = {name for _label, name, _texts in choices}
    return draft_page(
        request,
        "conflict.html",
        title=_("Two versions of %(draft)s") % {"draft": draft},
        draft=draft,
        here="conflict",
        status=409,
        who=conflict.by,
        when=draft.changed_at,
        choices=choices,
        kept=[
            ("divisions", yours["divisions"]["divisions"]),
            (FIELD, owner_token(request)),
            *marks,
            *((name, text) for name, text in fields.items() if name not in chosen),
        ],
        version=draft.version,
    )


def cell_labels(area: Area, year: ReportingYear, *, cells: Iterable[str]) -> dict[str, str]:
    """Each cell in words by its id, and each table's page by the table's code."""
    labels: dict[str, str] = {"divisions": _("Order of the divisions")}
    for table in grid(area, year, content=DraftContent(SourceKey("", "", ""), dict.fromkeys(cells, ""))):
        labels[table.code] = _("%(table)s: page of the source") % {"table": table.title}
        for cell in table.cells():
            labels.setdefault(cell.id, f"{table.title}: {cell.label}")
    return labels


def changed_texts(
    changes: Iterable[TextDifference], *, labels: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Each text that changed: where it stands, what it was, what it is."""
    return [
        (labels.get(change.key, change.key), change.before or _("empty"), change.yours or _("empty"))
        for change in changes
    ]


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
