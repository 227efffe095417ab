"""Cells of the sorted tables, as HTML: a value or why there is none, and the kinds of its sources."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator
from stats.presentation.text import words
from stats.presentation.text.findings import value_text


def number_over(number: str, *, under: str) -> SafeString:
    """A number, and small under it what goes with it."""
    return format_html('{} <span class="under-number">{}</span>', number, under)


def marked_value(indicator: Indicator, value: Value) -> SafeString:
    """Why the value cannot be compared, with its lower bound where one is known."""
    number = value_text(indicator, value)
    at_least = _("at least %(number)s") % {"number": number} if number else ""
    return number_over(at_least, under=words.why_not(value.why_not) if value.why_not else "")


def kind_tags(values: Iterable[Value]) -> SafeString:
    """The kinds of source behind the values, each once."""
    kinds = dict.fromkeys(source.kind for value in values for source in value.sources)
    tags = ((render_to_string("stats/components/kind.html", {"kind": kind}),) for kind in kinds)
    return format_html_join(" ", "{}", tags)
