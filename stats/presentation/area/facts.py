"""The opening facts of an area's page: how many, per how many people, among the areas, at Levels 2 and 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.headlines import Headline
from stats.analysis.values import WhyNot
from stats.calculations.dispersion import MINIMUM_AREAS
from stats.calculations.funnel import NoWord, Spread
from stats.catalogue.indicators import Kind, Role
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import Fact, Origin, origin
from stats.presentation.text import numbers, words
from stats.presentation.text.changes import chance_text, percent_text
from stats.presentation.text.findings import value_text

WORKED_OUT = Origin((), is_worked_out=True)


def area_facts(headlines: Sequence[Headline], *, year: ReportingYear) -> list[Fact]:
    """A fact for each headline, after the rate its place among the areas. One that is a part of another is
    told with it where both are held."""
    found: list[Fact] = []
    before: Headline | None = None
    for one in headlines:
        if not one.is_part or before is None:
            found.append(_fact(one, year=year))
        elif one.value.amount is not None and before.value.amount is None:
            # Alone it is a part of nothing that is told: "of them" would have nobody to speak of.
            found[-1] = replace(_fact(one, year=year), label=one.indicator.title)
        elif one.value.amount is not None:
            found[-1] = _with_part(found[-1], one, year=year)
        if one.indicator.role is Role.RATE:
            found.append(_among_areas(one))
        before = one
    return found


def _fact(headline: Headline, *, year: ReportingYear) -> Fact:
    value, label = headline.value, _label(headline, year=year)
    if value.amount is None:
        why = value.why_not or WhyNot.NOT_HELD
        return Fact(label, capfirst(words.why_no_figure(why)), value_long=True)
    text = value_text(headline.indicator, value)
    return Fact(label, text, note=_note(headline), word=_word(headline), origin=origin(value))


def _label(headline: Headline, *, year: ReportingYear) -> str:
    said = {"date": numbers.unbroken_snapshot_date(year), "people": words.people(year)}
    return _(headline.label) % said


def _with_part(fact: Fact, part: Headline, *, year: ReportingYear) -> Fact:
    """`Of them, returned to custody for breach of licence: 7.`"""
    own, about = origin(part.value), []
    told = fact.origin or own
    if not own.is_worked_out and own.kinds != told.kinds:
        about += [catalogue().source_kinds[kind].tag for kind in own.kinds]
    if part.value.why_not is not None or (part.change is not None and part.change.absolute is not None):
        about.append(_note(part))
    said = {
        "label": _label(part, year=year),
        "number": value_text(part.indicator, part.value),
        "about": "; ".join(about),
    }
    text = _("%(label)s: %(number)s (%(about)s).") if about else _("%(label)s: %(number)s.")
    doubts = tuple(dict.fromkeys((*told.doubts, *own.doubts)))
    note = " ".join(filter(None, (_ended(fact.note), text % said)))
    return replace(fact, note=note, origin=replace(told, doubts=doubts))


def _note(headline: Headline) -> str:
    """`12 more than in 2014-15 (+26.1%), no more than chance could make`; of what cannot be compared, why."""
    value = headline.value
    if value.why_not in (WhyNot.BOUND, WhyNot.ROUNDED):
        return _("Not an exact number, so not compared")
    if value.why_not is not None:
        return capfirst(words.why_not(value.why_not))
    if headline.indicator.role is Role.RATE:
        return _rate_note(headline)
    if headline.breaks:
        return headline.breaks[0].title + "."
    change, year = headline.change, headline.previous_year
    if change is None or change.absolute is None or year is None:
        return _("No figure for the year before") if year else ""
    said = {"number": numbers.number(abs(change.absolute)), "year": year.label}
    if change.absolute == 0:
        return _("The same as in %(year)s") % said
    more, fewer = _("%(number)s more than in %(year)s"), _("%(number)s fewer than in %(year)s")
    text = (more if change.absolute > 0 else fewer) % said
    if percent := percent_text(change, of_counts=headline.indicator.kind is Kind.COUNT):
        text = f"{text} ({percent})"
    if chance := chance_text(change):
        text = f"{text}, {chance}"
    why = words.no_percentage(change.reason_no_percent)
    return f"{text}; {why}" if why else text


def _word(headline: Headline) -> str:
    """`▼ lower than England and Wales, 129`; empty where the two are not compared."""
    verdict, national = headline.verdict, headline.national
    if verdict is None or verdict.why_not_compared is not None:
        return ""
    return _("%(sign)s %(word)s, %(national)s") % {
        "sign": words.sign(verdict.comparison),
        "word": words.comparison(verdict.comparison, national=national),
        "national": words.national_text(headline.indicator, national),
    }


def _rate_note(headline: Headline) -> str:
    """The rate's interval; where there is none, why, and what it would be compared with."""
    value, verdict = headline.value, headline.verdict
    parts = []
    if value.printed_differs and value.computed is not None:
        parts.append(
            _("The count and the population make %(computed)s, so it is not compared.")
            % {"computed": numbers.number(value.computed, places=1)}
        )
    if value.interval is not None:
        parts.append(_("95%% interval %(ends)s") % {"ends": numbers.interval(value.interval, places=0)})
    national = words.national_text(headline.indicator, headline.national)
    if national and (verdict is None or verdict.why_not_compared is not None):
        parts.append(_("England and Wales: %(national)s") % {"national": national})
    return ". ".join(part.removesuffix(".") for part in parts)


def _among_areas(rate: Headline) -> Fact:
    """Whether the rate is within what is usual, and how many areas say so."""
    areas, verdict = rate.areas, rate.verdict
    label = _("Among the areas of that year")
    if areas:
        label = ngettext(
            "Beside the one area with a figure", "Among the %(areas)s areas with a figure", areas
        ) % {"areas": areas}
    place = None if verdict is None else verdict.place
    if place is None or verdict is None:
        why = _("There is no rate to compare") if rate.value.amount is None else ""
        if verdict is not None and verdict.why_no_place is NoWord.TOO_FEW_AREAS:
            why = _("At least %(least)s are needed") % {"least": MINIMUM_AREAS}
            return Fact(label, _("Too few to say what is usual"), value_long=True, note=why)
        if rate.value.why_not is not None and rate.value.amount is not None:
            why = _("Its own figure is left out")
        elif rate.value.printed_differs:
            why = _("The printed rate does not fit the count")
        return Fact(label, _("Not compared"), value_long=True, note=why)
    text = {
        Spread.ABOVE: _("Above the usual spread"),
        Spread.WITHIN: _("Within the usual spread"),
        Spread.BELOW: _("Below the usual spread"),
    }[place.spread]
    usual = _("Areas of its size usually lie between %(lower)s and %(upper)s.") % {
        "lower": numbers.number(place.usual.lower),
        "upper": numbers.number(place.usual.upper or 0),
    }
    sample = _("These are not a sample of the 42.")
    return Fact(label, text, value_long=True, note=f"{usual} {sample}", origin=WORKED_OUT)


def _ended(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text
