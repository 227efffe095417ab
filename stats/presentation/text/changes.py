"""Changes in words: by how much, in per cent where that means something, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.trends import Changes, Since
from stats.analysis.values import Value
from stats.calculations.change import Change, NoPercentage
from stats.calculations.rates import rounded
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.components.tables import Column, Table, TableRow, words_cell
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text, when_text


def change_row(indicator: Indicator, *, name: str, found: Changes) -> TableRow:
    """A series: `Dorset`, `102, 31 March 2016`, `+4 (+4.1%)`, `+38 (+60.3%) since 31 March 2006`."""
    last, first = _("not held for the year before"), "–"
    if found.since_last is not None:
        last = _since(indicator, found.since_last, latest=found.value)
    if found.since_first is not None:
        first = _("%(change)s since %(when)s") % {
            "change": _since(indicator, found.since_first, latest=found.value),
            "when": when_text(indicator, found.since_first.year),
        }
    latest = _("%(value)s, %(when)s") % {
        "value": value_text(indicator, found.value),
        "when": when_text(indicator, found.year),
    }
    return TableRow(words_cell(name, under=latest), (words_cell(last), words_cell(first)))


def changes_table(rows: Iterable[TableRow], *, title: str) -> Table:
    """How each series has changed; `title` is that of the indicator."""
    heads = (_("Since the year before"), _("Since the first year that can be compared"))
    return Table(
        columns=(Column(_("Change")), *(Column(head, "words") for head in heads)),
        rows=tuple(rows),
        caption=_("Change: %(title)s") % {"title": title},
        classes="turns changes",
    )


def _since(indicator: Indicator, since: Since, *, latest: Value) -> str:
    change = since.change
    if since.breaks:
        return _("not compared (%(breaks)s)") % {"breaks": "; ".join(one.title for one in since.breaks)}
    if change.absolute is None:
        return words.no_percentage(change.reason_no_percent)
    absolute = _absolute(indicator, since=since, latest=latest)
    if change.percent and absolute == numbers.signed(Decimal(0), places=indicator.decimals):
        # Rounding hides the change: "0 (+0.4%)" would say that there is none and that there is one.
        return absolute
    return with_percentage(indicator, change, absolute=absolute)


def with_percentage(indicator: Indicator, change: Change, *, absolute: str) -> str:
    """`+4 (+4.1%)`; `+2 (too few for a percentage)`; a share changes by percentage points alone."""
    if indicator.kind is Kind.SHARE:
        return _("%(change)s percentage points") % {"change": absolute}
    if change.percent is not None:
        return _("%(change)s (%(percent)s)") % {
            "change": absolute,
            "percent": numbers.signed_percent(change.percent),
        }
    why = words.no_percentage(change.reason_no_percent)
    if change.reason_no_percent is NoPercentage.NUMERATOR_UNKNOWN:
        why = _("no percentage: the count is not held")
    return _("%(change)s (%(why)s)") % {"change": absolute, "why": why} if why else absolute


def _absolute(indicator: Indicator, *, since: Since, latest: Value) -> str:
    """With the decimals shown: 98 to 102 is +4, whatever the unrounded rates give."""
    places = indicator.decimals
    if latest.is_printed or since.value.is_printed:
        return numbers.signed_as_published(since.change.absolute or Decimal(0))
    shown = [rounded(one.amount or Decimal(0), places=places) for one in (since.value, latest)]
    return numbers.signed(shown[1] - shown[0], places=places)
