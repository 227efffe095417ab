"""The two facts of an area in words: against England and Wales, and among the areas.

They are told apart and never as one word. What is said of the areas says how many it rests on.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.comparison.benchmark import NationalFigure, Verdict
from stats.calculations.dispersion import MINIMUM_AREAS
from stats.calculations.funnel import Comparison, NoWord, Spread
from stats.calculations.rates import rounded
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.text import numbers, words


def benchmark_phrase(indicator: Indicator, national: NationalFigure) -> str:
    """`the England and Wales rate of 129`; the areas together where England and Wales has none."""
    if national.is_pooled:
        text = _("the figure of %(number)s for the %(areas)s areas with a figure, taken together")
        if indicator.kind is Kind.POPULATION_RATE:
            text = _("the rate of %(number)s for the %(areas)s areas with a figure, taken together")
    else:
        text = _("the England and Wales figure of %(number)s")
        if indicator.kind is Kind.POPULATION_RATE:
            text = _("the England and Wales rate of %(number)s")
    return text % {"number": words.national_text(indicator, national), "areas": national.areas}


def against_benchmark(indicator: Indicator, *, verdict: Verdict, national: NationalFigure) -> str:
    """`31% below the England and Wales rate of 129`; empty where the two are not compared."""
    texts = {
        Comparison.HIGHER: _("higher than %(benchmark)s"),
        Comparison.NOT_CLEARLY_DIFFERENT: _("not clearly different from %(benchmark)s"),
        Comparison.LOWER: _("lower than %(benchmark)s"),
    }
    if verdict.comparison not in texts:
        return ""
    text = texts[verdict.comparison]
    said = {"benchmark": benchmark_phrase(indicator, national)}
    if verdict.percent is not None and verdict.comparison is not Comparison.NOT_CLEARLY_DIFFERENT:
        is_above = verdict.percent > 0
        text = _("%(percent)s above %(benchmark)s") if is_above else _("%(percent)s below %(benchmark)s")
        is_small = rounded(abs(verdict.percent), places=0) == 0
        said["percent"] = _("less than 1%") if is_small else numbers.percent(abs(verdict.percent), places=0)
    return text % said


def among_areas(verdict: Verdict, *, areas: int) -> str:
    """`within what is usual among the 19 areas with a figure`; empty where that is not said."""
    texts = {
        Spread.ABOVE: _("above what is usual among the %(areas)s areas with a figure"),
        Spread.WITHIN: _("within what is usual among the %(areas)s areas with a figure"),
        Spread.BELOW: _("below what is usual among the %(areas)s areas with a figure"),
    }
    return texts.get(verdict.spread, "") % {"areas": areas}


def why_not_among_areas(verdict: Verdict, *, areas: int) -> str:
    """Why nothing is said of what is usual, a sentence; empty where it is said, or the area has no figure."""
    if verdict.why_no_place is NoWord.TOO_FEW_AREAS:
        return ngettext(
            "Only one area has a figure. At least %(least)s are needed to say what is usual.",
            "Only %(areas)s areas have a figure. At least %(least)s are needed to say what is usual.",
            areas,
        ) % {"areas": areas, "least": MINIMUM_AREAS}
    if verdict.why_no_place is NoWord.MIDDLE_IS_ZERO:
        return _("Half of the areas or more are at zero, so nothing is said of what is usual.")
    return ""


def not_a_sample(areas: int) -> str:
    """What goes with every word about what is usual."""
    return _("The %(areas)s areas with a figure are not a sample of the 42.") % {"areas": areas}
