"""What stands about the printed tables: captions, totals that were checked, sources that differ."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from stats.catalogue.measures import CellKey
from stats.catalogue.reader import DATA, catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import figures
from tests.reference.grounds import as_printed, row_of
from tests.views.sentences.saying import Place, Said, name_of, possessive, says

Line = dict[str, Any]


@cache
def tables() -> dict[str, Line]:
    """The printed tables of the catalogue by their codes, which are the ids on the page."""
    return {row["code"]: row for row in tomllib.loads((DATA / "layouts.toml").read_text())["table"]}


@says("{text}", on="area compare nation")
def caption(place: Place, said: Said) -> Said | None:
    """The title of the table it stands over, of the page's year; or that of the indicator compared."""
    if place.block.tag != "caption":
        return None
    titles = []
    if place.area and place.block.id in tables():
        title = tables()[place.block.id]["title"]
        titles.append(title.format(end=place.of.end, year=place.of.label))
    if place.area and place.block.id == "own-work":
        titles.append(f"{possessive(name_of()[place.area])} own work, {place.of.label}")
    if place.kind == "compare" and place.indicator:
        snapshot = place.indicator.basis.value == "snapshot"
        titles.append(
            f"{place.indicator.title}, {f'31 March {place.of.end}' if snapshot else place.of.label}"
        )
    if place.kind == "nation":
        national = tomllib.loads((DATA / "series.toml").read_text())["national_table"]
        titles += [row["title"] for row in national if row["code"] == place.block.id]
    return said if place.block.text in titles else None


@says("All {totals} printed totals that can be checked add up.", on="area nation")
def agree(place: Place, said: Said) -> Said | None:
    if place.area:
        found = list(_totals(tables()[place.block.id], place.area, place.of, figures.preferred()))
    else:
        found = list(_national_totals())
    return {"totals": str(len(found))} if all(made == printed for printed, made in found) else None


def _national_totals() -> Iterator[tuple[Fraction, Fraction]]:
    """Of England and Wales, in every year: a total and its parts as one source prints them."""
    by_source: dict[tuple[str, ...], dict[figures.Key, pd.Series]] = {}
    for row in figures.rows():
        if row.area_slug == figures.NATION:
            of_source = by_source.setdefault((row.year, row.source_title, row.source_url), {})
            of_source[tuple(str(row[name]) for name in figures.CELL)] = row
    for (label, _title, _url), cells in by_source.items():
        for layout in tomllib.loads((DATA / "layouts.toml").read_text())["national_layout"]:
            if layout["first_year"] <= label <= layout.get("last_year", "9999"):
                for code in layout["tables"]:
                    yield from _totals(tables()[code], figures.NATION, ReportingYear.parse(label), cells)


def _totals(
    table: Line, area: str, year: ReportingYear, rows: Mapping[figures.Key, pd.Series]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Every total whose parts are all there, with what they make: down the rows and along the columns."""
    for across, along in ((table["rows"], table["columns"]), (table["columns"], table["rows"])):
        for total in across:
            for line in along if total.get("sum_of") else ():
                parts = [one for one in across if one["code"] in total["sum_of"]]
                keys = [_key(table, area, year, one, line) for one in (total, *parts)]
                numbers = [_number(rows.get(key)) for key in keys]
                if None not in numbers:
                    yield numbers[0] or Fraction(0), sum(filter(None, numbers[1:]), Fraction(0))


def _key(table: Line, area: str, year: ReportingYear, *lines: Line) -> figures.Key:
    """The cell where two lines of a table cross."""

    def fixed(name: str) -> Any:
        return next((line[name] for line in lines if name in line), table.get(name, ""))

    label = ReportingYear(year.start - (fixed("years_back") or 0)).label
    return (area, fixed("division"), label, fixed("measure"), fixed("category"), fixed("level"))


def _number(row: pd.Series | None) -> Fraction | None:
    """A dash for a cell that cannot exist is no part of a sum."""
    if row is None or row.qualifier:
        return None
    return Fraction(0) if row.marker == "z" else Fraction(row.value) if row.value else None


@says(
    "{text}: the source prints {printed}; its parts add up to {made} ({parts}[[ + {parts_}[[ + "
    "{parts__}]]]]).",
    "{text}: the source prints {printed}; its parts add up to {made} ({several} parts).",
    "The difference is {difference}.",
    "If it were {made}, the printed total of {total} would add up.",
    on="area",
)
def differ(place: Place, said: Said) -> Said | None:
    """Each of the two totals stands in the area's figures, and the parts make what they are said to make."""
    held = {as_printed(Fraction(row.value)) for row in _rows(place) if row.value}
    if "total" in said:
        return said if {said["total"]} <= held and _said_before(place, "add up to ", said["made"]) else None
    printed, made = (_said_after(place, word) for word in ("prints ", "add up to "))
    if "difference" in said:
        return {
            "difference": as_printed(
                abs(Fraction(printed.replace(",", "")) - Fraction(made.replace(",", "")))
            )
        }
    parts = [said[name] for name in ("parts", "parts_", "parts__") if said.get(name)]
    must = dict(said)
    if parts:
        must["made"] = as_printed(sum((Fraction(part) for part in parts if part), Fraction(0)))
    else:
        divisions = [
            Fraction(row.value)
            for row in _rows(place)
            if row.division and row.measure == "eligible_offenders"
        ]
        must["several"], must["made"] = str(len(divisions)), as_printed(sum(divisions, Fraction(0)))
    return must if {said["printed"], *parts} <= held and said["printed"] != must["made"] else None


def _rows(place: Place) -> list[pd.Series]:
    return figures.rows_by_year()[place.area, place.of.label]


def _said_after(place: Place, word: str) -> str:
    return place.block.text.partition(word)[2].split(";")[0].split(" ")[0]


def _said_before(place: Place, word: str, number: str | None) -> bool:
    return f"{word}{number} (" in place.block.text


@says(
    "Sources disagree on {title}.", "Shown: {shown} ({why}).", "Also published: {other} ({why}).", on="area"
)
def sources_differ(place: Place, said: Said) -> Said | None:
    """What is shown is the preferred row's, what was published beside it another row's of the same cell."""
    title = place.block.text.partition(".")[0].removeprefix("Sources disagree on ")
    for key in figures.conflicting():
        if key[0] != place.area or key[2] != place.of.label or title != _cell_title(key):
            continue
        shown = row_of(place.area, year=place.of, cell=CellKey(key[3], key[4], key[5]))
        if shown is None:
            continue
        others = [row for row in _rows(place) if tuple(row[name] for name in figures.CELL) == key]
        if "title" in said:
            return {"title": title}
        if "shown" in said:
            return {"shown": as_printed(Fraction(shown.value)), "why": shown.source_kind}
        for row in others:
            if as_printed(Fraction(row.value)) == said["other"] and row.source_kind == said["why"]:
                return said
    return None


def _cell_title(key: figures.Key) -> str:
    category = {"total": "all categories", "": ""}.get(key[4], f"Category {key[4]}")
    level = {"total": "all levels", "": ""}.get(key[5], f"Level {key[5]}")
    return ", ".join(filter(None, (catalogue().measures[key[3]].title, category, level)))
