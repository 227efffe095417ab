"""The words that stand for what queries return: reasons, comparisons, places in a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from stats.analysis.comparison.benchmark import NationalFigure, Verdict
from stats.analysis.figures import Population, SourceRef
from stats.analysis.notes import NoteText
from stats.analysis.values import NoInterval, Value, WhyNot
from stats.calculations.change import NoPercentage
from stats.calculations.funnel import Comparison, Spread
from stats.calculations.rates import rounded
from stats.catalogue.areas import WITH_ARTICLE
from stats.catalogue.cells import cell_words
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.populations import ALL_AGES
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear, Span
from stats.presentation.text import numbers
from stats.presentation.text.findings import value_text

_ABOUT = re.compile(r", (about (?:\w+ )?\d{4})\b")

# Chromium breaks a line after a hyphen between digits, whatever line-break and word-break say; nowrap forbids
# it. A sign that joins (U+2060) would too, and would be copied into somebody's article.
_ONE_WORD = re.compile(r"\b\d{4}-\d{2}\b|\bmid-\d{4}\b")


def whole_years(text: object) -> SafeString:
    """Plain text to stand on a page, each reporting year (2014-15) and mid-year (mid-2014) on one line.

    All of it is escaped, also what is marked as safe: it is meant for text without elements.
    """
    return mark_safe(_ONE_WORD.sub(r'<span class="one-word">\g<0></span>', escape(str(text))))  # noqa: S308


def inside_sentence(title: str) -> str:
    """A title as it stands within a sentence: "licence recalls", but "RSOs" and "MAPPA levels"."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def why_not(reason: WhyNot) -> str:
    """Why there is no number to compare, as a short phrase for a table cell."""
    return {
        WhyNot.NOT_HELD: _("not held"),
        WhyNot.SUPPRESSED: _("[c] suppressed for confidentiality"),
        WhyNot.NOT_AVAILABLE: _("[x] not available"),
        WhyNot.NOT_APPLICABLE: _("[z] not applicable in this year"),
        WhyNot.LOW: _("[low] rounds to zero but is not zero"),
        WhyNot.LOWER_BOUND: _("a part is suppressed, so only a lower bound is known"),
        WhyNot.BOUND: _("a bound, not an exact number"),
        WhyNot.ROUNDED: _("a rounded number"),
        WhyNot.INDETERMINATE: _(
            "cannot be worked out: one of its numbers is a bound, the other is not exact"
        ),
        WhyNot.NOT_OF_ITS_YEAR: _("probably not of this year, so not compared"),
        WhyNot.NO_POPULATION: _("no printed rate, and no population to work one out"),
        WhyNot.ZERO_DENOMINATOR: _("cannot be computed: there is nothing to divide by"),
    }[reason]


def why_no_figure(reason: WhyNot) -> str:
    """The same within a sentence."""
    return _("no figure") if reason is WhyNot.NOT_HELD else why_not(reason)


def no_percentage(reason: NoPercentage | None) -> str:
    """Why a change carries no percentage; empty where it does, and where the reason is told elsewhere."""
    told = {
        NoPercentage.SERIES_BREAK: _("not compared across a change in what is counted"),
        NoPercentage.BOUND: _("no change: one of the two is a bound"),
        NoPercentage.ROUNDED: _("no change: one of the two is a rounded number"),
        NoPercentage.EARLIER_IS_ZERO: _("no percentage from zero"),
        NoPercentage.SMALL_NUMERATOR: _("too few for a percentage"),
    }
    return told.get(reason, "") if reason else ""


def benchmark_name(national: NationalFigure) -> str:
    """What areas are compared with: England and Wales, or where it has no figure the areas together."""
    return _("the areas together") if national.is_pooled else _("England and Wales")


def comparison(word: Comparison, *, national: NationalFigure) -> str:
    """The word against the benchmark, as a phrase: `not clearly different from England and Wales`."""
    return {
        Comparison.HIGHER: _("higher than %(benchmark)s"),
        Comparison.NOT_CLEARLY_DIFFERENT: _("not clearly different from %(benchmark)s"),
        Comparison.LOWER: _("lower than %(benchmark)s"),
        Comparison.NOT_COMPARED: _("not compared"),
    }[word] % {"benchmark": benchmark_name(national)}


def national_text(indicator: Indicator, national: NationalFigure) -> str:
    """The benchmark as a number: as printed where England and Wales is printed, else rounded."""
    if national.value is not None and not national.is_pooled:
        return value_text(indicator, national.value)
    return "" if national.amount is None else numbers.number(national.amount, places=indicator.decimals)


def sign(word: Comparison) -> str:
    """The sign that goes with the word, so that colour is never alone."""
    signs = {Comparison.HIGHER: "▲", Comparison.NOT_CLEARLY_DIFFERENT: "·", Comparison.LOWER: "▼"}
    return signs.get(word, "–")


def short_comparison(word: Comparison) -> str:
    return {
        Comparison.HIGHER: _("higher"),
        Comparison.NOT_CLEARLY_DIFFERENT: _("not clearly different"),
        Comparison.LOWER: _("lower"),
        Comparison.NOT_COMPARED: _("not compared"),
    }[word]


def distance(verdict: Verdict) -> str:
    """How far the area lies from the benchmark: `31% below`; empty where no percentage means anything."""
    if verdict.percent is None:
        return ""
    percent = numbers.percent(abs(verdict.percent), places=0)
    if rounded(verdict.percent, places=0) == 0:
        return _("less than 1% away")
    return (_("%(percent)s above") if verdict.percent > 0 else _("%(percent)s below")) % {"percent": percent}


def spread(word: Spread) -> str:
    """Where an area lies among the areas, as a phrase: `within what is usual among areas`."""
    return {
        Spread.ABOVE: _("above what is usual among areas"),
        Spread.WITHIN: _("within what is usual among areas"),
        Spread.BELOW: _("below what is usual among areas"),
        Spread.NOT_SAID: _("not said"),
    }[word]


def short_spread(word: Spread) -> str:
    return {
        Spread.ABOVE: _("above"),
        Spread.WITHIN: _("within"),
        Spread.BELOW: _("below"),
        Spread.NOT_SAID: _("not said"),
    }[word]


def no_interval(reason: NoInterval) -> str:
    """Why a value has no interval, in a short phrase."""
    return {
        NoInterval.RATE_DIFFERS: _("the printed rate does not fit the count and the population"),
        NoInterval.COUNT_NOT_HELD: _("the exact count is not known"),
    }[reason]


def people(year: ReportingYear) -> str:
    """Whom the rates of that year divide by: `people of all ages` or `people aged ten and over`."""
    base = catalogue().population_base(year)
    if base is None or base.age_band is None:
        return _("people")
    return _("people of all ages") if base.age_band == ALL_AGES else _("people aged ten and over")


def denominator(value: Value, *, year: ReportingYear) -> str:
    """What stands below the line of a rate, in words; empty where nothing does."""
    if value.is_implied:
        return _("population implied by the printed rate (%(people)s)") % {"people": people(year)}
    if value.population is None:
        return ""
    return _("%(estimate)s, %(people)s") % {"estimate": estimate(value.population), "people": people(year)}


def estimate(population: Population) -> str:
    """Which estimate a rate divides by: `ONS mid-2021 estimate`. It is copied into the texts of others, so
    it names this site rather than "us"."""
    said = {"year": population.mid_year}
    if population.is_own_estimate:
        return _("MAPPA in numbers estimate for mid-%(year)s") % said
    return _("ONS mid-%(year)s estimate") % said


def cell(key: CellKey) -> str:
    """A cell's place in words: `MAPPA-eligible offenders, Category 1, all levels`."""
    return cell_words(key, title=catalogue().measures[key.measure].title)


def span(years: Span) -> str:
    """`2004-05 to 2014-15`, `from 2015-16`, `to 2014-15`, `every year`."""
    said = {"first": years.first, "last": years.last}
    match years.first, years.last:
        case None, None:
            return _("every year")
        case _first, None:
            return _("from %(first)s") % said
        case None, _last:
            return _("to %(last)s") % said
        case _both:
            return _("%(first)s to %(last)s") % said


def ratio(indicator: Indicator) -> str:
    """What is divided by what; empty for a plain count."""
    if not indicator.denominator_words:
        return ""
    return _("Worked out as %(numerator)s ÷ %(denominator)s × %(per)s.") % {
        "numerator": indicator.numerator_words,
        "denominator": indicator.denominator_words,
        "per": numbers.number(indicator.per),
    }


def source_name(source: SourceRef) -> str:
    """The document as a person would cite it: title, publisher and date, each once."""
    parts, publisher = [source.title], source.publisher
    if source.is_second_hand and publisher and publisher.casefold() not in source.title.casefold():
        parts.append(publisher)
    if source.published and source.published[:4] not in source.title:
        parts.append(numbers.partial_date(source.published))
    return ", ".join(parts)


def short_source_name(source: SourceRef) -> str:
    """For a line beside a number: `LBC, 30 January 2024`; of a document that is no newspaper's its title.

    A story without a date may have been dated by what it tells: then its title says `about July 2002`.
    """
    if not source.is_second_hand or not source.publisher:
        return source.title
    if source.published:
        date = numbers.partial_date(source.published)
    else:
        about = _ABOUT.search(source.title)
        date = about[1] if about else _("date not known")
    said = {"publisher": source.publisher, "date": date}
    return _("%(publisher)s, %(date)s") % said


def source_and_kind(source: SourceRef) -> str:
    """`Dorset MAPPA Annual Report 2015-2016 (area report)`"""
    return _("%(title)s (%(kind)s)") % {"title": source_name(source), "kind": source.kind}


def source_sentence(source: SourceRef) -> str:
    """The source after a copied sentence: `Source: Dorset MAPPA Annual Report 2015-2016 (area report).`"""
    return _("Source: %(source)s.") % {"source": source_and_kind(source)}


def doubt(note: NoteText) -> str:
    """The doubt as it goes with a number: `Unusual: printed as 233, and as 60 the year after.`"""
    if note.takes_out_of_comparison:
        return _("Doubted: %(text)s") % {"text": note.text}
    return _("Unusual: %(text)s") % {"text": note.text}


def doubts_of(*values: Value | None) -> tuple[str, ...]:
    """What is doubted of the numbers, each doubt once."""
    return tuple(dict.fromkeys(doubt(note) for value in values if value is not None for note in value.doubts))


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `Dorset`, `Dorset and Kent`, `Dorset, Essex and Kent`."""
    return get_text_list(list(names), _("and"))


def in_sentence(name: str) -> str:
    """An area's name within a sentence: `Dorset`, `the West Midlands`."""
    return _("the %(name)s") % {"name": name} if name in WITH_ARTICLE else name
