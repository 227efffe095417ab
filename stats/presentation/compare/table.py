"""The compare page's table: the same rows in the same order as its CSV, as they are read."""

from __future__ import annotations

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.compare import CompareRow
from stats.analysis.values import Value, WhyNot
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.compare.dot_chart import area_url
from stats.presentation.components.sortable import SortableTable, sortable_table
from stats.presentation.components.tables import Column, FigureCell, kinds_cell, link, value_cell
from stats.presentation.components.trends import interval_cell
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import dated_title
from stats.queries.pages.compare import ComparePage


def table(page: ComparePage, *, sort: str) -> SortableTable:
    """One row for each area held."""
    indicator, url = page.indicator, area_url(page)
    columns = {
        "area": Column(_("Area")),
        "value": Column(indicator.short_title, "number"),
        "interval": Column(_("95% interval"), "number"),
    }
    if indicator.kind is not Kind.COUNT:
        people = _("People") if indicator.kind is Kind.POPULATION_RATE else indicator.denominator_words
        national = _("Against England and Wales")
        against = _("Against the areas held together") if page.national.is_pooled else national
        columns |= {
            "numerator": Column(capfirst(indicator.numerator_words), "number"),
            "denominator": Column(capfirst(people), "number"),
            "comparison": Column(against, "words"),
        }
    if any(row.rank is not None for row in page.rows):
        columns["rank"] = Column(_("Rank, highest first"), "words")
    columns["source"] = Column(_("Source"), "words")
    return sortable_table(
        [_cells(row, page=page, url=url(row.area)) for row in page.rows],
        columns=columns,
        fixed=("interval", "comparison", "rank"),
        sort=sort,
        caption=dated_title(indicator, page.year),
    )


def table_notes(page: ComparePage) -> list[str]:
    """What the interval, the words and the rank mean, with the method of each; for under the table."""
    told = [
        _(
            "95%% interval: the range that would hold the true value 19 times in 20 if the count varied by "
            "chance alone. %(method)s"
        )
        % {"method": _interval_method(page.indicator)}
    ]
    if any(row.verdict is not None and row.verdict.why_not_compared is None for row in page.rows):
        told.append(_what_words_rest_on(page))
    if any(row.rank is not None for row in page.rows):
        told.append(
            _(
                "Rank: 1st is the highest figure, which is neither good nor bad. Chance blurs ranks, so only "
                "the range it leaves open is given; all ranges together hold with 95% confidence (Klein, "
                "Wright and Wieczorek 2020). Areas are ranked among all that are held, not only those shown."
            )
        )
    return told


def _what_words_rest_on(page: ComparePage) -> str:
    similar = _("Not clearly different does not say that the two are the same.")
    if page.funnel is None:
        limits = _(
            "Similar: within the exact limits at 95% around the benchmark, by chance alone. Too few areas "
            "are held to say how much areas differ anyway, so none outside them is called higher or lower."
        )
    elif page.funnel.is_adjusted:
        limits = _(
            "Higher, similar and lower: above, within or below limits at 95% around the benchmark, made "
            "wider for how much the areas held differ anyway (Spiegelhalter 2005)."
        )
    else:
        limits = _(
            "Higher, similar and lower: above, within or below the exact limits at 95% around the "
            "benchmark, by chance alone, for the areas held differ no more than that (Spiegelhalter 2005)."
        )
    return f"{limits} {similar}"


def _interval_method(indicator: Indicator) -> str:
    if indicator.kind is Kind.SHARE:
        return _("Shares: Wilson's score interval (1927).")
    if indicator.kind is Kind.RATIO:
        return _(
            "Ratios of two counts: the exact interval given their sum (Przyborowski and Wilenski 1940, with "
            "the limits of Clopper and Pearson 1934)."
        )
    return _("Counts and rates: the exact Poisson interval (Garwood 1936).")


def _cells(row: CompareRow, *, page: ComparePage, url: str) -> dict[str, str]:
    value, denominator = row.value, _number(row.value, row.value.exact_denominator)
    if value.is_implied and value.exact_denominator is not None:
        denominator = _("about %(number)s (implied)") % {"number": numbers.about(value.exact_denominator)}
    return {
        "area": link(row.area.name, url=url),
        "value": value_cell(page.indicator, value).content,
        "interval": "–" if row.is_apart else interval_cell(page.indicator, value),
        "numerator": _number(value, value.exact_numerator),
        "denominator": denominator,
        "comparison": _comparison(row),
        "rank": "–" if row.rank is None else words.rank_range(row.rank),
        "source": kinds_cell(source.kind for source in value.sources).content,
    }


def _number(value: Value, number: Decimal | None) -> str:
    """One of the two numbers that the value is made of."""
    if number is not None:
        return numbers.number(number)
    return "–" if value.why_not not in (None, WhyNot.NOT_HELD) else _("not held")


def _comparison(row: CompareRow) -> str:
    verdict = row.verdict
    if verdict is None:
        return ""
    word = f"{words.sign(verdict.comparison)} {words.short_comparison(verdict.comparison)}"
    why = "" if verdict.why_not_compared is None else words.no_word(verdict.why_not_compared)
    return FigureCell(word, under=why or words.distance(verdict)).content
