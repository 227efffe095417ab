"""The tile map: each area where it lies, its number in it, and a shade for how its number stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.benchmark import NO_BENCHMARK, NationalFigure, Verdict
from stats.analysis.figures import AreaRef
from stats.analysis.series import is_comparable
from stats.analysis.values import Value, WhyNot
from stats.calculations.funnel import Comparison, Spread
from stats.calculations.rates import rounded
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import shown_number, value_text

MOST_CLASSES = 5
# A class of one area says nothing that its number does not say already.
_AREAS_A_CLASS = 2
# Which of the five shades stand for so many classes: few classes keep well apart.
_SHADES: Mapping[int, tuple[int, ...]] = {
    1: (3,),
    2: (2, 4),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 3, 4, 5),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One area. `quantile` is its shade, 1 (lowest) to 5, and None where there is nothing to compare."""

    abbr: str
    name: str
    url: str
    col: int
    row: int
    quantile: int | None
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """`legend` gives each shade the numbers that it stands for: `3`, `98 to 104`."""

    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, str], ...]
    caption: str
    table_url: str


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
    """The map of one indicator in one year, in the order given. `verdicts` are the words for areas by slug,
    to be told with their names; `national` is what they compare with.

    Areas fall into at most five classes with about as many areas in each, by the numbers that readers see:
    two areas that both show 130 have one shade. Areas without a place on the map are left out.
    """
    placed = [
        (ref, value) for ref, value in tiles if ref.tile_column is not None and ref.tile_row is not None
    ]
    shown = {ref.slug: shown_number(indicator, value) for ref, value in placed if is_comparable(value)}
    shades = quantiles(shown.values())
    told = {slug: _words(verdict, national=national) for slug, verdict in (verdicts or {}).items()}
    return TileMap(
        tiles=tuple(
            Tile(
                abbr=ref.tile_abbr,
                name=ref.name,
                url=href(ref),
                col=ref.tile_column or 0,
                row=ref.tile_row or 0,
                quantile=shades[shown[ref.slug]] if ref.slug in shown else None,
                value=_text(shown[ref.slug], indicator=indicator) if ref.slug in shown else "",
                label=_label(ref, value=value, indicator=indicator, year=year, told=told.get(ref.slug, ())),
            )
            for ref, value in placed
        ),
        legend=_legend(shades, indicator=indicator),
        caption=caption,
        table_url=table_url,
    )


def quantiles(values: Iterable[Decimal]) -> Mapping[Decimal, int]:
    """The shade of each value, lowest first; equal values share one.

    A value's place is the middle of the places that it takes among all values, so that a tie falls into
    one class whole. Classes that a tie leaves empty are not kept.
    """
    ordered = sorted(values)
    if not ordered:
        return {}
    classes = max(1, min(MOST_CLASSES, len(ordered) // _AREAS_A_CLASS))
    found: dict[Decimal, int] = {}
    for value in dict.fromkeys(ordered):
        first, many = ordered.index(value), ordered.count(value)
        found[value] = int((2 * first + many) * classes / (2 * len(ordered)))
    kept = sorted(set(found.values()))
    shades = dict(zip(kept, _SHADES[len(kept)], strict=True))
    return {value: shades[place] for value, place in found.items()}


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
    """The name, what is said of the area, and why its tile has no number."""
    if value.why_not is WhyNot.NOT_HELD:
        return _("%(area)s: no figure for %(year)s") % {"area": ref.name, "year": year}
    remarks = [*told]
    if value.why_not is not None:
        remarks = [value_text(indicator, value), words.why_not(value.why_not)]
    if value.is_second_hand:
        remarks.append(_("from a press report"))
    remarks += words.doubts_of(value)
    remarks = [remark for remark in remarks if remark]
    if not remarks:
        return ref.name
    return _("%(area)s: %(remarks)s") % {"area": ref.name, "remarks": ", ".join(remarks)}


def _legend(shades: Mapping[Decimal, int], *, indicator: Indicator) -> tuple[tuple[int, str], ...]:
    """The lowest and the highest number of each shade, as the tiles show them."""
    by_shade: dict[int, list[Decimal]] = {}
    for value, shade in sorted(shades.items()):
        by_shade.setdefault(shade, []).append(value)
    legend = []
    for shade, held in by_shade.items():
        lowest, highest = (_text(value, indicator=indicator) for value in (held[0], held[-1]))
        ends = _("%(lowest)s to %(highest)s") % {"lowest": lowest, "highest": highest}
        legend.append((shade, lowest if held[0] == held[-1] else ends))
    return tuple(legend)
