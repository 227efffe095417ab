"""What a printed cell says: a number, with or without a word that qualifies it, or a marker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from stats.calculations.amounts import Amount, Qualifier
from stats.catalogue.measures import Measure
from stats.documents.sheets import DateCell

DATE_MADE = "the cell is a date: the spreadsheet made one of what was typed"

# The whole country's MAPPA total is under 100,000: a larger count is two numbers run together.
LARGEST_COUNT = Decimal(999_999)
LONGEST_PRINTED = 40
LARGEST_RATE = Decimal(100_000)  # per 100,000 people

MARKERS = {"z": "z", "c": "c", "x": "x", "low": "low", "-": "z", "–": "z", "—": "z"}
# How a marker stands in a printed table: by the data's own rule z is a printed dash.
MARKER_PRINTED = {"z": "-", "c": "[c]", "x": "[x]", "low": "[low]"}

# What reports and newspapers write before a number, or after it, for each qualifier.
QUALIFIER_WORDS = {
    Qualifier.MORE_THAN: ("more than", "over", "just over", "well over", "above", "in excess of", ">"),
    Qualifier.AT_LEAST: ("at least", "no fewer than", "no less than", "or more", "≥", ">=", "+"),
    Qualifier.FEWER_THAN: (
        "fewer than", "less than", "under", "just under", "below", "nearly", "almost", "close to", "<"
    ),
    Qualifier.AT_MOST: ("at most", "no more than", "up to", "or fewer", "or less", "≤", "<="),
    Qualifier.ABOUT: (
        "about", "around", "approximately", "approx.", "approx", "roughly", "circa", "c.", "~",
        "≈", "or so",
    ),
}  # fmt: skip
QUALIFIERS = {word: qualifier for qualifier, words in QUALIFIER_WORDS.items() for word in words}
QUALIFIERS_AFTER = ("or more", "or fewer", "or less", "or so", "+")
QUALIFIERS_BEFORE = sorted(QUALIFIERS.keys() - set(QUALIFIERS_AFTER), key=len, reverse=True)
_QUALIFIED = re.compile(
    rf"(?P<before>{'|'.join(map(re.escape, QUALIFIERS_BEFORE))})? ?"
    rf"(?P<number>\d[\d,.]*) ?(?P<after>{'|'.join(map(re.escape, QUALIFIERS_AFTER))})?",
    re.IGNORECASE,
)

_COUNT = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+")
_RATE = re.compile(rf"({_COUNT.pattern})(\.[0-9]{{1,3}})?")
# `5 c`, `[c]5` or `12 -`: a minus sign before the number is a negative, told before this is asked.
_MARKER = r"(\[?(z|c|x|low)\]?|[-–—])"
_BESIDE_MARKER = rf"[0-9][0-9,.]* ?{_MARKER}|{_MARKER} ?[0-9][0-9,.]*"
_WORD_AND_MARKER = rf"(?i:({'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?{_MARKER})"
_NO_DECIMALS = "a count has no decimals"
_UNKNOWN_WORD = "the word beside the number is not known"
_FOOTNOTE = r"[*†‡§¶^#¹²³⁰⁴-⁹ªº]+|[\[(](?![zcx]\])[0-9a-z][\])]"
_AVAILABLE = "x if the number is not available, - if there can be none"
# Why a text is no number, and what to type instead: the first pattern that it matches tells. Without the
# latter it is the number that was expected.
_REASONS = tuple(
    (re.compile(pattern), words, expected)
    for pattern, words, expected in (
        (r"=.*", "this is a formula", ""),
        (
            rf"(?P<number>[0-9][0-9,.]*) ?(?:{_FOOTNOTE})",
            "the sign of a footnote stands beside the number",
            "the number without it: {number}",
        ),
        (
            rf"(?:{_FOOTNOTE}) ?(?P<number>[0-9][0-9,.]*)",
            "the sign of a footnote stands before the number",
            "the number without it: {number}",
        ),
        (
            r"[*†‡]+",
            "a star is no number",
            "c if the star says that the number is suppressed, x if it is not available",
        ),
        (r"[.:…]+", "dots are no number", _AVAILABLE),
        (
            r"(?i:n ?[/.]? ?a\.?|not (?:available|known|recorded|held)|unknown)",
            "this is no number",
            _AVAILABLE,
        ),
        (r"(?i:not applicable)", "this is no number", "- where there can be none"),
        (r"(?i:suppressed|withheld|redacted|s)", "this is no number", "c for a number that is suppressed"),
        (r"(?i:nil|none|zero|no)", "this is no number", "0, if the report means that there were none"),
        (
            r"\((?P<number>[0-9][0-9,.]*)\)",
            "the number stands in brackets",
            "the number without them: {number}",
        ),
        (r"[\[(](?i:notes?|r)? ?[0-9a-z]?[\])]", "the mark of a note is no number", _AVAILABLE),
        (
            r"[1-9][0-9]{0,2}(?: [0-9]{3})+",
            "a space stands in the number",
            "a comma, or nothing, between its thousands",
        ),
        (
            r"[0-9][0-9,.]*(?: ?(?: |[-–—/]|or|to|and) ?[0-9][0-9,.]*)+",
            "several numbers stand together",
            "one number",
        ),
        (r"[0-9][0-9,.]* ?(?:%|per ?cent)", "this is a percentage", ""),
        (r"[-–−—] ?[0-9.,]+", "the number is negative", ""),
        (_WORD_AND_MARKER, "a qualifier stands beside a marker", ""),
        (r"[A-Za-z][A-Za-z ]* [0-9][0-9,.]*|[0-9][0-9,.]* [A-Za-z]{4}[A-Za-z ]*", _UNKNOWN_WORD, ""),
        (r".*(?![0-9])\d.*", "the digits are not 0 to 9", ""),
        (f"(?i:{_BESIDE_MARKER})", "a value and a marker stand together", ""),
        (r"(?=.*[0-9])(?!.*[A-Za-z]{3}).*[lIoO].*", "a letter stands among the digits", ""),
        (r"[0-9][0-9,]*\.[0-9]*", _NO_DECIMALS, ""),
        (r"[0-9,]*,[0-9,]*", "a comma stands in the wrong place", ""),
        (r"[0-9]+", "a number does not begin with 0", ""),
        (r".*", "this is not a number", ""),
    )
)


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A number or a marker, and how it stood, with the word before or after it; `qualifier` is what that
    word means."""

    value: Decimal | None
    marker: str
    as_printed: str
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def amount(self) -> Amount:
        return Amount.from_stored(self.value, marker=self.marker, qualifier=self.qualifier)


class UnreadableError(Exception):
    """The text is no amount; the message says why."""

    def __init__(self, message: str, *, expected: str = "", found: str | None = None) -> None:
        super().__init__(message)
        self.expected, self.found = expected, found


def tidied(text: str) -> str:
    """The text with every run of spaces, no-break ones included, as one space, and none at the ends."""
    return " ".join(text.split())


def read_marker(text: str) -> str | None:
    """The marker's code for `z`, `[z]` or a dash; None for anything else."""
    plain = tidied(text).casefold()
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1]
    return MARKERS.get(plain)


def read_cell(text: str, *, measure: Measure | None) -> PrintedAmount:
    """A cell of a printed table: a number, with or without a word that qualifies it, or a marker."""
    code = read_marker(text)
    if code is not None:
        return PrintedAmount(None, code, MARKER_PRINTED[code])
    return read_number(text, measure=measure)


def read_number(text: str, *, measure: Measure | None) -> PrintedAmount:
    """A count, or a rate with up to three decimals, exact or as in `just over 11,000` and `11,000 or more`.
    Where the measure is not known either will do."""
    printed = plain = tidied(text)
    qualifier = Qualifier.EXACT
    if (parts := _QUALIFIED.fullmatch(plain)) and (parts["before"] or parts["after"]):
        if parts["before"] and parts["after"]:
            raise UnreadableError("the number has a word before it and one after it", expected="one of them")
        qualifier = QUALIFIERS[(parts["before"] or parts["after"]).casefold()]
        plain = parts["number"]
    count = measure is not None and measure.is_count
    if isinstance(text, DateCell) or not (_COUNT if count else _RATE).fullmatch(plain):
        expected = "a whole number such as 1471 or 1,471" if count else "a number such as 102 or 57.45"
        why, instead = next(
            (words, instead.format_map(found.groupdict()))
            for pattern, words, instead in _REASONS
            if (found := pattern.fullmatch(plain))
        )
        expected = instead or expected
        if isinstance(text, DateCell):
            why = DATE_MADE
        elif why == _NO_DECIMALS and not count:
            why = "a rate has at most three decimals"
        elif why == _UNKNOWN_WORD:
            expected = f"{', '.join(filter(None, Qualifier))} or nothing beside it"
        raise UnreadableError(why, expected=expected)
    value = Decimal(plain.replace(",", ""))
    largest = LARGEST_COUNT if count or measure is None else LARGEST_RATE
    if value > largest:
        raise UnreadableError("the number is past what can be", expected=f"at most {largest:,}")
    if len(printed) > LONGEST_PRINTED:
        raise UnreadableError("the number is too long")
    return PrintedAmount(value, "", printed, qualifier)
