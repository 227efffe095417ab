"""Where in a sheet the tables of areas are: the column that names the areas, rows of heads, rows of data."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from stats.documents.sheets import Row, Sheet
from stats.reading.area_names import is_only_set_aside
from stats.reading.area_tables.amounts import bare, is_amount
from stats.reading.area_tables.words import without_notes
from stats.reading.area_tables.years import years_said

# The 42 areas, over every year that there is, are a fifth of it.
MOST_ROWS = 5_000
MOST_TABLES = 200
MOST_SHEET_ROWS = 20_000
NEARBY = 8
FEW = 3  # areas after which the first one, seen again below a gap, begins another table
MOST_LINES_ABOVE = 8
MOST_GAP = 4  # rows without a head between the heads and the first area: blanks, the name of a region

FindArea = Callable[[str], str]
IsTotal = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A table's place in its sheet. `rows` are indexes of rows with data, `label` the column of the names,
    `columns` the indexes of all others that belong to it; `heads` are the rows of its heads and `above` the
    texts over them, nearest last."""

    label: int
    columns: tuple[int, ...]
    heads: tuple[int, ...]
    rows: tuple[int, ...]
    above: tuple[str, ...]


@dataclass(slots=True)
class _Run:
    rows: list[int] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)
    heads: tuple[int, ...] | None = None


class TooManyRowsError(Exception):
    """The sheet names areas far more often than any publication does."""


class SheetLayout:
    """Finds the tables of one sheet. `find` gives the slug of the area that a text names, or nothing;
    `is_total` says whether one names a region, a nation or a sum."""

    def __init__(self, sheet: Sheet, *, find: FindArea, is_total: IsTotal) -> None:
        if len(sheet.rows) > MOST_SHEET_ROWS:
            raise TooManyRowsError
        self.rows: Sequence[Row] = sheet.rows
        self.is_total = is_total
        self.width = max((len(row.cells) for row in self.rows), default=0)
        self.amounts = [
            tuple(number for number, cell in enumerate(row.cells) if is_amount(cell)) for row in self.rows
        ]
        self.named = {
            (at, number): slug
            for at, row in enumerate(self.rows)
            if self.amounts[at]
            for number, cell in enumerate(row.cells)
            if cell.strip() and number < self.amounts[at][-1] and (slug := find(cell))
        }
        for key in list(self._second_names()):
            del self.named[key]

    def tables(self) -> Iterator[Found]:
        """Every table of areas, from the top down and from left to right. Raises TooManyRowsError."""
        left = dict(self.named)
        found: list[Found] = []
        if len(left) > MOST_ROWS:
            raise TooManyRowsError
        while left:
            label = Counter(column for _, column in left).most_common()
            best = min(label, key=lambda item: (-item[1], item[0]))[0]
            runs = list(self._runs(best, left))
            for run in runs:
                table = self._table(best, run, others=found)
                found.append(table)
                if len(found) > MOST_TABLES or sum(len(other.rows) for other in found) > MOST_ROWS:
                    raise TooManyRowsError
                covered = {*table.columns, table.label}
                rows = range(run.rows[0], run.rows[-1] + 1)
                left = {key: slug for key, slug in left.items() if not (key[0] in rows and key[1] in covered)}
            left = {key: slug for key, slug in left.items() if key[1] != best}
        yield from sorted(found, key=lambda table: (table.rows[0], table.label))

    def _second_names(self) -> Iterator[tuple[int, int]]:
        """Cells that name an area beside another in the same row, without a number between the two: a column
        of regions or of forces. The column that names most areas in the rows around is that of the areas."""
        rows: dict[int, list[int]] = defaultdict(list)
        for at, column in self.named:
            rows[column].append(at)

        def around(at: int, column: int) -> int:
            return bisect(rows[column], at + NEARBY) - bisect(rows[column], at - NEARBY - 1)

        for at, columns in groupby(sorted(self.named), key=itemgetter(0)):
            kept: int | None = None
            for _, column in columns:
                if kept is None or any(kept < number < column for number in self.amounts[at]):
                    kept = column
                elif around(at, column) > around(at, kept):
                    yield at, kept
                    kept = column
                else:
                    yield at, column

    def cell(self, at: int, column: int) -> str:
        cells = self.rows[at].cells
        return cells[column] if column < len(cells) else ""

    def label(self, at: int, column: int) -> str:
        """The name of a row: what stands in the column of the names, or the nearest text before it."""
        for number in range(column, -1, -1):
            if self.cell(at, number).strip() and not is_amount(self.cell(at, number)):
                return " ".join(self.cell(at, number).split())
        return ""

    def is_data(self, at: int, column: int) -> bool:
        """Whether a row that names no area holds numbers, and is no head such as years or 1, 2, 3."""
        filled = [self.cell(at, c).strip() for c in range(column + 1, self.width) if self.cell(at, c).strip()]
        amounts = [text for text in filled if is_amount(text)]
        if not amounts or len(amounts) * 2 < len(filled):
            return False
        label = self.label(at, column)
        if is_only_set_aside(label):
            return False
        if all(years_said(text).any for text in filled) and not self.is_total(label):
            return False
        numbers = [plain for plain in map(bare, filled) if plain.isdecimal()]
        in_order = [str(n) for n in range(1, len(numbers) + 1)]
        # `Level | 1 | 2 | 3`, and the numbers of categories again and again under levels
        return not (len(numbers) > 1 and (numbers == in_order or (not label and set(numbers) <= set("1234"))))

    def is_head(self, at: int, column: int) -> bool:
        """Whether a row has texts over the columns of the numbers. A title that was merged over all of them
        and stands in each is none."""
        texts = {self.cell(at, c).strip() for c in range(column + 1, self.width)} - {""}
        return bool(texts - {self.cell(at, column).strip()}) and not self.is_data(at, column)

    def _runs(self, column: int, left: dict[tuple[int, int], str]) -> Iterator[_Run]:
        """The rows of each table one below another in that column."""
        hits = sorted(at for at, c in left if c == column)
        run = _Run()
        head: list[int] = []
        gap: list[int] = []  # rows of texts alone, such as a title or the name of a region, and blank ones
        waiting: list[int] = []  # rows with numbers and another name below a head: of the table that follows
        for at in range(hits[0], hits[-1] + 1):
            slug = left.get((at, column), "")
            if not slug:
                if self.is_head(at, column):
                    head.append(at)
                elif self.is_data(at, column):
                    (waiting if head else run.rows).append(at)
                else:
                    gap.append(at)
                continue
            another = slug in run.slugs and (
                bool(head) or (bool(gap) and slug == run.slugs[0] and len(run.slugs) >= FEW)
            )
            if another or (head and not self._goes_on(run, head, gap, column)):
                heads = tuple(head) or run.heads
                yield run
                run = _Run(heads=heads)
            run.rows += [*waiting, at]
            run.slugs.append(slug)
            head, waiting, gap = [], [], []
        end = hits[-1] + 1
        blanks = 0
        while end < len(self.rows) and blanks < 2 and not self.is_head(end, column):
            if self.is_data(end, column):
                run.rows.append(end)
            blanks = blanks + 1 if self.rows[end].is_blank else 0
            end += 1
        yield run

    def _goes_on(self, run: _Run, head: Sequence[int], gap: Sequence[int], column: int) -> bool:
        """Whether heads within a table are its own once more, as at the top of a printed page, with no other
        title over them."""
        own = self._head_rows(run.rows[0], column, stop=-1)
        heads = {self._text(at, column) for at in own}
        top = min((*own, run.rows[0]))
        titles = {self._title(at) for at in range(max(top - MOST_LINES_ABOVE, 0), top)} | {""}
        return all(self._text(at, column) in heads for at in head) and all(
            self._title(at) in titles for at in gap if at < head[0]
        )

    def _title(self, at: int) -> str:
        texts = dict.fromkeys(without_notes(cell) for cell in self.rows[at].cells)
        plain = " ".join(filter(None, texts)).casefold()
        return plain.replace("(continued)", "").replace("continued", "").strip(" :,-–")

    def _text(self, at: int, column: int) -> str:
        cells = (without_notes(self.cell(at, c)) for c in range(column + 1, self.width))
        return " ".join(filter(None, cells)).casefold()

    def _head_rows(self, first: int, column: int, *, stop: int) -> tuple[int, ...]:
        """The rows of heads over the first row of data, from the top down."""
        at = first - 1
        while at > stop and first - at <= MOST_GAP and not self.is_head(at, column):
            at -= 1
        found = []
        while at > stop and (at, column) not in self.named:
            if self.is_head(at, column):
                found.append(at)
            elif not (
                found and self.rows[at].is_blank and at - 1 > stop and self._is_upper_head(at - 1, column)
            ):
                break
            at -= 1
        return tuple(reversed(found))

    def _is_upper_head(self, at: int, column: int) -> bool:
        filled = [c for c in range(column + 1, self.width) if self.cell(at, c).strip()]
        return self.is_head(at, column) and len(filled) > 1

    def _table(self, label: int, run: _Run, *, others: Sequence[Found]) -> Found:
        rows = set(run.rows)
        before = [table for table in others if table.rows[-1] < run.rows[0] and self._overlaps(table, label)]
        stop = max((table.rows[-1] for table in before), default=-1)
        first = run.rows[0]
        while first - 1 > stop and self.is_data(first - 1, label):
            first -= 1
            rows.add(first)
        heads = self._head_rows(first, label, stop=stop) or run.heads or ()
        beside = self._beside(label, sorted(rows))
        begin = max((c for c in beside if c < label), default=-1)
        end = min((c for c in beside if c > label), default=self.width)
        if begin >= 0:
            begin = max((c for at in rows for c in self.amounts[at] if c < label), default=begin)
        columns = tuple(c for c in range(begin + 1, end) if c != label)
        top = min((*heads, first))
        above = []
        areas = {at for at, _ in self.named}
        for at in range(top - 1, stop, -1):
            if at in areas or self.is_data(at, label):
                break
            texts = [" ".join(cell.split()) for cell in self.rows[at].cells if cell.strip()]
            if texts:
                above.append(" ".join(dict.fromkeys(texts)))
            if len(above) == MOST_LINES_ABOVE:
                break
        return Found(label, columns, heads, tuple(sorted(rows)), tuple(reversed(above)))

    def _overlaps(self, table: Found, label: int) -> bool:
        return label == table.label or label in table.columns

    def _beside(self, label: int, rows: Sequence[int]) -> set[int]:
        """Columns that name the areas of another table beside this one, with numbers between the two."""
        between: Counter[int] = Counter()
        for at in rows:
            for row, column in ((at, c) for c in range(self.width) if c != label and (at, c) in self.named):
                low, high = sorted((label, column))
                if any(low < c < high for c in self.amounts[row]):
                    between[column] += 1
        return {column for column, times in between.items() if times > 1}
