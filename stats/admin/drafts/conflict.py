"""Two people saved the same report: both versions, text by text, and a choice for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stats.admin.drafts.asked import field_name
from stats.admin.drafts.doors import page
from stats.drafting.grid import Grid, grid
from stats.drafting.saving import Conflict, Differing
from stats.drafting.typed import Typed
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class Choice:
    """One text that the versions give differently. `is_theirs` is the side chosen to begin with."""

    label: str
    name: str
    before: str
    theirs: str
    yours: str
    is_theirs: bool
    only_one_changed: bool


def show_conflict(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    draft = conflict.draft
    both = {**conflict.theirs.cells, **conflict.yours.cells}
    labels = labels_of(grid(draft.area, draft.year, source=conflict.theirs.source, cells=both))
    rows = sorted(
        (_choice(one, labels=labels) for one in conflict.differing if one.what != "note"),
        key=lambda row: row.only_one_changed,
    )
    chosen = {row.name for row in rows}
    return page(
        request,
        "conflict.html",
        title=_("Two versions of %(draft)s") % {"draft": draft},
        draft=draft,
        here="conflict",
        status=409,
        who=conflict.by,
        when=numbers.moment(conflict.at),
        rows=rows,
        kept=[(name, text) for name, text in _fields(conflict.yours) if name not in chosen],
        version=draft.version,
    )


def labels_of(laid: Grid) -> dict[str, str]:
    """Each cell in words by its id, and each table's page by the table's code."""
    labels: dict[str, str] = {}
    for table in laid.tables:
        labels[table.code] = _("%(table)s: page of the source") % {"table": table.title}
        for row in table.rows:
            for cell in row.cells:
                if cell is not None:
                    labels.setdefault(cell.id, f"{table.title}: {cell.label}")
    return labels


def _choice(one: Differing, *, labels: Mapping[str, str]) -> Choice:
    name = {"cell": field_name(one.key), "page": f"page:{one.key}", "source": f"source_{one.key}"}[one.what]
    source = {
        "kind": _("Kind of source"),
        "title": _("Title of the source"),
        "url": _("Link to the source"),
    }
    label = source.get(one.key, one.key) if one.what == "source" else labels.get(one.key, one.key)
    # A text that only they changed was not yours to change back; where both did, your own stands first.
    theirs = one.only_one_changed and one.yours == one.before
    return Choice(label, name, one.before, one.theirs, one.yours, theirs, one.only_one_changed)


def _fields(typed: Typed) -> list[tuple[str, str]]:
    source = typed.source
    return [
        ("source_kind", source.kind),
        ("source_title", source.title),
        ("source_url", source.url),
        *((field_name(identity), text) for identity, text in typed.cells.items()),
        *((f"page:{code}", text) for code, text in typed.pages.items()),
    ]
