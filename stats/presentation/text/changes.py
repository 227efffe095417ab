"""Changes in words: by how much, in per cent where that means something, and whether chance would make it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.trends import YearChange
from stats.calculations.change import Change, NoPercentage
from stats.calculations.rates import rounded
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import shown_number, value_text, when_text


def change_text(indicator: Indicator, found: YearChange) -> str:
    """`+4 (+3%)`, with the decimals shown: 98 to 102 is +4, whatever the unrounded rates give."""
    places = indicator.decimals
    earlier, later = found.earlier[1], found.later[1]
    if earlier.is_printed or later.is_printed:
        absolute = numbers.signed_as_published(found.change.absolute or Decimal(0))
    else:
        difference = shown_number(indicator, later) - shown_number(indicator, earlier)
        absolute = numbers.signed(difference, places=places)
    if found.change.absolute and absolute == numbers.signed(Decimal(0), places=places):
        # Rounding hides the change: "0 (+0.4%)" would say that there is none and that there is one.
        return absolute
    return with_percentage(indicator, found.change, absolute=absolute)


def with_percentage(indicator: Indicator, change: Change, *, absolute: str) -> str:
    """`+4 (+4.1%)`; `+2 (too few for a percentage)`; a share changes by percentage points alone."""
    if indicator.kind is Kind.SHARE:
        return _("%(change)s percentage points") % {"change": absolute}
    percent = percent_text(change, of_counts=indicator.kind is Kind.COUNT)
    if percent:
        return _("%(change)s (%(percent)s)") % {"change": absolute, "percent": percent}
    why = words.no_percentage(change.reason_no_percent)
    if change.reason_no_percent is NoPercentage.NUMERATOR_UNKNOWN:
        why = _("no percentage: there is no count")
    return _("%(change)s (%(why)s)") % {"change": absolute, "why": why} if why else absolute


def percent_text(change: Change, *, of_counts: bool) -> str:
    """`+2.4%` of counts; `+42%` of rates, whose populations are not known to a decimal; `+42% to +45%` where
    rounded numbers leave it open. Empty where there is no percentage."""
    if change.between is not None:
        ends = [rounded(end, places=0) for end in (change.between.lower, change.between.upper)]
        texts = [numbers.signed_percent(end, places=0) for end in dict.fromkeys(ends)]
        if len(texts) == 1:
            return texts[0]
        return _("%(lower)s to %(upper)s") % {"lower": texts[0], "upper": texts[1]}
    if change.percent is None:
        return ""
    return numbers.signed_percent(change.percent, places=1 if of_counts else 0)


def chance_text(change: Change) -> str:
    """Whether a count over the year changed by more than chance would make; empty where it did not change.

    For everything else it is empty too.
    """
    if change.beyond_chance is None or not change.absolute:
        return ""
    return _("more than chance would make") if change.beyond_chance else _("no more than chance could make")


def span_text(indicator: Indicator, found: YearChange) -> str:
    """`31 March 2015 to 31 March 2016`, `2014-15 to 2015-16`"""
    earlier, later = (when_text(indicator, point[0]) for point in (found.earlier, found.later))
    return _("%(earlier)s to %(later)s") % {"earlier": earlier, "later": later}


def change_sentence(indicator: Indicator, *, name: str, found: YearChange) -> str:
    """`Dorset, 2014-15 to 2015-16: from 46 to 58, +12 (+26.1%), no more than chance could make.`"""
    said = {
        "area": name,
        "span": span_text(indicator, found),
        "earlier": value_text(indicator, found.earlier[1]),
        "later": value_text(indicator, found.later[1]),
        "change": change_text(indicator, found),
        "chance": chance_text(found.change),
    }
    text = _("%(area)s, %(span)s: from %(earlier)s to %(later)s, %(change)s.")
    if said["chance"]:
        text = _("%(area)s, %(span)s: from %(earlier)s to %(later)s, %(change)s, %(chance)s.")
    return " ".join(filter(None, (text % said, doubt_text(found))))


def doubt_text(found: YearChange) -> str:
    """That one of the two numbers is doubted, as the notes on it say; empty where none is."""
    doubted = [point[0].label for point in (found.earlier, found.later) if point[1].doubts]
    if not doubted:
        return ""
    return _("Doubted: %(years)s.") % {"years": ", ".join(doubted)}


def without_change(names: Sequence[str]) -> str:
    """One sentence on all that have no two neighbouring years to compare; empty where there is none."""
    if not names:
        return ""
    return _("No change is given where no two neighbouring years can be compared: %(areas)s.") % {
        "areas": ", ".join(names)
    }


def chance_note(indicator: Indicator) -> str:
    """What the words on chance mean for the indicator, or why there are none."""
    if indicator.is_count_over_year:
        return _(
            "“More than chance would make”: if nothing but chance set the two years apart, so large a "
            "difference would come about in fewer than 1 of 20 pairs of years (exact test of two Poisson "
            "counts, Przyborowski and Wilenski 1940)."
        )
    if indicator.kind is Kind.COUNT:
        return _(
            "The people counted on 31 March are mostly the same people a year later. So nothing is said of "
            "chance here."
        )
    return _(
        "A rate or a share rests on two numbers, and both change from year to year. So nothing is said of "
        "chance here."
    )
