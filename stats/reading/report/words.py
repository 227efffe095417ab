"""The words and numbers of a line of a report: "Level 1 770 100 - 870" is a label and four cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from stats.analysis.tables.printed_amounts import QUALIFIERS_AFTER, QUALIFIERS_BEFORE

_DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4"}
_MARKUP = re.compile(r"</?[a-z][^<>]*>|^\s*#+\s|\\(?=[*|_])|[•●▪◦]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SOFT_HYPHEN = re.compile("\u00ad\\s*")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\u02d7\ufe58\ufe63\uff0d]")
_THIN_SPACE = re.compile("(?<=[0-9])[\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_RULER = re.compile(r"[-_=.]{3,}")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
# A footnote's mark, as it stands at the end of a number or a word.
_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹ªº"
MARKS = f"*†‡§¶^{_RAISED}"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_END = rf"(?![^\s{re.escape(MARKS)}(\[|:;])"
_FOOTNOTE = rf"(?: ?[{re.escape(MARKS)}]+)?(?:[(\[][0-9a-z][)\]])?"
_YEAR = r"(?:19|20)[0-9]{2}"
_ONE_TO_FOUR = r"(?:[1-9](?![0-9])|one|two|three|four)"
_DATE = (
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b\.?(?:,? ?{_YEAR}(?![0-9]))?"
    rf"|\b{_MONTH} {_YEAR}(?![0-9])"
    rf"|(?<![0-9]){_YEAR} ?[-/] ?(?:19|20)?[0-9]{{1,2}}(?![,.]?[0-9])"
    rf"|\b(?:mid|year|since|in|of|for|from|act)[- ]{_YEAR}(?: ?[-/] ?(?:19|20)?[0-9]{{1,2}})?(?![0-9])"
)
LETTERS = "lIoOgSBb"
LETTERS_AS_DIGITS = str.maketrans(LETTERS, "11009586")
_KINDS = {
    # Derbyshire 2005-06 prints "(as defined by section 327 (3), (4) & (5) of the … Act 2003)". A number in
    # brackets is last year's, or a share.
    "aside": r"\((?=[^()]*(?:section|defined|\b(?:act|s\.)\b))(?:(?:[^()]|\([^()]*\))*\)|.*$)"
    r"|(?<!\S)\(\s?[0-9][0-9,.]*\s?\)",
    "percent": rf"[(\[]?\s?[-+]?{_NUMBER}\s?(?:%|per ?cent\b)\s?[)\]]?|(?<!\S)[-+][0-9]+{_END}",
    "per": r"(?:per|/) ?(?:100[, ]?000|hundred thousand)\b",
    "date": _DATE,
    "bound": r"\b(?:levels?|categor(?:y|ies)|cats?|lvl|(?-i:L)(?=[1-3]))[.:]? ?"
    rf"{_ONE_TO_FOUR}(?: ?(?:,|and|&|or|to|/) ?(?:level|category|cat)? ?{_ONE_TO_FOUR})*"
    r"|\b(?:tables?|pages?|section|chart|figure|appendix|annex|note)\b[.:]? ?[0-9]+[a-z]?",
    "qualified": rf"(?<!\S)(?:{'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?{_NUMBER}{_END}"
    rf"|(?<!\S){_NUMBER} ?(?:{'|'.join(map(re.escape, QUALIFIERS_AFTER))}){_END}",
    "number": rf"(?<![^\s\[|:]){_NUMBER}{_FOOTNOTE}{_END}",
    "note": rf"(?<!\S)[{_RAISED}]+(?!\S)",  # a raised digit alone has come off its number
    "marker": rf"(?<!\S)(?:\[[cxz]\]|\[low\]|\.\.|…|n/a|[{re.escape(MARKS)}]){_END}",
    "odd": rf"(?<!\S)(?-i:(?=\S*[0-9])(?=\S*[{LETTERS}])[0-9{LETTERS}][0-9{LETTERS},]*){_END}",
    "letters": rf"(?<!\S)(?:nil|none|(?-i:[lIOo]){{1,3}}){_END}",
    "dash": r"(?<!\S)--?(?!\S)",
    "word": r"[^\W_]+(?:['’‘`&][^\W_]+)*|(?<!\S)%(?!\S)",
}
# The first pattern that fits takes the text.
_TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
_DATES = re.compile(_DATE, re.IGNORECASE)
_AMOUNTS = frozenset(("qualified", "number", "marker", "odd"))
_PLACES = _AMOUNTS | {"blank"}
_SILENT = frozenset(("aside", "percent", "note"))
_GROUPED = re.compile(r"[1-9][0-9]{0,2}( [0-9]{3})+")
_LEVEL_MISREAD = re.compile(r"\b(leve)[1I|](?= ?[1-3])", re.IGNORECASE)
_STUCK_YEAR = re.compile(r"(?<=[^\W\d_]{2})(?=(?:19|20)[0-9]{2}(?![0-9,.]))")
_STUCK = re.compile(
    r"(?<!\S)((?:level|category|cat) ?[1-4]|[^\W\d_]{2,})([0-9]+(?:,[0-9]{3})*)(?=( [0-9-])|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: words, or, where `is_amount`, one number, marker or dash."""

    text: str
    is_amount: bool = False


@lru_cache(maxsize=8192)  # a document says the same in each of its renderings
def shown(text: str) -> str:
    """The text as it stands, without markup and invisible characters, its spaces single."""
    text = _THIN_SPACE.sub("", _SOFT_HYPHEN.sub("", _INVISIBLE.sub("", text))).translate(_LIGATURES)
    return " ".join(_RULER.sub(" ", _MARKUP.sub(" ", _BOLD.sub(r"\1", text)).replace("|", " ")).split())


@lru_cache(maxsize=16384)
def cleaned(text: str) -> str:
    """The text as it is compared: shown, with plain dashes, and `Leve1 2` as Level 2."""
    return _LEVEL_MISREAD.sub(
        r"\1l", _STUCK_YEAR.sub(" ", " ".join(_RULER.sub(" ", _DASHES.sub("-", shown(text))).split()))
    )


def unstuck(text: str, *, is_word: Callable[[str], bool], is_list: bool) -> str:
    """A cleaned line with a space between a label and a number: `Level 2364 - - 364`, `SOPOs69`.

    A single digit that ends the line may be the sign of a footnote, unless numbers stand beside the labels of
    the lines around it: `is_list`. `is_word` tells whether a word is one of a label.
    """

    def parted(match: re.Match[str]) -> str:
        label, number, goes_on = match.groups()
        is_bound = label[-1].isdigit()
        is_sure = goes_on or (not is_bound and (is_list or len(number) > 1 or number == "0"))
        is_apart = is_bound or (is_word(label) and not is_word(match.group()))
        return f"{label} {number}" if is_sure and is_apart else match.group()

    return _STUCK.sub(parted, text)


def without_dates(text: str) -> str:
    return _DATES.sub(" ", text)


@lru_cache(maxsize=16384)
def parts(text: str) -> tuple[Part, ...]:
    """A cleaned text as words and amounts in the order printed. Asides are left out, and what a share or a
    change leaves is an amount without text."""
    if _GROUPED.fullmatch(text):  # a cell of its own: 1 471
        return (Part(text.replace(" ", ""), is_amount=True),)
    found: list[tuple[str, str]] = []
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup or ""
        if kind == "percent" and token.group()[0] not in "([":
            found.append(("blank", ""))
        elif kind not in _SILENT:
            found.append((kind, token.group()))
    made: list[Part] = []
    words: list[str] = []
    for at, (kind, said) in enumerate(found):
        if kind in _PLACES or (kind in ("dash", "letters") and _is_cell(found, at)):
            if words:
                made.append(Part(" ".join(words)))
                words = []
            made.append(Part(said, is_amount=True))
        elif kind != "dash":
            words.append(_bound(said) if kind == "bound" else "per100000" if kind == "per" else said)
    if words:
        made.append(Part(" ".join(words)))
    return tuple(made)


def _is_cell(found: list[tuple[str, str]], at: int) -> bool:
    """Whether a dash or a letter stands for a number: beside one, or at the end of the text."""
    kinds = [kind for kind, _ in found]
    after = next((kind for kind in kinds[at + 1 :] if kind not in ("dash", "letters")), "")
    if after in _PLACES:
        return True
    if kinds[at] == "letters":
        return len(kinds) == 1 or (not after and at > 0 and kinds[at - 1] in (*_PLACES, "dash"))
    # A dash behind words alone ends a label: "Category 1 -"
    return not after and not (set(kinds[:at]) - {"dash"} and not set(kinds[:at]) & _PLACES)


def _bound(said: str) -> str:
    """`Levels 2 and 3` as `level2 level3`, `Category 1, Level 2` as `category1 level2`."""
    words: list[str] = []
    name = ""
    for word in re.findall(r"[a-z]+|[0-9]+", said.casefold()):
        if word.isdigit() or word in _DIGITS:
            words.append(name + _DIGITS.get(word, word))
        elif word not in ("and", "or", "to"):
            name = "level" if word.startswith("l") else "category" if word.startswith("cat") else word
    return " ".join(words)


def number_alone(text: str) -> tuple[str, str]:
    """An amount's text without the sign of a footnote, and the sign."""
    plain = re.sub(rf" ?[{re.escape(MARKS)}]+$|[(\[][0-9a-z][)\]]$", "", text)
    plain = re.sub(rf" ?[{re.escape(MARKS)}]+$", "", plain) or text
    return plain, text[len(plain) :]
