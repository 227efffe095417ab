"""The words and numbers of a line of a report: "Level 1 770 100 - 870" is a label and four cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stats.analysis.printed_amounts import QUALIFIERS_AFTER, QUALIFIERS_BEFORE

_MARKUP = re.compile(r"</?[a-z][^<>]*>|\*\*|__(?=\w)|^\s*#+\s|\\(?=[*|_])")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SOFT_HYPHEN = re.compile("\u00ad\\s*")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\u02d7\ufe58\ufe63\uff0d\u00ac]")
_RULER = re.compile(r"[-_=.]{3,}")
# A footnote's mark, as it stands at the end of a number or a word.
MARKS = "*†‡§¶^¹²³⁰⁴⁵⁶⁷⁸⁹ªº"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_END = rf"(?![^\s{re.escape(MARKS)}()\[\]|:;])"
_FOOTNOTE = rf"[{re.escape(MARKS)}]*(?:[(\[][0-9a-z][)\]])?"
_YEAR = r"(?:19|20)[0-9]{2}"
_KINDS = {
    # Derbyshire 2005-06 prints "(as defined by section 327 (3), (4) & (5) of the … Act 2003)".
    "aside": r"\((?=[^()]*\b(?:section|defined|act|s\.)\b)(?:(?:[^()]|\([^()]*\))*\)|.*$)"
    r"|\(\s?[0-9][0-9,.]*\s?\)",
    "percent": rf"[(\[]?\s?[-+]?{_NUMBER}\s?(?:%|per ?cent\b)\s?[)\]]?",
    "per": r"(?:per|/) ?(?:100[, ]?000|hundred thousand)\b",
    "date": rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b\.?(?:,? ?{_YEAR}\b)?|\b{_MONTH} {_YEAR}\b"
    rf"|\b{_YEAR} ?[-/] ?(?:19|20)?[0-9]{{1,2}}\b(?![,.]?[0-9])"
    rf"|\b(?:mid|year|since|in|of|for|from|act)[- ]{_YEAR}\b",
    "bound": r"\b(?:level|levels|category|categories|cat|cats|lvl)\b[.:]? ?[0-9](?![0-9])"
    r"(?: ?(?:,|and|&|or|to|/) ?(?:level|category|cat)? ?[0-9](?![0-9]))*"
    r"|\b(?:table|tables|page|pages|section|chart|figure|appendix|annex|note)\b[.:]? ?[0-9]+[a-z]?",
    "qualified": rf"(?<!\S)(?:{'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?{_NUMBER}{_END}"
    rf"|(?<!\S){_NUMBER} ?(?:{'|'.join(map(re.escape, QUALIFIERS_AFTER))}){_END}",
    "number": rf"(?<![^\s\[|:]){_NUMBER}{_FOOTNOTE}{_END}",
    "marker": rf"(?<!\S)(?:\[[cxz]\]|\[low\]|\.\.|n/a|nil|[{re.escape(MARKS)}]){_END}",
    "odd": rf"(?<!\S)(?=\S*[0-9])(?=\S*[lIoO])[0-9lIoO][0-9lIoO,]*{_END}",
    "dash": r"(?<!\S)--?(?!\S)",
    "word": r"[^\W_]+(?:['’‘`&][^\W_]+)*",
}
# The first pattern that fits takes the text.
_TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
_AMOUNTS = frozenset(("qualified", "number", "marker", "odd"))
_SILENT = frozenset(("aside", "percent", "date"))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: words, or, where `is_amount`, one number, marker or dash."""

    text: str
    is_amount: bool = False


def cleaned(text: str) -> str:
    """The text without markup and invisible characters, its dashes plain and its spaces single."""
    text = _SOFT_HYPHEN.sub("", _INVISIBLE.sub("", text))
    return " ".join(_RULER.sub(" ", _DASHES.sub("-", _MARKUP.sub(" ", text).replace("|", " "))).split())


def parts(text: str) -> tuple[Part, ...]:
    """A cleaned text as words and amounts in the order printed. Dates and percentages are left out."""
    found: list[tuple[str, str]] = []
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup or ""
        if kind not in _SILENT:
            found.append((kind, token.group()))
    made: list[Part] = []
    words: list[str] = []
    for at, (kind, said) in enumerate(found):
        if kind in _AMOUNTS or (kind == "dash" and _is_cell(found, at)):
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
    """Whether a dash stands for a number: no word follows it, and no bare "Category 1" is before its end."""
    after = next((kind for kind, _ in found[at + 1 :] if kind != "dash"), "")
    if after in _AMOUNTS:
        return True
    alone = len(found) == at + 1 and at > 0 and found[at - 1][0] == "bound"
    return not after and not alone


def _bound(said: str) -> str:
    """`Levels 2 and 3` as `level2 level3`."""
    words = re.findall(r"[a-z]+|[0-9]+", said.casefold())
    kind = {
        "cat": "category",
        "cats": "category",
        "categories": "category",
        "levels": "level",
        "lvl": "level",
    }
    name = kind.get(words[0], words[0])
    return " ".join(name + word for word in words if word.isdigit())


def number_alone(text: str) -> tuple[str, str]:
    """An amount's text without the sign of a footnote, and the sign."""
    plain = re.sub(rf"[(\[][0-9a-z][)\]]$|[{re.escape(MARKS)}]+$", "", text)
    plain = plain or text
    return plain, text[len(plain) :]
