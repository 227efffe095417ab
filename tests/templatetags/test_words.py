from __future__ import annotations

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from stats.presentation.components.kinds import kind_tag
from stats.presentation.text.words import whole_years


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("from 2005-06 on", 'from <span class="one-word">2005-06</span> on'),
        ("ONS mid-2015 estimate", 'ONS <span class="one-word">mid-2015</span> estimate'),
        ("31 March 2016, 94-110", "31 March 2016, 94-110"),
        ("Annual Report 2014-2015", "Annual Report 2014-2015"),
        ("a < b & c's", "a &lt; b &amp; c&#x27;s"),
    ],
)
def test_a_year_is_kept_on_one_line_and_nothing_else_is_touched(text: str, written: str) -> None:
    assert whole_years(text) == written


def test_what_is_marked_as_safe_is_escaped_too() -> None:
    assert "<b>" not in whole_years(mark_safe("<b>2005-06</b>"))


@pytest.mark.parametrize(
    ("kind", "words", "read"),
    [
        ("area report", False, "Area report"),
        ("area report", True, "Area report"),
        ("press report", False, "Press report, second-hand"),
        ("press report", True, "Press second-hand"),
    ],
)
def test_a_kind_of_source_is_a_tag_and_the_press_says_that_it_is_second_hand(
    kind: str, *, words: bool, read: str
) -> None:
    tag = kind_tag(kind, words=words)
    assert strip_tags(tag).strip() == read
    assert ("kind--press" in tag) == (kind == "press report")
