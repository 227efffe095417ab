"""What each topic is called, and the sentence that answers its page's question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.values import Value
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers
from stats.presentation.text.sentences import Sentence

_SLUGS = {
    "orders": ("prevention-orders", "prevention-orders-per-100-rsos"),
    "recalls": ("licence-recalls", "licence-recalls-per-100-level-2-3"),
    "notification": ("notification-breaches", "notification-breaches-per-100-rsos"),
    "serious-further-offences": ("sfo-charges", ""),
}
_FIGURE = "\u0001"  # stands for the figure until it is set in bold or left plain


@dataclass(frozen=True, slots=True)
class TopicWords:
    """`story` opens the section on what has changed over the years."""

    title: str
    under: str
    story: str


def topic_words(topic: str) -> TopicWords:
    """Raises KeyError for a topic without a page."""
    return {
        "orders": TopicWords(
            title=_("Orders imposed by the courts"),
            under=_(
                "Orders that courts impose to prevent sexual harm, or that bring people convicted abroad "
                "under the notification requirements. Counted over the reporting year, 1 April to 31 March."
            ),
            story=_(
                "On 8 March 2015 the law changed. The sexual harm prevention order (SHPO) took the place of "
                "the sexual offences prevention order (SOPO) and of the foreign travel order. Reports count "
                "SOPOs up to 2014-15 and SHPOs from 2015-16, and the line is cut between the two: a court "
                "may impose an SHPO where it could not have imposed a SOPO."
            ),
        ),
        "recalls": TopicWords(
            title=_("Returned to custody"),
            under=_(
                "People managed at Levels 2 and 3 who were sent back to custody for breaking a condition of "
                "their licence, or for breaking an order. Counted over the reporting year, 1 April to 31 "
                "March."
            ),
            story=_(
                "Only people managed at Levels 2 and 3 are counted. Nearly everyone under MAPPA is managed "
                "at Level 1, and their recalls are in none of these figures. The number per 100 is of "
                "everyone managed at Levels 2 and 3 at some time in the year, on licence or not."
            ),
        ),
        "notification": TopicWords(
            title=_("Notification requirements"),
            under=_(
                "Registered sexual offenders must tell the police their name, their address and changes to "
                "them. Counted are those cautioned or convicted in the year for not doing so, and those "
                "whose notification for life was ended on application. Counted over the reporting year, "
                "1 April to 31 March."
            ),
            story=_(
                "Breaches have been counted since 2001-02. Since 2012 a person registered for life can apply "
                "to have that ended, after 15 years (8 for those registered as children); reports count how "
                "many succeed. A breach is not a new sexual offence, and more breaches can mean closer "
                "checking."
            ),
        ),
        "serious-further-offences": TopicWords(
            title=_("Serious further offences"),
            under=_(
                "People managed under MAPPA who were charged in the year with a serious sexual or violent "
                "offence, and what came of the charges. Counted over the reporting year, 1 April to 31 March."
            ),
            story=_(
                "Up to 2007-08 people managed at Levels 2 and 3 were counted. From 2008-09 the count rests "
                "on another basis, and some reports count Level 1 too, where nearly everyone is managed: "
                "totals with Level 1 and totals without it are not the same thing. A charge is not a "
                "conviction."
            ),
        ),
    }[topic]


def national_sentence(topic: str, *, year: ReportingYear, values: Mapping[str, Value]) -> Sentence | None:
    """What England and Wales had in that year, by indicator slug; None where it is not held."""
    count_slug, ratio_slug = _SLUGS[topic]
    count, ratio = values.get(count_slug), values.get(ratio_slug)
    if count is None or count.amount is None or count.why_not is not None:
        return None
    has_ratio = ratio is not None and ratio.amount is not None and ratio.why_not is None
    sentence = {"orders": _orders, "recalls": _recalls, "notification": _notification}.get(topic, _charged)(
        int(count.amount), has_ratio=has_ratio
    )
    text = sentence % {
        "year": year.label,
        "figure": _FIGURE,
        "ratio": numbers.number(_amount(ratio), places=1) if has_ratio else "",
    }
    figure = _figure(topic, count=count.amount, year=year)
    before, after = text.split(_FIGURE)
    return Sentence(format_html("{}<strong>{}</strong>{}", before, figure, after), f"{before}{figure}{after}")


def _orders(_count: int, *, has_ratio: bool) -> str:
    if has_ratio:
        return _(
            "In %(year)s, courts in England and Wales imposed %(figure)s, or %(ratio)s for every 100 "
            "registered sexual offenders."
        )
    return _("In %(year)s, courts in England and Wales imposed %(figure)s.")


def _recalls(count: int, *, has_ratio: bool) -> str:
    if has_ratio:
        return ngettext(
            "In %(year)s, %(figure)s managed at Levels 2 and 3 in England and Wales was returned to custody "
            "for breach of licence, or %(ratio)s for every 100 managed at those levels.",
            "In %(year)s, %(figure)s managed at Levels 2 and 3 in England and Wales were returned to custody "
            "for breach of licence, or %(ratio)s for every 100 managed at those levels.",
            count,
        )
    return ngettext(
        "In %(year)s, %(figure)s managed at Levels 2 and 3 in England and Wales was returned to custody for "
        "breach of licence.",
        "In %(year)s, %(figure)s managed at Levels 2 and 3 in England and Wales were returned to custody for "
        "breach of licence.",
        count,
    )


def _notification(count: int, *, has_ratio: bool) -> str:
    if has_ratio:
        return ngettext(
            "In %(year)s, %(figure)s in England and Wales was cautioned or convicted for breach of "
            "notification requirements, or %(ratio)s for every 100 on the register on 31 March.",
            "In %(year)s, %(figure)s in England and Wales were cautioned or convicted for breach of "
            "notification requirements, or %(ratio)s for every 100 on the register on 31 March.",
            count,
        )
    return ngettext(
        "In %(year)s, %(figure)s in England and Wales was cautioned or convicted for breach of notification "
        "requirements.",
        "In %(year)s, %(figure)s in England and Wales were cautioned or convicted for breach of notification "
        "requirements.",
        count,
    )


def _charged(count: int, *, has_ratio: bool) -> str:  # noqa: ARG001 -- no ratio of charges is published
    return ngettext(
        "In %(year)s, %(figure)s managed under MAPPA in England and Wales was charged with a serious "
        "further offence.",
        "In %(year)s, %(figure)s managed under MAPPA in England and Wales were charged with a serious "
        "further offence.",
        count,
    )


def _figure(topic: str, *, count: Decimal, year: ReportingYear) -> str:
    said = {"number": numbers.number(count)}
    if topic == "notification":
        return (
            ngettext(
                "%(number)s registered sexual offender", "%(number)s registered sexual offenders", int(count)
            )
            % said
        )
    if topic in ("recalls", "serious-further-offences"):
        return ngettext("%(number)s person", "%(number)s people", int(count)) % said
    if year in catalogue().measures["shpo"].years:
        return (
            ngettext(
                "%(number)s sexual harm prevention order",
                "%(number)s sexual harm prevention orders",
                int(count),
            )
            % said
        )
    return (
        ngettext(
            "%(number)s sexual offences prevention order",
            "%(number)s sexual offences prevention orders",
            int(count),
        )
        % said
    )


def _amount(value: Value | None) -> Decimal:
    return value.amount if value is not None and value.amount is not None else Decimal(0)
