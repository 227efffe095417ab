"""Small things that several templates under stats/components ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the opening facts. `value_long` is True where the value is words and not a number."""

    label: str
    value: str
    value_long: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
