"""A draft that is given to another area or year, deleted, or said to be ready to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from stats.catalogue.years import ReportingYear
from stats.drafting.access import require_entering
from stats.drafting.beginning import content_to_begin_with, draft_exists
from stats.drafting.content import content_of
from stats.drafting.desk import DraftState, state_of
from stats.drafting.publishing.changes import public_figures_of
from stats.drafting.remarks import stored_remarks
from stats.drafting.saving import change, locked
from stats.models import Area, Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class CannotMoveError(Exception):
    """Says why the draft cannot be moved, deleted or called ready."""


@transaction.atomic
def move(draft: Draft, *, area: Area, year: ReportingYear, user: User) -> Draft:
    """The same texts as the draft of another area or year, of which there is none. Its history goes with it.

    What the other year's tables have no place for stays, among the other figures of the source. Raises
    CannotMoveError, CannotBeginError as beginning there would, PermissionDenied and Draft.DoesNotExist.
    """
    draft = locked(draft.pk, user=user)
    require_entering(user, area)
    if (draft.area, draft.year) == (area, year):
        raise CannotMoveError(f"It is the draft of {draft} already.")
    if existing := Draft.objects.filter(area=area, start_year=year.start).first():
        raise draft_exists(existing)
    if public_figures_of(draft):
        raise CannotMoveError(f"Figures of {draft} are public from this draft. Withdraw them first.")
    content_to_begin_with(area, year, source=content_of(draft).source)
    draft.area, draft.start_year, draft.source = area, year.start, None
    change(draft, content=content_of(draft), user=user)
    return draft


@transaction.atomic
def delete(draft: Draft, *, user: User) -> None:
    """Delete a draft that was never published. What the database keeps of its states stays.

    Raises CannotMoveError, PermissionDenied and Draft.DoesNotExist.
    """
    draft = locked(draft.pk, user=user)
    if state_of(draft) is not DraftState.NEVER_PUBLISHED:
        raise CannotMoveError(
            f"{draft} was published, so its history stays. Withdraw its figures if they should not be public."
        )
    draft.delete()


@transaction.atomic
def mark_ready(draft: Draft, *, user: User) -> Draft:
    """Say that the draft can be published by somebody else. Any change takes that back.

    Raises CannotMoveError, PermissionDenied and Draft.DoesNotExist.
    """
    draft = locked(draft.pk, user=user)
    if not draft.cells:
        raise CannotMoveError("Nothing is typed yet.")
    remarks = stored_remarks(draft)
    if remarks.problems or remarks.to_look_at:
        raise CannotMoveError("There are cells to mend or to look at first.")
    draft.ready_by = user
    draft.save(update_fields=["ready_by"])
    return draft
