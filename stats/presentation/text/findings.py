"""What a run of years shows, said in full sentences: the text alternative of a trend chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.series import Point, chance_could_make
from stats.analysis.values import Value, WhyNot
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
    apart: Sequence[Point] = (),
    tells_breaks: bool = True,
) -> str:
    """What the years show: "The Dorset rate rose from 98 to 102 between 31 March 2015 and 31 March 2016."

    Over a gap, or past a higher or lower year, the highest, the lowest and the latest are named instead.
    Years on the two sides of a break are told apart. The years without a figure come next, then the breaks.
    Where England and Wales has a figure for the last year, it is named. `apart` are years with a number that
    cannot be compared, a bound or a rounded one: each is named with its reason, and in no rise or fall. Where
    many stand together, the breaks are told once for all of them and not here.
    """
    if not points and not apart:
        return _("There is no figure for %(area)s.") % {"area": name}
    of_year = _("%(subject)s for %(when)s was %(value)s.")
    sentences: list[str] = []
    if not points:
        sentences = [_("There is no figure for %(area)s that can be compared.") % {"area": name}]
    elif len(points) == 1:
        only = _("The only figure for %(area)s is %(value)s, for %(when)s.")
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
        sentences.append(_no_figure(indicator, points=points, apart=apart))
        crossed = breaks_crossed(points, breaks=breaks)
        if crossed and tells_breaks:
            sentences.append(_crossed(crossed))
    sentences += [_dated(_not_compared(point[1]), indicator=indicator, point=point) for point in apart]
    nation = _subject(indicator, name=_("England and Wales"))
    sentences += [
        _dated(of_year, indicator=indicator, point=point, subject=nation)
        for point in national
        if points and point[0] == points[-1][0]
    ]
    return " ".join(filter(None, sentences))


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
    """Two points or more with no break between them, by the numbers as shown: 101.6, shown as 102, has not
    moved from a printed 102."""
    shown = [shown_number(indicator, value) for _year, value in points]
    if has_gap(points) or sorted(shown) not in (shown, shown[::-1]):
        return _ends(indicator, subject=subject, points=points)
    (start, earlier), *_between, (end, later) = points
    said = {
        "subject": subject,
        "earlier": value_text(indicator, earlier),
        "later": value_text(indicator, later),
        "start": when_text(indicator, start),
        "end": when_text(indicator, end),
    }
    if shown[0] == shown[-1]:
        return _("%(subject)s stayed at %(later)s between %(start)s and %(end)s.") % said
    if chance_could_make(indicator, earlier=earlier, later=later):
        text = _(
            "%(subject)s was %(earlier)s for %(start)s and %(later)s for %(end)s, a difference that chance "
            "could make."
        )
    elif shown[-1] > shown[0]:
        text = _("%(subject)s rose from %(earlier)s to %(later)s between %(start)s and %(end)s.")
    else:
        text = _("%(subject)s fell from %(earlier)s to %(later)s between %(start)s and %(end)s.")
    return text % said


def _ends(indicator: Indicator, *, subject: str, points: Sequence[Point]) -> str:
    """The highest, the lowest and the latest: over a gap, or past a higher or lower year, first and last
    alone would hide what lay between."""
    shown = [shown_number(indicator, value) for _year, value in points]
    lowest, highest, latest = min(shown), max(shown), shown[-1]
    said = {
        "subject": subject,
        "low": value_text(indicator, points[shown.index(lowest)][1]),
        "high": value_text(indicator, points[shown.index(highest)][1]),
        "latest": value_text(indicator, points[-1][1]),
        "low_when": _whens(indicator, points, shown=shown, number=lowest),
        "high_when": _whens(indicator, points, shown=shown, number=highest),
        "latest_when": when_text(indicator, points[-1][0]),
    }
    if lowest == highest:
        text = _("%(subject)s was %(latest)s each time: %(low_when)s.")
    elif len(points) == 2:
        said["earlier"] = value_text(indicator, points[0][1])
        said["earlier_when"] = when_text(indicator, points[0][0])
        text = _("%(subject)s was %(earlier)s for %(earlier_when)s and %(latest)s for %(latest_when)s.")
    elif latest == lowest:
        text = _("%(subject)s was highest at %(high)s (%(high_when)s) and lowest at %(low)s (%(low_when)s).")
    elif latest == highest:
        text = _("%(subject)s was lowest at %(low)s (%(low_when)s) and highest at %(high)s (%(high_when)s).")
    else:
        text = _(
            "%(subject)s was highest at %(high)s (%(high_when)s) and lowest at %(low)s (%(low_when)s). The "
            "latest is %(latest)s (%(latest_when)s)."
        )
    return text % said


def _whens(
    indicator: Indicator, points: Sequence[Point], *, shown: Sequence[Decimal], number: Decimal
) -> str:
    """When that number was shown: `2004-05`, `2004-05 and 2007-08`."""
    of_number = (point for point, one in zip(points, shown, strict=True) if one == number)
    return get_text_list([when_text(indicator, year) for year, _value in of_number], _("and"))


def has_gap(points: Sequence[Point]) -> bool:
    """Whether a year between the first and the last is not held."""
    return any(later.before != earlier for (earlier, _old), (later, _new) in pairwise(points))


def _no_figure(indicator: Indicator, *, points: Sequence[Point], apart: Sequence[Point]) -> str:
    """The years between the first and the last without a figure: `2008-09 to 2021-22`; empty for none."""
    spans = []
    first_year, last_year = points[0][0], points[-1][0]
    between = (year for year, _value in apart if first_year < year < last_year)
    for earlier, later in pairwise(sorted((*(year for year, _value in points), *between))):
        first, last = ReportingYear(earlier.start + 1), ReportingYear(later.start - 1)
        if first > last:
            continue
        names = [str(year.end) if is_snapshot(indicator) else year.label for year in (first, last)]
        text = _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}
        spans.append(text if first < last else names[0])
    if not spans:
        return ""
    said = {"years": get_text_list(spans, _("and"))}
    if is_snapshot(indicator):
        return _("There is no figure for 31 March of %(years)s.") % said
    return _("There is no figure for %(years)s.") % said


def _not_compared(value: Value) -> str:
    """The sentence on a number that is shown and compared with nothing."""
    said = {
        WhyNot.BOUND: _("For %(when)s only a bound is known, %(value)s, so it is not compared."),
        WhyNot.ROUNDED: _("For %(when)s only a rounded number is known, %(value)s, so it is not compared."),
        WhyNot.LOWER_BOUND: _("For %(when)s a part is suppressed, %(value)s, so it is not compared."),
        WhyNot.NOT_OF_ITS_YEAR: _(
            "The number published for %(when)s, %(value)s, is probably not of that year, so it is not "
            "compared."
        ),
    }
    return said.get(value.why_not or WhyNot.NOT_HELD, _("For %(when)s, %(value)s is not compared."))


def _dated(text: str, *, indicator: Indicator, point: Point, **said: str) -> str:
    """`text` with `value` and `when` filled in from the point, and whatever else it has."""
    year, value = point
    return text % {"value": value_text(indicator, value), "when": when_text(indicator, year), **said}


def _subject(indicator: Indicator, *, name: str) -> str:
    """`The Dorset rate`, or `The Dorset figure` for what is no rate."""
    text = _("The %(area)s figure")
    if indicator.kind is Kind.POPULATION_RATE:
        text = _("The %(area)s rate")
    return text % {"area": name}


def _crossed(breaks: Sequence[Break]) -> str:
    named = [_("%(year)s: %(change)s") % {"year": one.first.label, "change": one.title} for one in breaks]
    return ngettext(
        "The years before and after this change are not compared (%(changes)s).",
        "The years before and after these changes are not compared (%(changes)s).",
        len(breaks),
    ) % {"changes": "; ".join(named)}
