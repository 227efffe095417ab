"""Sentences on a run of years: the story beside a chart, and the change from a year to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures
from tests.reference.changes import Point
from tests.reference.grounds import as_printed
from tests.views.sentences.saying import Place, Said, name_of, names, says

WHY = {
    "about": "For {when} only a rounded number is known, {value}, so it is not compared.",
    "": "The number published for {when}, {value}, is probably not of that year, so it is not compared.",
}
BOUND = "For {when} only a bound is known, {value}, so it is not compared."
EVERYWHERE = "area nation home topic years compare"


def when(indicator: Indicator, year: ReportingYear) -> str:
    return f"31 March {year.end}" if indicator.basis is Basis.SNAPSHOT else year.label


def listed(texts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def story(indicator: Indicator, area: str, *, beside: bool) -> list[str]:
    """All that may be said of an area's years, sentence by sentence. `beside`: England and Wales too."""
    points, apart = changes.series(indicator.slug, area)
    noun = "rate" if indicator.kind is Kind.POPULATION_RATE else "figure"
    subject, told = f"The {name_of()[area]} {noun}", []
    if len(points) == 1:
        year, only = points[0]
        told.append(f"The only figure for {name_of()[area]} is {only.text}, for {when(indicator, year)}.")
    for number, stretch in enumerate(changes.stretches(indicator.slug, area) if len(points) > 1 else ()):
        told.append(_stretch(indicator, stretch, subject if not number else "It"))
    told.append(_years_without(indicator, points, apart))
    told.append(_breaks(indicator, points))
    for year, one in apart:
        text = BOUND if one.word and one.word != "about" else WHY[one.word]
        told.append(text.format(when=when(indicator, year), value=one.text))
    if beside and points and indicator.kind is not Kind.COUNT:
        last = points[-1][0]
        for year, one in changes.series(indicator.slug, figures.NATION)[0]:
            if year == last:
                told.append(f"The England and Wales {noun} for {when(indicator, year)} was {one.text}.")
    return [text for text in told if text]


def _stretch(indicator: Indicator, points: Sequence[Point], subject: str) -> str:
    whens = [when(indicator, year) for year, _one in points]
    shown = [one.shown for _year, one in points]
    texts = [one.text for _year, one in points]
    if len(points) == 1:
        if subject == "It":
            return f"It was {texts[0]} for {whens[0]}."
        return f"{subject} for {whens[0]} was {texts[0]}."
    is_whole = all(after[0].start == before[0].start + 1 for before, after in pairwise(points))
    if is_whole and shown in (sorted(shown), sorted(shown, reverse=True)):
        ends = f"from {texts[0]} to {texts[-1]} between {whens[0]} and {whens[-1]}."
        if shown[0] == shown[-1]:
            return f"{subject} stayed at {texts[-1]} between {whens[0]} and {whens[-1]}."
        if changes.is_over_the_year(indicator) and changes.chance_makes(int(shown[0]), int(shown[-1])):
            two = f"{texts[0]} for {whens[0]} and {texts[-1]} for {whens[-1]}"
            return f"{subject} was {two}, a difference that chance could make."
        return f"{subject} {'rose' if shown[-1] > shown[0] else 'fell'} {ends}"
    if min(shown) == max(shown):
        return f"{subject} was {texts[-1]} each time: {listed(whens)}."
    if len(points) == 2:
        return f"{subject} was {texts[0]} for {whens[0]} and {texts[1]} for {whens[1]}."

    def end(number: object) -> str:
        at = [place for place, one in enumerate(shown) if one == number]
        return f"at {texts[at[0]]} ({listed([whens[place] for place in at])})"

    low, high = f"lowest {end(min(shown))}", f"highest {end(max(shown))}"
    first, second = (low, high) if shown[-1] == max(shown) else (high, low)
    latest = "" if shown[-1] in (min(shown), max(shown)) else f" The latest is {texts[-1]} ({whens[-1]})."
    return f"{subject} was {first} and {second}.{latest}"


def _years_without(indicator: Indicator, points: Sequence[Point], apart: Sequence[Point]) -> str:
    if len(points) < 2:
        return ""
    held = {year.start for year, _one in (*points, *apart)}
    is_snapshot = indicator.basis is Basis.SNAPSHOT
    runs: list[list[int]] = []
    for start in range(points[0][0].start, points[-1][0].start):
        if start in held:
            continue
        if runs and runs[-1][-1] == start - 1:
            runs[-1].append(start)
        else:
            runs.append([start])
    if not runs:
        return ""

    def name(start: int) -> str:
        return str(start + 1) if is_snapshot else ReportingYear(start).label

    spans = [name(run[0]) if len(run) == 1 else f"{name(run[0])} to {name(run[-1])}" for run in runs]
    return f"There is no figure for {'31 March of ' if is_snapshot else ''}{listed(spans)}."


def _breaks(indicator: Indicator, points: Sequence[Point]) -> str:
    if len(points) < 2:
        return ""
    crossed = changes.between(indicator.slug, points[0][0], points[-1][0])
    if not crossed:
        return ""
    which = "this change" if len(crossed) == 1 else "these changes"
    told = "; ".join(f"{one.first.label}: {one.title}" for one in crossed)
    return f"The years before and after {which} are not compared ({told})."


def spoken_of(place: Place) -> list[Indicator]:
    """The indicators that a story may be of, by the chart or the heading it stands under."""
    indicators = catalogue().indicators
    slug = place.block.id.removeprefix("chart-").removesuffix("-finding").removesuffix("-wide")
    slug = slug.removesuffix("-middle").removesuffix("-narrow")
    slug = {"rate": "rso-rate"}.get(slug, slug)
    if place.block.tag == "desc" and slug in indicators:
        return [indicators[slug]]
    headed = {"The rate over the years": "rso-rate", "The number over the years": "rsos"}
    title = place.block.heading.removeprefix("England and Wales: ")
    if title in headed:
        return [indicators[headed[title]]]
    return [one for one in indicators.values() if one.title == title] or list(indicators.values())


@says(
    *("The {area} <rate|figure> {text}.", "The only figure for {area} is {text}.", "It {text}."),
    *("The latest is {text}.", "There is no figure for {text}.", "For {when} only {text}."),
    *("The years before and after {text}.", "The number published for {text}."),
    on="area nation home topic",
)
def part_of_a_story(place: Place, said: Said) -> Said | None:
    """The whole piece is the story of one series, and nothing is left out of it."""
    area, is_beside = place.area or figures.NATION, bool(place.area)
    stories = (story(one, area, beside=is_beside) for one in spoken_of(place))
    return said if any(place.block.text == " ".join(told) for told in stories) else None


@says("{area}, {when} to {when2}: from {number1} to {number2}, {change}.[[ Doubted: {list}.]]", on="area")
def change(place: Place, said: Said) -> Said | None:
    """The newest change of the series that the list stands under."""
    area = names()[said["area"] or ""]
    for indicator in catalogue().indicators.values():
        pair = changes.newest_pair(indicator.slug, area)
        if pair is None or f"from {said['number1']} to {said['number2']}" != _from_to(pair):
            continue
        (start, _then), (end, _now) = pair
        doubted = [year.label for year, one in pair if one.doubts]
        return {
            **said,
            "when": when(indicator, start),
            "when2": when(indicator, end),
            "change": change_text(indicator, earlier=pair[0], later=pair[1]),
            "list": ", ".join(doubted) or None,
        }
    return None


def _from_to(pair: tuple[Point, Point]) -> str:
    return f"from {pair[0][1].text} to {pair[1][1].text}"


def change_text(indicator: Indicator, *, earlier: Point, later: Point) -> str:
    (_start, before), (_end, after) = earlier, later
    difference = changes.difference(before, after)
    places = 0 if before.is_printed or after.is_printed else indicator.decimals
    shown = changes.signed(difference, places)
    if before.is_printed or after.is_printed:
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        shown = f"{sign}{as_printed(abs(difference))}"
    if indicator.kind is Kind.SHARE:
        return f"{shown} percentage points"
    is_hidden = (
        not before.is_printed and not after.is_printed and not difference and before.amount != after.amount
    )
    text = shown if is_hidden else f"{shown} ({changes.percent_text(before, after)})"
    return ", ".join(filter(None, (text, changes.chance_text(before, after))))
