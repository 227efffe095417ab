"""The words that a picture adds to its description: what a point says of itself, and the key."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stats.presentation.charts.description import (
    Chart,
    DotRow,
    FunnelChart,
    FunnelPoint,
    MultiplesChart,
    Outside,
    Point,
    TrendChart,
    TrendPoint,
    TrendSeries,
    joins,
)
from stats.presentation.charts.ticks import Ticks
from stats.presentation.text.numbers import number

MILLION = 1_000_000
# An interval that is a smaller part of the highest value is hidden by its point.
_LEAST_SEEN = 0.03


def row_words(row: DotRow, *, when: str) -> str:
    """A row as one phrase: "Dorset: 102, 31 March 2016, 95% interval 94 to 110".

    It begins with what is seen beside the dot, so that whoever speaks to the browser can name the link by
    what they see (WCAG 2.5.3).
    """
    return _phrase(row.label, row.text, row_details(row, when=when))


def row_details(row: DotRow, *, when: str) -> str:
    """What a row has beyond the name and number that stand beside it; empty where there is nothing."""
    return ", ".join(filter(None, (when, row.interval_text, *_origin(row))))


def point_words(point: TrendPoint, *, series: TrendSeries, snapshot: bool) -> str:
    """A point as one phrase: "Dorset, 31 March 2016: 102, 95% interval 94 to 110"."""
    when = point.when
    if not when:
        when = _("31 March %(year)s") % {"year": point.year} if snapshot else point.year_label
    name = _("%(area)s, %(when)s") % {"area": series.label, "when": when}
    return _phrase(name, point.text, point.interval_text, *_origin(point))


def funnel_words(point: FunnelPoint, *, when: str) -> str:
    """A point as one phrase: "Essex: 93, 31 March 2019, 1,400,000 people, lower than England and Wales, below
    what is usual among areas, outside the 99.8% limits"."""
    outside = ""
    if point.outside is not Outside.NO:
        outside = _("outside the %(coverage)s limits") % {"coverage": point.outside.value}
    details = (when, point.denominator_text, point.comparison, point.spread, outside, *_origin(point))
    return _phrase(point.label, point.text, *details)


def _phrase(name: str, value: str, *details: str) -> str:
    """The name and number, and whichever details there are."""
    return _("%(name)s: %(details)s") % {"name": name, "details": ", ".join(filter(None, (value, *details)))}


def _origin(point: Point) -> tuple[str, str]:
    """That it is second-hand, and what makes it doubtful; each empty where it is not so."""
    press = _("from a press report") if point.second_hand else ""
    return press, point.doubt


def denominator_axis(title: str, *, logarithmic: bool) -> str:
    """What the lower axis of a funnel counts; a scale on which ten times is one length says so."""
    return _("%(title)s (each doubling takes the same length)") % {"title": title} if logarithmic else title


def also_outside(names: Sequence[str]) -> str:
    return _("Also outside the usual spread: %(names)s.") % {"names": ", ".join(names)}


def size_text(value: float) -> str:
    """A denominator on its axis: 500,000, then 2 million."""
    if value >= MILLION:
        millions = value / MILLION
        return _("%(number)s million") % {
            "number": number(millions, places=0 if millions.is_integer() else 1)
        }
    return number(value)


def label_with_value(label: str, text: str) -> str:
    return _("%(label)s %(value)s") % {"label": label, "value": text}


def last_words(label: str, point: TrendPoint, *, year: str) -> str:
    """The end of a line: "Essex 93", or "Essex 93 (2019)" where the line ends before the others."""
    if not year:
        return label_with_value(label, point.text)
    return _("%(label)s %(value)s (%(year)s)") % {"label": label, "value": point.text, "year": year}


def marked_words(point: TrendPoint, *, snapshot: bool) -> str:
    """The number of the year that the page is about: "112 in 2015"."""
    year = year_tick(point.year, snapshot=snapshot)
    return _("%(value)s in %(year)s") % {"value": point.text, "year": year}


def year_tick(year: int, *, snapshot: bool) -> str:
    """A year on the axis: 2016 for 31 March 2016, 2015-16 for the reporting year that ends then."""
    return str(year) if snapshot else f"{year - 1}-{year % 100:02d}"


def none_held(label: str) -> str:
    return _("%(area)s: no figure") % {"area": label}


def nothing_held() -> str:
    return _("No figures")


def scale_words(chart: MultiplesChart, *, first: int, last: int, highest: str) -> str:
    """What each small chart runs from and to, said once for all."""
    return _("All charts run from %(first)s to %(last)s, and from 0 to %(highest)s.") % {
        "first": year_tick(first, snapshot=chart.snapshot),
        "last": year_tick(last, snapshot=chart.snapshot),
        "highest": highest,
    }


def small_words(series: TrendSeries, *, snapshot: bool) -> str:
    """What a small chart is called: `Suffolk: 34 in 2002, 137 in 2023`. Its finding tells the rest."""
    if not series.points:
        return none_held(series.label)
    ends = dict.fromkeys((series.points[0], series.points[-1]))
    return _phrase(series.label, *(marked_words(point, snapshot=snapshot) for point in ends))


def reference_words(chart: MultiplesChart) -> str:
    """What the grey line of small charts is: `England and Wales, 131 in 2024`; empty where there is none."""
    if chart.reference is None or not chart.reference.points:
        return ""
    last = marked_words(chart.reference.points[-1], snapshot=chart.snapshot)
    return _("%(name)s, %(last)s") % {"name": chart.reference.label, "last": last}


def sign_words(chart: MultiplesChart) -> tuple[str, ...]:
    """What the marks of small charts mean, as sentences: they have no room for a key."""
    told: list[str] = []
    if any(one.series.points and one.series.points[-1].second_hand for one in chart.multiples):
        told.append(_("A hollow end is a figure from a press report."))
    if any(gap for one in chart.multiples for *_ends, gap in joins(one.series, breaks=chart.breaks)):
        told.append(_("Dots stand for years without a figure."))
    if chart.breaks:
        told.append(_("An upright line marks a year in which the way of counting changed."))
    return tuple(told)


def break_words(number: int, reason: str) -> str:
    return _("Break %(number)s: %(reason)s") % {"number": number, "reason": reason}


def point_key(chart: Chart) -> list[tuple[str, str]]:
    """What the marks of points mean, in the order shown: pairs of a mark's name and its words."""
    marks = []
    highest = max((point.value for point in chart.all_points), default=0)
    if any(_shows_interval(point, highest=highest) for point in chart.all_points):
        marks.append(("interval", _("95% interval")))
    if any(point.second_hand for point in chart.all_points):
        marks.append(("press", _("from a press report")))
    return marks


def _shows_interval(point: Point, *, highest: float) -> bool:
    """Whether its interval is drawn longer than the point itself, which would hide it."""
    if point.lower is None or point.upper is None:
        return False
    return point.upper - point.lower > highest * _LEAST_SEEN


def axis_key(ticks: Ticks) -> list[tuple[str, str]]:
    """The same for an axis that does not start at zero; empty for one that does."""
    if ticks.low <= 0:
        return []
    return [("", _("The axis starts at %(value)s, not at zero.") % {"value": ticks.text(ticks.low)})]


def trend_key(chart: TrendChart) -> list[tuple[str, str]]:
    dotted = any(gap for series in chart.series for *_ends, gap in chart.joins(series))
    # Beside diamonds, areas that the reader picked have hollow shapes of their own.
    hollow = {"press": _("hollow: from a press report")} if chart.picked else {}
    return [
        *((mark, hollow.get(mark, words)) for mark, words in point_key(chart)),
        *([("gap", _("years without a figure"))] if dotted else []),
        *(("", none_held(series.label)) for series in chart.series if not series.points),
    ]


def funnel_key(chart: FunnelChart) -> list[tuple[str, str]]:
    marks: list[tuple[str, str]] = []
    held = {point.outside for point in chart.points}
    if Outside.WARNING in held:
        marks.append(("outside", _("outside the usual spread (95% limits)")))
    if Outside.ACTION in held:
        marks.append(("far outside", _("far outside it (99.8% limits)")))
    if any(curve.adjusted for curve in chart.curves):
        text = _("usual spread")
        if chart.middle:
            text = _("usual spread, about the middle of the areas (%(number)s)") % {
                "number": chart.middle.text
            }
        marks.append(("limit", text))
    if any(not curve.adjusted for curve in chart.curves):
        text = _("chance alone")
        if chart.benchmark:
            text = _("chance alone, about %(benchmark)s") % {"benchmark": chart.benchmark.label}
        marks.append(("chance", text))
    return marks
