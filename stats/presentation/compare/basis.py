"""What the words of a comparison rest on, in sentences: England and Wales, the areas held, and whom they
leave out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.comparison.benchmark import NationalFigure, Yardstick
from stats.analysis.figures import AreaRef
from stats.analysis.values import Value, WhyNot
from stats.calculations.dispersion import MINIMUM_AREAS
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text


def national_sentence(indicator: Indicator, national: NationalFigure, *, areas: int) -> str:
    """What is held for England and Wales and whether areas are compared with it; empty where nothing is.

    `areas` is how many areas have a figure.
    """
    value = national.value
    told = []
    if value is not None and value.amount is not None:
        text = _("England and Wales: %(number)s.")
        if indicator.kind is not Kind.COUNT:
            text = {
                WhyNot.BOUND: _(
                    "England and Wales: %(number)s. This is a bound and not an exact number, so no area is "
                    "compared with it."
                ),
                WhyNot.ROUNDED: _(
                    "England and Wales: %(number)s. This is a rounded number, so no area is compared with it."
                ),
                WhyNot.LOWER_BOUND: _(
                    "England and Wales: %(number)s. A part of it is suppressed, so no area is compared with "
                    "it."
                ),
                WhyNot.NOT_OF_ITS_YEAR: _(
                    "England and Wales: %(number)s. This is probably not of this year, so no area is "
                    "compared with it."
                ),
            }.get(value.why_not or WhyNot.NOT_HELD, text)
        told.append(text % {"number": value_text(indicator, value)})
    elif value is not None and value.why_not is WhyNot.INDETERMINATE:
        told.append(
            _(
                "The England and Wales figure cannot be worked out: one of its two numbers is a bound and "
                "the other is not exact. No area is compared with it."
            )
        )
    elif indicator.kind is not Kind.COUNT and areas:
        told.append(_("There is no England and Wales figure for this year."))
    if national.is_pooled:
        text = _("The %(areas)s areas with figures, taken together: %(number)s.")
        told.append(text % {"areas": national.areas, "number": words.national_text(indicator, national)})
    return " ".join(told)


def usual_sentence(rule: Yardstick, *, areas: int) -> str:
    """How many areas the usual spread rests on, and of how many; or that they are too few for one."""
    said = {"held": rule.areas, "areas": areas, "least": MINIMUM_AREAS}
    if rule.usual is not None:
        return (
            _(
                "What is usual rests on %(held)s of the %(areas)s areas: those with a figure. They are not a "
                "sample of all areas."
            )
            % said
        )
    if rule.areas >= MINIMUM_AREAS:
        return _("Half of the areas or more are at zero, so nothing is said of what is usual among areas.")
    return (
        ngettext(
            "%(held)s area is too few to say what is usual among areas. That takes %(least)s.",
            "%(held)s areas are too few to say what is usual among areas. That takes %(least)s.",
            rule.areas,
        )
        % said
    )


def middle_text(indicator: Indicator, rule: Yardstick) -> str:
    """The middle that the usual spread is taken about: `130`; empty without one."""
    return "" if rule.usual is None else numbers.number(rule.usual.middle.value, places=indicator.decimals)


def reason(value: Value) -> str:
    """Why a value has no words, no rank and no interval, in a short phrase; empty where it has them."""
    if value.why_not is not None:
        return words.why_not(value.why_not)
    return "" if value.why_no_interval is None else words.no_interval(value.why_no_interval)


def left_out_sentence(left_out: Iterable[tuple[AreaRef, Value]]) -> str:
    """Who is held and left out, with the reason: `Left out: Suffolk (...), Kent (...).`; empty for nobody."""
    names = [
        _("%(area)s (%(reason)s)") % {"area": area.name, "reason": reason(value)} for area, value in left_out
    ]
    return _("Left out: %(names)s.") % {"names": "; ".join(names)} if names else ""


def doubt_sentence(doubted: Iterable[AreaRef]) -> str:
    """Whose figures are doubted; empty for nobody."""
    names = words.listed([area.name for area in doubted])
    return _("Doubted, as the page explains: %(names)s.") % {"names": names} if names else ""
