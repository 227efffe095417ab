"""Can the figures be true of what is known? Every check tells all that it finds and raises nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.text import slugify

from stats.analysis.tables.printed_amounts import PrintedAmount, tidied
from stats.analysis.tables.reconciliation import check_totals
from stats.calculations.reconciliation import discrepancies
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.measures import CATEGORIES, LEVELS, TOTAL, CellKey, Measure, is_total_name
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents.problems import Problem, Severity, Where, nearest
from stats.loading.existing import Existing, folded, source_key
from stats.loading.fields import AREA, TABLE
from stats.loading.normalise import Entry, SourceKey
from stats.models import Area

LONGEST_SLUG = 120  # what the database holds


class CellId(NamedTuple):
    """One cell of one area's report; `division` is folded, so that two spellings are one."""

    area_slug: str
    start_year: int
    division: str
    measure: str
    category: str
    level: str

    def __str__(self) -> str:
        parts = [self.area_slug, ReportingYear(self.start_year).label, self.division, self.measure]
        if self.category or self.level:
            parts.append(f"category {self.category or '-'}, level {self.level or '-'}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A figure that passed every check. `page` is None where the file says nothing of pages.

    `table` is the code of the printed table that it stands in, blank in the tidy shape.
    """

    where: Where
    cell: CellId
    division_name: str
    printed: PrintedAmount
    source: SourceKey
    page: str | None
    table: str

    @property
    def cell_key(self) -> CellKey:
        """The cell as the catalogue knows it, in the report of its own year."""
        return CellKey(self.cell.measure, self.cell.category, self.cell.level, self.division_name)


def check(entries: Iterable[Entry], *, existing: Existing) -> tuple[list[CheckedFigure], list[Problem]]:
    """The figures that may be stored, and every problem. With an error among them nothing may be."""
    entries = list(entries)
    problems: dict[Problem, None] = {}  # the header of a printed table is met again with every cell
    sources = _source_keys(entries, existing=existing)
    checked: list[CheckedFigure] = []
    given: dict[tuple[CellId, SourceKey], CheckedFigure] = {}
    for entry in entries:
        area = _area(entry, existing=existing)
        source = entry.source and sources[entry.source]
        found = list(_problems(entry, area, source))
        problems.update(dict.fromkeys(found))
        if found or not (isinstance(area, Area) and entry.year and entry.measure and entry.amount and source):
            continue
        key = entry.measure.code, entry.category, entry.level
        figure = CheckedFigure(
            where=entry.raw.where,
            cell=CellId(area.slug, entry.year.start, folded(entry.division), *key),
            division_name=entry.division,
            printed=entry.amount,
            source=source,
            page=entry.page,
            table=entry.raw.texts.get(TABLE, ""),
        )
        first = given.setdefault((figure.cell, source), figure)
        if first is figure:
            checked.append(figure)
        elif problem := _twice(figure, first):
            problems[problem] = None
    problems.update(dict.fromkeys(_slug_problems(checked, existing=existing)))
    return checked, list(problems)


def _problems(entry: Entry, area: Area | Problem | None, source: SourceKey | None) -> Iterator[Problem]:
    """Everything that is wrong with one figure by itself."""
    if isinstance(area, Problem):
        yield area
    elif area is not None and AREA not in entry.raw.texts:
        yield from _area_contradictions(entry, area)
    if entry.measure is not None:
        yield from _cell_problems(entry, entry.measure)
        yield from _measure_contradictions(entry, entry.measure)
    if isinstance(area, Area) and entry.division:
        at = entry.raw.at("division")
        if area.kind == Area.Kind.NATION:
            yield at.problem("England and Wales has no divisions", found=entry.division)
        elif not slugify(entry.division):
            yield at.problem("a division's name needs letters", found=entry.division)
        elif is_total_name(entry.division):
            words = "this is the total of the divisions, not one of them"
            yield at.problem(words, found=entry.division, expected="its number as that of the area itself")
    if entry.source is not None and source is None:
        yield entry.raw.at("source_url").problem(
            "several sources have this title, so the link must say which",
            found=entry.raw.texts.get("source_title", ""),
            expected="the source's link",
        )


def _twice(figure: CheckedFigure, first: CheckedFigure) -> Problem | None:
    """A cell given again is a problem, unless two printed tables of the report have the same number for it:
    the registered sexual offenders of an area stand in its category table and below its divisions."""
    if not figure.table or figure.table == first.table:
        return figure.where.problem(
            f"the same cell from the same source stands in {first.where} already ({figure.cell})"
        )
    if figure.printed.amount == first.printed.amount:
        return None
    return figure.where.problem(
        f"another table has this cell as well, with another number ({figure.cell})",
        found=figure.printed.as_printed,
        expected=f"{first.printed.as_printed} as in {first.where}, or one of the two blank",
    )


def _source_keys(entries: Sequence[Entry], *, existing: Existing) -> dict[SourceKey, SourceKey | None]:
    """What each way of naming a source means: a title without a link is that of the only one that has it, and
    a title that a stored source had before is that source.

    None where several sources have the title and the file does not say which.
    """
    keys = dict.fromkeys(entry.source for entry in entries if entry.source)
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in (*existing.sources, *keys):
        if key.url:
            links[key.kind, key.title].add(key.url)
    meant: dict[SourceKey, SourceKey | None] = {}
    for key in keys:
        possible = links[key.kind, key.title]
        if key.url or not possible:
            meant[key] = key
        elif len(possible) == 1:
            meant[key] = replace(key, url=next(iter(possible)))
        else:
            meant[key] = key if key in existing.sources else None
    return {key: _present(found, existing=existing) for key, found in meant.items()}


def _present(key: SourceKey | None, *, existing: Existing) -> SourceKey | None:
    """The key by the title that the source has now."""
    stored = existing.sources.get(key) if key else None
    return source_key(stored) if stored else key


def _area(entry: Entry, *, existing: Existing) -> Area | Problem | None:
    """The stored area, or why there is none; None where nothing is given, which has been told."""
    if not entry.area:
        return None
    named = existing.names.get(folded(entry.area), [])
    if AREA in entry.raw.texts:
        if len(named) == 1:
            return named[0]
        at = entry.raw.at(AREA)
        known = [name for area in existing.areas.values() for name in (area.name, *area.aliases)]
        if named:
            names = " or ".join(area.name for area in named)
            return at.problem("more than one area has this name", found=entry.area, expected=names)
    elif entry.area in existing.areas:
        return existing.areas[entry.area]
    else:
        at, known = entry.raw.at("area_slug"), list(existing.areas)
        for division in existing.divisions.values():
            if division.slug == entry.area and division.parent:
                return at.problem(
                    f"this is a division: its area stands here and “{division.name}” in the column division",
                    found=entry.area,
                    expected=division.parent.slug,
                )
        if len(named) == 1:
            return at.problem("this is not an area's code name", found=entry.area, expected=named[0].slug)
    return at.problem(f"there is no such area{nearest(entry.area, names=known)}", found=entry.area)


def _area_contradictions(entry: Entry, area: Area) -> Iterator[Problem]:
    """A name or code beside the slug that is another area's tells of rows that were mixed up."""
    name = tidied(entry.raw.texts.get("area_name", ""))
    if name and folded(name) not in {folded(n) for n in (area.name, *area.aliases)}:
        yield entry.raw.at("area_name").problem(
            f"this is not the name of {area.slug}", found=name, expected=area.name
        )
    codes = set(entry.raw.texts.get("area_code", "").replace(";", " ").replace(",", " ").split())
    if codes and codes != set(area.gss_codes):
        yield entry.raw.at("area_code").problem(
            f"this is not the code of {area.slug}",
            found=entry.raw.texts["area_code"],
            expected=";".join(area.gss_codes) or "nothing",
        )


def _measure_contradictions(entry: Entry, measure: Measure) -> Iterator[Problem]:
    """Words beside the codes that speak of another measure or basis. Blank words say nothing."""
    texts, where = entry.raw.texts, entry.raw.where
    title = tidied(texts.get("measure_title", ""))
    # Titles are reworded over time: only the title of another measure tells of a mixed-up row.
    if title and any(title == m.title and m is not measure for m in catalogue().measures.values()):
        words = f"the title is that of another measure than {measure.code}"
        yield where.at(column="measure_title").problem(words, found=title, expected=measure.title)
    basis = tidied(texts.get("basis", ""))
    if basis and entry.year:
        expected = measure.basis_of(entry.year, category=entry.category).value
        if basis.casefold() != expected:
            words = f"this is not the basis of {measure.code}"
            yield where.at(column="basis").problem(words, found=basis, expected=expected)


def _cell_problems(entry: Entry, measure: Measure) -> Iterator[Problem]:
    """Asks of year, category, level and division apart, so that each wrong one is told."""
    # Without a year, category and level can still be judged, in any year that the measure has.
    year = entry.year or measure.years.last or measure.years.first or ReportingYear(2014)
    whole = CellKey(measure.code, entry.category, entry.level, entry.division)
    if not measure.problem_with(whole, year=year):
        return
    cell = CellKey(
        measure.code,
        category=TOTAL if measure.has_category else "",
        level=TOTAL if measure.has_level else "",
    )
    if entry.year and (words := measure.problem_with(cell, year=entry.year)):
        yield entry.raw.at("year").problem(words, found=entry.year.label)
        return
    for column, tried, allowed in (
        ("category", replace(cell, category=entry.category), CATEGORIES if measure.has_category else ()),
        ("level", replace(cell, level=entry.level), LEVELS if measure.has_level else ()),
        ("division", replace(cell, division=entry.division), None),
    ):
        words = measure.problem_with(tried, year=year)
        if not words:
            continue
        at, text = entry.raw.at(column), getattr(tried, column)
        if allowed is None or text in allowed:
            yield at.problem(words, found=text)
        elif not allowed:
            yield at.problem(f"{measure.code} has no {column}", found=text, expected="nothing")
        else:
            words = f"there is no such {column}" if text else f"{measure.code} needs a {column}"
            yield at.problem(words, found=text, expected=", ".join(allowed))


def division_slug(area_slug: str, name: str) -> str:
    return f"{area_slug}--{slugify(name)}"


def _slug_problems(checked: Sequence[CheckedFigure], *, existing: Existing) -> Iterator[Problem]:
    """Two divisions of one area whose names make the same slug."""
    taken = {area.slug: folded(area.name) for area in existing.divisions.values()}
    for figure in checked:
        cell, name = figure.cell, figure.division_name
        if not name or (cell.area_slug, cell.division) in existing.divisions:
            continue
        slug = division_slug(cell.area_slug, name)
        at = figure.where.at(column="division")
        if len(slug) > LONGEST_SLUG:
            yield at.problem("the division's name is too long", found=name)
        elif taken.setdefault(slug, cell.division) != cell.division:
            words = "another division of the area has this name but for capitals and signs"
            yield at.problem(words, found=name, expected="one name for each division")


def warnings_about_totals(checked: Iterable[CheckedFigure]) -> list[Problem]:
    """Every printed total given that is not what its parts, given in the same load, make.

    A figure is stored as printed all the same.
    """
    reports: dict[tuple[str, int, SourceKey], dict[CellKey, CheckedFigure]] = defaultdict(dict)
    for figure in checked:
        reports[figure.cell.area_slug, figure.cell.start_year, figure.source][figure.cell_key] = figure
    problems: list[Problem] = []
    for (slug, start, source), cells in reports.items():
        second_hand = catalogue().source_kinds[source.kind].second_hand
        year = ReportingYear(start)
        layout = catalogue().layout_for(year, national=slug == NATION_SLUG)
        amounts = {key: given.printed.amount for key, given in cells.items()}
        for table in layout.tables if layout else ():
            for finding in discrepancies(check_totals(table, cells=amounts, second_hand=second_hand)):
                parts = ", ".join("not given" if part is None else str(part) for part in finding.parts)
                problem = cells[finding.rule.total].where.problem(
                    f"in “{table.title_for(year)}” the total “{finding.rule.name}” does not add up, "
                    "and is kept as printed",
                    found=str(finding.printed),
                    expected=f"{finding.computed} by its parts ({parts})",
                    severity=Severity.WARNING,
                )
                problems.append(problem)
    return problems
