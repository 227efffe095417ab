"""What a run of years shows, said in full sentences: the text alternative of a trend chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.series import Point
from stats.analysis.values import Value
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers


class Turn(Enum):
    """How the last year of a stretch stands to its first, as the numbers are shown."""

    ROSE = auto()
    FELL = auto()
    STAYED = auto()
    CAME_BACK = auto()


def value_text(indicator: Indicator, value: Value) -> str:
    """The value as readers see it: as printed where it is printed, else to the indicator's decimals.

    Empty where there is none; a share carries its per cent sign, for it often stands without its unit.
    """
    if value.amount is None:
        return ""
    if value.is_printed:
        return numbers.as_published(value.amount)
    if indicator.kind is Kind.SHARE:
        return numbers.percent(value.amount, places=indicator.decimals)
    return numbers.number(value.amount, places=indicator.decimals)


def shown_number(indicator: Indicator, value: Value) -> Decimal:
    """The number that `value_text` writes: a printed one as printed, a computed one rounded."""
    amount = value.amount or Decimal(0)
    return amount if value.is_printed else numbers.rounded(amount, places=indicator.decimals)


def is_snapshot(indicator: Indicator) -> bool:
    """True where a year's figure is that of one day, 31 March."""
    return indicator.basis is Basis.SNAPSHOT


def when_text(indicator: Indicator, year: ReportingYear) -> str:
    """`31 March 2016` for a snapshot, `2015-16` for what is counted over the year."""
    return numbers.snapshot_date(year) if is_snapshot(indicator) else year.label


def dated_title(indicator: Indicator, year: ReportingYear) -> str:
    """`Registered sexual offenders, 31 March 2016`"""
    return _("%(title)s, %(when)s") % {"title": indicator.title, "when": when_text(indicator, year)}


def finding(
    indicator: Indicator,
    *,
    name: str,
    points: Sequence[Point],
    breaks: Sequence[Break],
    national: Sequence[Point] = (),
) -> str:
    """What the years show: "Dorset's rate rose from 98 to 102 between 31 March 2015 and 31 March 2016."

    Years on the two sides of a break are told apart, and a last sentence says why. Where England and Wales
    has a figure for the last year, it is named.
    """
    if not points:
        return _("No figure is held for %(area)s.") % {"area": name}
    if len(points) == 1:
        year, value = points[0]
        said = _("The only figure held for %(area)s is %(value)s, for %(when)s.") % {
            "area": name,
            "value": value_text(indicator, value),
            "when": when_text(indicator, year),
        }
        sentences = [said]
    else:
        first, *others = stretches(points, breaks=breaks)
        sentences = [_stretch(indicator, name=name, points=first)]
        sentences += [_next_stretch(indicator, points=one) for one in others]
        crossed = breaks_crossed(points, breaks=breaks)
        if crossed:
            sentences.append(_crossed(crossed))
    last = points[-1][0]
    sentences += [
        _single(indicator, name=_("England and Wales"), point=point) for point in national if point[0] == last
    ]
    return " ".join(sentences)


def breaks_crossed(points: Sequence[Point], *, breaks: Sequence[Break]) -> tuple[Break, ...]:
    """The breaks between the first and the last of the points, oldest first."""
    if not points:
        return ()
    found = (one for one in breaks if one.lies_between(points[0][0], points[-1][0]))
    return tuple(sorted(found, key=lambda one: one.first))


def stretches(points: Sequence[Point], *, breaks: Sequence[Break]) -> tuple[tuple[Point, ...], ...]:
    """The points cut wherever a break lies between two neighbours."""
    if not points:
        return ()
    breaks = breaks_crossed(points, breaks=breaks)
    found: list[list[Point]] = [[points[0]]]
    for earlier, later in pairwise(points):
        if any(one.lies_between(earlier[0], later[0]) for one in breaks):
            found.append([])
        found[-1].append(later)
    return tuple(tuple(one) for one in found)


def possessive(name: str) -> str:
    """`Dorset's`, `North Wales'`: a name before what belongs to it."""
    return _("%(name)s'") % {"name": name} if name.endswith("s") else _("%(name)s's") % {"name": name}


def _stretch(indicator: Indicator, *, name: str, points: Sequence[Point]) -> str:
    if len(points) == 1:
        return _single(indicator, name=name, point=points[0])
    is_rate = indicator.kind is Kind.POPULATION_RATE
    told = {
        (Turn.ROSE, True): _(
            "%(whose)s rate rose from %(earlier)s to %(later)s between %(start)s and %(end)s."
        ),
        (Turn.ROSE, False): _(
            "%(whose)s figure rose from %(earlier)s to %(later)s between %(start)s and %(end)s."
        ),
        (Turn.FELL, True): _(
            "%(whose)s rate fell from %(earlier)s to %(later)s between %(start)s and %(end)s."
        ),
        (Turn.FELL, False): _(
            "%(whose)s figure fell from %(earlier)s to %(later)s between %(start)s and %(end)s."
        ),
        (Turn.STAYED, True): _("%(whose)s rate stayed at %(later)s between %(start)s and %(end)s."),
        (Turn.STAYED, False): _("%(whose)s figure stayed at %(later)s between %(start)s and %(end)s."),
        (Turn.CAME_BACK, True): _(
            "%(whose)s rate changed in between and was %(later)s for both %(start)s and %(end)s."
        ),
        (Turn.CAME_BACK, False): _(
            "%(whose)s figure changed in between and was %(later)s for both %(start)s and %(end)s."
        ),
    }
    (start, earlier), (end, later) = points[0], points[-1]
    return told[_turn(indicator, points=points), is_rate] % {
        "whose": possessive(name),
        "earlier": value_text(indicator, earlier),
        "later": value_text(indicator, later),
        "start": when_text(indicator, start),
        "end": when_text(indicator, end),
    }


def _next_stretch(indicator: Indicator, *, points: Sequence[Point]) -> str:
    """As `_stretch`, of the same series after a break: it follows a sentence that has named it."""
    (start, earlier), (end, later) = points[0], points[-1]
    if len(points) == 1:
        text = _("It was %(later)s for %(end)s.")
    else:
        text = {
            Turn.ROSE: _("It rose from %(earlier)s to %(later)s between %(start)s and %(end)s."),
            Turn.FELL: _("It fell from %(earlier)s to %(later)s between %(start)s and %(end)s."),
            Turn.STAYED: _("It stayed at %(later)s between %(start)s and %(end)s."),
            Turn.CAME_BACK: _("It changed in between and was %(later)s for both %(start)s and %(end)s."),
        }[_turn(indicator, points=points)]
    return text % {
        "earlier": value_text(indicator, earlier),
        "later": value_text(indicator, later),
        "start": when_text(indicator, start),
        "end": when_text(indicator, end),
    }


def _single(indicator: Indicator, *, name: str, point: Point) -> str:
    year, value = point
    said = {
        "whose": possessive(name),
        "when": when_text(indicator, year),
        "value": value_text(indicator, value),
    }
    if indicator.kind is Kind.POPULATION_RATE:
        return _("%(whose)s rate for %(when)s was %(value)s.") % said
    return _("%(whose)s figure for %(when)s was %(value)s.") % said


def _crossed(breaks: Sequence[Break]) -> str:
    named = [_("%(year)s: %(change)s") % {"year": one.first.label, "change": one.title} for one in breaks]
    return ngettext(
        "The years before and after this change are not compared (%(changes)s).",
        "The years before and after these changes are not compared (%(changes)s).",
        len(breaks),
    ) % {"changes": "; ".join(named)}


def _turn(indicator: Indicator, *, points: Sequence[Point]) -> Turn:
    """By the numbers as shown: 101.6, shown as 102, has not moved from a printed 102."""
    (_start, earlier), *between, (_end, later) = points
    first, last = shown_number(indicator, earlier), shown_number(indicator, later)
    if first == last:
        stayed = all(shown_number(indicator, value) == first for _year, value in between)
        return Turn.STAYED if stayed else Turn.CAME_BACK
    return Turn.ROSE if last > first else Turn.FELL
