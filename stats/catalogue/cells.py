"""Cell ids: a cell of a printed table as one text, for forms, stored drafts and addresses within a page."""

from __future__ import annotations

from stats.catalogue.measures import CATEGORIES, LEVELS, TOTAL, CellKey

LONGEST_ID = 240


class NotACellError(ValueError):
    """The text is not a cell id."""


def cell_id(cell: CellKey) -> str:
    """`measure.category.level.division.years_back`, parts that the cell lacks left empty.

    `eligible_offenders.1.total..0` is an area's registered sexual offenders. Only a division's name may have
    a dot in it, so the id is read back from both ends.
    """
    return f"{cell.measure}.{cell.category}.{cell.level}.{cell.division}.{cell.years_back}"


def cell_words(cell: CellKey, *, title: str) -> str:
    """A cell's place in words, after its measure's title: `SOPOs, Category 1, all levels`."""
    parts = [title]
    if cell.category:
        parts.append("all categories" if cell.category == TOTAL else f"Category {cell.category}")
    if cell.level:
        parts.append("all levels" if cell.level == TOTAL else f"Level {cell.level}")
    if cell.division:
        parts.append(cell.division)
    if cell.years_back:
        parts.append("the year before")
    return ", ".join(parts)


def cell_key(text: str) -> CellKey:
    """The cell that an id names; NotACellError where the text is none that `cell_id` makes.

    Whether the measure exists, and has that category and level, is not asked here.
    """
    if len(text) > LONGEST_ID:
        raise NotACellError(f"{text[:40]!r}…: too long for a cell")
    parts = text.split(".", 3)
    rest = parts[-1].rsplit(".", 1)
    if len(parts) != 4 or len(rest) != 2 or rest[1] not in ("0", "1"):
        raise NotACellError(f"{text!r}: expected measure.category.level.division.years_back")
    measure, category, level = parts[:3]
    if not measure or category not in ("", *CATEGORIES) or level not in ("", *LEVELS):
        raise NotACellError(f"{text!r}: there is no such measure, category or level")
    return CellKey(measure, category, level, rest[0], int(rest[1]))
