"""The cells of the grids that are believed: one text for each, and what is doubted about it."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Layout
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.reading.reading import ReadCell
from stats.reading.report.fits import amount_of, plain
from stats.reading.report.proof import Proof

LONGEST_WORDS = 160
LEAST_DIFFERING = 3
AFTER = 20  # characters behind the amount that are kept
_SUMS_MEET = "Sums that it is part of fail."
CLEARLY = 0.9  # by how much a grid must be the stronger to be taken over one that says otherwise


def read_cells(
    proofs: Sequence[Proof], *, layout: Layout, year: ReportingYear
) -> tuple[dict[str, ReadCell], list[str]]:
    """The cells by their ids; and remarks: sums that fail, tables of which nothing was read."""
    by_cell: dict[CellKey, list[Proof]] = defaultdict(list)
    for proof in proofs:
        for key in proof.places:
            by_cell[key].append(proof)
    twice = _printed_twice(proofs)
    cells = {cell_id(key): _cell(key, found, twice=twice) for key, found in by_cell.items()}
    remarks: dict[str, None] = {}
    for table in layout.tables:
        title = table.title_for(year)
        own = [proof for proof in proofs if proof.grid.table is table]
        if not own and not table.optional:
            remarks[f"{title}: this table was not found."] = None
        for finding in own[0].failing if own else ():
            if finding.printed is not None and finding.computed is not None:
                parts = ", ".join("nothing" if part is None else str(part) for part in finding.parts)
                remarks[
                    f"A sum fails in “{title}”: the total “{finding.rule.name}” is printed as "
                    f"{finding.printed}; its parts ({parts}) make {finding.computed}."
                ] = None
    return cells, list(remarks)


def _sums_that_fail(proof: Proof) -> Mapping[CellKey, str]:
    """What is doubted of a cell because of sums: a printed total that its parts do not make, a cell in which
    sums that fail meet."""
    every = [finding for found in proof.failing for finding in (found, *found.consequences)]
    meeting = Counter(key for finding in every for key in finding.rule.cells)
    said = {key: _SUMS_MEET for key, times in meeting.items() if times > 1}
    for finding in proof.failing:
        if finding.computed is not None:
            said[finding.rule.total] = f"The parts make {finding.computed.value}."
    return said


def _printed_twice(proofs: Sequence[Proof]) -> frozenset[str]:
    """The tables that a rendering holds twice with mostly other numbers: one is of another area or year."""
    found: set[str] = set()
    for one, other in itertools.combinations(proofs, 2):
        if one.grid.table is not other.grid.table or one.how != other.how or _titles(one) & _titles(other):
            continue  # a title between two tables is of one of them
        both = one.places.keys() & other.places.keys()
        differing = sum(_text(one, key) != _text(other, key) for key in both)
        if differing >= LEAST_DIFFERING and differing * 2 > len(both):
            found.add(one.grid.table.code)
    return frozenset(found)


def _titles(proof: Proof) -> set[int]:
    return {mark.row for mark in proof.grid.lead if proof.grid.table.code in mark.names("title")}


def _text(proof: Proof, key: CellKey) -> str:
    return plain(proof.grid.cells[proof.places[key]].text)


def _may_hold_a_mark(key: CellKey, proof: Proof) -> bool:
    """Whether a sum of the cell fails that agrees without its last digit: 18¹ is copied as 181."""
    text = _text(proof, key).replace(",", "")
    if not re.fullmatch(r"[0-9]{2,}", text):
        return False
    more = int(text) - int(text[:-1])
    for finding in (found for failing in proof.failing for found in (failing, *failing.consequences)):
        if key not in finding.rule.cells or finding.printed is None or finding.computed is None:
            continue
        printed, computed = finding.printed.value, finding.computed.value
        if printed is None or computed is None:
            continue
        if (printed - more == computed) if key == finding.rule.total else (computed - more == printed):
            return True
    return False


def _cell(key: CellKey, found: Sequence[Proof], *, twice: Collection[str]) -> ReadCell:
    """One cell from the grids that have it, the strongest first."""
    best: dict[str, Proof] = {}
    for proof in found:
        best.setdefault(_text(proof, key), proof)
    (text, first), *others = best.items()
    place = first.places[key]
    mark = first.grid.cells[place]
    words = words_around(first.grid.words[place], mark.text)
    amount = amount_of(mark.text, key=key)
    if amount is None:
        return ReadCell("", mark.page, words, f"“{mark.text}” is no number that can be stored.")
    if first.grid.table.code in twice:
        return ReadCell("", mark.page, words, "Its table stands in the report twice, with other numbers.")
    if others:
        second = others[0][1]
        told = " and as ".join(best)
        if first.strength < second.strength + CLEARLY and not (
            first.grid.near == 1 and second.grid.near < 0.95
        ):
            return ReadCell("", mark.page, words, f"It can be read as {told}.")
        return ReadCell(text, mark.page, words, f"It can be read as {told}; the first fits its table better.")
    kept, doubt = _doubted(key, first, text)
    return ReadCell(kept, mark.page, words, doubt)


def _doubted(key: CellKey, proof: Proof, text: str) -> tuple[str, str]:
    """The text of a cell that is read in one way, empty where it is not sure; and what is doubted of it."""
    place = proof.places[key]
    printed = proof.grid.cells[place].text
    if not re.search(r"[0-9-]", printed):
        return text, f"“{printed}” is printed."
    if place in proof.grid.mended:
        if text in ("0", "1"):  # 11 may be 1 with the sign of a footnote, or 1 misprinted
            return "", f"The sums agree with {text}, which is not what is printed."
        return text, f"The sums agree with {text}; another sign stands behind it."
    if re.search(rf"[^\W\d_]{re.escape(text)}\b", proof.grid.words[place]):
        return text, "The number stands against its label."
    if _may_hold_a_mark(key, proof):
        return "", f"A sum agrees with {text[:-1]}; {text} is printed."
    if place in proof.grid.by_sums:
        return text, "More or fewer numbers than columns stand here; the sums tell which are meant."
    doubt = _sums_that_fail(proof).get(key, "")
    return "" if doubt == _SUMS_MEET else text, doubt


def words_around(words: str, amount: str) -> str:
    """At most so many characters of the words: their beginning, which is the label's, and the amount."""
    if len(words) <= LONGEST_WORDS:
        return words
    at = words.rfind(amount)
    end = min(at + len(amount) + AFTER, len(words)) if at >= 0 else len(words)
    if end <= LONGEST_WORDS:
        return words[:LONGEST_WORDS].strip()
    half = LONGEST_WORDS // 2
    return f"{words[: half - 1].strip()} … {words[end - half + 2 : end].strip()}"
