"""The opening facts of a page: each number with who says it, and the line beneath it."""

from __future__ import annotations

from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures, two_facts
from tests.reference.grounds import Ground, as_printed, ground, rounded
from tests.reference.sources import KINDS, PRESS, TAGS, people
from tests.views.sentences import standing
from tests.views.sentences.of_areas import AREAS, RATE, before, whose
from tests.views.sentences.saying import Place, Said, says

SIGNS = {"higher": "▲", "lower": "▼", "not clearly different": "·"}
DOUBTED = "[[ Doubted: see the note above.]]"
TERMS = {
    "Registered sexual offenders": "rsos",
    "Per 100,000 people": RATE,
    "For every 100,000 people": RATE,
    "Managed at Levels 2 and 3": "level-2-3-offenders",
    "Returned to custody for breach of licence": "licence-recalls",
    "Eligible offenders": "eligible-offenders",
}


def of_fact(place: Place) -> Indicator | None:
    slug = next((slug for start, slug in TERMS.items() if place.block.term.startswith(start)), None)
    return catalogue().indicators[slug] if slug else None


def year_of_fact(place: Place, slug: str) -> ReportingYear:
    """That of the page; of England and Wales the newest is shown of each."""
    if place.kind not in ("nation", "home"):
        return place.of
    return changes.series(slug, figures.NATION)[0][-1][0]


def here(place: Place) -> tuple[Indicator, Ground] | None:
    indicator = of_fact(place)
    one = ground(indicator.slug, whose(place), year_of_fact(place, indicator.slug)) if indicator else None
    return (indicator, one) if indicator and one else None


@says("Registered sexual offenders, {date}", on="area nation home")
@says(
    "<Per|For every> {per} {people}[[, {date}]]",
    "Among the {areas} areas with a figure",
    on="area nation home",
)
@says(
    "Eligible offenders, all categories, {date}",
    "Returned to custody for breach of licence, {year}",
    on="home nation",
)
def term(place: Place, said: Said) -> Said:
    indicator = of_fact(place)
    year = year_of_fact(place, indicator.slug) if indicator else place.of
    areas = len(standing.counted(RATE, place.of)) if place.area else 0
    is_dated = "date" in said and said["date"] is not None
    return {
        "date": f"31 March {year.end}" if is_dated or place.kind == "nation" else None,
        "year": year.label,
        "per": "100,000",
        "people": people(year),
        "areas": str(areas),
    }


@says("{number} {text}", on="area nation home")
def fact(place: Place, said: Said) -> Said | None:
    """Marked as a press report's wherever a newspaper is what it rests on."""
    found = here(place)
    if found is None or place.block.tag != "dd" or "fact__value" not in place.block.classes:
        return None
    _indicator, one = found
    kinds = sorted({row.source_kind for row in one.of}, key=list(KINDS).index)
    tags = [TAGS[kind] for kind in kinds]
    return {"number": one.text, "text": " ".join(tags) if one.is_printed else "worked out here"}


@says(
    "Areas of its size usually lie between {low} and {high}.",
    "These are not a sample of the {all}.",
    on="area",
)
def usual(place: Place, said: Said) -> Said | None:
    counts = standing.counted(RATE, place.of).get(place.area)
    limits = counts and standing.usual_limits(catalogue().indicators[RATE], place.of, counts.below)
    if not limits:
        return None
    return {"low": f"{rounded(limits[0], 0):,}", "high": f"{rounded(limits[1], 0):,}", "all": AREAS}


@says(
    "<▲|▼|·> {what} {benchmark}, {number} {confidence} interval {low} to {high}" + DOUBTED,
    "{confidence} interval {low} to {high}",
    on="area nation",
)
def against(place: Place, said: Said) -> Said | None:
    year, area = place.of, whose(place)
    one = ground(RATE, area, year)
    if one is None or one.counts is None:
        return None
    low, high = two_facts.interval(one.indicator, one.counts)
    must = {"confidence": "95%", "low": f"{rounded(low, 0):,}", "high": f"{rounded(high, 0):,}"}
    fact = standing.facts(RATE, year).get(area)
    if "what" not in said:
        return must if fact is None or fact.comparison is None else None
    if fact is None or fact.comparison is None or not place.block.text.startswith(SIGNS[fact.comparison]):
        return None
    return must | {
        "what": standing.THAN[fact.comparison],
        "benchmark": standing.benchmark_name(RATE, year),
        "number": standing.benchmark_text(RATE, year),
    }


@says("The count and the population make {made}, so it is not compared.", on="area")
@says("England and Wales: {number}" + DOUBTED, on="area")
def beside(place: Place, said: Said) -> Said | None:
    one = ground(RATE, place.area, place.of)
    if one is None or (one.counts is not None and standing.against(RATE, place.of, place.area)):
        return None
    made = None if one.made is None or one.fits else f"{rounded(one.made, 1):,}"
    return {"number": standing.benchmark_text(RATE, place.of), "made": made}


MORE = "{number} <more|fewer> than in {year}[[ ({change})]][[, {chance}]]"


@says(MORE + "[[; {why}]][[.]]" + DOUBTED, "The same as in {year} Unusual: …", on="area")
def since(place: Place, said: Said) -> Said | None:
    found = here(place)
    return _since(place, said, found[0].slug) if found else None


@says(
    "Of them, returned to custody for breach of licence: {part}[[ (Press)]].",
    "Of them, returned to custody for breach of licence: {part} ([[Press; ]]" + MORE + "[[; {why}]]).",
    on="area",
)
def of_them(place: Place, said: Said) -> Said | None:
    """Marked where a newspaper is what it rests on and not what the number before it does."""
    part = ground("licence-recalls", place.area, place.of)
    whole = ground("level-2-3-offenders", place.area, place.of)
    if part is None or whole is None:
        return None
    is_press = any(row.source_kind == PRESS for row in part.of)
    is_told = is_press and all(row.source_kind != PRESS for row in whole.of)
    if is_told != ("(Press" in place.block.text):
        return None
    if "number" not in said:
        return {"part": part.text} if before(place, "licence-recalls") is None else None
    change = _since(place, said, "licence-recalls")
    return None if change is None else {**change, "part": part.text}


def _since(place: Place, said: Said, slug: str) -> Said | None:
    now, then = ground(slug, place.area, place.of), before(place, slug)
    if now is None or then is None:
        return None
    difference = changes.difference(then, now)
    is_more = (
        f"{as_printed(abs(difference))} {'more' if difference > 0 else 'fewer'} than in" in place.block.text
    )
    if ("number" in said) != bool(difference) or (difference and not is_more):
        return None
    percent = changes.percent_text(then, now)
    is_percent = percent.endswith("%")
    return {
        "number": as_printed(abs(difference)),
        "year": ReportingYear(place.of.start - 1).label,
        "change": percent if is_percent else None,
        "chance": changes.chance_text(then, now) or None,
        "why": None if is_percent else percent,
    }


@says("{before} a year earlier ({change})", on="home")
def a_year_earlier(place: Place, said: Said) -> Said | None:
    found = here(place)
    then = before(place, found[0].slug) if found else None
    if found is None or then is None:
        return None
    return {"before": then.text, "change": changes.percent_text(then, found[1])}


@says("{change} ({percent}) since {year}", on="home nation")
def since_then(place: Place, said: Said) -> Said | None:
    found = here(place)
    if found is None:
        return None
    pair = changes.newest_pair(found[0].slug, figures.NATION)
    if pair is None:
        return None
    (start, then), (_end, now) = pair
    return {
        "change": changes.signed(changes.difference(then, now), 0),
        "percent": changes.percent_text(then, now),
        "year": start.label,
    }
