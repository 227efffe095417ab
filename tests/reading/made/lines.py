"""Disturbances of the rows of a rendering, as extractors and page makers leave them."""

from __future__ import annotations

import re
from random import Random

from stats.documents.pages import PageRow


def running_heads(rows: list[PageRow], random: Random) -> list[PageRow]:
    """A line of the page's head, or its number, stands among the rows of a table."""
    new = []
    for row in rows:
        new.append(row)
        if len(row.cells) > 1 and random.random() < 0.1:
            text = random.choice(
                ("MAPPA Annual Report", str(row.page), f"Page {row.page}", f"- {row.page} -")
            )
            new.append(PageRow(row.page, (text,)))
    return new


def gaps(rows: list[PageRow], random: Random) -> list[PageRow]:
    """A blank line before some of the lines."""
    return [
        new for row in rows for new in ([PageRow(row.page, ("",)), row] if random.random() < 0.3 else [row])
    ]


def no_gaps(rows: list[PageRow], _: Random) -> list[PageRow]:
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def spaces_around(rows: list[PageRow], random: Random) -> list[PageRow]:
    def loose(text: str) -> str:
        wide = text.replace(" ", random.choice((" ", "  ", "\u2003")))
        return random.choice(("", " ", "\t")) + wide + random.choice(("", "  "))

    return [PageRow(row.page, tuple(map(loose, row.cells))) for row in rows]


def labels_on_two_lines(rows: list[PageRow], random: Random) -> list[PageRow]:
    """A long label begins on a line of its own, and its numbers stand beside its end."""
    new = []
    for row in rows:
        first, *rest = row.cells
        words = first.split(" ")
        if rest and len(words) > 3 and not first[0].isdecimal():
            cut = random.randrange(2, len(words))
            new.append(PageRow(row.page, (" ".join(words[:cut]),)))
            new.append(PageRow(row.page, (" ".join(words[cut:]), *rest)))
        else:
            new.append(row)
    return new


def markdown(rows: list[PageRow], random: Random) -> list[PageRow]:
    """Signs of emphasis and of headings, in either markup, as an OCR writes them."""
    before, after = random.choice((("**", "**"), ("<b>", "</b>")))
    new = []
    for row in rows:
        first, *rest = row.cells
        if rest:
            bold = first == "Total" or random.random() < 0.2
            cells = (f"{before}{cell}{after}" if bold and cell else cell for cell in row.cells)
            new.append(PageRow(row.page, tuple(cells)))
        elif re.search(r"[a-z] [0-9]+$", first):
            text, _, number = first.rpartition(" ")
            new.append(PageRow(row.page, (f"{text} {before}{number}{after}",)))
        else:
            new.append(PageRow(row.page, (f"# **{first}**" if "MAPPA" in first else first,)))
    return new


def labels_stuck_to_numbers(rows: list[PageRow], random: Random) -> list[PageRow]:
    """Level 2364 where Level 2 and 364 were printed: in lines that are not parted into cells."""
    return [_without_space(row, r"(?<=[0-9a-z]) (?=[0-9])", random) for row in rows]


def numbers_stuck(rows: list[PageRow], random: Random) -> list[PageRow]:
    """77 and 57 have become 7757."""
    return [_without_space(row, r"(?<= [0-9]) (?=[0-9]+ )", random) for row in rows]


def _without_space(row: PageRow, where: str, random: Random) -> PageRow:
    """A line that ends with a number loses, now and then, the first space that the pattern finds."""
    if len(row.cells) > 1 or not re.search(r" [0-9-]+$", row.cells[0]) or random.random() < 0.6:
        return row
    return PageRow(row.page, (re.sub(where, "", row.cells[0], count=1),))
