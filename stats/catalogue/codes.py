"""Codes by which one entry of the catalogue names another. Reading refuses one that names nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

Codes = Mapping[str, Sequence[str]]  # by list of the catalogue


@dataclass(frozen=True, slots=True)
class CodeIn:
    """Marks a text as the code or slug of an entry in that list of the catalogue."""

    entries: str

    def check(self, code: str, codes: Codes) -> None:
        if code not in codes[self.entries]:
            raise ValueError(f"there is no {self.entries.removesuffix('s')} {code!r}")


MeasureCode = Annotated[str, CodeIn("measures")]
IndicatorCode = Annotated[str, CodeIn("indicators")]
BreakCode = Annotated[str, CodeIn("breaks")]
TopicCode = Annotated[str, CodeIn("topics")]
