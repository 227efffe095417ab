"""Small things that several templates under stats/components ask for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the opening facts. `value_long` is True where the value is words and not a number."""

    label: str
    value: str
    value_long: bool = False
    note: str = ""


def held_fact(label: str, text: str, *, note: str) -> Fact:
    """The fact in numbers; where `text` is empty, that it is not held."""
    return Fact(label, text or _("Not held"), value_long=not text, note=note)


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
