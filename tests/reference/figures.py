"""The shipped figures read straight from their files, and the comparisons worked out the slow, obvious way.

Nothing here goes through the loader, the database or the queries. The catalogue is asked only which cells an
indicator is made of and in which years a measure was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pandas as pd

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

NATION = "england-and-wales"
DATA = Path(__file__).parents[2] / "data_loads"
CELL = ["area_slug", "division", "year", "measure", "category", "level"]
KINDS = ["area report", "national bulletin", "parliamentary answer", "press report"]

Key = tuple[str, ...]


@lru_cache(maxsize=1)
def printed() -> pd.DataFrame:
    """Every row of every file of figures, with the date of its source."""
    files = sorted((DATA / "figures").glob("*/*.csv"))
    rows = pd.concat([_read(path) for path in files], ignore_index=True).fillna({"qualifier": ""})
    if "qualifier" not in rows:
        rows["qualifier"] = ""
    rows["value"] = rows.value.str.replace(",", "")
    sources = _read(DATA / "sources.csv")[["kind", "title", "url", "published", "standing"]]
    return rows.merge(
        sources,
        how="left",
        left_on=["source_kind", "source_title", "source_url"],
        right_on=["kind", "title", "url"],
        validate="many_to_one",
    )


@lru_cache(maxsize=1)
def rows() -> tuple[pd.Series, ...]:
    """The same, row by row."""
    return tuple(row for _number, row in printed().iterrows())


@lru_cache(maxsize=1)
def rows_by_year() -> dict[tuple[str, str], list[pd.Series]]:
    """The rows of an area and year."""
    found: dict[tuple[str, str], list[pd.Series]] = {}
    for row in rows():
        found.setdefault((row.area_slug, row.year), []).append(row)
    return found


@lru_cache(maxsize=1)
def preferred() -> dict[Key, pd.Series]:
    """For each cell the row to show: not a restated one, not [x], the better kind, an exact number, a source
    that is no copy or part and stands in for none, the newer source."""
    best: dict[Key, pd.Series] = {}
    for row in rows():
        key = tuple(str(row[name]) for name in CELL)
        if key not in best or _before(row, best[key]):
            best[key] = row
    return best


def _before(one: pd.Series, other: pd.Series) -> bool:
    for first, second in (
        (_is_restated(one), _is_restated(other)),
        (one.marker == "x", other.marker == "x"),
        (KINDS.index(one.source_kind), KINDS.index(other.source_kind)),
        (one.qualifier != "", other.qualifier != ""),
        (one.standing != "", other.standing != ""),
    ):
        if first != second:
            return bool(first < second)
    if one.published != other.published:
        return bool(one.published > other.published)
    return (one.source_title, one.source_url) < (other.source_title, other.source_url)


def _is_restated(row: pd.Series) -> bool:
    """The national rate of 2006-07: 57.45 on all ages, later given again as 64 on ages ten and over."""
    place = (row.area_slug, row.year, row.measure, row.value)
    return place == ("england-and-wales", "2006-07", "rso_rate", "64")


@lru_cache(maxsize=1)
def people() -> dict[tuple[str, int, str], int]:
    rows = _read(DATA / "populations.csv")
    keys = zip(rows.area_slug, rows.mid_year, rows.age_band, strict=True)
    return {
        (area, int(mid_year), band): int(persons)
        for (area, mid_year, band), persons in zip(keys, rows.persons, strict=True)
    }


def population(area: str, year: ReportingYear) -> int | None:
    """Whom the rates of the year divide by (data_loads/README.md)."""
    if year.start <= 2006:
        return _persons(area, year.start, "all")
    if 2009 <= year.start <= 2020:
        return _persons(area, year.start, "10+")
    if year.start >= 2022:
        return _persons(area, year.start - 1, "10+")
    return None


def _persons(area: str, mid_year: int, band: str) -> int | None:
    if area != NATION:
        return people().get((area, mid_year, band))
    every = [people().get((one, mid_year, band)) for one in areas()]
    return sum(one for one in every if one) if all(every) else None


@lru_cache(maxsize=1)
def areas() -> tuple[str, ...]:
    return tuple(_read(DATA / "areas.csv").query("slug != 'england-and-wales'").slug)


@lru_cache(maxsize=1)
def years() -> tuple[ReportingYear, ...]:
    return tuple(ReportingYear.parse(text) for text in sorted(set(printed().year)))


@lru_cache(maxsize=1)
def not_of_their_year() -> set[Key]:
    """The cells whose figure a note holds out of every comparison, each with the title of its source."""
    notes = _read(DATA / "notes.csv").query("kind == 'not_of_its_year'")
    return {tuple(str(row[name]) for name in (*CELL, "source_title")) for _number, row in notes.iterrows()}


def holds_back(year: ReportingYear) -> bool:
    """Whether an area has a bound or a rounded number in that year, or one that is not of it."""
    return any(
        key[0] != NATION
        and key[2] == year.label
        and (row.qualifier or (*key, row.source_title) in not_of_their_year())
        for key, row in preferred().items()
    )


def number(area: str, *, year: ReportingYear, cell: CellKey) -> Fraction | None:
    """The exact number in a cell; None where nothing is held, where a marker stands there, where it is a
    bound or rounded, and where it is not of its year."""
    key = (area, "", year.label, cell.measure, cell.category, cell.level)
    row = preferred().get(key)
    if row is None or not row.value or row.qualifier or (*key, row.source_title) in not_of_their_year():
        return None
    return Fraction(row.value)


def added(
    area: str, *, year: ReportingYear, cells: Sequence[CellKey], parts: Sequence[CellKey]
) -> Fraction | None:
    """The cells of that year's law added up; where none is there, the parts in their place."""
    of_era = [cell for cell in cells if year in catalogue().measures[cell.measure].years]
    for group in (of_era, parts):
        numbers = [number(area, year=year, cell=cell) for cell in group]
        known = [one for one in numbers if one is not None]
        if known:
            return sum(known, Fraction(0)) if len(known) == len(numbers) else None
    return None


def value(indicator: Indicator, *, area: str, year: ReportingYear) -> Fraction | None:
    """What the indicator is for that area and year; None where it cannot be known."""
    above = added(area, year=year, cells=indicator.numerator, parts=indicator.parts)
    if indicator.kind is Kind.COUNT:
        return above
    below: Fraction | int | None
    if indicator.kind is Kind.POPULATION_RATE:
        rate = number(area, year=year, cell=CellKey("rso_rate"))
        if rate is not None:
            return rate
        below = population(area, year)
    else:
        below = added(area, year=year, cells=indicator.denominator, parts=indicator.denominator_parts)
    if above is None or not below:
        return None
    return above * indicator.per / below


def comparison(indicator: Indicator, *, year: ReportingYear) -> dict[str, Fraction]:
    """Every area with a value for the year."""
    found = {area: value(indicator, area=area, year=year) for area in areas()}
    return {area: one for area, one in found.items() if one is not None}


@lru_cache(maxsize=1)
def conflicting() -> set[Key]:
    """The cells that two sources give differently."""
    groups = printed().groupby(CELL, dropna=False)
    return {
        tuple(str(part) for part in key)
        for key, group in groups
        if len(group[["value", "marker"]].drop_duplicates()) > 1
    }


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)
