"""The compare page's table: the same rows in the same order as its CSV, as they are read, and the notes that
stand under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.comparison.compare import CompareRow
from stats.analysis.values import Value, ValueKind, WhyNot
from stats.calculations.funnel import Comparison
from stats.calculations.ranks import RankRange
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.presentation.compare.basis import middle_text, reason, usual_sentence
from stats.presentation.compare.dot_chart import area_url
from stats.presentation.components.cells import area_year_url
from stats.presentation.components.footnotes import Footnotes
from stats.presentation.components.sortable import SortableTable, sortable_table
from stats.presentation.components.tables import Column, link, sources_cell
from stats.presentation.components.trends import interval_text
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import dated_title, value_text
from stats.queries.pages.compare import ComparePage

_NOTHING = mark_safe('<span class="nothing">–</span>')
# What stands in a cell in place of a number; a note under the table says why.
_SHORT: Mapping[WhyNot, str] = {
    WhyNot.SUPPRESSED: "[c]",
    WhyNot.NOT_AVAILABLE: "[x]",
    WhyNot.NOT_APPLICABLE: "[z]",
    WhyNot.LOW: "[low]",
}


def table(page: ComparePage, *, sort: str, anchor: str) -> tuple[SortableTable, Sequence[str]]:
    """One row for each area held, and England and Wales below them; and the notes that the cells refer to.

    `anchor` is the id of the section that the table stands in.
    """
    indicator, url, notes = page.indicator, area_url(page), Footnotes()
    columns = {
        "area": Column(_("Area")),
        "value": Column(indicator.short_title, "number", under=_("95% interval")),
    }
    if indicator.kind is not Kind.COUNT:
        columns |= _columns_of_words(page)
        columns["numerator"] = _column_of_counts(page, notes=notes)
    columns["source"] = Column(_("Source"), "words made-by")
    rows = [_cells(row, page=page, notes=notes, url=url(row.area)) for row in page.rows]
    foot = None
    if page.nation is not None:
        address = area_year_url(page.nation.area, year=page.year)
        foot = _cells(page.nation, page=page, notes=notes, url=address)
    drawn = sortable_table(
        rows,
        columns=columns,
        fixed=("comparison", "among"),
        sort=sort,
        anchor=anchor,
        foot=foot,
        caption=dated_title(indicator, page.year),
    )
    return drawn, notes.texts


def _columns_of_words(page: ComparePage) -> dict[str, Column]:
    """Those for which there is anything to say."""
    columns = {}
    if page.national.amount is not None:
        against = _("Against England and Wales")
        if page.national.is_pooled:
            against = _("Against the areas held together")
        columns["comparison"] = Column(against, "words")
    usual, ranked = page.rule.usual_range, [row.rank for row in page.rows if row.rank is not None]
    ends = "" if usual is None else numbers.interval(usual, places=page.indicator.decimals)
    areas = ranked[0].of if ranked else 0
    if ends and areas:
        under = _("usual %(ends)s; rank, of %(areas)s") % {"ends": ends, "areas": areas}
        columns["among"] = Column(_("Among areas"), "words", under=under)
    elif ends:
        columns["among"] = Column(_("Usual spread"), "words", under=ends)
    elif areas:
        columns["among"] = Column(_("Rank, of %(areas)s") % {"areas": areas}, "words")
    return columns


def _column_of_counts(page: ComparePage, *, notes: Footnotes) -> Column:
    """The counts above the line, and under their head what they are counted among, which sorts as well."""
    indicator = page.indicator
    below = _("people")
    if indicator.kind is not Kind.POPULATION_RATE:
        title = _title_of(indicator.denominator, indicator.denominator_words)
        below = words.inside_sentence(title)
    return Column(
        _title_of(indicator.numerator, indicator.numerator_words),
        "number",
        under=_("among %(below)s") % {"below": below},
        under_sort="denominator",
        under_note=notes.marks([_implied()]) if _all_implied(page) else "",
    )


def _all_implied(page: ComparePage) -> bool:
    """Whether every number below the line was worked back: then the head says so, for all."""
    rows = (*page.rows, *((page.nation,) if page.nation else ()))
    implied = [row.value.is_implied for row in rows if row.value.exact_denominator is not None]
    return bool(implied) and all(implied)


def _implied() -> str:
    return _("Implied: no source prints it. It is worked back from the printed rate, to three figures.")


def _title_of(cells: Collection[CellKey], otherwise: str) -> str:
    """What the cells count, in the short words of the indicator that is that count; `otherwise` if none
    is."""
    counts = (one for one in catalogue().indicators.values() if one.kind is Kind.COUNT)
    return next((one.short_title for one in counts if one.numerator == cells), capfirst(otherwise))


def table_notes(page: ComparePage) -> list[str]:
    """What the interval, the words and the rank mean, with the method of each; for under the table."""
    told = [
        _(
            "95%% interval: if only chance moved the count, this range would hold the true value 19 times in "
            "20. %(method)s"
        )
        % {"method": _interval_method(page.indicator)}
    ]
    if any(row.verdict is not None and row.verdict.why_not_compared is None for row in page.rows):
        told.append(
            _(
                "Higher or lower: the whole 95%% interval lies above or below the figure for %(benchmark)s, "
                "%(number)s. Not clearly different: chance alone could make the difference. It does not say "
                "that the two are the same."
            )
            % {
                "benchmark": words.benchmark_name(page.national),
                "number": words.national_text(page.indicator, page.national),
            }
        )
    if page.indicator.kind is not Kind.COUNT:
        told.append(_usual_note(page))
    if any(row.rank is not None for row in page.rows):
        told.append(
            _(
                "Rank: 1st is the highest figure, which is neither good nor bad. Chance makes an exact rank "
                "meaningless, so the range of ranks that it leaves open is given. All ranges together hold "
                "with 95% confidence (Klein, Wright and Wieczorek 2020). Areas are ranked among all that "
                "have a figure, not only those shown."
            )
        )
    return told


def _usual_note(page: ComparePage) -> str:
    rests_on = usual_sentence(page.rule, areas=len(page.tiles))
    usual = page.rule.usual_range
    if usual is None:
        return rests_on
    told = _(
        "Usual spread: the range in which about 19 in 20 areas of its size would lie, given how much areas "
        "differ from one another (Spiegelhalter 2005). It is taken about the middle of the areas, "
        "%(middle)s. For an area of middle size it is %(range)s. It is wider for a small area."
    ) % {
        "middle": middle_text(page.indicator, page.rule),
        "range": numbers.interval(usual, places=page.indicator.decimals),
    }
    return f"{told} {rests_on}"


def _interval_method(indicator: Indicator) -> str:
    if indicator.kind is Kind.SHARE:
        return _("Shares: Wilson's score interval (1927).")
    if indicator.kind is Kind.RATIO:
        return _(
            "Ratios of two counts: the exact interval given their sum (Przyborowski and Wilenski 1940, with "
            "the limits of Clopper and Pearson 1934)."
        )
    return _("Counts and rates: the exact Poisson interval (Garwood 1936).")


def _cells(row: CompareRow, *, page: ComparePage, notes: Footnotes, url: str) -> dict[str, str]:
    return {
        "area": link(row.area.name, url=url),
        "value": _value(row, indicator=page.indicator, notes=notes),
        "comparison": _comparison(row),
        "among": _among(row),
        "numerator": _counts(row.value, all_implied=_all_implied(page), notes=notes),
        "source": _source(row.value),
    }


def _value(row: CompareRow, *, indicator: Indicator, notes: Footnotes) -> str:
    """The value with its interval; a mark for why it has none, and one for each doubt."""
    value = row.value
    text = value_text(indicator, value)
    if not text:
        text = _SHORT.get(value.why_not or WhyNot.NOT_HELD, _("no figure"))
        if value.why_not is WhyNot.NO_POPULATION:
            text = _("no rate")
    why = reason(value)
    mark = notes.marks([_("%(reason)s.") % {"reason": capfirst(why)}] if why else [])
    ends = "" if row.is_apart else interval_text(indicator, value)
    doubts = notes.marks(
        _("%(area)s. %(doubt)s") % {"area": row.area.name, "doubt": doubt} for doubt in words.doubts_of(value)
    )
    doubted = format_html(' <span class="under-number">{}{}</span>', _("doubted"), doubts) if doubts else ""
    return format_html("{}{}{}{}", text, mark, _beside(ends) if ends else "", doubted)


def _counts(value: Value, *, all_implied: bool, notes: Footnotes) -> str:
    """`938 among 788,000`: the two numbers that the value is made of, as far as they are known."""
    above, below = value.exact_numerator, value.exact_denominator
    if above is None and below is None:
        return _NOTHING if value.why_not not in (None, WhyNot.NOT_HELD) else _("not held")
    parts = []
    for number, is_implied in ((above, value.is_count_implied), (below, value.is_implied)):
        said = "–" if number is None else numbers.about(number) if is_implied else numbers.number(number)
        mark = notes.marks([_implied()]) if is_implied and not (all_implied and number is below) else ""
        parts.append(format_html("{}{}", said, mark))
    if below is None:
        return parts[0]
    return format_html("{}{}", parts[0], _beside(format_html(_("among {}"), parts[1])))


def _comparison(row: CompareRow) -> str:
    verdict = row.verdict
    if verdict is None or verdict.comparison is Comparison.NOT_COMPARED:
        return format_html(
            '<span class="nothing" aria-hidden="true">–</span><span class="govuk-visually-hidden">{}</span>',
            words.short_comparison(Comparison.NOT_COMPARED),
        )
    percent = "" if verdict.percent is None else numbers.signed_percent(verdict.percent, places=0)
    return format_html(
        '<span class="against against--{}"><span aria-hidden="true">{}</span> {}</span>{}',
        verdict.comparison.name.lower().replace("_", "-"),
        words.sign(verdict.comparison),
        words.short_comparison(verdict.comparison),
        _beside(percent) if percent else "",
    )


def _among(row: CompareRow) -> str:
    """The word for the usual spread, and the range of ranks beside it."""
    verdict = row.verdict
    word = "" if verdict is None or verdict.place is None else words.short_spread(verdict.spread)
    rank = "" if row.rank is None else _rank(row.rank)
    if word and rank:
        return format_html("{}{}", word, _beside(rank))
    return word or rank or _NOTHING


def _rank(rank: RankRange) -> str:
    if rank.low == rank.high:
        return str(ordinal(rank.low))
    return _("%(low)s to %(high)s") % {"low": ordinal(rank.low), "high": ordinal(rank.high)}


def _source(value: Value) -> str:
    """The kinds of the sources, and whether the value is printed or worked out from them."""
    kinds = sources_cell(value.sources).content
    if value.amount is None:
        return kinds
    told = {ValueKind.PRINTED: _("printed"), ValueKind.WORKED_OUT: _("worked out")}[value.kind]
    return format_html(
        '{}<span class="govuk-visually-hidden">, </span><span class="made made--{}">{}</span>',
        kinds,
        value.kind.name.lower(),
        told,
    )


def _beside(text: str) -> SafeString:
    """What stands beside a number or a word, smaller."""
    return format_html(' <span class="beside-number">{}</span>', text)
