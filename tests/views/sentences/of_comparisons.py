"""Sentences of the compare pages: the range, the benchmark, the usual spread, the funnel and the map."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from statistics import median

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import figures, two_facts
from tests.reference.grounds import Ground, rounded
from tests.reference.sources import PRESS, people
from tests.views.sentences import standing
from tests.views.sentences.of_areas import AREAS, RATE, _why
from tests.views.sentences.saying import Place, Said, name_of, names, says


def of(place: Place) -> Indicator:
    return place.indicator or catalogue().indicators[RATE]


def number(indicator: Indicator, value: float) -> str:
    return f"{rounded(value, indicator.decimals):,}"


def when(place: Place) -> str:
    return f"31 March {place.of.end}" if of(place).basis is Basis.SNAPSHOT else place.of.label


def ordered(place: Place) -> list[tuple[str, Ground]]:
    """The areas that can be compared, highest first, then by name."""
    held = standing.held(of(place).slug, place.of)
    return sorted(held.items(), key=lambda one: (-one[1].amount, name_of()[one[0]]))


@says("[[Per {per} {people}, ]]{when}.", on="compare")
@says(
    "{areas} of {all} areas can be compared.",
    "<What is usual rests on> {areas_} of the {all} areas: those with a figure.",
    on="compare",
)
def how_many(place: Place, said: Said) -> Said:
    is_rate = of(place).kind is Kind.POPULATION_RATE
    return {
        "per": "100,000" if is_rate else None,
        "people": people(place.of) if is_rate else None,
        "when": when(place),
        "areas": str(len(ordered(place))),
        "areas_": str(len(standing.counted(of(place).slug, place.of))),
        "all": AREAS,
    }


@says("England and Wales: {number}.", on="compare")
def nation(place: Place, said: Said) -> Said | None:
    """With its word: a bound or a rounded number is shown, and no area compared with it."""
    one = standing.nation(of(place).slug, place.of)
    return {"number": one.text} if one else None


@says(
    "The {areas} areas with figures, taken together: {pooled}.", "The areas together: {pooled}.", on="compare"
)
def together(place: Place, said: Said) -> Said | None:
    pooled = standing.pooled(of(place).slug, place.of)
    if pooled is None:
        return None
    return {
        "areas": str(len(standing.counted(of(place).slug, place.of))),
        "pooled": number(of(place), float(pooled)),
    }


def within(area: str) -> str:
    return f"the {name_of()[area]}" if area == "west-midlands" else name_of()[area]


@says("{title}, {when}[[: {text}]].", on="compare")
def ends(place: Place, said: Said) -> Said | None:
    """Over a chart or a map; the description says the lowest and the highest."""
    if place.block.tag == "p":
        return None
    areas, text = ordered(place), None
    if place.block.tag == "desc" and areas:
        (high_area, high), (low_area, low) = areas[0], areas[-1]
        if len(areas) == 1:
            text = f"only {name_of()[high_area]} has a figure, {high.text}"
        elif low.text == high.text:
            text = f"{high.text} in each of {len(areas)} areas"
        else:
            low_end, high_end = f"{low.text} in {within(low_area)}", f"{high.text} in {within(high_area)}"
            text = f"from {low_end} to {high_end}, among {len(areas)} areas"
    return {"title": of(place).title, "when": when(place), "text": text}


@says(
    "{areas} <area is|areas are> too few to say what is usual among areas.",
    "That takes {least}.",
    on="compare",
)
@says(
    "There is no funnel plot. {areas} <area is|areas are> too few to say what is usual among areas.",
    on="compare",
)
def too_few(place: Place, said: Said) -> Said | None:
    areas = len(standing.counted(of(place).slug, place.of))
    return {"areas": str(areas), "least": str(two_facts.FEWEST)} if areas < two_facts.FEWEST else None


@says(
    "Higher or lower: the whole {confidence} interval lies above or below the figure for {benchmark}, "
    "{number}.",
    "The dotted lines are drawn about {benchmark} ({number}).",
    on="compare",
)
def rests_on(place: Place, said: Said) -> Said:
    slug = of(place).slug
    return {
        "confidence": "95%",
        "benchmark": standing.benchmark_name(slug, place.of),
        "number": standing.benchmark_text(slug, place.of),
    }


@says(
    "They are drawn about the middle of the areas ({middle}): half of the areas have a higher figure, "
    "half a lower one.",
    "It is taken about the middle of the areas, {middle}.",
    "For an area of middle size it is {low} to {high}.",
    "Areas differ from one another by more than chance: the variance is {times} times what chance would "
    "give.",
    on="compare",
)
def usual(place: Place, said: Said) -> Said | None:
    indicator, spread = of(place), standing.usual(of(place).slug, place.of)
    limits = standing.middle_limits(indicator, place.of) if spread else None
    if spread is None or limits is None:
        return None
    counts = list(standing.counted(indicator.slug, place.of).values())
    return {
        "middle": number(indicator, spread[0] * indicator.per),
        "low": number(indicator, limits[0]),
        "high": number(indicator, limits[1]),
        "times": f"{rounded(two_facts.overdispersion(indicator, counts, spread[0]), 1):,}",
    }


@says(
    "Of {areas} areas, {higher} are higher than {benchmark} ({number}), {lower} lower and {other} not "
    "clearly different.",
    on="compare",
)
def how_many_differ(place: Place, said: Said) -> Said:
    slug = of(place).slug
    told = [one.comparison for one in standing.facts(slug, place.of).values() if one.comparison]
    return {
        "areas": str(len(told)),
        "higher": str(told.count("higher")),
        "lower": str(told.count("lower")),
        "other": str(told.count("not clearly different")),
        "benchmark": standing.benchmark_name(slug, place.of),
        "number": standing.benchmark_text(slug, place.of),
    }


@says("<Above|Below> what is usual among areas: {list}.", on="compare")
def outside(place: Place, said: Said) -> Said | None:
    """Those outside the usual spread by name, the furthest first."""
    held, slug = standing.held(of(place).slug, place.of), of(place).slug
    facts = standing.facts(slug, place.of)
    for word, sign in (("above", -1), ("below", 1)):
        found = [area for area, one in facts.items() if one.spread == word]
        found.sort(key=lambda area: sign * held[area].counts.above / held[area].counts.below)  # type: ignore[union-attr]
        text = ", ".join(f"{name_of()[area]} ({held[area].text})" for area in found)
        if (
            f"{word.capitalize()} what is usual among areas: {text}." in place.block.text
            and text == said["list"]
        ):
            return said
    return None


@says(
    "{areas} <area lies|areas lie> within it.",
    "All {areas} lie within what is usual among areas.",
    on="compare",
)
def lie_within(place: Place, said: Said) -> Said:
    told = [one.spread for one in standing.facts(of(place).slug, place.of).values() if one.spread]
    return {"areas": str(told.count("within"))}


# The map.


def shown_year(place: Place) -> ReportingYear:
    return standing.map_year() if place.kind == "home" else place.of


@says(
    "under {number}",
    "{low} to {high}",
    "{low} to under {high}",
    "{number} and over",
    "<England and Wales|The areas together>: {number}",
    on="compare home",
)
def shade(place: Place, said: Said) -> Said | None:
    """The key of the map, worked out again."""
    return said if place.block.text in key_of(of(place).slug, shown_year(place)) else None


@cache
def key_of(slug: str, year: ReportingYear) -> list[str]:
    """Half of the areas lie within a round step of England and Wales, or of what stands in its place."""
    indicator, nation = catalogue().indicators[slug], standing.nation(slug, year)
    shown = [one.shown for one in standing.held(slug, year).values()]
    together = standing.pooled(slug, year)
    if nation and nation.is_compared:
        middle = nation.shown
    elif together is not None:
        middle = Fraction(str(rounded(together, indicator.decimals)))
    else:
        return []
    near = median(abs(number - middle) for number in shown)
    step = next(
        step
        for power in range(-1, 6)
        for digit in (1, 2, 3, 5)
        if (step := digit * Fraction(10) ** power) >= near
    )
    ends = [
        *([middle - step] if any(number < middle - step for number in shown) else []),
        middle,
        *([middle + step] if any(number >= middle + step for number in shown) else []),
    ]
    unit = Fraction(1, 10**indicator.decimals)
    is_whole = all((number / unit).denominator == 1 for number in (*shown, *ends))

    def text(number: Fraction) -> str:
        places = indicator.decimals if (number / unit).denominator == 1 else 2
        return f"{float(number):,.{places}f}" if places < 2 else f"{float(number):,.2f}".rstrip("0")

    benchmark = standing.benchmark_name(slug, year)
    return [
        f"under {text(ends[0])}",
        *(
            f"{text(low)} to {text(high - unit)}" if is_whole else f"{text(low)} to under {text(high)}"
            for low, high in pairwise(ends)
        ),
        f"{text(ends[-1])} and over",
        f"{benchmark[:1].upper()}{benchmark[1:]}: {standing.benchmark_text(slug, year)}",
    ]


@says("{abbr} {number} {area}, {what}", "{abbr} {area}, no figure for {year}", on="compare home")
def tile(place: Place, said: Said) -> Said | None:
    """Each area with its number, the two words, and where it comes from; a doubt goes with it."""
    if "tile" not in place.block.classes:
        return None
    area, slug, year = names()[said["area"] or ""], of(place).slug, shown_year(place)
    one = standing.held(slug, year).get(area)
    must = {"abbr": _short()[area], "area": said["area"], "year": year.label}
    if one is None or "year" in said:
        return must if one is None and "year" in said else None
    unit, fact = of(place).unit, standing.facts(slug, year).get(area)
    bare = one.number.rstrip("%")
    words = [f"{bare}{unit}" if unit.startswith("%") else f"{bare} {unit}"]
    if fact and place.kind == "compare":
        if fact.comparison:
            words.append(f"{standing.THAN[fact.comparison]} {standing.benchmark_name(slug, year)}")
        if fact.spread:
            words.append(f"{fact.spread} what is usual among areas")
    if any(row.source_kind == PRESS for row in one.rows):
        words.append("press report")
    words += ["Unusual: …"] * len(one.doubts)
    return {**must, "number": bare, "what": ", ".join(words)}


@cache
def _short() -> dict[str, str]:
    rows = figures._read(figures.DATA / "areas.csv")
    return dict(zip(rows.slug, rows.tile_abbr.str.upper(), strict=True))


@says("{abbr} {area}, {value}, {why}[[, press report]][[, Doubted: …]]", on="compare home")
def tile_left_out(place: Place, said: Said) -> Said | None:
    one = standing.apart(of(place).slug, shown_year(place)).get(names()[said["area"] or ""])
    return {**said, "value": one.text, "why": _why(one)} if one else None
