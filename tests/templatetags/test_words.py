from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from stats.templatetags.words import whole_years


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
