"""What waits at the desk: every draft that somebody may see, where it stands, and what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from stats.catalogue.years import ReportingYear
from stats.drafting.access import drafts_for
from stats.drafting.publishing.changes import changes_against
from stats.drafting.remarks import stored_remarks
from stats.models import Draft, Figure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DraftState(TextChoices):
    NEVER_PUBLISHED = "never", _("never published")
    PUBLISHED = "published", _("published")
    CHANGES_WAITING = "changes", _("published, with changes waiting")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Only(TextChoices):
    """Which drafts to list."""

    WAITING = "waiting", _("those with something to do")
    READY = "ready", _("those without open remarks")
    UNSURE = "unsure", _("those with cells that are not sure")
    FAILING = "failing", _("those with sums that fail")
    UNUSUAL = "unusual", _("those with changes out of the ordinary")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A draft and the numbers of stats.drafting.remarks.Remarks, as they were when it was saved last.

    `changes` are the cells that publishing would change, None where nothing of it is public. `is_ready`: it
    has something to publish and no open remarks; where two people are asked for, somebody has said that it is
    ready.
    """

    draft: Draft
    state: DraftState
    read: int
    of: int
    unsure: int
    failing: int
    unusual: int
    to_look_at: int
    problems: int
    changes: int | None
    is_ready: bool


def desk_rows(
    user: User,
    *,
    area: str = "",
    year: ReportingYear | None = None,
    state: DraftState | None = None,
    only: Only | None = None,
) -> tuple[DeskRow, ...]:
    """The user's drafts, those changed last first; `area` is a slug. Two queries besides the user's
    rights, however many drafts there are."""
    drafts = with_public(drafts_for(user)).defer("readings")
    drafts = drafts.select_related("area", "changed_by", "ready_by", "published_release")
    if area:
        drafts = drafts.filter(area__slug=area)
    if year is not None:
        drafts = drafts.filter(start_year=year.start)
    found = list(drafts.order_by("-changed_at", "-pk"))
    changes = _waiting(draft for draft in found if _is_public(draft) and not draft.published_release_id)
    rows = (_row(draft, changes=changes.get(draft.pk)) for draft in found)
    return tuple(
        row for row in rows if state in (None, row.state) and (only is None or _is_wanted(row, only=only))
    )


def state_of(draft: Draft) -> DraftState:
    """Where the draft stands; at most two queries."""
    found = with_public(Draft.objects.filter(pk=draft.pk)).select_related("area").get()
    changes = _waiting([found]) if _is_public(found) and not found.published_release_id else {}
    return _state(found, changes=changes.get(found.pk))


def with_public(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """With `is_public` and `was_public`: whether figures of the draft's source are public for its area and
    year, or were."""
    source = Q(source=OuterRef("source")) | Q(
        Q(source__url=OuterRef("source_url")) | Q(Exact(OuterRef("source_url"), Value(""))),
        source__kind=OuterRef("source_kind"),
        source__title=OuterRef("source_title"),
    )
    place = {"report__area": OuterRef("area"), "report__start_year": OuterRef("start_year")}
    return drafts.annotate(
        is_public=Exists(Figure.objects.public().filter(source, **place)),
        was_public=Exists(Figure.objects.filter(source, **place)),
    )


def _waiting(drafts: Iterable[Draft]) -> Mapping[int, int]:
    """How many cells of each draft publishing would change; one query for all of them."""
    drafts = list(drafts)
    if not drafts:
        return {}
    figures: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    places = Q(pk__in=())
    for draft in drafts:
        places |= Q(report__area=draft.area_id, report__start_year=draft.start_year)
    found = Figure.objects.public().filter(places).select_related("report__area", "division", "source")
    for figure in found.order_by("pk"):
        figures[figure.report.area_id, figure.report.start_year].append(figure)
    return {
        draft.pk: changes_against(draft, figures=figures[draft.area_id, draft.start_year]) for draft in drafts
    }


def _row(draft: Draft, *, changes: int | None) -> DeskRow:
    remarks = stored_remarks(draft)
    state = _state(draft, changes=changes)
    # Of one that was saved before there were remarks nobody knows.
    is_ready = bool(draft.cells and draft.remarks) and not remarks.are_open
    is_ready = is_ready and state is not DraftState.PUBLISHED
    return DeskRow(
        draft=draft,
        state=state,
        read=remarks.read,
        of=remarks.of,
        unsure=remarks.unsure,
        failing=remarks.failing,
        unusual=remarks.unusual,
        to_look_at=remarks.to_look_at,
        problems=remarks.problems,
        changes=changes,
        is_ready=is_ready and (not settings.TWO_PEOPLE or draft.ready_by_id is not None),
    )


def _is_wanted(row: DeskRow, *, only: Only) -> bool:
    return {
        Only.WAITING: row.state is not DraftState.PUBLISHED,
        Only.READY: row.is_ready,
        Only.UNSURE: bool(row.unsure),
        Only.FAILING: bool(row.failing),
        Only.UNUSUAL: bool(row.unusual),
    }[only]


def _is_public(draft: Draft) -> bool:
    return bool(getattr(draft, "is_public"))  # noqa: B009 - an annotation of the query


def _state(draft: Draft, *, changes: int | None) -> DraftState:
    if draft.published_release_id is not None or changes == 0:
        return DraftState.PUBLISHED
    if _is_public(draft):
        return DraftState.CHANGES_WAITING
    was_public = getattr(draft, "was_public")  # noqa: B009 - an annotation of the query
    return DraftState.WITHDRAWN if was_public or draft.source_id else DraftState.NEVER_PUBLISHED
