"""Numbers of plain text whose last digit may be a footnote's sign: 62¹ is copied as 621.

Formats that know which characters are raised have told them apart (stats.documents.pages). In plain text a
note below, that begins with the digit, is what tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from stats.calculations.reconciliation import Outcome
from stats.catalogue.cells import cell_id
from stats.documents.pages import Rendering
from stats.reading.reading import ReadCell
from stats.reading.report.proof import Proof
from stats.reading.report.words import cleaned, parts

REACH = 60  # lines below a number on the same page
LEAST_WORDS = 4
_NOTE = re.compile(r"[(\[]?([1-9])[)\].:]? ?(?=[^\W\d_]{2})")


def with_footnotes_told(
    rendering: Rendering, *, proofs: Sequence[Proof], cells: Mapping[str, ReadCell]
) -> Iterator[tuple[str, ReadCell]]:
    """The cells, emptied, of which no sum tells whether a note's sign is part of the number."""
    notes = dict(_notes(rendering))
    for proof in (proof for proof in proofs if notes and proof.how == rendering.how):
        sure = {
            key for found in proof.findings if found.outcome is Outcome.AGREES for key in found.rule.cells
        }
        for key, place in proof.places.items():
            mark, read = proof.grid.cells[place], cells[cell_id(key)]
            below = (notes.get(at) for at in range(mark.row + 1, mark.row + REACH))
            if key in sure or read.text != mark.text or not re.fullmatch("[0-9,]*[0-9]{2}", read.text):
                continue
            if (mark.page, read.text[-1]) in below:
                number, sign = read.text[:-1], read.text[-1]
                doubt = f"It may be {number} with the sign of note {sign}; {read.text} is printed."
                yield cell_id(key), ReadCell("", read.page, read.words, doubt)


def _notes(rendering: Rendering) -> Iterator[tuple[int, tuple[int, str]]]:
    """The rows that are notes, with their page and their sign: `1 Of these, two were imposed twice.`"""
    for at, row in enumerate(rendering.rows):
        text = cleaned(" ".join(row.cells))
        told = _NOTE.match(text)
        rest = parts(text[told.end() :]) if told else ()
        if told and len(text.split()) > LEAST_WORDS and not (rest and rest[-1].is_amount):
            yield at, (row.page, told[1])
