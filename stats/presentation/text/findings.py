"""What a run of years shows, said in full sentences: the text alternative of a trend chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.series import Point
from stats.analysis.values import Value
from stats.calculations.rates import rounded
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers


def value_text(indicator: Indicator, value: Value) -> str:
    """The value as readers see it: as printed where it is printed, else to the indicator's decimals, with the
    word that qualifies it.

    Empty where there is none; a share carries its per cent sign, for it often stands without its unit.
    """
    if value.amount is None:
        return ""
    if value.is_printed:
        text = numbers.as_published(value.amount)
    elif indicator.kind is Kind.SHARE:
        text = numbers.percent(value.amount, places=indicator.decimals)
    else:
        text = numbers.number(value.amount, places=indicator.decimals)
    return numbers.qualified(value.qualifier, text)


def shown_number(indicator: Indicator, value: Value) -> Decimal:
    """The number that `value_text` writes: a printed one as printed, a computed one rounded."""
    amount = value.amount or Decimal(0)
    return amount if value.is_printed else rounded(amount, places=indicator.decimals)


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
    of_year = _("%(subject)s for %(when)s was %(value)s.")
    sentences: list[str] = []
    if len(points) == 1:
        only = _("The only figure held for %(area)s is %(value)s, for %(when)s.")
        sentences = [_dated(only, indicator=indicator, point=points[0], area=name)]
    else:
        # After the first sentence has named the series, "it" will do.
        subject, alone = _subject(indicator, name=name), of_year
        for stretch in stretches(points, breaks=breaks):
            sentences.append(
                _dated(alone, indicator=indicator, point=stretch[0], subject=subject)
                if len(stretch) == 1
                else _stretch(indicator, subject=subject, points=stretch)
            )
            subject, alone = _("It"), _("It was %(value)s for %(when)s.")
        crossed = breaks_crossed(points, breaks=breaks)
        if crossed:
            sentences.append(_crossed(crossed))
    nation = _subject(indicator, name=_("England and Wales"))
    sentences += [
        _dated(of_year, indicator=indicator, point=point, subject=nation)
        for point in national
        if point[0] == points[-1][0]
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


def _stretch(indicator: Indicator, *, subject: str, points: Sequence[Point]) -> str:
    """By the numbers as shown: 101.6, shown as 102, has not moved from a printed 102."""
    (start, earlier), *between, (end, later) = points
    first, last = shown_number(indicator, earlier), shown_number(indicator, later)
    if last > first:
        text = _("%(subject)s rose from %(earlier)s to %(later)s between %(start)s and %(end)s.")
    elif last < first:
        text = _("%(subject)s fell from %(earlier)s to %(later)s between %(start)s and %(end)s.")
    elif all(shown_number(indicator, value) == first for _year, value in between):
        text = _("%(subject)s stayed at %(later)s between %(start)s and %(end)s.")
    else:
        text = _("%(subject)s changed in between and was %(later)s for both %(start)s and %(end)s.")
    return text % {
        "subject": subject,
        "earlier": value_text(indicator, earlier),
        "later": value_text(indicator, later),
        "start": when_text(indicator, start),
        "end": when_text(indicator, end),
    }


def _dated(text: str, *, indicator: Indicator, point: Point, **said: str) -> str:
    """`text` with `value` and `when` filled in from the point, and whatever else it has."""
    year, value = point
    return text % {"value": value_text(indicator, value), "when": when_text(indicator, year), **said}


def _subject(indicator: Indicator, *, name: str) -> str:
    """`Dorset's rate`, or `Dorset's figure` for what is no rate."""
    text = _("%(whose)s rate") if indicator.kind is Kind.POPULATION_RATE else _("%(whose)s figure")
    return text % {"whose": possessive(name)}


def _crossed(breaks: Sequence[Break]) -> str:
    named = [_("%(year)s: %(change)s") % {"year": one.first.label, "change": one.title} for one in breaks]
    return ngettext(
        "The years before and after this change are not compared (%(changes)s).",
        "The years before and after these changes are not compared (%(changes)s).",
        len(breaks),
    ) % {"changes": "; ".join(named)}
