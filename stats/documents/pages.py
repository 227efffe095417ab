"""What readers of reports hand on: the text of a document as rows of cells, read in more than one way."""

from __future__ import annotations

from dataclasses import dataclass

from stats.documents.problems import Problem


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of text, or a row of a table. A line that is not parted into cells has one. No cell, or blank
    ones alone, is a gap between blocks. `page` counts from 1; 0 where the format has no pages.

    A cell that is merged over several stands in each of their places; one over a whole row stands alone.
    A raised digit is a superscript character, as in 62¹, and struck-through text is ~~so~~: both are seen,
    and neither is read as a number.
    """

    page: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way to read the whole document, from its first row to its last.

    `how`: `tables`, where ruled lines or markup say what is a cell; `layout`, where wide gaps between words
    do; `text`, one cell a line in the order in which the document holds its text.
    """

    how: str
    rows: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report as text. `pages` is 0 where the format has none; `title` is the document's own, or empty.
    With any problem there is no rendering."""

    name: str
    sha256: str
    kind: str
    title: str
    pages: int
    renderings: tuple[Rendering, ...] = ()
    problems: tuple[Problem, ...] = ()
