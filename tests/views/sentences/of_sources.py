"""Who says what: the line under the opening sentence, what is copied after it, and lists of sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from stats.catalogue.years import ReportingYear
from tests.reference import figures, sources
from tests.reference.grounds import Ground, ground
from tests.reference.sources import KINDS, estimate
from tests.views.sentences import standing
from tests.views.sentences.cutting import held
from tests.views.sentences.of_areas import RATE, RSOS, before, is_to_copy, told, whose
from tests.views.sentences.saying import Place, Said, name_of, says

MADE = "worked out by MAPPA in numbers"
KIND = "<" + "|".join(KINDS.values()) + ">"
STANDING = {
    "": None,
    "copy": "a copy of another publication",
    "extract": "a part of the document",
    "stand-in": "another count in place of the MAPPA report",
}


def spoken(place: Place) -> str:
    """The indicator that a sentence to be copied is of."""
    text = place.block.text
    if "registered sexual offenders for every" in text or "per 100,000 people, " in text[:70]:
        return RATE
    if "registered sexual offender" in text[:60].lower():
        return RSOS
    if "returned to custody for breach of licence" in text or text.startswith("Returned to custody"):
        return "licence-recalls"
    return "level-2-3-offenders"


@says("A year earlier it was {before}.", on="area")
def earlier(place: Place, said: Said) -> Said | None:
    """Of the figure of a sentence to be copied."""
    then = before(place, spoken(place)) if is_to_copy(place) else None
    return {"before": then.text} if then else None


@says(
    "A year earlier there <was|were> {before}[[, or {rate} per {per}]].",
    "A year earlier the rate was {rate}.",
    on="area nation home",
)
def both_earlier(place: Place, said: Said) -> Said | None:
    """Of the opening: the count and the rate where both can be compared."""
    count, rate = before(place, RSOS), before(place, RATE)
    if is_to_copy(place) or (count is None) == ("before" in said):
        return None
    return {
        "before": count.text if count else None,
        "rate": rate.text if rate else None,
        "per": "100,000" if rate else None,
    }


@says("During {year}, {number} offender<s were| was> managed at Levels 2 and 3 in {area}.", on="area")
@says(
    "During {year}, {number} <people|person> managed at Levels 2 and 3 in {area} <were|was> returned to "
    "custody for breach of licence.",
    on="area",
)
def in_the_year(place: Place, said: Said) -> Said | None:
    one = told(ground(spoken(place), place.area, place.of))
    return {"year": place.of.label, "number": one.text, "area": name_of()[place.area]} if one else None


# The line under the opening sentence.


@says("[[rate ]]" + KIND + " {text}", on="area home nation")
def credit(place: Place, said: Said) -> Said | None:
    """Each source of the year's own numbers once, second-hand ones marked, and what was worked out."""
    if place.block.tag != "p" or place.block.classes:
        return None
    return said if place.block.text == " · ".join(_credits(place)) else None


def _credits(place: Place) -> list[str]:
    count, rate = (ground(slug, whose(place), place.of) for slug in (RSOS, RATE))
    parts = [_tagged(row) for row in (count.of if count else ())]
    if count and not count.is_printed:
        parts.append("worked out here")
    rate = rate if rate and rate.is_of_its_year else None
    if rate and rate.is_printed:
        parts += [f"rate {_tagged(row)}" for row in rate.of if _tagged(row) not in parts]
    elif rate:
        parts.append(f"rate worked out here from the {estimate(place.of)}")
    return list(dict.fromkeys(parts))


def _tagged(row: pd.Series) -> str:
    return f"{KINDS[row.source_kind]} {sources.of(row).short}"


# What is copied: every clause names the rows of its number.


def _whole(*grounds: Ground | None) -> str:
    return sources.whole(row for one in grounds if one for row in one.of)


def own(place: Place) -> tuple[Ground | None, Ground | None]:
    """The count and the rate that a copied text gives."""
    count, rate = (ground(slug, whose(place), place.of) for slug in (RSOS, RATE))
    if not is_to_copy(place):
        return count, rate
    if spoken(place) == RATE:
        return (count if rate and "one in" in place.block.text else None), rate
    return ground(spoken(place), whose(place), place.of), None


@says("Source: {sources}.", on="area")
def only_source(place: Place, said: Said) -> Said:
    return {"sources": _whole(*own(place))}


@says("Source of the count: {sources}.", "Source of the rate: {sources2}.", on="area nation home")
@says("Source of the count and the rate: {sources3}.", on="area nation home")
def source_of(place: Place, said: Said) -> Said | None:
    count, rate = own(place)
    if count is None and rate is not None:
        # A rate that is worked out rests on the count, a printed one may have it beside it.
        rows = rate.beside if rate.is_printed else rate.of
        return {"sources": sources.whole(rows), "sources2": _whole(rate), "sources3": _whole(rate)}
    if rate is not None and rate.is_printed and _whole(count) == _whole(rate):
        return {"sources3": _whole(rate)}
    return {"sources": _whole(count), "sources2": _whole(rate)}


@says("A year earlier: {sources}.", on="area home nation")
@says("A year earlier: count, {sources}; rate " + MADE + " from the {estimate}.", on="area home nation")
def source_before(place: Place, said: Said) -> Said | None:
    slugs = (spoken(place),) if is_to_copy(place) else (RSOS, RATE)
    thens = [(slug, then) for slug in slugs if (then := before(place, slug))]
    found = [
        _whole(then) for slug, then in thens if ("estimate" in said) == (slug == RATE and not then.is_printed)
    ]
    if not found:
        return None
    named = next((one for one in found if held(one) == said["sources"]), found[0])
    return {"sources": named, "estimate": estimate(ReportingYear(place.of.start - 1))}


@says("England and Wales: {sources}.", on="area")
@says("England and Wales: count, {sources}; rate " + MADE + " from the {estimate}.", on="area")
def source_of_nation(place: Place, said: Said) -> Said | None:
    nation = standing.nation(RATE, place.of)
    if nation is None or ("estimate" in said) == nation.is_printed:
        return None
    return {"sources": _whole(nation), "estimate": estimate(place.of)}


@says("Rate " + MADE + " from the {estimate}.", on="area home nation")
@says("“One in {one_in}” " + MADE + " from the <printed rate|{estimate}>.", on="area")
def worked_out(place: Place, said: Said) -> Said | None:
    rate = ground(RATE, whose(place), place.of)
    if rate is None or rate.is_printed != ("one_in" in said):
        return None
    has_people = figures.population(whose(place), place.of) is not None
    return {
        "one_in": f"{rate.one_in:,}" if rate.one_in else "",
        "estimate": estimate(place.of) if has_people or not rate.is_printed else None,
    }


# Lists of sources.


def _rows(place: Place) -> Iterable[pd.Series]:
    if place.area:
        return figures.rows_by_year()[place.area, place.of.label]
    return figures.rows()


@says(KIND + "[[ ({why})]] {sources}[[: {list}]]", on="area nation topic compare home")
def listed(place: Place, said: Said) -> Said | None:
    """Under a table with its pages, in the list of sources with what it is a copy or a part of."""
    if not {"source", "sources__title"} & set(place.block.classes.split()):
        return None
    for row in _rows(place):
        if row.source_title not in place.block.text or not place.block.text.startswith(
            KINDS[row.source_kind]
        ):
            continue
        name = row.source_title if place.block.classes == "sources__title" else sources.of(row).whole
        if said["list"] is None and held(name) == said["sources"]:
            return {"why": STANDING[row.standing], "sources": name}
        if said["list"] == row.source_page:
            return {"sources": sources.of(row).whole, "list": row.source_page}
    return None


@says(
    "The source of every table[[ that names no other]]: " + KIND + "[[ ({why})]] {sources}[[: {list}]]",
    on="area",
)
def over_tables(place: Place, said: Said) -> Said | None:
    _start, _colon, text = place.block.text.partition(": ")
    return listed(replace(place, block=replace(place.block, text=text)), said)


@says("Area report {sources}[[: {list}]]", on="area")
def told_in(place: Place, said: Said) -> Said | None:
    """Under the numbers that a report tells of its own work, where in it they stand."""
    if place.block.id != "own-work":
        return None
    rows = figures._read(figures.DATA / "local_activity.csv")
    mine = rows[(rows.area_slug == place.area) & (rows.year == place.of.label)]
    (title,) = set(mine.source_title)
    return {
        "sources": title,
        "list": "; ".join(page for page in dict.fromkeys(mine.source_page) if page) or None,
    }


@says("Published {text}.", on="area nation topic")
def published(place: Place, said: Said) -> Said | None:
    """Of the source that stands over it."""
    dates = {sources.dated(row.published) for row in rows_of_source(place)}
    return said if said["text"] in dates else None


@says("The original: {sources}", on="area nation topic")
def original(place: Place, said: Said) -> Said:
    """The link out of the source that stands over it."""
    titles = {row.source_title for row in rows_of_source(place) if row.source_url}
    return {"sources": next((title for title in titles if held(title) == said["sources"]), None)}


@cache
def _by_title() -> dict[str, list[pd.Series]]:
    found: dict[str, list[pd.Series]] = {}
    for row in figures.rows():
        found.setdefault(row.source_title, []).append(row)
    return found


def rows_of_source(place: Place) -> list[pd.Series]:
    """Everything that the source named last gives."""
    return [row for title, rows in _by_title().items() if place.source.endswith(title) for row in rows]


@says("http{text}", on="area nation topic compare home years")
def address(place: Place, said: Said) -> Said:
    """A citation names the release too; what is copied from elsewhere on the page leads to what it is now."""
    cited = f"{'&' if '?' in place.path else '?'}release=1" if place.block.id == "share" else ""
    return {"text": f"://testserver{place.path}{cited}"}
