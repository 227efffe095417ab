"""A long table, with a row for each area and category, level or measure, as the wide one that it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stats.documents.sheets import Row, Sheet, column_letters
from stats.reading.area_tables.amounts import bare, is_amount
from stats.reading.area_tables.columns import is_of_measure
from stats.reading.area_tables.layout import Found, SheetLayout
from stats.reading.area_tables.words import Words, without_notes, words_of
from stats.reading.area_tables.years import years_said

MOST_PARTS = 60  # texts of one column that are heads: no report has as many rows


@dataclass(frozen=True, slots=True)
class WideSheet:
    """`places` are the cells that its cells came from, by the number of the row and the index of the column;
    `columns` the indexes of the columns there."""

    sheet: Sheet
    places: Mapping[tuple[int, int], str]
    columns: Mapping[int, int]


def widened(sheet: Sheet, layout: SheetLayout, found: Found) -> WideSheet | None:
    """The table with one column for each text that stands in the rows; None where it is no long table."""
    heads = {
        c: " ".join(filter(None, (without_notes(layout.cell(at, c)) for at in found.heads)))
        for c in found.columns
    }
    texts = {c: [layout.cell(at, c).strip() for at in found.rows] for c in found.columns}
    parts = [c for c in found.columns if _names_parts(heads[c], texts[c])]
    values = [c for c in found.columns if c not in parts and _holds_numbers(texts[c])]
    kept = [c for c in found.columns if c not in (*parts, *values)]
    keys = [tuple(layout.cell(at, c) for c in (found.label, *kept)) for at in found.rows]
    if not parts or not values or max(Counter(keys).values()) == 1:
        return None
    wide: dict[tuple[tuple[str, ...], int], dict[tuple[str, ...], int]] = defaultdict(dict)
    for at, key in zip(found.rows, keys, strict=True):
        part = tuple(_head(heads[c], layout.cell(at, c).strip()) for c in parts)
        again = next(n for n in range(len(found.rows)) if part not in wide[key, n])  # a row that comes twice
        wide[key, again][part] = at
    columns = [
        (part, c) for part in dict.fromkeys(part for row in wide.values() for part in row) for c in values
    ]
    first = 1 + len(kept)
    places: dict[tuple[int, int], str] = {}
    rows = []
    for (key, _), cells in wide.items():
        number = sheet.rows[min(cells.values())].number
        for index, (part, c) in enumerate(columns, first):
            if part in cells:
                places[number, index] = f"{column_letters(c + 1)}{sheet.rows[cells[part]].number}"
        rows.append(
            Row(number, (*key, *(layout.cell(cells[p], c) if p in cells else "" for p, c in columns)))
        )
    lines = [*_heads(columns, heads, kept=kept, several=len(values) > 1)]
    above = [Row(n, line) for n, line in enumerate((*((text,) for text in found.above), *lines), 1)]
    return WideSheet(
        replace(sheet, rows=(*above, *rows), even=False),
        places,
        dict(enumerate((c for _, c in columns), first)),
    )


def _heads(
    columns: Sequence[tuple[tuple[str, ...], int]],
    heads: Mapping[int, str],
    *,
    kept: Sequence[int],
    several: bool,
) -> Iterator[tuple[str, ...]]:
    """The rows of heads: one for each column that named parts, and what is counted where its head says so."""
    blank = [""] * (1 + len(kept))
    for line in zip(*(part for part, _ in columns), strict=True):
        yield (*blank, *line)
    yield (
        "",
        *(heads[c] for c in kept),
        *(heads[c] if several or is_of_measure(words_of([heads[c]])) else "" for _, c in columns),
    )


def _names_parts(head: str, texts: Sequence[str]) -> bool:
    """Whether a column says in each row of which category, level or measure its number is."""
    filled = set(filter(None, texts))
    if (
        not filled
        or len(filled) > MOST_PARTS
        or len(filled) == len(texts)
        or any(_is_year(t) for t in filled)
    ):
        return False
    if any(map(is_amount, filled)) and not {bare(text) for text in filled if is_amount(text)} <= set("1234-"):
        return False
    return any(_says(words_of([_head(head, text)])) for text in filled)


def _says(said: Words) -> bool:
    return bool(said.categories or said.levels or is_of_measure(said))


def _holds_numbers(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return sum(is_amount(text) and not _is_year(text) for text in filled) * 2 > len(filled)


def _is_year(text: str) -> bool:
    said = years_said(text)
    return said.any and not said.rest.replace("{year}", "").strip(" 31March")


def _head(head: str, text: str) -> str:
    """The text as the head of a column: `1` below `Level` is `Level 1`."""
    return f"{head} {text}" if text and not any(map(str.isalpha, text)) else text
