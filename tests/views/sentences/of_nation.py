"""Sentences of the topics, of England and Wales, of the front page, and of all areas over the years."""

from __future__ import annotations

from fractions import Fraction

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures, sources
from tests.reference.grounds import Ground, as_printed, ground
from tests.reference.sources import PRESS, TAGS
from tests.views.sentences import standing
from tests.views.sentences.cutting import held
from tests.views.sentences.of_areas import AREAS, RATE
from tests.views.sentences.of_sources import rows_of_source
from tests.views.sentences.of_tables import _cell_title
from tests.views.sentences.over_years import when
from tests.views.sentences.saying import Place, Said, name_of, names, says

NATION = figures.NATION


# Topics.


def topic(place: Place) -> str:
    return place.path.split("/")[1]


def own(place: Place) -> tuple[Ground | None, Ground | None]:
    """The count and the ratio of the topic's sentence."""
    page = catalogue().topics[topic(place)].page
    assert page is not None
    count = ground(page.count, NATION, place.of)
    ratio = ground(page.ratio, NATION, place.of) if page.ratio else None
    return count, ratio


@says(
    "In {year}, courts in <{benchmark}> imposed {count} sexual <harm|offences> prevention orders"
    "[[, or {ratio} for every {per} registered sexual offenders]].",
    "In {year}, {count} registered sexual offenders in <{benchmark}> were cautioned or convicted for "
    "breach of notification requirements[[, or {ratio} for every {per} on the register on 31 March]].",
    "In {year}, {count} people managed at Levels 2 and 3 in <{benchmark}> were returned to custody for "
    "breach of licence[[, or {ratio} for every {per} managed at those levels]].",
    "In {year}, {count} people managed under MAPPA in <{benchmark}> were charged with a serious further "
    "offence.",
    on="topic",
)
def opening(place: Place, said: Said) -> Said | None:
    count, ratio = own(place)
    if count is None:
        return None
    return {
        "year": place.of.label,
        "benchmark": "England and Wales",
        "count": count.text,
        "ratio": ratio.text if ratio else None,
        "per": "100" if ratio else None,
    }


@says("Source: {sources}.", on="topic nation")
@says("The number for every {per} is worked out by MAPPA in numbers.", on="topic")
def its_sources(place: Place, said: Said) -> Said | None:
    """A source of one of the sentence's numbers; that none is left out is held for the whole text."""
    slugs = ("rsos", RATE)
    grounds = own(place) if place.kind == "topic" else [ground(slug, NATION, place.of) for slug in slugs]
    named = {sources.whole([row]) for one in grounds if one for row in one.rows}
    return {"sources": next((one for one in named if held(one) == said.get("sources")), None), "per": "100"}


@says(
    "For {year} there are figures for <{areas}|one> of the {all} areas[[: {list}]].",
    "For {year} there is a figure for England and Wales, and none for any area.",
    "There is no figure that can be compared for {year}.",
    on="topic",
)
def coverage(place: Place, said: Said) -> Said:
    """Areas with a number for anything that the topic tells of."""
    found = sorted(name_of()[area] for area in figures.areas() if _has_any(place, area))
    return {
        "year": place.of.label,
        "areas": str(len(found)) if len(found) > 1 else None,
        "all": AREAS,
        "list": ", ".join(found) if len(found) <= 6 else None,
    }


def _has_any(place: Place, area: str) -> bool:
    slugs = [one.slug for one in catalogue().indicators.values() if one.topic == topic(place)]
    if any((one := ground(slug, area, place.of)) and one.is_compared for slug in slugs):
        return True
    tables = [
        table for table in catalogue().topic_tables if table.topic == topic(place) and place.of in table.years
    ]
    cells = {
        (c.cell.measure, c.cell.category, c.cell.level)
        for table in tables
        for c in table.columns
        if not c.is_context
    }
    cells |= {
        (p.measure, p.category, p.level)
        for t in tables
        for c in t.columns
        for p in c.parts
        if not c.is_context
    }
    return any(
        key[0] == area and key[1] == "" and key[2] == place.of.label and key[3:] in cells and row.value
        for key, row in figures.preferred().items()
    )


@says("[[{text} ]]Worked out as {what} ÷ {list} × {per}.", on="topic years compare")
def worked_out(place: Place, said: Said) -> Said | None:
    for one in catalogue().indicators.values():
        if (one.numerator_words, one.denominator_words) == (said["what"], said["list"]):
            return {**said, "per": f"{one.per:,}"}
    return None


@says("<Compare areas on this, {year}|CSV>: {title}", on="topic")
@says("{title}: {text}", on="topic")
def indicator_named(place: Place, said: Said) -> Said | None:
    """A link to a comparison or a file, or who says a number of the sentence: the name may hold a number."""
    indicators = catalogue().indicators.values()
    if "text" in said:
        for one in own(place):
            if one and one.indicator.short_title == said["title"]:
                tags = dict.fromkeys(TAGS[row.source_kind] for row in one.rows)
                return {**said, "text": " ".join([*tags, *([] if one.is_printed else ["worked out here"])])}
        return None
    year = place.of.label if said["year"] else None
    return (
        {"year": year, "title": said["title"]} if said["title"] in {one.title for one in indicators} else None
    )


@says("Gives {list}.", on="topic")
@says("Gives figures for {list}.", on="nation")
def gives(place: Place, said: Said) -> Said | None:
    """The source named before it does give a figure for each area and year."""
    given = {(row.area_slug, row.year) for row in rows_of_source(place)}
    for part in (said["list"] or "").split(", "):
        area, _space, year = part.rpartition(" ")
        if (names().get(area) if area else NATION, year) not in given:
            return None
    return said


# England and Wales.


@says(
    "The {all} areas together, as national publications, ministers' answers and newspapers have printed "
    "them.",
    on="nation",
)
@says("Each of {all} areas publishes its own figures once a year.", on="home")
def all_areas(place: Place, said: Said) -> Said:
    return {"all": AREAS}


@says("{title}, {when}", "Which source says which: {title}, {when}", on="nation")
def place_in_words(place: Place, said: Said) -> Said | None:
    """Over what sources differ on and over a note: the id names the cell."""
    cell = _cell(place)
    if cell is None:
        return None
    measure = catalogue().measures[cell[3]]
    basis = measure.basis_of(ReportingYear.parse(cell[2]), category=cell[4]).value
    year = ReportingYear.parse(cell[2])
    return {
        "title": _cell_title(cell),
        "when": f"31 March {year.end}" if basis in ("snapshot", "rate") else cell[2],
    }


def _cell(place: Place) -> figures.Key | None:
    for key in figures.preferred():
        if key[0] == NATION and place.block.id.partition("-")[2] == "-".join(filter(None, key[2:])):
            return key
    return None


@says("{shown} is shown; {list} also published.", on="nation")
def differing(place: Place, said: Said) -> Said | None:
    """The preferred number, and every other, each once."""
    cell = _cell(place)
    if cell is None:
        return None
    rows = [
        row
        for row in figures.rows_by_year()[NATION, cell[2]]
        if tuple(str(row[name]) for name in figures.CELL) == cell
    ]
    given = {f"{row.qualifier} {as_printed(Fraction(row.value))}".strip() for row in rows}
    preferred = figures.preferred()[cell]
    shown = f"{preferred.qualifier} {as_printed(Fraction(preferred.value))}".strip()
    others = (said["list"] or "").replace(" and ", ", ").split(", ")
    return {"shown": shown, "list": said["list"] if sorted(others) == sorted(given - {shown}) else None}


@says("<Shown: {shown}|Also published: {other}> {text}", on="nation")
def given(place: Place, said: Said) -> Said | None:
    """Every row with that number is named, each with its kind, and none without it."""
    cell = _cell(place)
    if cell is None:
        return None
    number = said["shown"] or said["other"] or ""
    rows = [
        row
        for row in figures.rows_by_year()[NATION, cell[2]]
        if tuple(str(row[name]) for name in figures.CELL) == cell
        and f"{row.qualifier} {as_printed(Fraction(row.value))}".strip() == number
    ]
    is_shown = any(row.source_title == figures.preferred()[cell].source_title for row in rows)
    text = place.block.text
    if not rows or is_shown != bool(said["shown"]) or not all(row.source_title in text for row in rows):
        return None
    presses = sum(row.source_kind == PRESS for row in rows)
    return said if text.count("second-hand") == presses and text.count("; ") >= len(rows) - 1 else None


# The front page.


@says("For {year} there is a rate for {held} of the {all} areas.", on="home")
@says("Registered sexual offenders for every {per} people aged ten and over, {date}.", on="home")
def of_the_map(place: Place, said: Said) -> Said | None:
    """The year of the map: the latest with a rate for a third of the areas."""
    year = standing.map_year()
    return {
        "year": year.label,
        "held": str(len(standing.held(RATE, year))),
        "all": AREAS,
        "per": "100,000",
        "date": f"31 March {year.end}",
    }


@says("Release {release}: First publication: {figures} figures", on="home")
def first_release(place: Place, said: Said) -> Said:
    rows = figures.printed().drop_duplicates([*figures.CELL, "source_title", "source_url"])
    return {"release": "1", "figures": f"{len(rows):,}"}


# All areas over the years.


def _of(place: Place) -> Indicator:
    assert place.indicator is not None
    return place.indicator


def drawn(place: Place) -> list[str]:
    """The areas with two years or more."""
    return [area for area in figures.areas() if len(changes.series(_of(place).slug, area)[0]) > 1]


@says(
    "{areas} of {all} areas have two years or more, each in a chart of its own, all to one scale.",
    "{areas} of {all} areas has two years or more, drawn to the scale of all.",
    on="years",
)
def two_years(place: Place, said: Said) -> Said:
    return {"areas": str(len(drawn(place))), "all": AREAS}


@says("Show only the {areas} areas with three years or more", on="years")
def three_years(place: Place, said: Said) -> Said | None:
    """Offered where it leaves some out."""
    years = [len(changes.series(_of(place).slug, area)[0]) for area in drawn(place)]
    longer = sum(number > 2 for number in years)
    return {"areas": str(longer)} if 1 < longer < len(years) else None


@says(
    "Per 100,000 people of all ages up to {year1}, people aged ten and over since {year2}.",
    "Per 100,000 <people of all ages|people aged ten and over>.",
    on="years",
)
def per_people(place: Place, said: Said) -> Said | None:
    """Where the population of the charts' first year is not that of the last, when each ends and begins."""
    points = [point for area in (*drawn(place), NATION) for point in changes.series(_of(place).slug, area)[0]]
    if len({sources.people(year) for year, _one in points}) == 1:
        return {}
    every = [ReportingYear(start) for start in range(2000, max(year.start for year, _one in points))]
    all_ages = [year for year in every if sources.people(year) == "people of all ages"]
    aged_ten = [year for year in every if sources.people(year) == "people aged ten and over"]
    return {"year1": all_ages[-1].label, "year2": aged_ten[0].label}


@says("The grey line is England and Wales, {number} in <{year}|{end}>.", on="years")
def grey_line(place: Place, said: Said) -> Said:
    """Its last number, as printed or worked out."""
    last, one = max(changes.series(_of(place).slug, NATION)[0])
    is_snapshot = _of(place).basis is Basis.SNAPSHOT
    return {
        "number": one.text,
        "year": None if is_snapshot else last.label,
        "end": str(last.end) if is_snapshot else None,
    }


@says("All charts run from <{year1}|{first}> to <{year2}|{last}>, and from 0 to {highest}.", on="years")
def scale(place: Place, said: Said) -> Said | None:
    """The first and the last year of any line, England and Wales too; the top is no lower than any number."""
    indicator = _of(place)
    lines = [*drawn(place), *([] if indicator.kind is Kind.COUNT else [NATION])]
    points = [point for area in lines for point in changes.series(indicator.slug, area)[0]]
    first, last = min(year for year, _one in points), max(year for year, _one in points)
    largest, top = (
        max(one.amount for _year, one in points),
        Fraction((said["highest"] or "").replace(",", "")),
    )
    is_snapshot = indicator.basis is Basis.SNAPSHOT
    is_round = len((said["highest"] or "").replace(",", "").rstrip("0").strip("0.")) < 3
    return {
        "year1": None if is_snapshot else first.label,
        "year2": None if is_snapshot else last.label,
        "first": str(first.end) if is_snapshot else None,
        "last": str(last.end) if is_snapshot else None,
        "highest": said["highest"] if largest <= top <= max(2 * largest, Fraction(1)) and is_round else None,
    }


def _latest_changes(place: Place) -> list[tuple[changes.Point, changes.Point]]:
    """The changes to the latest year to which a third of the areas have one; else to that of most areas."""
    found = [pair for area in drawn(place) for pair in changes.pairs(_of(place).slug, area)]
    ends = [pair[1][0].start for pair in found]
    many = [year for year in ends if 3 * ends.count(year) >= len(figures.areas())]
    shown = max(many) if many else max(ends, key=lambda year: (ends.count(year), year))
    return [pair for pair in found if pair[1][0].start == shown]


@says("<{areas}|One> <areas|area> can be compared from {when1} to {when2}.", on="years")
@says(
    "It rose in {rose} areas.", "It fell in {fell} areas.", "It stayed the same in {same} areas.", on="years"
)
@says("In {chance_} areas it changed by no more than chance could make.", on="years")
def turns(place: Place, said: Said) -> Said:
    """All between the same two neighbouring years."""
    indicator, found = _of(place), _latest_changes(place)
    turns = []
    for (_start, then), (_end, now) in found:
        difference = now.shown - then.shown
        is_chance = changes.is_over_the_year(indicator) and changes.chance_makes(
            int(then.amount), int(now.amount)
        )
        turns.append("chance" if is_chance else (difference > 0) - (difference < 0))
    return {
        "areas": str(len(found)) if len(found) > 1 else None,
        "when1": when(indicator, found[0][0][0]),
        "when2": when(indicator, found[0][1][0]),
        "rose": str(turns.count(1)),
        "fell": str(turns.count(-1)),
        "same": str(turns.count(0)),
        "chance_": str(turns.count("chance")),
    }
