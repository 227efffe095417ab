"""The front page: England and Wales, the tile map of the latest year, and what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Expression, Q

from stats.analysis.comparison.area_map import AreaMap, area_map
from stats.analysis.headlines import NationalPicture, national_picture
from stats.analysis.series import Series
from stats.analysis.tables.national_tables import CountedFact, counted_facts
from stats.analysis.trends import Trend, trend
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.models import Area
from stats.queries.figures import any_cell, area_refs, figure_rows, figures_of, national_notes
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows
from stats.queries.releases import ReleaseRef, releases
from stats.queries.years_held import YearHeld, latest, third_of, years_held


@dataclass(frozen=True, slots=True)
class HomePage:
    """`map` is of the latest year whose rate a third of the areas have; None where no area has any. `years`
    are all with any area's, newest first."""

    map: AreaMap | None
    years: tuple[YearHeld, ...]
    nation: NationalPicture | None
    facts: tuple[CountedFact, ...]
    national_rsos: Trend
    new: tuple[ReleaseRef, ...]


def home_page() -> HomePage:
    """At most six queries."""
    rate, rsos = catalogue().rate, catalogue().rsos
    years = years_held(rate)
    areas = [ref for ref in area_refs().values() if not ref.is_nation]
    year = latest(years, fewest=third_of(len(areas)))
    shown = catalogue().pages["home"]
    figures = figures_of(_figure_rows(start=None if year is None else year.start))
    series = Series(figures, populations=fetch_populations(years=[] if year is None else [year]))
    return HomePage(
        map=area_map(year, series=series, areas=areas),
        years=tuple(held for held in years if held.areas),
        nation=national_picture(shown.figures, series=series),
        facts=counted_facts(
            shown.cells,
            years={held.year for held in figures if held.area_slug == NATION_SLUG},
            series=series,
            notes=national_notes(),
        ),
        national_rsos=trend(rsos, slug=NATION_SLUG, series=series),
        new=releases(limit=3),
    )


@Prepared
def _figure_rows(*, start: Expression) -> Rows:
    """Those of England and Wales, and those of the areas in that year."""
    shown, rate, rsos = catalogue().pages["home"], catalogue().rate, catalogue().rsos
    cells = (*rate.cells, *rsos.cells, *(one.cell for one in shown.cells))
    wanted = Q(report__area__kind=Area.Kind.NATION) | Q(report__start_year=start)
    return figure_rows(wanted & any_cell(cells))
