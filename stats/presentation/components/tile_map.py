"""The tile map: each area where it lies, its number in it, and a shade for how its number stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, pairwise
from statistics import median, median_low

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.comparison.area_map import AreaMap
from stats.analysis.comparison.benchmark import NO_BENCHMARK, NationalFigure, Verdict
from stats.analysis.figures import AreaRef
from stats.analysis.series import is_comparable
from stats.analysis.values import Value, WhyNot
from stats.calculations.funnel import Comparison, Spread
from stats.calculations.rates import rounded
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import area_links
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import shown_number, value_text

# With fewer areas than this a map says no more than the chart of their values.
FEWEST_AREAS = 8
# How far a class reaches on either side of the middle: these, and the same times ten, a hundred, a tenth.
_STEPS = (Decimal(1), Decimal(2), Decimal(3), Decimal(5))


@dataclass(frozen=True, slots=True)
class Tile:
    """One area. `shade` is 1 (lowest) to 5, and None where there is nothing to compare. `label` is what is
    told of it, name first."""

    abbr: str
    name: str
    url: str
    col: int
    row: int
    shade: int | None
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers: `99 to 128`. `is_from_middle`: it begins at the number of England and Wales."""

    shade: int
    text: str
    is_from_middle: bool = False


@dataclass(frozen=True, slots=True)
class TileMap:
    """`middle` names the number at which lighter shades end and darker ones begin."""

    tiles: tuple[Tile, ...]
    legend: tuple[Shade, ...]
    middle: str
    caption: str
    table_url: str

    @property
    def has_gaps(self) -> bool:
        """Whether any area has no number to compare."""
        return any(tile.shade is None for tile in self.tiles)


def is_worth_a_map(indicator: Indicator, values: Iterable[Value]) -> bool:
    """Counts on a map would show where most people live, and nothing else."""
    return indicator.kind is not Kind.COUNT and sum(map(is_comparable, values)) >= FEWEST_AREAS


def tile_map(
    tiles: Iterable[tuple[AreaRef, Value]],
    *,
    indicator: Indicator,
    year: ReportingYear,
    href: Callable[[AreaRef], str],
    caption: str,
    table_url: str,
    verdicts: Mapping[str, Verdict] | None = None,
    national: NationalFigure = NO_BENCHMARK,
) -> TileMap:
    """The map of one indicator in one year, from north to south and west to east. `verdicts` are the words
    for areas by slug, to be told with their names; `national` is what they compare with.

    Areas without a place on the map are left out. Two areas that both show 130 have one shade.
    """
    placed = [
        (ref, value) for ref, value in tiles if ref.tile_column is not None and ref.tile_row is not None
    ]
    placed.sort(key=lambda tile: (tile[0].tile_row, tile[0].tile_column))
    shown = {ref.slug: shown_number(indicator, value) for ref, value in placed if is_comparable(value)}
    middle = _middle(indicator, national)
    breaks = class_breaks(shown.values(), middle=middle)
    shades = _shades(breaks, middle=middle)
    told = {slug: _words(verdict, national=national) for slug, verdict in (verdicts or {}).items()}
    return TileMap(
        tiles=tuple(
            Tile(
                abbr=ref.tile_abbr,
                name=ref.name,
                url=href(ref),
                col=ref.tile_column or 0,
                row=ref.tile_row or 0,
                shade=shades[bisect_right(breaks, shown[ref.slug])] if ref.slug in shown else None,
                value=_text(shown[ref.slug], indicator=indicator) if ref.slug in shown else "",
                label=_label(ref, value=value, indicator=indicator, year=year, told=told.get(ref.slug, ())),
            )
            for ref, value in placed
        ),
        legend=_legend(breaks, shades=shades, middle=middle, shown=shown.values(), indicator=indicator),
        middle=_middle_text(indicator, national) if middle in breaks else "",
        caption=caption,
        table_url=table_url,
    )


def rate_map(found: AreaMap | None) -> TileMap | None:
    """The rate of every area in one year; each tile leads to the area's page, of that year where it is
    held."""
    if found is None:
        return None
    rate, year = catalogue().rate, found.year
    said = {"people": words.people(year), "date": numbers.snapshot_date(year)}
    return tile_map(
        found.tiles,
        indicator=rate,
        year=year,
        href=area_links({ref.slug for ref, value in found.tiles if value.amount is not None}, year=year),
        caption=_("Registered sexual offenders for every 100,000 %(people)s, %(date)s.") % said,
        table_url=reverse("compare-year", args=(rate.slug, year)),
        national=found.national,
    )


def class_breaks(values: Collection[Decimal], *, middle: Decimal | None) -> tuple[Decimal, ...]:
    """The numbers at which a class of `values` begins that is not the lowest: the middle, or the median
    where there is none, and a round step to either side of it, within which half of the values lie.

    A step beyond which there is no value is left out.
    """
    if not values:
        return ()
    centre = median_low(values) if middle is None else middle
    near = Decimal(median(abs(value - centre) for value in values))
    step = next(step for step in _round_numbers() if step >= near)
    ends = [centre - step] if min(values) < centre - step else []
    return (*ends, centre, *([centre + step] if max(values) >= centre + step else []))


def _round_numbers() -> Iterable[Decimal]:
    """1, 2, 3, 5, 10, 20 and so on, after the same tenths."""
    return (step.scaleb(power) for power in count(-1) for step in _STEPS)


def _shades(breaks: Sequence[Decimal], *, middle: Decimal | None) -> tuple[int, ...]:
    """The shade of each class, lowest first: light below the middle, dark from it on."""
    if not breaks:
        return (3,)
    if middle is None:
        return {2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5)}[len(breaks) + 1]
    below = breaks.index(middle) + 1
    above = len(breaks) + 1 - below
    return (*(1, 2)[-below:], *(4, 5)[:above])


def _middle(indicator: Indicator, national: NationalFigure) -> Decimal | None:
    """The benchmark as readers see it."""
    if national.value is not None and not national.is_pooled and national.amount is not None:
        return shown_number(indicator, national.value)
    return None if national.amount is None else rounded(national.amount, places=indicator.decimals)


def _middle_text(indicator: Indicator, national: NationalFigure) -> str:
    """`England and Wales: 129`"""
    said = {
        "benchmark": capfirst(words.benchmark_name(national)),
        "number": words.national_text(indicator, national),
    }
    return _("%(benchmark)s: %(number)s") % said


def _text(shown: Decimal, *, indicator: Indicator) -> str:
    """With the indicator's decimals; a printed number that has more keeps them."""
    if shown == rounded(shown, places=indicator.decimals):
        return numbers.number(shown, places=indicator.decimals)
    return numbers.as_published(shown)


def _words(verdict: Verdict, *, national: NationalFigure) -> tuple[str, ...]:
    """The two words for an area, as far as they are said."""
    told = []
    if verdict.comparison is not Comparison.NOT_COMPARED:
        told.append(words.comparison(verdict.comparison, national=national))
    if verdict.spread is not Spread.NOT_SAID:
        told.append(words.spread(verdict.spread))
    return tuple(told)


def _label(
    ref: AreaRef, *, value: Value, indicator: Indicator, year: ReportingYear, told: Sequence[str]
) -> str:
    """`Greater Manchester, 164 per 100,000 people, press report`; or why its tile has no number."""
    if value.why_not is WhyNot.NOT_HELD:
        return _("%(area)s, no figure for %(year)s") % {"area": ref.name, "year": year}
    parts = [ref.name, *_number(indicator, value), *told]
    if value.why_not is not None:
        parts = [ref.name, value_text(indicator, value), words.why_not(value.why_not)]
    parts += dict.fromkeys(source.kind for source in value.sources if source.is_second_hand)
    return ", ".join(filter(None, (*parts, *words.doubts_of(value))))


def _number(indicator: Indicator, value: Value) -> tuple[str, ...]:
    """The number with its unit, a share with its sign."""
    if value.amount is None:
        return ()
    said = {
        "number": _text(shown_number(indicator, value), indicator=indicator),
        "unit": indicator.unit,
    }
    text = _("%(number)s%(unit)s") if indicator.unit.startswith("%") else _("%(number)s %(unit)s")
    return (text % said,)


def _legend(
    breaks: Sequence[Decimal],
    *,
    shades: Sequence[int],
    middle: Decimal | None,
    shown: Collection[Decimal],
    indicator: Indicator,
) -> tuple[Shade, ...]:
    """What each shade stands for. No number falls between two classes: where all are shown to the same
    decimals one ends right before the next begins, else it reaches to it."""
    if not breaks:
        return ()
    unit = Decimal(1).scaleb(-indicator.decimals)
    is_whole = all(number % unit == 0 for number in (*shown, *breaks))

    def text(number: Decimal) -> str:
        return _text(number, indicator=indicator)

    between = [
        (_("%(lowest)s to %(highest)s") if is_whole else _("%(lowest)s to under %(highest)s"))
        % {"lowest": text(first), "highest": text(then - unit if is_whole else then)}
        for first, then in pairwise(breaks)
    ]
    texts = [
        _("under %(number)s") % {"number": text(breaks[0])},
        *between,
        _("%(number)s and over") % {"number": text(breaks[-1])},
    ]
    begins = [None, *breaks]
    return tuple(
        Shade(shade, told, is_from_middle=middle is not None and begin == middle)
        for shade, told, begin in zip(shades, texts, begins, strict=True)
    )
