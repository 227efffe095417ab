"""Who typed a draft, where one person types and another publishes (MAPPA_TWO_PEOPLE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from stats.drafting.content import states_of
from stats.models import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def typists_of(draft: Draft) -> frozenset[int]:
    """The keys of all who made a state of the draft since it was published last, those who began it or had
    it read among them. What a command read was typed by nobody."""
    typed: set[int] = set()
    states = states_of(draft.pk).order_by("pk")
    published = 0
    for version, release, by in states.values_list("version", "published_release", "changed_by"):
        if release is not None:
            typed, published = set(), version
        elif by is not None and version > published:
            typed.add(by)
    return frozenset(typed)


def second_person_missing(draft: Draft, *, user: User) -> str:
    """Why this user may not publish the draft where two people are asked for; empty where they may."""
    if not settings.TWO_PEOPLE or not (typed := typists_of(draft)):
        return ""
    if user.pk in typed:
        return "You have typed in it since it was published last, so somebody else publishes it."
    if draft.ready_by_id is None:
        return "Nobody who typed it has said that it is ready."
    if draft.ready_by_id == user.pk:
        return "You have said that it is ready, so somebody else publishes it."
    return ""
