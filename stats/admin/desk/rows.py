"""Drafts as the desk lists them: those first that need a person, each with where it stands in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.drafting.desk import DeskRow, DraftState


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft's row with its `state`, and with what is left `to_do`, empty where there is nothing."""

    row: DeskRow
    state: str
    to_do: str


def listed(rows: Iterable[DeskRow]) -> list[ListedDraft]:
    """Those first that somebody must look at, then what is being typed, what is ready, what is published.
    Within each the order stays."""
    return [ListedDraft(row, _state(row), _to_do(row)) for row in sorted(rows, key=_rank)]


def is_open(row: DeskRow) -> bool:
    """Whether there is something in it to mend, to look at, or to write."""
    return bool(row.problems or row.unsure or row.to_look_at or lacks_notes(row))


def lacks_notes(row: DeskRow) -> bool:
    """Whether publishing would ask for a note on a sum that fails. It asks for none where all is public."""
    return bool(row.failing) and row.state is not DraftState.PUBLISHED


def can_be_published(row: DeskRow) -> bool:
    """Whether it is to be published as it stands. What was withdrawn is published again only when chosen."""
    return row.is_ready and row.state is not DraftState.WITHDRAWN


def waits(row: DeskRow) -> bool:
    """Whether something is left to do. What was withdrawn and not changed since is done."""
    return row.state not in (DraftState.PUBLISHED, DraftState.WITHDRAWN) or is_open(row)


def _rank(row: DeskRow) -> int:
    if row.state is DraftState.PUBLISHED:
        return 4
    if row.unsure or row.to_look_at or row.problems:
        return 0
    if row.failing:
        return 1
    return 3 if row.is_ready else 2


def _state(row: DeskRow) -> str:
    release = row.draft.published_release_id
    if row.state is DraftState.PUBLISHED and release:
        return _("published in release %(n)s") % {"n": release}
    return str(row.state.label)


def _to_do(row: DeskRow) -> str:
    if row.problems:
        words = ngettext("%(n)s problem to mend", "%(n)s problems to mend", row.problems)
        return words % {"n": row.problems}
    if row.to_look_at:
        words = ngettext("%(n)s cell to look at", "%(n)s cells to look at", row.to_look_at)
        return words % {"n": row.to_look_at}
    if lacks_notes(row):
        return _("a note to write on each sum that fails")
    if not row.draft.cells:
        return _("nothing is typed yet")
    return ""
