"""Two people saved the same report: both versions, text by text, and a choice for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stats.admin.drafts.base import draft_page
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import field_name
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.grid import grid
from stats.drafting.saving import Conflict, TextDifference
from stats.models import Area


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """One text that the versions give differently. `is_theirs` is the side chosen to begin with."""

    label: str
    name: str
    texts: TextDifference
    is_theirs: bool


def show_conflict(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    draft = conflict.draft
    both = DraftContent(conflict.theirs.source, {**conflict.theirs.cells, **conflict.yours.cells})
    labels = cell_labels(draft.area, draft.year, content=both)
    choices = sorted(
        (_choice(texts, labels=labels) for texts in conflict.differences if texts.what != "note"),
        key=lambda choice: choice.texts.only_one_changed,
    )
    chosen = {choice.name for choice in choices}
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
        kept=[(name, text) for name, text in _fields(conflict.yours) if name not in chosen],
        version=draft.version,
    )


def cell_labels(area: Area, year: ReportingYear, *, content: DraftContent) -> dict[str, str]:
    """Each cell in words by its id, and each table's page by the table's code."""
    labels: dict[str, str] = {}
    for table in grid(area, year, content=content):
        labels[table.code] = _("%(table)s: page of the source") % {"table": table.title}
        for row in table.rows:
            for cell in row.cells:
                if cell is not None:
                    labels.setdefault(cell.id, f"{table.title}: {cell.label}")
    return labels


def _choice(texts: TextDifference, *, labels: Mapping[str, str]) -> ConflictChoice:
    key = texts.key
    name = {"cell": field_name(key), "page": f"page:{key}", "source": f"source_{key}"}[texts.what]
    is_of_source = texts.what == "source"
    label = str(SourceForm.base_fields[name].label) if is_of_source else labels.get(key, key)
    # A text that only they changed was not yours to change back; where both did, your own stands first.
    is_theirs = texts.only_one_changed and texts.yours == texts.before
    return ConflictChoice(label, name, texts, is_theirs)


def _fields(content: DraftContent) -> list[tuple[str, str]]:
    return [
        *SourceForm.showing(content.source).data.items(),
        *((field_name(id_), text) for id_, text in content.cells.items()),
        *((f"page:{code}", text) for code, text in content.pages.items()),
    ]
