"""Read the catalogue's TOML files into frozen dataclasses and check that they agree."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.keys import FILES, unknown_keys
from stats.catalogue.layouts import DIVISION_ROWS, Layout, Line, Table
from stats.catalogue.measures import Basis, BasisChange, CellKey, Measure
from stats.catalogue.populations import AGE_BANDS, PopulationBase, Restatement
from stats.catalogue.series import SeriesColumn, SeriesGroup, TopicGroup
from stats.catalogue.years import ReportingYear, Span

DATA = Path(__file__).parent / "data"
AREA, NATION = "area", "nation"


class CatalogueError(ValueError):
    """The catalogue's files contradict themselves; the message lists everything found."""


@dataclass(frozen=True)
class Catalogue:
    measures: Mapping[str, Measure]
    layouts: tuple[Layout, ...]
    national_layouts: tuple[Layout, ...]
    indicators: Mapping[str, Indicator]
    breaks: tuple[Break, ...]
    series: tuple[SeriesGroup, ...]
    topics: tuple[TopicGroup, ...]
    bases: tuple[PopulationBase, ...]
    restatements: tuple[Restatement, ...]

    def layout_for(self, year: ReportingYear, *, national: bool = False) -> Layout | None:
        """The layout of reports for that year; None where the catalogue has none."""
        if national:
            own = next((layout for layout in self.national_layouts if year in layout.years), None)
            if own is not None:
                return own
        return next((layout for layout in self.layouts if year in layout.years), None)

    def population_base(self, year: ReportingYear) -> PopulationBase | None:
        return next((base for base in self.bases if year in base.years), None)

    def breaks_for(self, indicator: str) -> tuple[Break, ...]:
        return tuple(b for b in self.breaks if indicator in b.indicators)

    def breaks_between(
        self, indicator: str, *, earlier: ReportingYear, later: ReportingYear
    ) -> tuple[Break, ...]:
        return tuple(b for b in self.breaks_for(indicator) if b.lies_between(earlier, later))

    def breaks_of(self, column: SeriesColumn) -> tuple[Break, ...]:
        """The breaks that part a national series."""
        return tuple(b for b in self.breaks if b.code in column.breaks)

    def restatement_of(
        self, *, area_slug: str, year: ReportingYear, measure: str, value: Decimal | None
    ) -> Restatement | None:
        return next(
            (
                r
                for r in self.restatements
                if (r.area_slug, r.year, r.measure, r.value) == (area_slug, year, measure, value)
            ),
            None,
        )

    @cached_property
    def measure_order(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.measures)}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that ships with the code, read and checked once per process."""
    return read(DATA)


def read(folder: Path) -> Catalogue:
    """Read a folder of catalogue files; raise CatalogueError listing every unknown key or contradiction."""
    raw = {name: _toml(folder / f"{name}.toml") for name in FILES}
    unknown = list(unknown_keys(raw))
    try:
        tables = {code: _table(code, entry) for code, entry in raw["layouts"]["table"].items()}
        layouts = [(_scope(entry), _layout(entry, tables=tables)) for entry in raw["layouts"]["layout"]]
        found = Catalogue(
            measures={entry["code"]: _measure(entry) for entry in raw["measures"]["measure"]},
            layouts=tuple(layout for scope, layout in layouts if scope == AREA),
            national_layouts=tuple(layout for scope, layout in layouts if scope == NATION),
            indicators={entry["slug"]: _indicator(entry) for entry in raw["indicators"]["indicator"]},
            breaks=tuple(_break(entry) for entry in raw["breaks"]["break"]),
            series=tuple(_series_group(entry) for entry in raw["series"]["group"]),
            topics=tuple(_topic_group(entry) for entry in raw["topics"]["group"]),
            bases=tuple(_base(entry) for entry in raw["populations"]["base"]),
            restatements=tuple(_restatement(entry) for entry in raw["populations"]["restatement"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        unread = f"the catalogue in {folder.name} cannot be read: {error!r}"
        raise CatalogueError("; ".join([*unknown, unread])) from error
    problems = [*unknown, *_repeats(raw), *_contradictions(found)]
    if problems:
        raise CatalogueError("; ".join(problems))
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}") from error


def _year(text: str | None) -> ReportingYear | None:
    return ReportingYear.parse(text) if text else None


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(_year(entry.get("first_year")), _year(entry.get("last_year")))


def _cells(entries: Iterable[Sequence[str]]) -> tuple[CellKey, ...]:
    return tuple(_cell(entry) for entry in entries)


def _cell(entry: Sequence[str]) -> CellKey:
    measure, category, level = entry
    return CellKey(measure=measure, category=category, level=level)


def _measure(entry: Mapping[str, Any]) -> Measure:
    dimensions = entry.get("dimensions", [])
    if unknown := set(dimensions) - {"category", "level"}:
        raise ValueError(f"measure {entry['code']!r}: unknown dimension {', '.join(map(repr, unknown))}")
    changes = tuple(
        BasisChange(
            tuple(change["categories"]), ReportingYear.parse(change["last_year"]), Basis(change["basis"])
        )
        for change in entry.get("basis_change", [])
    )
    return Measure(
        code=entry["code"],
        title=entry["title"],
        short_title=entry["short_title"],
        definition=entry["definition"],
        basis=Basis(entry["basis"]),
        has_category="category" in dimensions,
        has_level="level" in dimensions,
        by_division=entry.get("divisions", False),
        years=_span(entry),
        not_meaning=entry["not_meaning"],
        legal_note=entry.get("legal_note", ""),
        caveat=entry.get("caveat", ""),
        basis_changes=changes,
    )


def _line(entry: Mapping[str, Any]) -> Line:
    rest = {key: value for key, value in entry.items() if key not in ("short", "sum_of")}
    return Line(**rest, short_label=entry.get("short", entry["label"]), sum_of=tuple(entry.get("sum_of", ())))


def _table(code: str, entry: Mapping[str, Any]) -> Table:
    return Table(
        code=code,
        title=entry["title"],
        measure=entry.get("measure"),
        rows=tuple(_line(line) for line in entry["rows"]),
        columns=tuple(_line(line) for line in entry["columns"]),
        not_applicable=frozenset((row, column) for row, column in entry.get("not_applicable", ())),
        optional=entry.get("optional", False),
        division_rows=entry.get("division_rows", False),
        note=entry.get("note", ""),
    )


def _layout(entry: Mapping[str, Any], *, tables: Mapping[str, Table]) -> Layout:
    return Layout(
        code=entry["code"],
        title=entry["title"],
        years=_span(entry),
        seen=entry["seen"],
        tables=tuple(tables[code] for code in entry["tables"]),
    )


def _scope(entry: Mapping[str, Any]) -> str:
    scope: str = entry.get("scope", AREA)
    if scope not in (AREA, NATION):
        raise ValueError(f"layout {entry['code']!r}: unknown scope {scope!r}")
    return scope


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    text = {
        key: entry[key]
        for key in (
            "slug", "title", "short_title", "topic", "unit", "numerator_words",
            "counted", "high_can_mean", "cannot_mean",
        )
    }  # fmt: skip
    return Indicator(
        **text,
        kind=Kind(entry["kind"]),
        numerator=_cells(entry["numerator"]),
        parts=_cells(entry.get("parts", ())),
        denominator=_cells(entry.get("denominator", ())),
        denominator_parts=_cells(entry.get("denominator_parts", ())),
        printed=_cell(entry["printed"]) if "printed" in entry else None,
        per=entry.get("per", 1),
        decimals=entry["decimals"],
        denominator_words=entry.get("denominator_words", ""),
        basis=Basis(entry["basis"]),
    )


def _break(entry: Mapping[str, Any]) -> Break:
    return Break(
        code=entry["code"],
        first=ReportingYear.parse(entry["first_year"]),
        indicators=tuple(entry["indicators"]),
        title=entry["title"],
        reason=entry["reason"],
    )


def _series_group(entry: Mapping[str, Any]) -> SeriesGroup:
    return SeriesGroup(entry["code"], entry["title"], _series_columns(entry))


def _topic_group(entry: Mapping[str, Any]) -> TopicGroup:
    return TopicGroup(entry["topic"], entry["code"], entry["title"], _series_columns(entry), _span(entry))


def _series_columns(entry: Mapping[str, Any]) -> tuple[SeriesColumn, ...]:
    return tuple(
        SeriesColumn(
            _cell(one["cell"]),
            one["label"],
            one["short"],
            tuple(one.get("breaks", ())),
            _cells(one.get("parts", ())),
            one.get("context", False),
        )
        for one in entry["columns"]
    )


def _base(entry: Mapping[str, Any]) -> PopulationBase:
    return PopulationBase(
        _span(entry), entry.get("age_band"), entry.get("mid_year_offset"), entry["evidence"]
    )


def _restatement(entry: Mapping[str, Any]) -> Restatement:
    return Restatement(
        area_slug=entry["area_slug"],
        year=ReportingYear.parse(entry["year"]),
        measure=entry["measure"],
        value=Decimal(entry["value"]),
        reason=entry["reason"],
    )


def _repeats(raw: Mapping[str, Any]) -> Iterable[str]:
    """Codes written twice, which a dictionary would silently merge."""
    for file, list_name, key in (
        ("measures", "measure", "code"),
        ("indicators", "indicator", "slug"),
        ("layouts", "layout", "code"),
        ("breaks", "break", "code"),
        ("series", "group", "code"),
        ("topics", "group", "code"),
    ):
        codes = [entry[key] for entry in raw[file][list_name]]
        yield from (f"{list_name} {code!r} is written twice" for code in set(codes) if codes.count(code) > 1)


def _contradictions(found: Catalogue) -> Iterable[str]:
    for layouts in (found.layouts, found.national_layouts):
        yield from _layout_problems(found, layouts)
    for indicator in found.indicators.values():
        yield from (f"indicator {indicator.slug!r}: {p}" for p in _indicator_problems(found, indicator))
    for one in found.breaks:
        for slug in set(one.indicators) - set(found.indicators):
            yield f"break {one.code!r} names an unknown indicator {slug!r}"
    for group in found.series:
        yield from (f"series {group.code!r}: {problem}" for problem in _series_problems(found, group.columns))
    for table in found.topics:
        yield from (f"topic table {table.code!r}: {p}" for p in _series_problems(found, table.columns))
    yield from _population_problems(found)


def _population_problems(found: Catalogue) -> Iterable[str]:
    for earlier, later in itertools.pairwise(found.bases):
        if not _follows_on(earlier.years, later=later.years):
            yield f"the population base from {later.years.first} does not follow on from the one before"
    for base in found.bases:
        if base.age_band not in (None, *AGE_BANDS):
            yield f"population base names an unknown age band {base.age_band!r}"
    for restated in found.restatements:
        if restated.measure not in found.measures:
            yield f"restatement for {restated.year} names an unknown measure {restated.measure!r}"


def _follows_on(earlier: Span, *, later: Span) -> bool:
    return earlier.last is not None and later.first == ReportingYear(earlier.last.start + 1)


def _layout_problems(found: Catalogue, layouts: Sequence[Layout]) -> Iterable[str]:
    for earlier, later in itertools.pairwise(layouts):
        if not _follows_on(earlier.years, later=later.years):
            yield f"layout {later.code!r} does not follow on from {earlier.code!r}"
    for layout in layouts:
        for table in layout.tables:
            where = f"layout {layout.code!r}, table {table.code!r}"
            yield from (f"{where}: {problem}" for problem in _line_problems(table))
            yield from (f"{where}: {problem}" for problem in _cell_problems(found, layout, table))


def _indicator_problems(found: Catalogue, indicator: Indicator) -> Iterable[str]:
    for cell in indicator.cells:
        measure = found.measures.get(cell.measure)
        if measure is None:
            yield f"unknown measure {cell.measure!r}"
        elif measure.years.first is None or measure.problem_with(cell, year=measure.years.first):
            yield f"names a cell that cannot exist: {cell}"
    if (indicator.kind in (Kind.RATIO, Kind.SHARE)) != bool(indicator.denominator):
        yield "a ratio or share has a denominator, others have none"


def _series_problems(found: Catalogue, columns: Sequence[SeriesColumn]) -> Iterable[str]:
    codes = {one.code for one in found.breaks}
    for column in columns:
        for cell in (column.cell, *column.parts):
            if cell.measure not in found.measures:
                yield f"names an unknown measure {cell.measure!r}"
        for code in set(column.breaks) - codes:
            yield f"names an unknown break {code!r}"


def _line_problems(table: Table) -> Iterable[str]:
    rows, columns = ({line.code for line in lines} for lines in (table.rows, table.columns))
    for lines, codes in ((table.rows, rows), (table.columns, columns)):
        if len(codes) != len(lines):
            yield "a line's code is written twice"
        for line in lines:
            for part in set(line.sum_of) - codes - ({DIVISION_ROWS} if table.division_rows else set()):
                yield f"{line.code!r} sums an unknown line {part!r}"
    for row, column in table.not_applicable:
        if row not in rows or column not in columns:
            yield f"not_applicable names an unknown cell {row!r}, {column!r}"


def _cell_problems(found: Catalogue, layout: Layout, table: Table) -> Iterable[str]:
    for cell in table.cells():
        measure = found.measures.get(cell.measure)
        if measure is None:
            yield f"unknown measure {cell.measure!r}"
            continue
        for edge in (layout.years.first, layout.years.last):
            if edge is not None and edge in measure.years and (p := measure.problem_with(cell, year=edge)):
                yield p
