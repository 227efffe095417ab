"""A row as texts, before anything is understood, and reading them one by one.

Each problem is kept, and whatever can be read is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from stats.analysis.tables.printed_amounts import DATE_MADE, tidied
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.documents import DateCell
from stats.documents.problems import Problem, Where, nearest

# In the printed shape the area is given by its name, one cell holds a number or a marker, and the cell
# stands in a table of the layout.
AREA = "area"
CELL = "cell"
TABLE = "table"


# How a spreadsheet saves the dates that it made: of 2011-12 Dec-11, of the pages 11-12 and 3-4 11-Dec and
# 03/04/2026.
DATE = re.compile(
    r"[A-Za-z]{3}-[0-9]{2}|[0-9]{1,2}-[A-Za-z]{3}(-[0-9]{2,4})?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_check_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class RawFigure:
    """One figure as texts, keyed by tidy column name (or AREA and CELL).

    A key that is absent was not given at all. `places` says where a text stands if not in the row's
    column of that name. Of the texts named in `told` it has been said already that they are missing.
    """

    where: Where
    texts: Mapping[str, str]
    places: Mapping[str, Where] = field(default_factory=dict)
    told: frozenset[str] = frozenset()

    def at(self, name: str) -> Where:
        return self.places.get(name) or self.where.at(column=name)


class Fields:
    """One row's texts by column name, and the problems met in reading them."""

    def __init__(self, raw: RawFigure) -> None:
        self.raw = raw
        self.problems: list[Problem] = []

    def problem(self, name: str, message: str, *, expected: str = "", found: str | None = None) -> None:
        if name in self.raw.told:
            return
        text = self.raw.texts.get(name, "") if found is None else found
        self.problems.append(self.raw.at(name).problem(message, found=text, expected=expected))

    def text(self, name: str, *, longest: int = 0) -> str:
        """The text, blank where nothing is given."""
        given = self.raw.texts.get(name, "")
        text = tidied(given)
        if isinstance(given, DateCell) or (name == "source_page" and DATE.fullmatch(text)):
            self.problem(name, DATE_MADE, expected="text")
        elif not text.isprintable():
            self.problem(name, "there is an invisible character in the text")
        elif longest and len(text) > longest:
            self.problem(name, f"the text is longer than {longest} characters")
        return text

    def needed(self, name: str, *, longest: int = 0) -> str:
        """The text, which must not be blank."""
        before = len(self.problems)
        text = self.text(name, longest=longest)
        if not text and len(self.problems) == before:
            self.problem(name, "nothing is given")
        return text

    def measure(self) -> Measure | None:
        """The catalogue's measure of that code."""
        text = self.needed("measure")
        found = catalogue().measures.get(text)
        if found is None and text:
            near = nearest(text, names=catalogue().measures)
            self.problem("measure", f"there is no such measure{near}")
        return found

    def choice(self, name: str, choices: Collection[str], *, what: str) -> str:
        """One of `choices`, whatever its capitals."""
        text = self.needed(name)
        if text in choices:
            return text
        found = next((choice for choice in choices if choice.casefold() == text.casefold()), None)
        if text and found is None:
            near = nearest(text, names=choices)
            self.problem(name, f"there is no such {what}{near}", expected=", ".join(choices))
        return found or text

    def link(self, name: str) -> str:
        """An address with http or https, or blank."""
        text = self.text(name, longest=500)
        try:
            if text:
                _check_url(text)
        except ValidationError:
            self.problem(name, "this is not a link", expected="an address with https:// or http://")
        return text

    def whole(self, name: str, *, least: int, most: int, blank: bool = False) -> int | None:
        """A whole number within bounds; commas between thousands will do."""
        text = self.text(name) if blank else self.needed(name)
        if not text:
            return None
        if re.fullmatch(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+", text) and len(text) <= 15:
            number = int(text.replace(",", ""))
            if least <= number <= most:
                return number
        self.problem(name, "this is not a number that can be", expected=f"a whole number, {least} to {most}")
        return None
