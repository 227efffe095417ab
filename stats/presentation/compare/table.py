"""The compare page's table: the same rows in the same order as its CSV, as they are read."""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stats.analysis.benchmark import NationalFigure
from stats.analysis.compare_table import CompareRow
from stats.analysis.figures import AreaRef
from stats.analysis.values import Value, WhyNot
from stats.calculations.funnel import Comparison
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.components.trends import interval_cell
from stats.presentation.tables.compare import CompareCells, CompareTable, compare_table
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text, when_text
from stats.queries.pages.compare import ComparePage

_WORDS = (Comparison.HIGHER, Comparison.SIMILAR, Comparison.LOWER)


def table(page: ComparePage, *, url: Callable[[AreaRef], str], sort: str) -> CompareTable:
    """One row for each area held; `url` leads from an area to its own page."""
    indicator = page.indicator
    leave_out = []
    if indicator.kind is Kind.COUNT:
        leave_out += ["numerator", "denominator", "comparison"]
    if all(row.rank is None for row in page.rows):
        leave_out.append("rank")
    heads = {
        "value": indicator.short_title,
        "numerator": _upper(indicator.numerator_words),
        "denominator": _("People")
        if indicator.kind is Kind.POPULATION_RATE
        else _upper(indicator.denominator_words),
    }
    if page.national.is_pooled:
        heads["comparison"] = _("Against the areas held together")
    return compare_table(
        [_cells(row, indicator=indicator, national=page.national, url=url(row.area)) for row in page.rows],
        heads=heads,
        leave_out=leave_out,
        sort=sort,
        caption=_("%(title)s, %(when)s")
        % {"title": indicator.title, "when": when_text(indicator, page.year)},
    )


def table_notes(page: ComparePage) -> tuple[str, ...]:
    """What the interval, the words and the rank mean, with the method of each; for under the table."""
    told = [
        _(
            "95%% interval: the range that would hold the true value 19 times in 20 if the count varied by "
            "chance alone. %(method)s"
        )
        % {"method": _interval_method(page.indicator)}
    ]
    if any(row.verdict is not None and row.verdict.comparison in _WORDS for row in page.rows):
        told.append(_what_words_rest_on(page))
    if any(row.rank is not None for row in page.rows):
        told.append(
            _(
                "Rank: 1st is the highest figure, which is neither good nor bad. Chance blurs ranks, so only "
                "the range it leaves open is given; all ranges together hold with 95% confidence (Klein, "
                "Wright and Wieczorek 2020). Areas are ranked among all that are held, not only those shown."
            )
        )
    return tuple(told)


def _what_words_rest_on(page: ComparePage) -> str:
    if page.funnel is None:
        return _(
            "Similar: within the exact limits at 95% around the benchmark, by chance alone. Too few areas "
            "are held to say how much areas differ anyway, so none outside them is called higher or lower. "
            "Similar means not shown to be different; it does not say that the two are the same."
        )
    if not page.funnel.is_adjusted:
        return _(
            "Higher, similar and lower: above, within or below the exact limits at 95% around the "
            "benchmark, by chance alone, for the areas held differ no more than that (Spiegelhalter 2005). "
            "Similar means not shown to be different; it does not say that the two are the same."
        )
    return _(
        "Higher, similar and lower: above, within or below limits at 95% around the benchmark, made "
        "wider for how much the areas held differ anyway (Spiegelhalter 2005). Similar means not "
        "shown to be different; it does not say that the two are the same."
    )


def _interval_method(indicator: Indicator) -> str:
    if indicator.kind is Kind.SHARE:
        return _("Shares: Wilson's score interval (1927).")
    if indicator.kind is Kind.RATIO:
        return _(
            "Ratios of two counts: the exact interval given their sum (Przyborowski and Wilenski 1940, with "
            "the limits of Clopper and Pearson 1934)."
        )
    return _("Counts and rates: the exact Poisson interval (Garwood 1936).")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cells(row: CompareRow, *, indicator: Indicator, national: NationalFigure, url: str) -> CompareCells:
    value = row.value
    return CompareCells(
        area=format_html('<a href="{}">{}</a>', url, row.area.name),
        value=_value(row, indicator=indicator),
        interval=_interval(row, indicator=indicator),
        numerator=_numerator(value),
        denominator=_denominator(value),
        comparison=_comparison(row, national=national),
        rank="–" if row.rank is None else words.rank_range(row.rank),
        source=_kinds(value),
    )


def _value(row: CompareRow, *, indicator: Indicator) -> SafeString:
    """The number; where an area is set apart, its marker and why."""
    value = row.value
    if value.why_not is None:
        return format_html("{}", value_text(indicator, value))
    text = value_text(indicator, value)
    return format_html(
        '{} <span class="under-number">{}</span>',
        _("at least %(number)s") % {"number": text} if text else "",
        words.why_not(value.why_not),
    )


def _interval(row: CompareRow, *, indicator: Indicator) -> str:
    return "–" if row.is_apart else interval_cell(indicator, row.value)


def _numerator(value: Value) -> str:
    if value.exact_numerator is not None:
        return numbers.number(value.exact_numerator)
    return "–" if value.why_not not in (None, WhyNot.NOT_HELD) else _("not held")


def _denominator(value: Value) -> str:
    if value.exact_denominator is None:
        return "–" if value.why_not not in (None, WhyNot.NOT_HELD) else _("not held")
    if value.is_implied:
        return _("about %(number)s (implied)") % {"number": numbers.about(value.exact_denominator)}
    return numbers.number(value.exact_denominator)


def _comparison(row: CompareRow, *, national: NationalFigure) -> SafeString:
    verdict = row.verdict
    if verdict is None:
        return SafeString("")
    word = format_html("{} {}", words.sign(verdict.comparison), words.short_comparison(verdict.comparison))
    why = "" if verdict.reason is None else words.not_compared(verdict.reason, national=national)
    return format_html('{} <span class="under-number">{}</span>', word, why) if why else word


def _kinds(value: Value) -> SafeString:
    kinds = dict.fromkeys(source.kind for source in value.sources)
    shown = (render_to_string("stats/components/kind.html", {"kind": kind}) for kind in kinds)
    return format_html_join(" ", "{}", ((kind,) for kind in shown))
