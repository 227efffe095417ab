"""Sentences on an area's page: the opening, those to be copied, and the place among all."""

from __future__ import annotations

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures, two_facts
from tests.reference.grounds import Ground, ground, rounded
from tests.reference.sources import estimate, people
from tests.views.sentences import standing
from tests.views.sentences.over_years import when
from tests.views.sentences.saying import Place, Said, name_of, names, possessive, says

RATE, RSOS = "rso-rate", "rsos"
NOT_OF_ITS_YEAR = "probably not of this year, so not compared"
AREAS = str(len(figures.areas()))


def ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


def whose(place: Place) -> str:
    return place.area or figures.NATION


def told(one: Ground | None) -> Ground | None:
    """What a sentence may give as the number of its year: a bound and a rounded number with their word."""
    return one if one is not None and one.is_of_its_year else None


def before(place: Place, slug: str) -> Ground | None:
    """A year earlier, counted the same way; both exact and of their years."""
    year = place.of
    now, then = ground(slug, whose(place), year), ground(slug, whose(place), ReportingYear(year.start - 1))
    if now is None or then is None or not now.is_compared or not then.is_compared:
        return None
    return None if changes.between(slug, ReportingYear(year.start - 1), year) else then


def is_to_copy(place: Place) -> bool:
    """Whether it is one of the sentences, one for each figure, under the facts."""
    return place.block.id == "sentences"


@says(
    "On {date}, {count} registered sexual <offender was|offenders were> managed in {area}"
    "[[: {rate} for every 100,000 {people}[[, or one in {one_in}]]]].",
    on="area nation home",
)
def opening(place: Place, said: Said) -> Said | None:
    count, rate = told(ground(RSOS, whose(place), place.of)), told(ground(RATE, whose(place), place.of))
    if count is None:
        return None
    is_given = rate is not None and rate.fits and not is_to_copy(place)
    one_in = rate.one_in if is_given and rate else None
    return {
        "date": f"31 March {place.of.end}",
        "count": count.text,
        "area": name_of()[whose(place)],
        "rate": rate.text if is_given and rate else None,
        "people": people(place.of) if is_given else None,
        "one_in": f"{one_in:,}" if one_in else None,
    }


@says(
    "On {date} there were {rate} registered sexual offenders for every 100,000 {people} in {area}"
    "[[: {count} <person|people>, or one in {one_in}]].",
    on="area",
)
def per_people(place: Place, said: Said) -> Said | None:
    rate, count = told(ground(RATE, whose(place), place.of)), told(ground(RSOS, whose(place), place.of))
    if rate is None or not rate.fits or (not is_to_copy(place) and count is not None):
        return None
    one_in = rate.one_in if is_to_copy(place) else None
    return {
        "date": f"31 March {place.of.end}",
        "rate": rate.text,
        "people": people(place.of),
        "area": name_of()[whose(place)],
        "count": count.text if one_in and count else None,
        "one_in": f"{one_in:,}" if one_in else None,
    }


@says(
    "The published rate is {rate} for every 100,000 {people}, but the count and the {estimate} make {made}.",
    on="area",
)
def rates_differ(place: Place, said: Said) -> Said | None:
    rate = ground(RATE, whose(place), place.of)
    if rate is None or rate.fits or rate.made is None:
        return None
    return {
        "rate": rate.text,
        "people": people(place.of),
        "estimate": estimate(place.of),
        "made": f"{rounded(rate.made, 1):,}",
    }


@says("There is no figure for registered sexual offenders in {area} on {date}.", on="area")
def nothing(place: Place, said: Said) -> Said | None:
    if ground(RSOS, place.area, place.of) or ground(RATE, place.area, place.of):
        return None
    return {"area": name_of()[place.area], "date": f"31 March {place.of.end}"}


@says("For {date}, {count} registered sexual offenders are published for {area}.", on="area")
def not_of_its_year(place: Place, said: Said) -> Said | None:
    count = ground(RSOS, place.area, place.of)
    if count is None or count.is_of_its_year:
        return None
    return {"date": f"31 March {place.of.end}", "count": count.text, "area": name_of()[place.area]}


@says(
    "{what}, {area}, {when}: {number}[[ (probably not of this year, so not compared)]].",
    "{what}, {area}, {when}: {why}.",
    on="area",
)
def by_its_title(place: Place, said: Said) -> Said | None:
    indicator = next((one for one in catalogue().indicators.values() if one.title == said["what"]), None)
    if indicator is None:
        return None
    one = ground(indicator.slug, place.area, place.of)
    must = {"what": said["what"], "area": name_of()[place.area], "when": when(indicator, place.of)}
    if "why" in said:
        return {**must, "why": None if one else said["why"]}
    return {**must, "number": one.text if one else None}


@says("That is {against}[[, and {among}]].", "That is {among}.", on="area")
def stands(place: Place, said: Said) -> Said:
    return _stands(place, said)


@says("{whose} rate is {against}[[, and {among}]].", "{whose} rate is {among}.", on="area")
def its_rate(place: Place, said: Said) -> Said:
    return {"whose": possessive(name_of()[place.area]), **_stands(place, said)}


@says("{whose} rate for {date} is {rate}[[: {against}[[, and {among}]]]].", on="area")
def among_all(place: Place, said: Said) -> Said | None:
    rate = ground(RATE, place.area, place.of)
    if rate is None or not rate.is_compared:
        return None
    return {
        "whose": possessive(name_of()[place.area]),
        "date": f"31 March {place.of.end}",
        "rate": rate.text,
        **_stands(place, said),
    }


def _stands(place: Place, said: Said) -> dict[str, str | None]:
    against = standing.against(RATE, place.of, place.area)
    among = standing.among(RATE, place.of, place.area)
    return {"among": among} if "against" not in said else {"against": against, "among": among}


@says("{whose} rate for {date}, {rate}, is not set beside those of other areas: {why}.", on="area")
def not_set_beside(place: Place, said: Said) -> Said | None:
    rate = ground(RATE, place.area, place.of)
    if rate is None or rate.is_compared:
        return None
    return {
        "whose": possessive(name_of()[place.area]),
        "date": f"31 March {place.of.end}",
        "rate": rate.text,
        "why": _why(rate),
    }


@says(
    "{area} has no rate for {date} to set beside those of other areas: {why}.",
    "{whose} rate for {date} is the only one there is, so it stands beside no other.",
    on="area",
)
def no_place(place: Place, said: Said) -> Said | None:
    rate, date = ground(RATE, place.area, place.of), f"31 March {place.of.end}"
    if "area" in said:
        return None if rate else {"area": name_of()[place.area], "date": date, "why": said["why"]}
    is_alone = rate is not None and list(standing.held(RATE, place.of)) == [place.area]
    return {"whose": possessive(name_of()[place.area]), "date": date} if is_alone else None


@says("The {areas} areas with a figure are not a sample of the {all}.", on="area")
def no_sample(place: Place, said: Said) -> Said:
    return {"areas": str(len(standing.counted(RATE, place.of))), "all": AREAS}


@says("Only {areas} areas have a figure.", "At least {least} are needed to say what is usual.", on="area")
@says("At least {least} are needed", on="area")
def too_few(place: Place, said: Said) -> Said | None:
    areas = len(standing.counted(RATE, place.of))
    return {"areas": str(areas), "least": str(two_facts.FEWEST)} if areas < two_facts.FEWEST else None


@says(
    "Of the {areas} areas with a rate, it ranks between {low}<st|nd|rd|th> and {high}<st|nd|rd|th> highest.",
    "Of the {areas} areas with a rate, it ranks {low}<st|nd|rd|th>, counted from the highest.",
    on="area",
)
def rank(place: Place, said: Said) -> Said | None:
    rank = standing.open_ranks(RATE, place.of).get(place.area)
    if rank is None or (rank[0] == rank[1]) == ("high" in said):
        return None
    return {
        "areas": str(len(standing.held(RATE, place.of))),
        "low": str(rank[0]),
        "high": str(rank[1]),
    }


@says("The {areas} rates run from {low} in {area} to {high} in {area2}.", on="area")
def ends(place: Place, said: Said) -> Said:
    held = standing.held(RATE, place.of)
    ordered = sorted(held, key=lambda area: (held[area].amount, name_of()[area]))
    return {
        "areas": str(len(held)),
        "low": held[ordered[0]].text,
        "area": name_of()[ordered[0]],
        "high": held[ordered[-1]].text,
        "area2": name_of()[ordered[-1]],
    }


@says("{area} ({rate}) is left out: {why}.", on="area")
def left_out(place: Place, said: Said) -> Said | None:
    one = standing.apart(RATE, place.of).get(names()[said["area"] or ""])
    return {"area": said["area"], "rate": one.text, "why": _why(one)} if one else None


def _why(one: Ground) -> str:
    if not one.is_of_its_year:
        return NOT_OF_ITS_YEAR
    return "a rounded number" if one.word == "about" else "a bound, not an exact number"


@says("<Compare|See> the {areas} areas with a rate for {year}", on="area")
def areas_with_a_rate(place: Place, said: Said) -> Said:
    return {"areas": str(len(standing.held(RATE, place.of))), "year": place.of.label}


@says(
    "See the one area with a rate for {year}",
    "No area has a rate for {year}: compare areas in the latest year",
    on="area",
)
def hardly_any(place: Place, said: Said) -> Said | None:
    return {"year": place.of.label} if len(standing.held(RATE, place.of)) < 2 else None
