"""Saving a draft so that nobody's typing is lost, its history, and going back to an earlier state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from stats.drafting.access import require_entering
from stats.drafting.typed import Typed, typed_of
from stats.loading.normalise import SourceKey
from stats.models import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    """`changed` is false where the draft held these very texts already: then nothing was written."""

    draft: Draft
    changed: bool


@dataclass(frozen=True, slots=True)
class Differing:
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
    which history keeps. `merged` has every text that only one of the two changed, and theirs where both did.
    """

    draft: Draft
    theirs: Typed
    yours: Typed
    differing: tuple[Differing, ...]
    merged: Typed
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a draft as history keeps it. `changed` counts the texts that differ from those before."""

    event_id: int
    version: int
    at: datetime
    by: str
    changed: int
    typed: Typed
    release: int | None


def save(draft_id: int, *, expected_version: int, typed: Typed, user: User) -> Saved | Conflict:
    """Put what was typed in the place of the state that the user saw. Three queries besides the user's
    rights.

    Letters in a count, and all else that a check would tell, are saved as they stand. Raises
    Draft.DoesNotExist, NotACellError for a cell id that is none, and PermissionDenied.
    """
    yours = typed.cleaned()
    with transaction.atomic():
        draft = locked(draft_id)
        require_entering(user, draft.area)
        theirs = typed_of(draft)
        if theirs == yours:
            return Saved(draft, changed=False)
        if draft.version != expected_version:
            return _conflict(draft, theirs, yours, expected_version=expected_version)
        return Saved(_store(draft, yours, user=user), changed=True)


def locked(draft_id: int) -> Draft:
    """The draft, held until the transaction ends."""
    return (
        Draft.objects.select_for_update(of=("self",))
        .select_related("area", "source", "changed_by")
        .get(pk=draft_id)
    )


def restore(draft_id: int, *, event_id: int, expected_version: int, user: User) -> Saved | Conflict:
    """Save an earlier state again, as the newest. Raises Draft.DoesNotExist where there was no such state."""
    event = _events().filter(pgh_obj_id=draft_id, pk=event_id).first()
    if event is None:
        raise Draft.DoesNotExist(f"draft {draft_id} had no state {event_id}")
    return save(draft_id, expected_version=expected_version, typed=_typed(event), user=user)


def history(draft_id: int) -> tuple[Version, ...]:
    """Every state of the draft, newest first; one query."""
    events = list(_events().filter(pgh_obj_id=draft_id).select_related("changed_by").order_by("pk"))
    versions = []
    before: Typed | None = None
    for event in events:
        typed = _typed(event)
        changed = len(differing(before, typed, base=before)) if before else len(typed.cells)
        versions.append(
            Version(
                event_id=event.pk,
                version=event.version,
                at=event.pgh_created_at,
                by=_name(event.changed_by),
                changed=changed,
                typed=typed,
                release=event.published_release_id,
            )
        )
        before = typed
    return tuple(reversed(versions))


def differing(theirs: Typed, yours: Typed, *, base: Typed | None) -> tuple[Differing, ...]:
    """Every text that the two states give differently."""
    found = []
    for what in ("source", "cell", "page", "note"):
        mine, other, before = (_texts(one, what) for one in (yours, theirs, base or theirs))
        for key in dict.fromkeys((*other, *mine)):
            texts = before.get(key, ""), other.get(key, ""), mine.get(key, "")
            if texts[1] != texts[2]:
                found.append(Differing(what, key, *texts))
    return tuple(found)


def _conflict(draft: Draft, theirs: Typed, yours: Typed, *, expected_version: int) -> Conflict:
    events = _events().filter(pgh_obj_id=draft.pk, version=expected_version)
    event = events.order_by("pk").first()
    base = None if event is None else _typed(event)
    found = differing(theirs, yours, base=base)
    return Conflict(
        draft=draft,
        theirs=theirs,
        yours=yours,
        differing=found,
        merged=_merged(theirs, found),
        by=_name(draft.changed_by),
        at=draft.changed_at,
    )


def _merged(theirs: Typed, found: tuple[Differing, ...]) -> Typed:
    texts = {what: dict(_texts(theirs, what)) for what in ("source", "cell", "page", "note")}
    for one in found:
        if one.theirs == one.before:
            texts[one.what][one.key] = one.yours
    source = SourceKey(**{key: texts["source"].get(key, "") for key in ("kind", "title", "url")})
    return Typed(source, texts["cell"], texts["page"], texts["note"]).cleaned()


def _texts(typed: Typed, what: str) -> Mapping[str, str]:
    source = typed.source
    return {
        "source": {"kind": source.kind, "title": source.title, "url": source.url},
        "cell": typed.cells,
        "page": typed.pages,
        "note": typed.notes,
    }[what]


def _store(draft: Draft, typed: Typed, *, user: User) -> Draft:
    draft.source_kind, draft.source_title, draft.source_url = (
        typed.source.kind,
        typed.source.title,
        typed.source.url,
    )
    draft.cells, draft.pages, draft.notes = dict(typed.cells), dict(typed.pages), dict(typed.notes)
    draft.version += 1
    draft.changed_by = user
    draft.changed_at = timezone.now()
    draft.published_release = None
    draft.save()
    return draft


def _events() -> Any:
    """The states that the database keeps of drafts: pghistory's own model, which has no types."""
    model: Any = Draft
    return model.pgh_event_model.objects


def _typed(event: Any) -> Typed:
    return Typed(
        SourceKey(event.source_kind, event.source_title, event.source_url),
        event.cells,
        event.pages,
        event.notes,
    )


def _name(user: User | None) -> str:
    return "somebody whose account is gone" if user is None else user.get_full_name() or user.get_username()
