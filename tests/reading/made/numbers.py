"""Disturbances of what stands in the cells. What a reader may make of a changed cell is changed with it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.reading.made.printed import Cell, Report
from tests.reading.made.walking import chosen, figures, on_cells


def odd_dashes(report: Report, random: Random) -> Report:
    dash = random.choice("–—‐−‑‒―")
    return on_cells(report, lambda cell: replace(cell, text=dash) if cell.text == "-" else cell)


def dots_for_dashes(report: Report, random: Random) -> Report:
    """`..` means that a number is not available, `n/a` that there can be none: neither is guessed at."""
    text = random.choice(("..", "…"))
    return on_cells(report, lambda cell: replace(cell, text=text, means="") if cell.text == "-" else cell)


def footnote_marks(report: Report, random: Random) -> Report:
    """A mark that is no digit stuck to some numbers, or set after them."""
    marked = chosen([cell for cell in figures(report) if cell.means.isdecimal()], random)
    mark = random.choice(("*", "†", "¹", "²", "**", " *", "‡", "³"))
    return on_cells(report, lambda cell: replace(cell, text=cell.text + mark) if cell.key in marked else cell)


def superscripts_lost(report: Report, random: Random) -> Report:
    """A raised 1 has become the last digit of a number in a table with totals."""
    held = {cell.key for _, table in report.tables() if table.own and "Total" in table.heads
            for row in table.rows for cell in row.cells if cell.means.isdecimal()}  # fmt: skip
    marked = chosen([cell for cell in figures(report) if cell.key in held], random, share=0.02)
    return on_cells(
        report,
        lambda cell: replace(cell, text=cell.text + "1", or_as_printed=True) if cell.key in marked else cell,
    )


def thousands(report: Report, random: Random) -> Report:
    between = random.choice((" ", "\u00a0", "\u2009", "\u202f", ","))

    def grouped(cell: Cell) -> Cell:
        if not cell.key or not cell.means.isdecimal() or len(cell.means) < 4:
            return cell
        return replace(cell, text=f"{int(cell.means):,}".replace(",", between))

    return on_cells(report, grouped)


def letters_for_digits(report: Report, random: Random) -> Report:
    """As OCR has it: l for 1, O for 0, g for 9. Right where sums tell, and else left empty."""
    letters = random.choice(
        ({"1": "l", "0": "O"}, {"1": "I", "0": "o"}, {"9": "g", "5": "S"}, {"8": "B", "6": "b"})
    )
    confused = chosen(
        [cell for cell in figures(report) if set(cell.means) & letters.keys()], random, share=0.1
    )
    summed = _in_sums(report)
    table = str.maketrans(letters)

    def misread(cell: Cell) -> Cell:
        if cell.key not in confused:
            return cell
        text = cell.text.translate(table)
        return replace(cell, text=text, means=cell.means if cell.key in summed or text == cell.text else "")

    return on_cells(report, misread)


def _in_sums(report: Report) -> frozenset[str]:
    """The figures that a printed sum holds: those of tables with a total, but for rows behind it."""
    found = set()
    for _, table in report.tables():
        said = [" ".join((row.label, *table.heads)).casefold() for row in table.rows]
        totals = [at for at, text in enumerate(said) if "total" in text]
        found |= {cell.key for row in table.rows[: max(totals, default=-1) + 1] for cell in row.cells}
    return frozenset(found)


def cells_missing(report: Report, random: Random) -> Report:
    """Some cells are blank: nothing moves into them."""
    gone = chosen(figures(report), random, share=0.05)
    return on_cells(
        report, lambda cell: replace(cell, text="", key="", means="") if cell.key in gone else cell
    )


def a_printed_error(report: Report, random: Random) -> Report:
    """A total that its parts do not make: the report's own, so kept, where it is told."""
    totals = {cell.key for _, t in report.tables() if t.own and "Total" in t.heads
              for row in t.rows for cell in row.cells[-1:] if cell.means.isdecimal()}  # fmt: skip
    if not totals:
        return report
    wrong = random.choice(sorted(totals))
    by = random.choice((1, 2, 10))

    def misprinted(cell: Cell) -> Cell:
        if cell.key != wrong:
            return cell
        text = str(abs(int(cell.means) + by))
        return replace(cell, text=text, means=text)

    return on_cells(report, misprinted)


def last_year_in_brackets(report: Report, random: Random) -> Report:
    """62 (55): this year's number, and behind it last year's."""
    marked = chosen([cell for cell in figures(report) if cell.means.isdecimal()], random)

    def with_last(cell: Cell) -> Cell:
        return replace(cell, text=f"{cell.text} ({int(cell.means) + 7})") if cell.key in marked else cell

    return on_cells(report, with_last)


def shares_in_brackets(report: Report, random: Random) -> Report:
    """666 (74%)"""
    marked = chosen([cell for cell in figures(report) if cell.means.isdecimal()], random)

    def with_share(cell: Cell) -> Cell:
        return replace(cell, text=f"{cell.text} ({random.randint(1, 99)}%)") if cell.key in marked else cell

    return on_cells(report, with_share)


def nil_for_nought(report: Report, random: Random) -> Report:
    word = random.choice(("Nil", "nil", "None", "NIL"))
    return on_cells(report, lambda cell: replace(cell, text=word) if cell.text == "0" else cell)
