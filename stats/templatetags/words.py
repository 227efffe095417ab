"""Words that keep together on a page, and what the catalogue says of sources and topics."""

from __future__ import annotations

import re
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from stats.catalogue.pages import Topic
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import SourceKind

register = template.Library()

# Chromium breaks a line after a hyphen between digits, whatever line-break and word-break say; nowrap forbids
# it. A sign that joins (U+2060) would too, and would be copied into somebody's article.
_ONE_WORD = re.compile(r"\b\d{4}-\d{2}\b|\bmid-\d{4}\b")


@register.filter
def whole_years(text: object) -> SafeString:
    """Plain text to stand on a page, each reporting year (2014-15) and mid-year (mid-2014) on one line.

    All of it is escaped, also what is marked as safe: it is meant for text without elements.
    """
    return mark_safe(_ONE_WORD.sub(r'<span class="one-word">\g<0></span>', escape(str(text))))  # noqa: S308


@register.filter
def source_kind(code: str) -> SourceKind:
    return catalogue().source_kinds[code]


@register.simple_tag
def topics_with_pages() -> list[Topic]:
    """Those of the main menu first."""
    topics = [topic for topic in catalogue().topics.values() if topic.page is not None]
    return sorted(topics, key=lambda topic: not (topic.page and topic.page.in_main_menu))
