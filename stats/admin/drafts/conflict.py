"""Two people saved the same report: both versions, text by text, and a choice for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stats.admin.drafts.base import draft_page
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import field_name, unnamed_divisions
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.grid import grid
from stats.drafting.saving import Conflict, TextDifference
from stats.loading.normalise import SourceKey
from stats.models import Area


def show_conflict(request: HttpRequest, conflict: Conflict) -> HttpResponse:
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
        if texts.what != "note"
    ]
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
        kept=[(name, text) for name, text in fields.items() if name not in chosen],
        version=draft.version,
    )


def cell_labels(area: Area, year: ReportingYear, *, cells: Iterable[str]) -> dict[str, str]:
    """Each cell in words by its id, and each table's page by the table's code."""
    labels: dict[str, str] = {}
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
