"""How much room a text takes, and where its lines break.

The server cannot see a reader's font. It measures in Arimo, the font that ships for saved pictures, which is
as wide as Arial, and leaves a little more: Segoe UI and Roboto are narrower, San Francisco is about as wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont

READERS_FONT = 1.06
"""The widest font of `palette.FONT` as a multiple of Arimo."""


@cache
def font_files() -> tuple[str, ...]:
    """The regular and the bold font of the front-end build: a server need not have any."""
    files = [settings.CHART_FONTS / name for name in ("Arimo_400Regular.ttf", "Arimo_700Bold.ttf")]
    if missing := [file.name for file in files if not file.exists()]:
        raise ImproperlyConfigured(
            f"{settings.CHART_FONTS} has no {' and no '.join(missing)}: run the front-end build."
        )
    return tuple(map(str, files))


@cache
def _widths(*, bold: bool) -> dict[int, float]:
    """The width of each character of the font, as a share of the font's size; 0 stands for any other."""
    with TTFont(font_files()[bold], lazy=True) as font:
        advances, em = font["hmtx"], font["head"].unitsPerEm
        widths = {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
        return widths | {0: advances[".notdef"][0] / em}


@lru_cache(maxsize=8192)
def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """The most room the text is likely to take on one line, in the units of `size`."""
    widths = _widths(bold=bold)
    return sum(widths.get(ord(character), widths[0]) for character in text) * size * READERS_FONT


def widest(lines: Iterable[str], *, size: float, bold: bool = False) -> float:
    """The width of the widest of several lines; 0 without any."""
    return max((width_of(line, size=size, bold=bold) for line in lines), default=0)


@lru_cache(maxsize=1024)
def wrap(text: str, *, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as fit `width`, and those as even as they can be.

    A no-break space holds two words together. A single word wider than `width` stands on a line of its own
    rather than being cut.
    """
    lines = fill(text, width=width, size=size, bold=bold)
    narrower = width
    while len(lines) > 1 and narrower > size:
        narrower -= size / 2
        evener = fill(text, width=narrower, size=size, bold=bold)
        if len(evener) > len(lines) or widest(evener, size=size, bold=bold) > width:
            break
        lines = evener
    return lines


@lru_cache(maxsize=1024)
def fill(text: str, *, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines filled one after the other, as a paragraph is."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
