"""Notes under a table, by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.translation import ngettext


class Footnotes:
    """Texts under a table, numbered in the order in which its cells first refer to them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def marks(self, texts: Iterable[str]) -> str:
        """The raised numbers that stand beside what the texts speak of; empty for none."""
        found = sorted({self._numbers.setdefault(text, len(self._numbers) + 1) for text in texts})
        if not found:
            return ""
        return format_html(
            '<sup class="footnote"><span class="govuk-visually-hidden"> {} </span>{}</sup>',
            ngettext("note", "notes", len(found)),
            ", ".join(map(str, found)),
        )

    @property
    def texts(self) -> Sequence[str]:
        return tuple(self._numbers)
