"""Kinds of text: codes of other entries, texts that pages fill in, and names that carry a label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

_FIELD = re.compile(r"%\((\w+)\)s")

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
CoverageCode = Annotated[str, CodeIn("coverages")]
TopicCode = Annotated[str, CodeIn("topics")]
ExportCode = Annotated[str, CodeIn("exports")]


@dataclass(frozen=True, slots=True)
class PluralText:
    """`one` is for exactly one, `other` for none and for more. A file that gives one text means both."""

    one: str
    other: str


class LabelledEnum(StrEnum):
    """Members are written `NAME = value, label`; the value is stored and the label is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Fields:
    """Marks a text as one that pages fill in, with the fields that it needs and those that it may have."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    def check(self, text: str | PluralText, _codes: Codes) -> None:
        """Raise ValueError where a page could not fill the text in."""
        for form in (text,) if isinstance(text, str) else (text.one, text.other):
            fields = _FIELD.findall(form)
            found = set(fields)
            if len(fields) != len(found):
                raise ValueError(f"{form!r} has a field twice")
            if missing := sorted(set(self.needs) - found):
                raise ValueError(f"{form!r} lacks the field {', '.join(missing)}")
            if unknown := sorted(found - {*self.needs, *self.may}):
                raise ValueError(f"{form!r} has an unknown field {', '.join(unknown)}")
            if "%" in _FIELD.sub("", form).replace("%%", ""):
                raise ValueError(f"{form!r} has a % that begins no field")
