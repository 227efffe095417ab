"""Texts that pages fill in, such as `%(number)s people`, and names that carry a label."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_FIELD = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class PluralText:
    """`one` is for exactly one, `other` for none and for more. A file that gives one text means both."""

    one: str
    other: str

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.one, self.other)))


class LabelledEnum(StrEnum):
    """Members are written `NAME = value, label`; the value is stored and the label is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def field_problem(text: str, *, needs: Collection[str] = (), may: Collection[str] = ()) -> str | None:
    """Why a page could not fill the text in: it lacks a field that it needs, or has one that nobody fills."""
    found = set(_FIELD.findall(text))
    if missing := sorted(set(needs) - found):
        return f"{text!r} lacks the field {', '.join(missing)}"
    if unknown := sorted(found - {*needs, *may}):
        return f"{text!r} has an unknown field {', '.join(unknown)}"
    try:
        text % dict.fromkeys(found, "")
    except (TypeError, ValueError):
        return f"{text!r} has a % that begins no field"
    return None
