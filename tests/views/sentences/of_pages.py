"""What stands on many pages and is about no one figure: how to read them, the release, like areas."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import exp, hypot, log

from django.utils.timezone import localdate

from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Basis
from stats.catalogue.reader import DATA, catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures
from tests.reference.grounds import half_up
from tests.shipped import page_read
from tests.views.sentences.saying import Place, Said, name_of, names, possessive, says

EVERYWHERE = "area nation home topic compare years"
METROPOLITAN = {"London borough", "City of London", "metropolitan district"}


@says(
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "Up to 5 areas: on the chart of the rate, and in the tables of the counts, where lines would only "
    "show which area is larger.",
    "The people counted on 31 March are mostly the same people a year later.",
    "For the people counted on 31 March nothing is said of chance: they are mostly the same people a "
    "year later.",
    "“More than chance would make”: if nothing but chance set the two years apart, so large a difference "
    "would come about in fewer than 1 of 20 pairs of years (exact test of two Poisson counts, "
    "Przyborowski and Wilenski 1940).",
    "If nothing but chance set the two years apart, a difference as large would come about in 1 of 20 "
    "pairs of years or more often (exact test of two Poisson counts, Przyborowski and Wilenski 1940).",
    "95% interval: if only chance moved the count, this range would hold the true value 19 times in 20.",
    "Under each number: its 95% interval, the range that would hold the true value 19 times in 20 if the "
    "count varied by chance alone.",
    "Managed at Levels 2 and 3 during the year",
    "Excel takes a year such as 2004-05 in a CSV file for a month.",
    "Counts and rates: the exact Poisson interval (Garwood 1936).",
    "Shares: Wilson's score interval (1927).",
    "Ratios of two counts: the exact interval given their sum (Przyborowski and Wilenski 1940, with the "
    "limits of Clopper and Pearson 1934).",
    "Rank: 1st is the highest figure, which is neither good nor bad.",
    "All ranges together hold with 95% confidence (Klein, Wright and Wieczorek 2020).",
    "Usual spread: the range in which about 19 in 20 areas of its size would lie, given how much areas "
    "differ from one another (Spiegelhalter 2005).",
    "If only chance made areas differ from it, about 19 in 20 would lie between the inner pair, and 499 "
    "in 500 between the outer pair.",
    "The lines allow for that, so about 19 in 20 areas lie between the inner pair (Spiegelhalter 2005).",
    on=EVERYWHERE,
)
def how_to_read(place: Place, said: Said) -> Said:
    """A method and where it comes from; no figure."""
    return {}


@says("CSV: {title1} XLSX: {title2}", on=EVERYWHERE)
def files_of_a_table(place: Place, said: Said) -> Said | None:
    """Two links, each with the caption of a table of the page, whose own numbers are looked at there."""
    if "table-files" not in place.block.classes.split():
        return None
    captions = {table.caption for table in page_read(place.path).tables}
    return {"title1": said["title1"], "title2": said["title1"]} if said["title1"] in captions else None


@says("Other forms: {title}", on=EVERYWHERE)
def other_forms(place: Place, said: Said) -> Said | None:
    """The link under the code of a frame, whose title stands over it."""
    return {"title": place.block.heading} if place.block.id == "share" else None


@says("Those of {year} (<CSV|XLSX>)", on="area")
def files_of_the_year(place: Place, said: Said) -> Said:
    return {"year": place.of.label}


@says("All against none weighs as much as {times} times the people.", on="area")
def as_much_as(place: Place, said: Said) -> Said:
    """The share runs from 0 to 1, populations by their natural logarithms."""
    return {"times": f"{exp(1):.1f}"}


@says("<MAPPA in numbers, release|Release> {release}, {day} {title} {annum}.", on=EVERYWHERE)
@says("{day} {title} {annum}", on="home")
def release(place: Place, said: Said) -> Said:
    today = localdate()
    return {"release": "1", "day": str(today.day), "title": f"{today:%B}", "annum": str(today.year)}


@says("{title}, {year}.", on="area topic compare")
def citation(place: Place, said: Said) -> Said | None:
    if place.block.id != "share":
        return None
    title = name_of().get(place.area) or (place.indicator.title if place.indicator else "")
    if place.kind == "topic":
        page = catalogue().topics[place.path.split("/")[1]].page
        title = page.title if page else ""
    return {"title": title, "year": place.of.label}


@says(
    "[[<CSV|XLSX|Picture (PNG)|Picture (SVG)|Change from a year to the next>: ]]{title}"
    "[[, over the years]][[.]]",
    on="years topic",
)
def named(place: Place, said: Said) -> Said | None:
    """What is shown, by the name and the unit of an indicator or a table, which may hold numbers."""
    texts = {text for one in catalogue().indicators.values() for text in (one.title, one.unit)}
    texts |= {table.title for table in catalogue().topic_tables}
    return said if said["title"] in {*texts, *(text[:1].upper() + text[1:] for text in texts)} else None


@says("{area}: {title}", on="area topic nation home")
@says("{title}, by area, {year}", on="topic")
def caption(place: Place, said: Said) -> Said | None:
    """The name of a table: whose numbers, of what, and of which years."""
    if place.block.tag != "caption":
        return None
    if "year" in said:
        page = catalogue().topics[place.path.split("/")[1]].page
        return {"title": page.title if page else None, "year": place.of.label}
    slug = place.area or figures.NATION
    titles = {title for one in catalogue().indicators.values() for title in _dated(one, slug)}
    return {"area": name_of()[slug], "title": said["title"] if said["title"] in titles else None}


def _dated(indicator: Indicator, slug: str) -> Iterator[str]:
    """The title; and as it stands in a sentence, with the first and the last year of the lines, England and
    Wales beside an area's too."""
    title = indicator.title
    yield title
    if not title[1:2].isupper():
        title = title[:1].lower() + title[1:]
    own = [year for year, _one in changes.series(indicator.slug, slug)[0]]
    every = own + [year for year, _one in changes.series(indicator.slug, figures.NATION)[0]]
    for years in (own, every):
        if len(set(years)) > 1:
            ends = (min(years), max(years))
            first, last = (
                str(year.end) if indicator.basis is Basis.SNAPSHOT else year.label for year in ends
            )
            yield f"{title}, {first} to {last}"
        else:
            yield title


@says("Compare areas: {title}", on="area")
def to_compare(place: Place, said: Said) -> Said:
    """Leads on; the name of an indicator may hold a number."""
    short = {one.short_title for one in catalogue().indicators.values()}
    found = {one if one[1:2].isupper() else one[:1].lower() + one[1:] for one in short}
    return {"title": said["title"] if said["title"] in found else None}


@says(
    "{whose} own report for {year} is not here.",
    "The latest of the area's own reports here is {year_}.",
    on="area",
)
def own_report(place: Place, said: Said) -> Said | None:
    own = {year.label for year in figures.years() if _has_own(place.area, year)}
    if "year_" in said:
        return {"year_": max(own)} if own and place.of.label not in own else None
    if place.of.label in own:
        return None
    return {"whose": possessive(name_of()[place.area]), "year": place.of.label}


def _has_own(area: str, year: ReportingYear) -> bool:
    """Whether the area's own report of that very year is held, and more of it than an extract."""
    of_year = (f"{year.start}-{year.end}", f"{year.start}/{year.end % 10}")
    return any(
        row.source_kind == "area report" and row.standing != "extract"
        for row in figures.rows_by_year().get((area, year.label), ())
        if any(text in row.source_title for text in of_year)
    )


@says("{title}.", on="area compare topic nation years")
@says("{year}: {title}.", on="area compare topic nation home years")
def break_(place: Place, said: Said) -> Said | None:
    """The title of what began to be counted another way, alone where it was in the page's year."""
    year = said.get("year", place.of.label if place.year else "")
    slugs = [place.indicator.slug] if place.indicator else list(catalogue().indicators)
    found = {one.title for slug in slugs for one in changes.breaks(slug) if one.first.label == year}
    return said if said["title"] in found else None


@says("{list} and {more} more districts.", on="area")
def districts(place: Place, said: Said) -> Said | None:
    """The first six by name, and how many there are beyond them."""
    found = [name for name, _kind in _districts()[place.area]]
    return {"list": ", ".join(found[:6]), "more": str(len(found) - 6)}


@cache
def _districts() -> dict[str, list[tuple[str, str]]]:
    kinds = {
        row["code"]
        for row in tomllib.loads((DATA / "places.toml").read_text())["place_kind"]
        if row.get("district")
    }
    found: dict[str, list[tuple[str, str]]] = {}
    for row in figures._read(figures.DATA / "places.csv").itertuples():
        if row.kind in kinds:
            found.setdefault(str(row.area_slug), []).append((str(row.place), str(row.kind)))
    return {slug: sorted(rows) for slug, rows in found.items()}


@cache
def _profile(slug: str, year: ReportingYear) -> tuple[int, int, float]:
    """People of all ages, at which mid-year, and the share of districts that are metropolitan."""
    mid_year = max(
        one for area, one, band in figures.people() if area == slug and band == "all" and one <= year.start
    )
    kinds = [kind for _name, kind in _districts()[slug]]
    return (
        figures.people()[slug, mid_year, "all"],
        mid_year,
        sum(kind in METROPOLITAN for kind in kinds) / len(kinds),
    )


@cache
def _alike(slug: str, year: ReportingYear) -> list[str]:
    own, _mid_year, share = _profile(slug, year)

    def away(other: str) -> tuple[float, str]:
        people, _mid_year, theirs = _profile(other, year)
        return hypot(log(people / own), theirs - share), name_of()[other]

    return sorted((area for area in figures.areas() if area != slug), key=away)[:5]


@says("{area} {persons} people[[; {share} metropolitan]]", on="area")
def alike(place: Place, said: Said) -> Said | None:
    slug = names()[said["area"] or ""]
    if slug not in _alike(place.area, place.of):
        return None
    people, _mid_year, share = _profile(slug, place.of)
    percent = f"{half_up(Fraction(share * 100))}%" if share else None
    return {"area": said["area"], "persons": f"{people:,}", "share": percent}


@says(
    "The nearest by the number of people ({persons} here in mid-{mid_year}) and by the share of local "
    "authorities that are London boroughs or metropolitan districts.",
    on="area",
)
def nearest(place: Place, said: Said) -> Said:
    people, mid_year, _share = _profile(place.area, place.of)
    return {"persons": f"{people:,}", "mid_year": str(mid_year)}
