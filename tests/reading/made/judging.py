"""Whether what was read is what was printed: the bar that every reading of a made report is held to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Self

from stats.analysis.tables.printed_amounts import UnreadableError, read_cell
from stats.catalogue.cells import cell_key
from stats.catalogue.reader import catalogue
from stats.reading.reading import ReadCell, ReportReading
from tests.reading.made.printed import Expected, Report


@dataclass
class Judged:
    """`wrong` are sentences; `filled` of `of` figures were read, and read right."""

    wrong: list[str] = field(default_factory=list)
    filled: int = 0
    of: int = 0

    def __iadd__(self, other: Judged) -> Self:
        self.wrong += other.wrong
        self.filled += other.filled
        self.of += other.of
        return self

    @property
    def share(self) -> float:
        return self.filled / self.of if self.of else 1.0


def judged(
    reading: ReportReading, report: Report, *, paged: bool = True, unsaid: Collection[str] = ()
) -> Judged:
    """Every cell that was read against the report. `paged`: the pages are known and must be right. `unsaid`
    are figures that the document does not say for certain; they may be read, but do not count.

    That area or year is asked for is not wrong, but without a year hardly a cell is read.
    """
    expected = report.expected
    found = Judged(of=sum(1 for key, one in expected.items() if one.means and key not in unsaid))
    if reading.area not in {"", report.area}:
        found.wrong.append(f"the area: {reading.area!r}, {reading.areas}")
    if reading.year not in {None, report.year}:
        found.wrong.append(f"the year: {reading.year}")
    for key, cell in reading.cells.items():
        if not cell.text:
            continue
        wrong = list(_wrong(cell, expected.get(key), key=key, paged=paged))
        found.wrong += [f"{key}: {told}; from {cell.words!r}" for told in wrong]
        found.filled += not wrong and key not in unsaid
    for key, cell in reading.cells.items():
        if not cell.text and not cell.doubt:
            found.wrong.append(f"{key}: empty without a reason")
    return found


def _wrong(cell: ReadCell, expected: Expected | None, *, key: str, paged: bool) -> Iterator[str]:
    if expected is None:
        yield f"{cell.text!r} was read, nothing is printed"
        return
    text = plain(cell.text, key)
    told = expected.or_as_printed and cell.doubt and text == plain(expected.printed, key)
    if text != expected.means and not told:
        yield f"{cell.text!r} was read, {expected.means or 'nothing'!r} is meant"
    if paged and cell.page not in expected.pages:
        yield f"page {cell.page}, printed on {sorted(expected.pages)}"
    if (told or text == expected.means) and not within(text, cell.words):
        yield f"the words are without {text!r}"


def plain(text: str, key: str) -> str:
    """The number without its commas, `-` for a dash; the text itself where the form would not take it."""
    try:
        amount = read_cell(text, measure=catalogue().measures[cell_key(key).measure])
    except UnreadableError:
        return f"unreadable: {text}"
    return "-" if amount.value is None else str(amount.value)


def within(text: str, words: str) -> bool:
    """Whether the words hold the number, whatever parts its thousands, or a dash of any kind.

    Nil is a word for 0.
    """
    if text == "-":
        return any(unicodedata.category(letter) == "Pd" or letter == "−" for letter in words)
    words += " " + words.translate(str.maketrans("lIOogSBb", "11009586"))  # as OCR has them
    bare = words.translate({ord(letter): None for letter in ", \u00a0\u2009\u202f"})
    return text in bare or (text == "0" and re.search(r"\b(nil|none)\b", words, re.IGNORECASE) is not None)
