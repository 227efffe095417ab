"""A rendering of a report as marks in the order printed: labels and titles, amounts, other text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stats.documents.pages import PageRow, Rendering
from stats.reading.report.labels import (
    CORRECTED,
    NOTHING,
    Labels,
    Named,
    Tag,
    is_corrected,
    is_word,
    with_spaces,
    words_of,
)
from stats.reading.report.words import cleaned, parts, shown, unstuck

MOST_PIECES = 6  # Cambridgeshire 2014-15 breaks "Category 3: Other dangerous offenders" over three lines
MOST_WORDS = 45  # a longer text is a paragraph
LONGEST_LABEL = 9  # words of a head that is one of several in one text
EDGE = 2  # rows at the top and at the foot of a page that may be a running head
_COUNTED = re.compile(r"([1-4])[.:)]? (?=[^\W\d_]{3})")
_DAY_ALONE = re.compile(r"\b(?:at|on|to) [0-9]{1,2}$")  # the month is on the next line
_PAGE_NUMBER = re.compile(r"-+ ?[0-9]{1,3} ?-+|page [0-9]+( of [0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text. With `tags` it is a label or a title, and `near` is how near (Named).

    `row` counts the rendering's rows from 0 and is that of its end; `words` is that row, or those rows. An
    amount without text is a blank cell.
    """

    text: str
    row: int
    page: int
    is_amount: bool = False
    tags: frozenset[Tag] = frozenset()
    words: str = ""
    near: float = 0.0

    def codes(self, table: str, part: str) -> frozenset[str]:
        return frozenset(tag.code for tag in self.tags if tag.table == table and tag.part == part)

    def names(self, part: str) -> frozenset[str]:
        """The tables of which this is a title, a heading, or a row's or a column's label."""
        return frozenset(tag.table for tag in self.tags if tag.part == part)


@dataclass(frozen=True)
class Marked:
    """A rendering: its marks in the order printed, and the cells of each of its rows, cleaned."""

    marks: tuple[Mark, ...]
    rows: tuple[tuple[str, ...], ...]


def marked(rendering: Rendering, *, labels: Labels) -> Marked:
    """The whole rendering, marked. Running heads and page numbers are left out."""
    made: list[Mark] = []
    run: list[Mark] = []
    rows = tuple(tuple(with_spaces(cleaned(cell)) for cell in row.cells) for row in rendering.rows)
    for piece in _pieces(rendering.rows, rows, labels=labels):
        if piece.is_amount:
            made += _labelled(run, labels=labels)
            run = []
            made.append(piece)
        else:
            run.append(piece)
    made += _labelled(run, labels=labels)
    return Marked(tuple(made), rows)


def _pieces(printed: Sequence[PageRow], rows: Sequence[tuple[str, ...]], *, labels: Labels) -> Iterator[Mark]:
    running = _running_heads(printed, rows, labels=labels)
    last = -1
    for at, row in enumerate(printed):
        if at <= last or at in running or not any(rows[at]):
            continue
        last, cells = _whole(rows, at)
        words = with_spaces(shown(" ".join(cell for one in printed[at : last + 1] for cell in one.cells)))
        if _PAGE_NUMBER.fullmatch(words):
            continue
        if len(cells) == 1:
            cells = [unstuck(cells[0], is_word=is_word, is_list=_is_in_a_list(rows, at, last))]
        pieces: list[Mark] = []
        for cell in _without_counting(cells):
            if not cell:  # blank; a gap, unless it stands among amounts
                pieces.append(Mark("", last, row.page, is_amount=True, words=words))
            elif len(cell.split()) > MOST_WORDS:
                pieces.append(Mark(cell, last, row.page, words=words))
            else:
                pieces += (Mark(p.text, last, row.page, p.is_amount, words=words) for p in parts(cell))
        has_amounts = any(piece.is_amount and piece.text for piece in pieces)
        first = next((n for n, piece in enumerate(pieces) if piece.text), len(pieces))
        for n, piece in enumerate(pieces):
            if piece.text or len(cells) == 1 or (has_amounts and n > first):
                yield piece


def _is_in_a_list(rows: Sequence[tuple[str, ...]], at: int, last: int) -> bool:
    """Whether the line before a text, or the one behind, is a label and a number."""
    beside = [
        next((row for row in some if any(row)), ())
        for some in (rows[last + 1 : last + 3], rows[max(0, at - 2) : at][::-1])
    ]
    told = [parts(row[0]) for row in beside if len(row) == 1]
    return any(some and some[-1].is_amount and not some[0].is_amount for some in told)


def _whole(rows: Sequence[tuple[str, ...]], at: int) -> tuple[int, Sequence[str]]:
    """A row's cells, with the rows after it while a bracket or a date is open; and the last row's place."""
    cells = rows[at]
    if len(cells) != 1 or not _is_open(cells[0]):
        return at, cells
    text = cells[0]
    for last in range(at + 1, min(at + 4, len(rows))):
        text = " ".join(filter(None, (text, *rows[last])))
        if not _is_open(text):
            return last, [text]
    return at, cells


def _without_counting(cells: Sequence[str]) -> Sequence[str]:
    """A row's cells; its heads without 1, 2, 3 where they count up: "1 Registered sex offenders", "2 Violent
    offenders", "3 Other dangerous offenders" are no amounts with their labels."""
    counted = [_COUNTED.match(cell) for cell in cells]
    if len(cells) < 3 or [match[1] for match in counted if match] not in (
        ["1", "2", "3"],
        ["1", "2", "3", "4"],
    ):
        return cells
    return [cell[match.end() :] if match else cell for cell, match in zip(cells, counted, strict=True)]


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or _DAY_ALONE.search(text) is not None


def _running_heads(
    printed: Sequence[PageRow], rows: Sequence[tuple[str, ...]], *, labels: Labels
) -> frozenset[int]:
    """Rows at a page's edge that stand on three pages or more but for a number, and page numbers. What is a
    table's label is neither."""
    if not any(row.page for row in printed):
        return _page_numbers(rows)
    by_page: Mapping[int, list[int]] = defaultdict(list)
    for at, row in enumerate(printed):
        if any(rows[at]):
            by_page[row.page].append(at)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page, here in by_page.items():
        for at in {*here[:EDGE], *here[-EDGE:]}:
            text = " ".join(filter(None, rows[at]))
            if text.isdecimal():
                # A page's number keeps its distance from the page; a table's does not, and has a label.
                before = " ".join(rows[at - 1]) if at else ""
                if not labels.named(words_of(before)).tags:
                    places[f"#{int(text[:9]) - page}"].append((page, at))
            elif len(text) > 3 and not labels.named(words_of(text)).tags:
                places[re.sub(r"^[0-9]+|[0-9]+$", "#", text)].append((page, at))
    return frozenset(
        at for found in places.values() if len({page for page, _ in found}) >= 3 for _, at in found
    )


def _page_numbers(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Of a text without pages, the rows that hold 1, 2, 3 and so on alone, after a gap and before words."""
    found: list[int] = []
    for at in range(1, len(rows) - 1):
        text, before, after = ("".join(rows[n]) for n in (at, at - 1, at + 1))
        if text == str(len(found) + 1) and not before and after and not after[0].isdecimal():
            found.append(at)
    return frozenset(found if len(found) > 3 else ())


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to read a run of texts up to a place: what it is worth, how many of the texts are in
    labels, and the last label."""

    worth: float = 0.0
    covered: int = 0
    start: int = 0
    named: Named = NOTHING


def _labelled(run: Sequence[Mark], *, labels: Labels) -> list[Mark]:
    """The texts between two amounts: joined where together they are a label, parted where one has several."""
    pieces = [
        split
        for at, piece in enumerate(run)
        for split in ([piece] if _goes_on(run, at, labels=labels) else _split(piece, labels=labels))
    ]
    ways = [_Way()]
    for end in range(1, len(pieces) + 1):
        options = [
            replace(ways[end - 1], start=end - 1, named=NOTHING),
            *_endings(pieces, end, ways=ways, labels=labels),
        ]
        # Of equals the shortest: two labels are not one.
        ways.append(max(options, key=lambda way: (round(way.worth, 6), way.covered, way.start)))
    made: list[Mark] = []
    end = len(pieces)
    while end:
        way = ways[end]
        made.append(_joined(pieces[way.start : end], way.named))
        end = way.start
    return _merged(made[::-1])


def _endings(pieces: Sequence[Mark], end: int, *, ways: Sequence[_Way], labels: Labels) -> Iterator[_Way]:
    """The labels that end with the piece before `end`."""
    text = ""
    for start in range(end - 1, max(-1, end - 1 - MOST_PIECES), -1):
        if len(pieces[start].text.split()) > MOST_WORDS or pieces[start].text == "%":
            return  # a paragraph; or the head of a column of shares, which is part of no label
        text = f"{pieces[start].text} {text}".strip()
        words = words_of(text)  # of the whole: "Registered sex" and "offenders" are a word together
        named = labels.named(words)
        if named.tags and is_corrected(text):
            named = Named(named.tags, min(named.near, CORRECTED))
        if named.tags:
            before = ways[start]
            worth = before.worth + named.near**2 * len(words)
            yield _Way(worth, before.covered + end - start, start, named)


def _joined(pieces: Sequence[Mark], named: Named) -> Mark:
    last = pieces[-1]
    text = " ".join(piece.text for piece in pieces)
    words = " ".join(dict.fromkeys(piece.words for piece in pieces))
    return replace(last, text=text, tags=named.tags, words=words, near=named.near)


def _merged(found: Sequence[Mark]) -> list[Mark]:
    """`Category 1:` and `Registered sex offenders` one after the other are one label."""
    made: list[Mark] = []
    for mark in found:
        before = made[-1] if made else None
        both = before.tags & mark.tags if before else frozenset()
        words = words_of(mark.text)
        is_other = mark.text == "%" or (
            words and (not both or words == words_of(before.text if before else ""))
        )
        if before is None or is_other:
            made.append(mark)
            continue
        made[-1] = replace(
            mark,
            text=f"{before.text} {mark.text}",
            words=before.words if before.words == mark.words else f"{before.words} {mark.words}",
            tags=both or before.tags,
            near=min(before.near, mark.near) if both else before.near,
        )
    return made


def _goes_on(run: Sequence[Mark], at: int, *, labels: Labels) -> bool:
    """Whether a text is a label only together with the one or two next to it: "Category 2 Violent & other"
    goes on with "sexual offenders", and is not two heads."""
    windows = [
        (begin, begin + length)
        for length in (2, 3)
        for begin in range(max(0, at - length + 1), at + 1)
        if begin + length <= len(run) and len(run[at].text.split()) > 1
    ]
    for begin, end in windows:
        text = " ".join(piece.text for piece in run[begin:end])
        rest = " ".join(piece.text for piece in (*run[begin:at], *run[at + 1 : end]))
        words = words_of(text) if len(text.split()) <= MOST_WORDS else frozenset()
        if labels.named(words).near == 1 and words != words_of(rest):
            return True
    return False


def _split(piece: Mark, *, labels: Labels) -> list[Mark]:
    """A row of heads that is one text, as several; the piece itself where it is not made of labels alone."""
    said = piece.text.split()
    words = words_of(piece.text) if len(said) <= MOST_WORDS else frozenset()
    if len(said) < 2 or not words or words - labels.vocabulary or labels.named(words).near == 1:
        return [piece]
    # ways[end]: the fewest labels that make the words up to there
    ways: list[list[int] | None] = [[]]
    for end in range(1, len(said) + 1):
        found: list[int] | None = None
        for start in range(end - 1, max(-1, end - 1 - LONGEST_LABEL), -1):
            before = ways[start]
            here = words_of(" ".join(said[start:end]))
            if before is None or not here or labels.named(here).near < 1:
                continue
            if found is None or len(before) + 1 < len(found):
                found = [*before, end]
        ways.append(found)
    ends = ways[-1] or []
    return [
        replace(piece, text=" ".join(said[start:end])) for start, end in zip([0, *ends], ends, strict=False)
    ] or [piece]
