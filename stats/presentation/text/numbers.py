"""The only formatter: every number, date and marker that a reader sees is written here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stats.calculations.amounts import Amount, Marker, Qualifier
from stats.calculations.intervals import Interval
from stats.calculations.rates import rounded
from stats.catalogue.years import ReportingYear

MINUS = "\u2212"


@lru_cache(maxsize=16384, typed=True)
def number(value: Decimal | float, *, places: int = 0) -> str:
    """`1,471` or `101.5`; a minus sign, not a hyphen, below zero."""
    # Adding 0 takes the sign off a zero: what rounds to nothing is neither above nor below it.
    text = f"{rounded(value, places=places) + 0:,.{places}f}"
    return text.replace("-", MINUS)


def about(value: Decimal) -> str:
    """To three figures: a population worked back from a rounded rate is known no better."""
    return f"{int(three_figures(value)):,}"


def three_figures(value: Decimal) -> Decimal:
    return value.normalize(Context(prec=3, rounding=ROUND_HALF_UP))


def as_published(value: Decimal) -> str:
    """With the decimals that the source printed and no more: 57.45, 125.2, 102, 1,471."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return number(value, places=places)


def signed(value: Decimal, *, places: int = 0) -> str:
    """`+27`, `−3`, `0`."""
    text = number(value, places=places)
    return f"+{text}" if rounded(value, places=places) > 0 else text


def signed_as_published(value: Decimal) -> str:
    """As `as_published`, with a plus sign above zero: `+5.45`, `+1,616`, `−3`, `0`."""
    text = as_published(value)
    return f"+{text}" if value > 0 else text


def percent(value: Decimal, *, places: int = 1) -> str:
    """`4.0%`; signed where it is a change is the caller's to ask for."""
    return f"{number(value, places=places)}%"


def signed_percent(value: Decimal, *, places: int = 1) -> str:
    return f"{signed(value, places=places)}%"


def interval(ends: Interval, *, places: int) -> str:
    """`94 to 110`; an interval without an upper end says so."""
    lower = number(ends.lower, places=places)
    if ends.upper is None:
        return _("%(lower)s or more") % {"lower": lower}
    return _("%(lower)s to %(upper)s") % {"lower": lower, "upper": number(ends.upper, places=places)}


def amount(one: Amount) -> str:
    """A figure as readers see it: the number, `more than` a number, or the marker in its shorthand."""
    if one.marker is not None:
        return "–" if one.marker is Marker.NOT_APPLICABLE else one.marker.shorthand
    if one.value is None:
        return ""
    return qualified(one.qualifier, as_published(one.value))


def qualified(qualifier: Qualifier, text: str) -> str:
    """The number with its word: `more than 11,000`; as it is where it is exact, or no number."""
    if not qualifier or not text:
        return text
    return {
        Qualifier.MORE_THAN: _("more than %(number)s"),
        Qualifier.AT_LEAST: _("at least %(number)s"),
        Qualifier.FEWER_THAN: _("fewer than %(number)s"),
        Qualifier.AT_MOST: _("at most %(number)s"),
        Qualifier.ABOUT: _("about %(number)s"),
    }[qualifier] % {"number": text}


def snapshot_date(year: ReportingYear) -> str:
    """The day of the snapshot: `31 March 2015`."""
    return _snapshot_date(year, get_language())


@lru_cache(maxsize=256)
def _snapshot_date(year: ReportingYear, _language: str | None) -> str:
    """Kept, because a page of small charts says the same twenty days a thousand times."""
    return long_date(date(year.end, 3, 31))


def unbroken_snapshot_date(year: ReportingYear) -> str:
    """The same where a line may end: the day and its month stay together."""
    return snapshot_date(year).replace(" ", "\u00a0", 1)


def long_date(day: date | datetime) -> str:
    """`20 November 2026`; moments are told in London time."""
    if isinstance(day, datetime):
        day = localtime(day).date()
    return formats.date_format(day, "j F Y")


def partial_date(text: str) -> str:
    """A date as far as it is known: `2014`, `November 2014`, `3 November 2014`; empty stays empty.

    What has the form of a date and is none (`2014-13`) is given back as it stands.
    """
    try:
        match [int(part) for part in text.split("-")]:
            case [year, month, day]:
                return formats.date_format(date(year, month, day), "j F Y")
            case [year, month]:
                return formats.date_format(date(year, month, 1), "F Y")
    except ValueError:
        pass
    return text
