"""The words that a picture adds to its description: what a point says of itself, and the key."""

from django.utils.translation import gettext as _

from .description import Chart, DotChart, DotRow, TrendChart, TrendPoint, TrendSeries


def row_words(row: DotRow, *, when: str) -> str:
    """A row as one phrase: "Dorset: 102, 31 March 2016, 95% interval 94 to 110".

    It begins with what is seen beside the dot, so that whoever speaks to the browser can name the link by
    what they see (WCAG 2.5.3).
    """
    details = row_details(row, when=when)
    says = {"area": row.label, "value": row.text, "details": details}
    return _("%(area)s: %(value)s, %(details)s") % says if details else _("%(area)s: %(value)s") % says


def row_details(row: DotRow, *, when: str) -> str:
    """What a row has beyond the name and number that stand beside it; empty where there is nothing."""
    press = _("from a press report") if row.second_hand else ""
    return ", ".join(filter(None, (when, row.interval_text, press)))


def point_words(point: TrendPoint, *, series: TrendSeries, snapshot: bool) -> str:
    """A point as one phrase: "Dorset, 31 March 2016: 102, 95% interval 94 to 110"."""
    when = point.when
    if not when:
        when = _("31 March %(year)s") % {"year": point.year} if snapshot else point.year_label
    name = _("%(area)s, %(when)s") % {"area": series.label, "when": when}
    says = {"name": name, "value": point.text, "interval": point.interval_text}
    if point.interval_text and point.second_hand:
        return _("%(name)s: %(value)s, %(interval)s, from a press report") % says
    if point.second_hand:
        return _("%(name)s: %(value)s, from a press report") % says
    if point.interval_text:
        return _("%(name)s: %(value)s, %(interval)s") % says
    return _("%(name)s: %(value)s") % says


def label_with_value(label: str, text: str) -> str:
    return _("%(label)s %(value)s") % {"label": label, "value": text}


def year_tick(year: int, *, snapshot: bool) -> str:
    """A year on the axis: 2016 for 31 March 2016, 2015-16 for the reporting year that ends then."""
    return str(year) if snapshot else f"{year - 1}-{year % 100:02d}"


def none_held(label: str) -> str:
    return _("%(area)s: no figure held") % {"area": label}


def nothing_held() -> str:
    return _("No figures held")


def break_words(number: int, reason: str) -> str:
    return _("Break %(number)s: %(reason)s") % {"number": number, "reason": reason}


def key_words(chart: Chart, *, axis_starts_at: str) -> tuple[tuple[str, str], ...]:
    """What the marks drawn mean, in the order shown: pairs of a mark's name and its words.

    `axis_starts_at` is the first number of an axis that does not start at zero; otherwise empty.
    """
    marks: list[tuple[str, str]] = []
    points: list[DotRow | TrendPoint] = (
        [*chart.rows]
        if isinstance(chart, DotChart)
        else [point for item in chart.series for point in item.points]
    )
    if any(point.lower is not None and point.upper is not None for point in points):
        marks.append(("interval", _("95% interval")))
    if any(point.second_hand for point in points):
        marks.append(("press", _("from a press report")))
    if isinstance(chart, TrendChart):
        if any(gap for item in chart.series for *_ends, gap in chart.joins(item)):
            marks.append(("gap", _("years between not held")))
        marks.extend(("", none_held(item.label)) for item in chart.series if not item.points)
    if axis_starts_at:
        marks.append(("", _("The axis starts at %(value)s, not at zero.") % {"value": axis_starts_at}))
    return tuple(marks)
