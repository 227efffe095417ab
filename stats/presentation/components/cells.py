"""Small things that several templates under stats/components ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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


class NumberCell(NamedTuple):
    """A number in a row under several heads. `under` stands small under it, as an interval does.

    `head` is said again on narrow screens, where each row turns into a list. An empty value is shown as a
    dash, an empty `under` not at all.
    """

    head: str
    value: str
    under: str = ""
