"""A block being read, line by line, and laid over the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from stats.catalogue.layouts import Table
from stats.catalogue.years import ReportingYear
from stats.drafting.pasting.labels import TableLabels, Tokens, heads_in, in_full, title_in, tokens
from stats.drafting.pasting.lines import PastedLine, is_year, joined, only_dashes, pasted_lines
from stats.drafting.pasting.placement import Focus, Offer, Placed, Placement

MOST_LINES = 400
LONGEST_LINE = 1_000  # no row of a report is a fifth of it
_LINES_OF_A_LABEL = 3
_SHOWN = 60
_LOST = -1
_TOTALS = frozenset(map(tokens, ("Total", "Area total", "Force total", "All divisions", "Grand total")))


def place(text: str, *, tables: Sequence[Table], focus: Focus, year: ReportingYear) -> Placement:
    """The cells that the text fills. Rows of the tables without letters in their label wait for a division's
    name."""
    block = _Block(tables, focus=focus, year=year)
    raw = [line[:LONGEST_LINE] for line in islice(text.splitlines(), MOST_LINES) if line.strip()]
    if any(block.is_labelled(line) for one in raw for line in block.lines(one)):
        for one in raw:
            for line in block.lines(one):
                block.take(line)
        block.flush()
    else:
        block.lay_from_focus([line for one in raw for line in block.lines(one)])
    return block.placement


class _Block:
    """A block being read: which table, heading and columns the next line belongs to."""

    def __init__(self, tables: Sequence[Table], *, focus: Focus, year: ReportingYear) -> None:
        self.placement = Placement()
        self.focus, self.year = focus, year
        self.tables = tuple(map(TableLabels, tables))
        self.titles = [tuple(map(tokens, (table.title_for(year), *table.also))) for table in tables]
        self.taken: dict[str, list[int]] = {table.code: [] for table in tables}
        self._open(next(n for n, table in enumerate(tables) if table.code == focus.table))
        self.row = focus.row

    def _open(self, number: int) -> None:
        self.labels = self.tables[number]
        self.row = 0
        self.heading: Tokens = ()
        self.first: int | None = None  # the row read first below the heading: some print the total there
        self.head_words: list[str] = []
        self.head_lines: list[PastedLine] = []
        self.heads_are_read = False  # a row has been read below them
        self.before: list[str] = []  # lines of words that may begin the label of the next row
        self.ends_in_head = False  # the last of those lines is the head of a column
        self.waiting: PastedLine | None = None  # a row's label whose numbers stand on the next lines

    @property
    def table(self) -> Table:
        return self.labels.table

    @property
    def free(self) -> set[int]:
        return set(range(len(self.table.rows))) - set(self.taken[self.table.code])

    def lines(self, raw: str) -> list[PastedLine]:
        if heads := self._heads_in_full(raw):
            return [heads]
        return pasted_lines(raw, knows=self._knows)

    def _heads_in_full(self, raw: str) -> PastedLine | None:
        """The line where it names every column, some by number alone: `Total`, `Category 3`, `2`, `1`."""
        parts = list(map(tokens, raw.split("\t")))
        full = list(in_full(parts))
        words = tuple(word for part in full for word in part)
        if full == parts or sum(word.isalpha() for part in parts for word in part) < 2:
            return None
        for names in (self.labels.head_names, TableLabels(self.table, turned=True).head_names):
            if sorted(heads_in(words, names)) == list(range(len(names))):
                tabbed = tuple(map(" ".join, full)) if len(full) > 1 else ()
                return PastedLine(" ".join(words), (), " ".join(raw.split()), parts=tabbed)
        return None

    def _knows(self, text: str) -> bool:
        """Whether the text is a label, a head or a heading, so that the digits in it are no cells."""
        words = tokens(text)
        return bool(words) and (
            self.labels.knows_line(words)
            or words in self.labels.headings
            or any(words in names for names in self.labels.head_names)
            or any(words in names for names in self.labels.line_names)
        )

    def is_labelled(self, line: PastedLine) -> bool:
        if self._title(line) is not None or self._is_head(line):
            return False
        words = tokens(line.label)
        if self.focus.column < 0 and line.label and self.table.division_rows:
            return True
        return bool(words) and (bool(line.texts) or self.labels.knows_line(words))

    def take(self, line: PastedLine) -> None:
        if (title := self._title(line)) is not None:
            self.flush()
            self._open(title)
            if self.labels.knows_line(tokens(line.label)):
                self.waiting = line
        elif not line.label:
            self._take_numbers(line)
        elif self._is_head(line) or not line.texts or self._is_dashed_heading(line):
            self._take_words(line)
        else:
            self.flush()
            if line.heading:
                self._take_words(PastedLine(line.heading, (), line.heading))
            self._take_row(line)

    def _title(self, line: PastedLine) -> int | None:
        if line.texts and not is_year(line.texts, year=self.year):
            return None
        words = tokens(line.raw)
        return None if self.labels.knows_line(words) else title_in(words, self.titles)

    def _is_head(self, line: PastedLine) -> bool:
        """Whether the line is the head of columns: `Category 2 -`, `Category 1 Category 2`, `March 2015`."""
        if not line.label or (line.texts and self.labels.knows_line(tokens(line.label))):
            return False
        words = tokens(line.raw)
        if not line.texts:
            return any(True for _ in heads_in(words, self.labels.head_names))
        names = (self.labels.head_names, TableLabels(self.table, turned=True).head_names)
        of_heads = any(sum(1 for _ in heads_in(words, of)) > 1 for of in names)
        dashed = only_dashes(line.texts) and self.labels.is_head(tokens(line.label))
        return (not line.is_tabbed and of_heads and len(line.texts) == 1) or dashed or line.is_dated

    def _is_dashed_heading(self, line: PastedLine) -> bool:
        return only_dashes(line.texts) and bool(self.labels.heading_in(tokens(line.label)))

    def _take_words(self, line: PastedLine) -> None:
        words = tokens(line.label)
        if self.focus.column < 0 and self.table.division_rows and not self._is_head(line):
            self.placement.divisions.append((line.label, ""))
            return
        if heading := self.labels.heading_in(words):
            self.flush()
            self.heading = heading
            self.row, self.first = self.labels.headings.index(heading), None
            self.before = []
            return
        is_head = self._is_head(line)
        if self.heads_are_read and any(True for _ in heads_in(words, self.labels.head_names)):
            self.head_words, self.head_lines, self.heads_are_read = [], [], False
        if self.labels.knows_line(words) and not (is_head and not self.taken[self.table.code]):
            self.flush()
            self.waiting = line
        if not self.heads_are_read:  # a line between the rows has no heads
            self.head_words += words
            self.head_lines += [line] if line.is_tabbed else []
        self.before = [*self.before, line.label][-_LINES_OF_A_LABEL:]
        self.ends_in_head = is_head
        if not is_head and self.waiting is not line:
            self.placement.left_out.append(line.raw[:_SHOWN])
            if self.taken[self.table.code]:
                self.heading = ()

    def _take_numbers(self, line: PastedLine) -> None:
        """Numbers without a label on their line: those of the label above, else for a person to place."""
        if self.waiting is not None:
            texts = (*self.waiting.texts, *line.texts)
            self.waiting = PastedLine(self.waiting.label, texts, self.waiting.raw)
            if len(texts) == len(self.labels.heads):
                self.flush()
            return
        if is_year(line.texts, year=self.year):
            self.placement.left_out.append(line.raw)
            return
        self.first = _LOST if self.first is None else self.first
        for count in range(1, 0 if self.ends_in_head else len(self.before) + 1):
            label = " ".join(self.before[-count:])
            if self.labels.knows_line(tokens(label)):
                self._take_row(PastedLine(label, line.texts, line.raw))
                return
        # A column torn from its table: its head alone, and below it a number for each row read before.
        rows, columns = self.taken[self.table.code], self._heads()
        under = [placed.column for placed in self.placement.cells if placed.table == self.table.code]
        if len(columns) == len(line.texts) == 1 and columns[0] not in under and rows:
            done = sum(
                offer.cells[0].column == columns[0]
                for offer in self.placement.offers
                if offer.cells and not offer.label
            )
            if done < len(rows):
                self._offer("", line.texts, row=rows[done], columns=columns)
                return
        self.placement.offers.append(Offer("", line.texts))

    def flush(self) -> None:
        """End a row whose numbers stood below its label."""
        line, self.waiting = self.waiting, None
        if line is not None and line.texts:
            self._take_row(line)

    def _take_row(self, line: PastedLine) -> None:
        rows = self._rows_of(line)
        self.before = []
        if not rows and self.table.division_rows and len(line.texts) == 1:
            self._take_division(line)
            return
        texts, columns = self._columns_of(line)
        row, is_certain = self._choose(rows)
        if row is None:
            row = self.labels.nearest(
                tokens(line.label), taken=set(self.taken[self.table.code]) if not self.labels.turned else ()
            )
            is_certain = False
        self.heads_are_read = True
        if is_certain and row is not None:
            self.row = row + 1
        if row is None or not is_certain or columns is None:
            self._offer(line.label, texts, row=row, columns=columns)
            return
        self.taken[self.table.code].append(row)
        for text, column in zip(texts, columns, strict=True):
            if not text:
                continue
            if column is None:
                self.placement.beyond.append(text)
            else:
                self.placement.cells.append(self._placed(row, column, text))

    def _rows_of(self, line: PastedLine) -> list[int]:
        """The rows that the line's label may be, its first words perhaps on the lines above; in another table
        where only that one has such a row."""
        labels = [
            line.label,
            *(" ".join([*self.before[-n:], line.label]) for n in range(1, len(self.before) + 1)),
        ]
        turned = TableLabels(self.table, turned=True)
        can_turn = not any(self.labels.headings) and len(self.table.columns) > 1 and not self.labels.turned
        names_rows = {
            n for n in heads_in(tuple(self.head_words), turned.head_names) if not self.table.rows[n].sum_of
        }
        if can_turn and len(names_rows) > 1 and turned.knows_line(tokens(line.label)):
            self.labels = turned
        for label in labels:
            if rows := self.labels.lines_named(tokens(label), heading=self.heading):
                return rows
        others = [
            n
            for n, other in enumerate(self.tables)
            for label in labels
            if other.table is not self.table and len(other.lines_named(tokens(label), heading=())) == 1
        ]
        if len(set(others)) == 1 and not self.table.division_rows:
            self._open(others[0])
            found = (self.labels.lines_named(tokens(label), heading=()) for label in labels)
            return next(filter(None, found), [])
        return []

    def _choose(self, rows: Sequence[int]) -> tuple[int | None, bool]:
        """The row of these that it is, and whether that is certain: two parts of a table may have the same
        labels, and are told apart by their headings or by following on."""
        taken = () if self.labels.turned else self.taken[self.table.code]
        free = [row for row in rows if row not in taken]
        if self.labels.turned:
            return (rows[0], True) if len(rows) == 1 else (None, False)
        if len(rows) == 1:
            under = [n for n, heading in enumerate(self.labels.headings) if heading == self.heading]
            self.first = rows[0] if self.first is None else self.first
            goes_back = bool(self.heading) and rows[0] < self.row and self.first != under[-1]
            if goes_back or not free:  # its heading is over, and the next one was not seen
                self.heading, self.row = (), _LOST
                return rows[0], False
            return rows[0], True
        if self.row in free:
            return self.row, True
        if rows:
            self.row = _LOST  # nor is it certain for the lines that follow on this one
        return (free[0] if free else None), False

    def _heads(self) -> list[int]:
        """The columns that the words above name, in their order."""
        return list(dict.fromkeys(heads_in(tuple(self.head_words), self.labels.head_names)))

    def _columns_of(self, line: PastedLine) -> tuple[tuple[str, ...], Sequence[int | None] | None]:
        """The line's texts, parts of one number joined where the width proves it, and the column of each:
        None where nothing says it, and for the whole line where that is so for all."""
        width, texts = len(self.labels.heads), line.texts
        if line.is_tabbed and (found := self._tabbed_heads(len(texts))):
            return texts, found
        while len(texts) > width and not texts[-1]:
            texts = texts[:-1]
        heads = self._heads()
        if not line.is_tabbed and len(texts) not in (len(heads), width):
            for count in dict.fromkeys((len(heads), width)):
                if together := joined(texts, count=count):
                    texts = together
                    break
        if len(texts) == len(heads):
            return texts, heads
        in_order = heads == sorted(heads)
        return texts, list(range(width)) if len(texts) == width and in_order else None

    def _tabbed_heads(self, count: int) -> list[int | None]:
        """The column of each text by the heads above it, from the right; empty where none is known."""
        words: list[Tokens] = [()] * count
        for line in self.head_lines:
            parts = line.parts[-count:]
            parts = (*([""] * (count - len(parts))), *parts)
            words = [(*before, *tokens(part)) for before, part in zip(words, parts, strict=True)]
        found = [self.labels.head_named(one) for one in words]
        known = [column for column in found if column is not None]
        if not known or len(set(known)) < len(known):
            return []
        left = [n for n in range(len(self.labels.heads)) if n not in known]
        gaps = [n for n, column in enumerate(found) if column is None]
        filled = list(found)
        for gap, column in zip(gaps, left, strict=False):
            filled[gap] = column
        # A head that is not known is the one column that is left, where that keeps the table's order.
        in_order = [column for column in filled if column is not None]
        return filled if len(gaps) == len(left) and in_order == sorted(in_order) else found

    def _take_division(self, line: PastedLine) -> None:
        """A row of the table of divisions that is none of its own: a division without a row, or the total."""
        (text,) = line.texts
        total = next((n for n, row in enumerate(self.table.rows) if row.sum_of or not row.division), None)
        words = tokens(line.label)
        if total is not None and (words in _TOTALS or (words and words[-1] == "total")):
            self.placement.cells.append(self._placed(total, 0, text))
        else:
            self.placement.divisions.append((line.label, text))

    def _offer(
        self, label: str, texts: tuple[str, ...], *, row: int | None, columns: Sequence[int | None] | None
    ) -> None:
        width = len(self.labels.heads)
        if columns is None:  # from the focused cell on, else from the first
            begins = self.focus.column if self.table.code == self.focus.table else 0
            begins = begins if 0 <= begins <= width - len(texts) else 0
            columns = list(range(begins, begins + len(texts))) if len(texts) <= width else []
        cells = [
            self._placed(row, column, text)
            for text, column in zip(texts, columns, strict=False)
            if row is not None and column is not None and text
        ]
        self.placement.offers.append(Offer(label, tuple(filter(None, texts)), tuple(cells)))

    def _placed(self, row: int, column: int, text: str) -> Placed:
        if self.labels.turned:
            row, column = column, row
        return Placed(self.table.code, row, column, text)

    def lay_from_focus(self, lines: Iterable[PastedLine]) -> None:
        """A block without labels: its first number goes into the focused cell. Heads say the columns."""
        row, first = self.focus.row, max(0, self.focus.column)
        width = len(self.table.columns)
        for line in lines:
            if line.label and (self._title(line) is not None or self._is_head(line)):
                self.head_words += tokens(line.label)
                continue
            if line.label or not line.texts or is_year(line.texts, year=None):
                self.placement.left_out.append(line.raw[:_SHOWN])
                continue
            heads = self._heads()
            texts: tuple[str, ...] = line.texts
            room = width - first
            if line.is_tabbed:
                pass
            elif len(texts) > room:
                texts = joined(texts, count=room) or texts
            elif len(texts) < room and (one := joined(texts, count=1)) and len(texts) > 1:
                # `1 471` alone may be one number, or two cells.
                self.placement.offers.append(Offer("", texts, (Placed(self.table.code, row, first, one[0]),)))
                continue
            columns = heads if len(heads) == len(texts) else range(first, first + len(texts))
            for column, text in zip(columns, texts, strict=True):
                if text and row < len(self.table.rows) and column < width:
                    self.placement.cells.append(Placed(self.table.code, row, column, text))
                elif text:
                    self.placement.beyond.append(text)
            row += 1
