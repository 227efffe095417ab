"""A rendering of a report as marks in the order printed: labels and titles, amounts, other text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stats.documents.pages import PageRow, Rendering
from stats.reading.report_labels import Labels, Tag, words_of
from stats.reading.report_words import cleaned, parts

MOST_PIECES = 6  # Cambridgeshire 2014-15 breaks "Category 3: Other dangerous offenders" over three lines
MOST_WORDS = 45  # a longer text is a paragraph
EDGE = 2  # rows at the top and at the foot of a page that may be a running head


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text. With `tags` it is a label or a title; `row` counts the rendering's rows from 0 and
    is that of its end. `words` is the row that it stands in."""

    text: str
    row: int
    page: int
    is_amount: bool = False
    tags: frozenset[Tag] = frozenset()
    words: str = ""
    near: float = 0.0  # how near the text is to the label, 1 where the words are the same

    def codes(self, table: str, part: str) -> frozenset[str]:
        return frozenset(tag.code for tag in self.tags if tag.table == table and tag.part == part)

    def names(self, part: str) -> frozenset[str]:
        """The tables of which this is a title, a heading, or a row's or a column's label."""
        return frozenset(tag.table for tag in self.tags if tag.part == part)


def marks(rendering: Rendering, *, labels: Labels) -> tuple[Mark, ...]:
    """The whole rendering, marked. Running heads and page numbers are left out."""
    made: list[Mark] = []
    run: list[Mark] = []
    for piece in _pieces(rendering):
        if piece.is_amount:
            made += _labelled(run, labels=labels)
            run = []
            made.append(piece)
        else:
            run.append(piece)
    made += _labelled(run, labels=labels)
    return tuple(made)


def _pieces(rendering: Rendering) -> Iterator[Mark]:
    running = _running_heads(rendering.rows)
    rows = rendering.rows
    at = 0
    while at < len(rows):
        if at in running:
            at += 1
            continue
        row = rows[at]
        cells = [plain for cell in row.cells if (plain := cleaned(cell))]
        last = at
        if len(cells) == 1:
            while _is_open(cells[0]) and last < min(at + 4, len(rows) - 1):
                last += 1
                cells = [
                    " ".join((*cells, *(plain for cell in rows[last].cells if (plain := cleaned(cell)))))
                ]
            if _is_open(cells[0]):
                last, cells = at, [cleaned(" ".join(row.cells))]
        words = " ".join(cells)
        for cell in cells:
            if len(cell.split()) > MOST_WORDS:
                yield Mark(cell, last, row.page, words=words)
                continue
            for part in parts(cell):
                yield Mark(part.text, last, row.page, part.is_amount, words=words)
        at = last + 1


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _running_heads(rows: Sequence[PageRow]) -> frozenset[int]:
    """Rows at a page's edge that stand on three pages or more but for their numbers, and page numbers."""
    by_page: Mapping[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if any(cell.strip() for cell in row.cells):
            by_page[row.page].append(at)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page, here in by_page.items():
        for at in {*here[:EDGE], *here[-EDGE:]}:
            text = cleaned(" ".join(rows[at].cells))
            number = re.search(r"[0-9]+", text)
            bare = re.fullmatch(r"[0-9]+", text)
            # A page's number keeps its distance from the page; a table's number does not.
            key = f"#{int(text) - page}" if bare else re.sub(r"[0-9]+", "#", text)
            if bare or len(text) > 3 or number:
                places[key].append((page, at))
    return frozenset(
        at for found in places.values() if len({page for page, _ in found}) >= 3 for _, at in found
    )


def _labelled(run: Sequence[Mark], *, labels: Labels) -> list[Mark]:
    """The texts between two amounts: joined where together they are a label, parted where one has several."""
    pieces = [split for piece in run for split in _split(piece, labels=labels)]
    best: list[tuple[float, int, frozenset[Tag], float]] = [(0.0, 0, frozenset(), 0.0)]
    words = [words_of(piece.text) if len(piece.text.split()) <= MOST_WORDS else None for piece in pieces]
    for end in range(1, len(pieces) + 1):
        options = [(best[end - 1][0], end - 1, frozenset[Tag](), 0.0)]
        joined: frozenset[str] = frozenset()
        for start in range(end - 1, max(-1, end - 1 - MOST_PIECES), -1):
            here = words[start]
            if here is None:
                break
            joined |= here
            # A piece that says nothing alone joins the label before it, or begins one.
            score, tags = labels.best(joined) if joined else (0.0, frozenset())
            if tags:
                options.append((best[start][0] + score * score * len(joined), start, tags, score))
        best.append(max(options, key=lambda option: (round(option[0], 6), option[1])))
    made: list[Mark] = []
    end = len(pieces)
    while end:
        _, start, tags, near = best[end]
        last = pieces[end - 1]
        text = " ".join(piece.text for piece in pieces[start:end])
        whole = " ".join(dict.fromkeys(piece.words for piece in pieces[start:end]))
        made.append(Mark(text, last.row, last.page, tags=tags, words=whole, near=near))
        end = start
    return _merged(made[::-1])


def _merged(found: Sequence[Mark]) -> list[Mark]:
    """`Category 1:` and `Registered sex offenders` one after the other are one label."""
    made: list[Mark] = []
    for mark in found:
        before = made[-1] if made else None
        both = before.tags & mark.tags if before else frozenset()
        says_nothing = not mark.tags and not words_of(mark.text)
        if before is None or not (both or says_nothing):
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


def _split(piece: Mark, *, labels: Labels) -> list[Mark]:
    """A row of heads that is one text, as several; the piece itself where it is not made of labels alone."""
    said = piece.text.split()
    if not 1 < len(said) <= MOST_WORDS or labels.best(words_of(piece.text))[0] == 1:
        return [piece]
    # ways[end]: the fewest labels that make the words up to there
    ways: list[list[int] | None] = [[]]
    for end in range(1, len(said) + 1):
        found: list[int] | None = None
        for start in range(end - 1, max(-1, end - 9), -1):
            before = ways[start]
            words = words_of(" ".join(said[start:end]))
            if (
                before is not None
                and words
                and labels.best(words)[0] == 1
                and (found is None or len(before) + 1 < len(found))
            ):
                found = [*before, end]
        ways.append(found)
    ends = ways[-1]
    if not ends or len(ends) < 2:
        return [piece]
    return [
        Mark(" ".join(said[start:end]), piece.row, piece.page, words=piece.words)
        for start, end in zip([0, *ends], ends, strict=False)
    ]
