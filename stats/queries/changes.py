"""What each release changed of the public figures, told from the states that the database keeps of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Figure, Release


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Weight(StrEnum):
    """What a change does to whoever has used the figures: takes something away, adds, or says it rightly."""

    MAJOR = "major"
    MINOR = "minor"
    CORRECTION = "correction"


WEIGHTS = {
    ChangeKind.ADDED: Weight.MINOR,
    ChangeKind.CHANGED: Weight.CORRECTION,
    ChangeKind.WITHDRAWN: Weight.MAJOR,
}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that a release added, changed or withdrew. The texts are as printed, `old` empty for what
    was added and `new` for what was withdrawn; `reason` is empty for what was added."""

    release: int
    day: date
    kind: ChangeKind
    area_slug: str
    year: ReportingYear
    cell: CellKey
    old: str
    new: str
    reason: str
    source_slug: str

    @property
    def weight(self) -> Weight:
        return WEIGHTS[self.kind]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`last` is the key of the state after which the next page begins; None on the last page."""

    changes: tuple[FigureChange, ...]
    last: int | None


@dataclass(frozen=True, slots=True)
class _Timeline:
    """When each release was made, oldest first.

    A state belongs to the release that was made in its transaction: the two have one time, or the release is
    the first that came after it.
    """

    numbers: Sequence[int]
    times: Sequence[datetime]

    def release_of(self, moment: datetime) -> int | None:
        place = bisect_left(self.times, moment)
        return self.numbers[place] if place < len(self.numbers) else None

    def day_of(self, number: int) -> date:
        return localtime(self.times[self.numbers.index(number)]).date()


_STATE = ("pgh_id", "pgh_obj_id", "pgh_created_at", "withdrawn", "value", "marker", "qualifier", "as_printed")
_PLACE = (
    "area__slug",
    "report__start_year",
    "division__name",
    "measure",
    "category",
    "level",
    "source__slug",
)


def changes_page(*, since: int, after: int = 0, limit: int) -> ChangesPage | None:
    """What was changed after that release, in the order in which it was written. None where there is no such
    release; 0 is before the first. At most four queries."""
    made = list(Release.objects.order_by("made_at", "number").values_list("number", "made_at"))
    if since and since not in dict(made):
        return None
    timeline = _Timeline([number for number, _at in made], [at for _number, at in made])
    later = [at for number, at in made if number > since]
    events: Any = Figure.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory's own, without types
    wanted = Q(pgh_id__gt=after)
    if since:
        wanted &= Q(pgh_created_at__gt=dict(made)[since]) | Q(pgh_created_at__in=later)
    found = list(events.filter(wanted).order_by("pgh_id").values(*_STATE)[: limit + 1])
    states = found[:limit]
    history: Mapping[int, list[Mapping[str, Any]]] = defaultdict(list)
    touched = {state["pgh_obj_id"] for state in states}
    for state in events.filter(pgh_obj_id__in=touched).order_by("pgh_id").values(*_STATE):
        history[state["pgh_obj_id"]].append(state)
    told = [change for state in states if (change := _change(state, history, timeline))]
    return ChangesPage(
        tuple(_placed(told, timeline=timeline)), states[-1]["pgh_id"] if len(found) > limit else None
    )


_Told = tuple[int, int, ChangeKind, str, str]


def _change(
    state: Mapping[str, Any], history: Mapping[int, list[Mapping[str, Any]]], timeline: _Timeline
) -> _Told | None:
    """What the release of this state did to its figure, told at the last of its states there."""
    of_figure = [(timeline.release_of(one["pgh_created_at"]), one) for one in history[state["pgh_obj_id"]]]
    release = timeline.release_of(state["pgh_created_at"])
    here = [one for number, one in of_figure if number == release]
    if release is None or here[-1]["pgh_id"] != state["pgh_id"]:
        return None
    earlier = [one for number, one in of_figure if one["pgh_id"] < here[0]["pgh_id"]]
    before = earlier[-1] if earlier and not earlier[-1]["withdrawn"] else None
    after = None if state["withdrawn"] else state
    if before is None and after is None:
        return None
    old, new = ("" if one is None else one["as_printed"] for one in (before, after))
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.WITHDRAWN
    elif _amount(before) != _amount(after):
        kind = ChangeKind.CHANGED
    else:
        return None
    return release, state["pgh_obj_id"], kind, old, new


def _amount(state: Mapping[str, Any]) -> Amount:
    return Amount.from_stored(state["value"], marker=state["marker"], qualifier=state["qualifier"])


def _placed(told: Sequence[_Told], *, timeline: _Timeline) -> Iterable[FigureChange]:
    """Each with its place in the reports, and why it was changed."""
    figures = Figure.objects.filter(pk__in={figure for _release, figure, *_rest in told})
    rows = figures.values_list("pk", "report__area", "source", *(f"report__{_PLACE[0]}", *_PLACE[1:]))
    places = {pk: rest for pk, *rest in rows}
    reasons = {
        (row[:-1]): row[-1]
        for row in Correction.objects.filter(release__in={one[0] for one in told}).values_list(
            *("release", "area", "source", "start_year", "division", "measure", "category", "level", "reason")
        )
    }
    for release, figure, kind, old, new in told:
        area, source, slug, start, division, measure, category, level, source_slug = places[figure]
        cell = CellKey(measure, category, level, division or "")
        key = (release, area, source, start, cell.division, measure, category, level)
        yield FigureChange(
            release=release,
            day=timeline.day_of(release),
            kind=kind,
            area_slug=slug,
            year=ReportingYear(start),
            cell=cell,
            old=old,
            new=new,
            reason=reasons.get(key, ""),
            source_slug=source_slug,
        )
