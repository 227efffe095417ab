"""SVG as text, written from its first mark to its last: each goes into the group that was opened last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from stats.presentation.charts import palette


def coordinate(value: float) -> str:
    """A coordinate to a tenth of a unit, without a needless ".0" or "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def attributes(**values: float | str) -> str:
    """As they stand in a tag, every text escaped; those without a text are left out."""
    return "".join(
        [
            f' {name.replace("_", "-")}="{escape(value) if isinstance(value, str) else coordinate(value)}"'
            for name, value in values.items()
            if value != ""
        ]
    )


@cache
def _look(classes: str, *instead: tuple[str, str]) -> str:
    """Classes with what they look like where there is no stylesheet, as attributes of an element."""
    look = {"class": classes}
    for css in classes.split():
        look |= palette.STYLES.get(css, {})
    return attributes(**look | dict(instead))


def on_page(picture: str) -> SafeString:
    """The picture as part of a page, whose stylesheet says what HTML checkers do not know of SVG 2."""
    return mark_safe(picture.replace(' paint-order="stroke"', ""))  # noqa: S308 -- only something is left out


class Drawing:
    """The parts of an SVG so far."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def mark(
        self, tag: str, css: str = "", *instead: tuple[str, str], words: str = "", **values: float | str
    ) -> None:
        """An element of a kind of `palette.STYLES`, whose look is written with its class.

        `instead` are attributes that take the place of some of that look, or add to it.
        """
        rest = f">{escape(words)}</{tag}>" if words else "/>"
        self.parts.append(f"<{tag}{_look(css, *instead)}{attributes(**values)}{rest}")

    def path(self, css: str, places: str, *instead: tuple[str, str]) -> None:
        """Many lines or areas of one kind as one element; none where there are no places."""
        if places:
            self.mark("path", css, *instead, d=places)

    @contextmanager
    def group(
        self, css: str = "", *, tag: str = "g", hidden: bool = False, **values: float | str
    ) -> Iterator[None]:
        """Hidden from a screen reader where its texts only repeat what points and title say."""
        hide = {"aria-hidden": "true"} if hidden else {}
        self.parts.append(f"<{tag}{attributes(**{'class': css}, **values, **hide)}>")
        yield
        self.parts.append(f"</{tag}>")

    @property
    def svg(self) -> SafeString:
        return mark_safe("".join(self.parts))  # noqa: S308 -- every text in it is escaped
