"""Texts are measured in the font that ships, and lines break where they no longer fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from stats.presentation.charts import letters
from stats.presentation.charts.letters import READERS_FONT, fill, width_of, wrap

WORDS = st.lists(
    st.sampled_from(("a", "of", "per", "England", "Leicestershire", "100,000", "people")),
    min_size=1,
    max_size=20,
)


@pytest.fixture
def no_fonts(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A site whose front end has not been built, in a process that has measured nothing yet."""
    caches = (letters.font_files, letters._widths, letters.width_of)
    settings.CHART_FONTS = tmp_path
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@given(WORDS, st.integers(60, 400))
def test_lines_keep_every_word_and_fit_unless_one_word_does_not(words: list[str], width: int) -> None:
    for lines in (fill(" ".join(words), width=width, size=16), wrap(" ".join(words), width=width, size=16)):
        assert " ".join(lines) == " ".join(words)
        assert all(width_of(line, size=16) <= width or " " not in line for line in lines)


def test_wrapped_lines_are_even() -> None:
    assert wrap("Hampshire and Isle of Wight", width=190, size=15) == ("Hampshire and", "Isle of Wight")


def test_a_no_break_space_holds() -> None:
    assert fill("aa bb\u00a0cc", width=30, size=15) == ("aa", "bb\u00a0cc")


def test_letters_are_as_wide_as_in_arial() -> None:
    """Arial's own table: of 2048 units, "W" takes 1933, a digit 1139, "i" 455, and a bold "a" 1139."""
    for text, units in (("W", 1933), ("0", 1139), ("i", 455), ("Wi0", 1933 + 455 + 1139)):
        assert width_of(text, size=2048) == pytest.approx(units * READERS_FONT)
    assert width_of("a", size=2048, bold=True) == pytest.approx(1139 * READERS_FONT)


def test_what_the_font_has_no_letter_for_takes_room_too() -> None:
    assert width_of("\U0001f5fa", size=10) > 0


def test_without_the_fonts_it_says_what_to_do(no_fonts: None) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"has no Arimo_400Regular.ttf.*run the front-end build"):
        width_of("Dorset", size=15)
