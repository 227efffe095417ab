"""Saving a draft so that nobody's typing is lost, its history, and going back to an earlier state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stats.drafting.access import drafts_for, require_entering
from stats.drafting.content import DraftContent, content_of, states_of
from stats.drafting.remarks import remarks_on
from stats.models import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    """`changed` is false where the draft held these very texts already: then nothing was written."""

    draft: Draft
    changed: bool


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A text that the two versions give differently. `what` is cell, page, note or source; `before` is the
    text that both set out from. Where one of the two still has it, only the other one changed it."""

    what: str
    key: str
    before: str
    theirs: str
    yours: str

    @property
    def only_one_changed(self) -> bool:
        return self.before in (self.theirs, self.yours)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved first. Nothing of `yours` was written, and both versions are here whole.

    Saving again with `draft.version` as the version expected puts the second state in the place of the first,
    which history keeps.
    """

    draft: Draft
    theirs: DraftContent
    yours: DraftContent
    differences: tuple[TextDifference, ...]
    by: str


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """One state of a draft as history keeps it. `changes` are the texts that differ from those before; the
    first has none."""

    event_id: int
    version: int
    at: datetime
    by: str
    changes: tuple[TextDifference, ...]
    content: DraftContent
    release: int | None


def save(
    draft_id: int,
    *,
    expected_version: int,
    content: DraftContent,
    user: User,
    to_look_at: Collection[str] | None = None,
) -> Saved | Conflict:
    """Put what was typed in the place of the state that the user saw.

    `to_look_at` are the ids of the cells that were read or pasted and that nobody has looked at yet. Without
    it they stay as they are, but for cells whose text is another now. What was looked at by somebody else
    meanwhile stays looked at. That alone makes no new version.

    Letters in a count, and all else that a check would tell, are saved as they stand. Raises
    Draft.DoesNotExist, NotACellError for a cell id that is none, and PermissionDenied.
    """
    yours = content.cleaned()
    with transaction.atomic():
        draft = locked(draft_id, user=user)
        theirs = content_of(draft)
        if theirs == yours:
            if to_look_at is not None and (left := [i for i in draft.to_look_at if i in to_look_at]) != (
                draft.to_look_at
            ):
                draft.to_look_at = left
                store(draft, content=yours)
            return Saved(draft, changed=False)
        if draft.version != expected_version:
            seen = states_of(draft.pk).filter(version=expected_version).order_by("pk").first()
            differing = differences(theirs, yours, base=content_of(seen) if seen else None)
            return Conflict(draft, theirs, yours, differing, by=_name(draft.changed_by))
        if to_look_at is None:
            changed = {one.key for one in differences(theirs, yours) if one.what == "cell"}
            to_look_at = [id_ for id_ in draft.to_look_at if id_ not in changed]
        draft.to_look_at = [id_ for id_ in to_look_at if id_ in yours.cells or id_ in draft.readings]
        change(draft, content=yours, user=user)
        return Saved(draft, changed=True)


def change(draft: Draft, *, content: DraftContent, user: User | None) -> None:
    """Store a new version: it is neither published nor ready, whatever the one before was. Nobody's, where a
    command read it."""
    draft.version += 1
    draft.changed_by, draft.published_release, draft.ready_by = user, None, None
    store(draft, content=content)


def store(draft: Draft, *, content: DraftContent) -> None:
    """Store the content, with what there is to remark on it."""
    for column, value in content.columns().items():
        setattr(draft, column, value)
    draft.remarks = remarks_on(draft).stored()
    draft.save()


def locked(draft_id: int, *, user: User) -> Draft:
    """The draft, held until the transaction ends. Raises Draft.DoesNotExist, and PermissionDenied where the
    user may not enter its area's reports."""
    drafts = drafts_for(user).select_related("area", "source", "changed_by")
    draft = drafts.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        require_entering(user, Draft.objects.get(pk=draft_id).area)
        raise Draft.DoesNotExist
    return draft


def restore(draft_id: int, *, event_id: int, expected_version: int, user: User) -> Saved | Conflict:
    """Save an earlier state again, as the newest. Raises Draft.DoesNotExist where there was no such state."""
    event = states_of(draft_id).filter(pk=event_id).first()
    if event is None:
        raise Draft.DoesNotExist(f"draft {draft_id} had no state {event_id}")
    return save(draft_id, expected_version=expected_version, content=content_of(event), user=user)


def history(draft_id: int) -> tuple[DraftVersion, ...]:
    """Every state of the draft, newest first; one query."""
    versions: list[DraftVersion] = []
    for event in states_of(draft_id).select_related("changed_by").order_by("pk"):
        content = content_of(event)
        versions.append(
            DraftVersion(
                event_id=event.pk,
                version=event.version,
                at=event.pgh_created_at,
                by=_name(event.changed_by),
                changes=differences(versions[-1].content, content) if versions else (),
                content=content,
                release=event.published_release_id,
            )
        )
    return tuple(reversed(versions))


def differences(
    theirs: DraftContent, yours: DraftContent, *, base: DraftContent | None = None
) -> tuple[TextDifference, ...]:
    """Every text that the two states give differently. Without a `base` both set out from `theirs`."""
    found = []
    ours, others, bases = yours.texts(), theirs.texts(), (base or theirs).texts()
    for what, mine in ours.items():
        for key in dict.fromkeys((*others[what], *mine)):
            before, other, own = (texts.get(key, "") for texts in (bases[what], others[what], mine))
            if other != own:
                found.append(TextDifference(what, key, before, other, own))
    return tuple(found)


def _name(user: User | None) -> str:
    return "somebody whose account is gone" if user is None else user.get_full_name() or user.get_username()
