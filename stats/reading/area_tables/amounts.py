"""Numbers as workbooks write them, in one of three national styles, and the signs that stand for none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stats.analysis.tables.printed_amounts import MARKER_PRINTED, UnreadableError, read_cell, tidied
from stats.catalogue.measures import Measure
from stats.documents.sheets import DateCell

# What stands for no number. A dash, a star or "n/a" mean one thing in one workbook and another in the next:
# they are asked, unless a note of the file says what they mean.
SIGNS = {
    "..": "x", "…": "x", "...": "x", ":": "x", "[x]": "x", "x": "x", "not available": "x",
    "c": "c", "[c]": "c", "z": "z", "[z]": "z", "low": "low", "[low]": "low", "nil": "0",
    "-": "", "–": "", "—": "", "−": "", "*": "", "**": "", "n/a": "", "na": "", ".": "", "#": "", "~": "",
}  # fmt: skip
_DASHES = ("-", "–", "—", "−")
_LEGEND = re.compile(
    r"(?:(?:symbols?|key|notes?|conventions?) ?: ?)?[\"'“‘(\[]*"
    r"(?P<sign>\.\.|…|\*+|[-–—−#~:.]|n/a)[\"'”’)\]]* *"
    r"(?:=|:|-|–|denotes?|means?|indicates?|represents?|is|signifies)+ *"
    r"(?P<words>.+)",
    re.IGNORECASE,
)
_LEGEND_WORDS = (
    ("not applicable", "z"), ("suppress", "c"), ("confidential", "c"), ("withheld", "c"),
    ("fewer than", "c"), ("less than", "c"), ("not available", "x"), ("not published", "x"),
    ("not collected", "x"), ("missing", "x"),
    ("no data", "x"), ("nil", "0"), ("zero", "0"), ("none", "0"),
)  # fmt: skip
_MARK = re.compile(r" ?(?:[\[(] ?(?:notes? ?)?(?:[0-9]{1,2}|[a-z]) ?[\])]|[¹²³⁴-⁹⁰†‡§*]+)$", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<sign>[,. '])[0-9]{3})(?:(?P=sign)[0-9]{3})*")
_SPACES = str.maketrans("\u00a0\u2007\u2009\u202f’", "    '")
_AMOUNT = re.compile(r"[<>~≤≥]?=? ?[0-9][0-9,. ']*[%+]?")

STYLES = {",": "1,471", ".": "1.471", " ": "1 471", "'": "1'471"}


@dataclass(frozen=True, slots=True)
class Taken:
    """`text` is what read_cell takes, empty where the cell is not sure; then, or where something was done to
    it, `doubt` says what."""

    text: str
    doubt: str = ""


def sign_of(text: str) -> str:
    """The sign in a cell that stands for no number, every dash as `-`; empty where there is none."""
    plain = bare(text).casefold()
    return "-" if plain in _DASHES else plain if plain in SIGNS else ""


def is_decimal_comma(cells: Iterable[str]) -> bool:
    """Whether a table writes decimals after a comma: 57,45 or 1.471 are seen in it, and no 57.45."""
    plain = [bare(cell) for cell in cells]
    return any(re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})*,[0-9]{1,2}", cell) for cell in plain) and not any(
        re.fullmatch(r"[0-9,]+\.[0-9]{1,2}", cell) for cell in plain
    )


def is_amount(text: str) -> bool:
    """Whether a cell of a sheet looks like a number or stands for one."""
    plain = bare(text)
    return bool(plain) and (plain.casefold() in SIGNS or _AMOUNT.fullmatch(plain) is not None)


@lru_cache(maxsize=10_000)
def bare(text: str) -> str:
    """The text with plain spaces and without the marks of notes at its end."""
    plain = tidied(text.translate(_SPACES))
    while plain not in SIGNS and (found := _MARK.search(plain)) and found.start():
        plain = plain[: found.start()].rstrip()
    return plain


def number_in(text: str) -> int | None:
    """A whole number, whatever stands between its thousands; None for anything else."""
    plain = bare(text)
    for sign in ",. '":
        plain = plain.replace(sign, "")
    return int(plain) if plain.isascii() and plain.isdigit() else None


def signs_explained(lines: Iterable[str]) -> dict[str, str]:
    """What the notes of a file say of its signs: `.. = not available` gives x for `..`."""
    found: dict[str, str] = {}
    for line in lines:
        for part in re.split(r"[;,\n]|(?<!\.)\. ", line):
            if (said := _LEGEND.match(part.strip())) is None:
                continue
            words = said["words"].casefold()
            if (meaning := next((code for word, code in _LEGEND_WORDS if word in words), None)) is not None:
                found.setdefault("-" if said["sign"] in _DASHES else said["sign"].casefold(), meaning)
    return found


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How one column writes its numbers: `thousands` is the sign between thousands, empty where no number
    has one; `told` says what was taken, empty where there was nothing to decide."""

    thousands: str
    told: str = ""


def column_style(cells: Sequence[str], *, is_count: bool) -> ColumnStyle:
    """The style of a column. Of several the most frequent is taken, and the others' cells are not sure."""
    found = Counter(
        grouped["sign"]
        for cell in cells
        if not isinstance(cell, DateCell)
        and (grouped := _GROUPED.fullmatch(bare(cell)))
        and (is_count or grouped["sign"] not in ".,")
    )
    if not found:
        return ColumnStyle("")
    sign = max(found, key=lambda sign: found[sign])
    if sign == "," and len(found) == 1:
        return ColumnStyle(sign)
    if sign == "." and any(re.fullmatch(r"[0-9]{4,}", bare(cell)) for cell in cells):
        return ColumnStyle("", "1.471 stands beside 1471, so numbers with a point are left empty")
    told = f"{STYLES[sign]} is read as 1,471"
    others = sum(found.values()) - found[sign]
    return ColumnStyle(sign, f"{told}; {others} written in another style are left empty" if others else told)


def taken(
    cell: str,
    *,
    measure: Measure,
    style: ColumnStyle,
    signs: Mapping[str, str],
    not_applicable: bool,
    decimal_comma: bool = False,
) -> Taken:
    """A cell as it can be stored, or why it is not sure. `signs` are what the signs of the file mean;
    `not_applicable` is true where reports print a dash because the cell cannot exist."""
    if isinstance(cell, DateCell):
        return Taken("", "the spreadsheet made a date of it")
    plain = bare(cell)
    if not plain:
        return Taken("")
    marked = (
        "" if plain == tidied(cell.translate(_SPACES)) else f"“{tidied(cell)}” without the mark of a note"
    )
    sign = "-" if plain in _DASHES else plain.casefold()
    if sign in SIGNS or sign in signs:
        return _sign_taken(sign, signs=signs, not_applicable=not_applicable)
    text, doubt = _in_our_style(plain, measure=measure, style=style, decimal_comma=decimal_comma)
    if not text:
        return Taken("", doubt)
    try:
        read = read_cell(text, measure=measure)
    except UnreadableError as error:
        return Taken("", f"{error}: “{tidied(cell)}”")
    return Taken(read.as_printed, marked)


def _sign_taken(sign: str, *, signs: Mapping[str, str], not_applicable: bool) -> Taken:
    if sign == "-" and not_applicable and signs.get(sign) in (None, "", "z"):
        return Taken(MARKER_PRINTED["z"])
    meaning = signs.get(sign, SIGNS.get(sign, ""))
    if not meaning:
        return Taken("", f"nothing says what “{sign}” means here")
    if meaning == "0":
        return Taken("0", f"“{sign}” is taken as 0")
    return Taken(
        MARKER_PRINTED[meaning], "" if sign.strip("[]") == meaning else f"“{sign}” is taken as {meaning}"
    )


def _in_our_style(
    plain: str, *, measure: Measure, style: ColumnStyle, decimal_comma: bool
) -> tuple[str, str]:
    """The number with commas between thousands and a point before decimals; or why that is not sure."""
    if grouped := _GROUPED.fullmatch(plain):
        sign = grouped["sign"]
        if measure.is_count or sign not in ",.":
            if sign == style.thousands:
                return plain.replace(sign, ","), ""
            return "", f"“{plain}” is written in another style than the rest of the column"
        if sign == "," or decimal_comma:
            return "", f"“{plain}” may be thousands or decimals"
        return plain, ""
    if re.fullmatch(r"[0-9]+\.0+", plain) and measure.is_count:
        return plain.split(".", maxsplit=1)[0], ""
    if decimal_comma and not measure.is_count and re.fullmatch(r"[0-9]{1,3},[0-9]{1,2}", plain):
        return plain.replace(",", "."), ""
    if re.search(r"[0-9] +[0-9]", plain):
        return "", f"“{plain}” is two numbers, or one with a mark"
    return plain, ""
