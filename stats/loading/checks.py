"""Can the figures be true of what is known? Every check tells all that it finds and raises nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.text import slugify

from stats.catalogue.measures import CATEGORIES, LEVELS, TOTAL, CellKey, Measure
from stats.catalogue.years import ReportingYear
from stats.loading.existing import Existing, folded
from stats.loading.fields import tidied
from stats.loading.normalise import Entry, SourceKey, contradictions
from stats.loading.problems import Problem, Where, nearest
from stats.loading.raw import TABLE
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
    value: Decimal | None
    marker: str
    as_printed: str
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
        area, found = _area(entry, existing=existing)
        found = [*found, *_cell_problems(entry), *contradictions(entry)]
        if area is not None:
            found += _division_problems(entry, area)
        source = entry.source and sources[entry.source]
        if entry.source is not None and source is None:
            found.append(_which_source(entry))
        problems.update(dict.fromkeys(found))
        if area is None or found or not (figure := _checked_figure(entry, area, source)):
            continue
        first = given.setdefault((figure.cell, figure.source), figure)
        if first is figure:
            checked.append(figure)
        elif problem := _twice(figure, first):
            problems[problem] = None
    problems.update(dict.fromkeys(_slug_problems(checked, existing=existing)))
    return checked, list(problems)


def _twice(figure: CheckedFigure, first: CheckedFigure) -> Problem | None:
    """A cell given again is a problem, unless two printed tables of the report have the same number for it:
    the registered sexual offenders of an area stand in its category table and below its divisions."""
    if not figure.table or figure.table == first.table:
        return figure.where.problem(
            f"the same cell from the same source stands in {first.where} already ({figure.cell})"
        )
    if (figure.value, figure.marker) == (first.value, first.marker):
        return None
    return figure.where.problem(
        f"another table has this cell as well, with another number ({figure.cell})",
        found=figure.as_printed,
        expected=f"{first.as_printed} as in {first.where}, or one of the two blank",
    )


def _source_keys(entries: Sequence[Entry], *, existing: Existing) -> dict[SourceKey, SourceKey | None]:
    """What each way of naming a source means: a title without a link is that of the only one that has it.

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
    return meant


def _which_source(entry: Entry) -> Problem:
    return entry.raw.at("source_url").problem(
        "several sources have this title, so the link must say which",
        found=entry.raw.texts.get("source_title", ""),
        expected="the source's link",
    )


def _checked_figure(entry: Entry, area: Area, source: SourceKey | None) -> CheckedFigure | None:
    if not (entry.year and entry.measure and entry.amount and source):
        return None
    return CheckedFigure(
        where=entry.raw.where,
        cell=CellId(
            area.slug,
            entry.year.start,
            folded(entry.division),
            entry.measure.code,
            entry.category,
            entry.level,
        ),
        division_name=entry.division,
        value=entry.amount.value,
        marker=entry.amount.marker,
        as_printed=entry.amount.as_printed,
        source=source,
        page=entry.page,
        table=entry.raw.texts.get(TABLE, ""),
    )


def _area(entry: Entry, *, existing: Existing) -> tuple[Area | None, list[Problem]]:
    if entry.area_by_name:
        return _area_by_name(entry, existing=existing)
    if not entry.area:
        return None, []
    area = existing.areas.get(entry.area)
    if area is None:
        return None, [_no_such_area(entry, existing=existing)]
    return area, list(_area_contradictions(entry, area))


def _no_such_area(entry: Entry, *, existing: Existing) -> Problem:
    at = entry.raw.at("area_slug")
    for division in existing.divisions.values():
        if division.slug == entry.area and division.parent:
            return at.problem(
                f"this is a division: its area stands here and “{division.name}” in the column division",
                found=entry.area,
                expected=division.parent.slug,
            )
    named = existing.names.get(folded(entry.area), [])
    if len(named) == 1:
        return at.problem("this is not an area's code name", found=entry.area, expected=named[0].slug)
    return at.problem(f"there is no such area{nearest(entry.area, names=existing.areas)}", found=entry.area)


def _area_by_name(entry: Entry, *, existing: Existing) -> tuple[Area | None, list[Problem]]:
    if not entry.area:
        return None, []
    named = existing.names.get(folded(entry.area), [])
    if len(named) == 1:
        return named[0], []
    at = entry.raw.at("area")
    if named:
        names = " or ".join(area.name for area in named)
        return None, [at.problem("more than one area has this name", found=entry.area, expected=names)]
    near = nearest(entry.area, names=existing.area_names())
    return None, [at.problem(f"there is no such area{near}", found=entry.area)]


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


def _cell_problems(entry: Entry) -> Iterator[Problem]:
    """Asks of year, category, level and division apart, so that each wrong one is told."""
    measure, year = entry.measure, entry.year
    if measure is None:
        return
    if year is None:
        # Category and level can still be judged, in any year that the measure has.
        year = measure.years.last or measure.years.first or ReportingYear(2014)
    cell = CellKey(
        measure.code,
        category=TOTAL if measure.has_category else "",
        level=TOTAL if measure.has_level else "",
    )
    if entry.year and (words := measure.problem_with(cell, year=entry.year)):
        yield entry.raw.at("year").problem(words, found=entry.year.label)
        return
    for column, tried, text in (
        ("category", replace(cell, category=entry.category), entry.category),
        ("level", replace(cell, level=entry.level), entry.level),
        ("division", replace(cell, division=entry.division), entry.division),
    ):
        if words := measure.problem_with(tried, year=year):
            yield _dimension_problem(entry, measure, column=column, text=text, words=words)


def _dimension_problem(entry: Entry, measure: Measure, *, column: str, text: str, words: str) -> Problem:
    allowed = {"category": CATEGORIES, "level": LEVELS}.get(column)
    has = {"category": measure.has_category, "level": measure.has_level}.get(column)
    at = entry.raw.at(column)
    if has is False:
        return at.problem(f"{measure.code} has no {column}", found=text, expected="nothing")
    if allowed is None or text in allowed:
        return at.problem(words, found=text)
    return at.problem(
        f"there is no such {column}" if text else f"{measure.code} needs a {column}",
        found=text,
        expected=", ".join(allowed),
    )


def _division_problems(entry: Entry, area: Area) -> list[Problem]:
    if not entry.division:
        return []
    at = entry.raw.at("division")
    if area.kind == Area.Kind.NATION:
        return [at.problem("England and Wales has no divisions", found=entry.division)]
    if not slugify(entry.division):
        return [at.problem("a division's name needs letters", found=entry.division)]
    return []


def division_slug(area_slug: str, name: str) -> str:
    return f"{area_slug}--{slugify(name)}"


def _slug_problems(checked: Sequence[CheckedFigure], *, existing: Existing) -> Iterator[Problem]:
    """Two divisions of one area whose names make the same slug."""
    taken = {area.slug: folded(area.name) for area in existing.divisions.values()}
    for figure in checked:
        if not figure.division_name:
            continue
        slug = division_slug(figure.cell.area_slug, figure.division_name)
        if (figure.cell.area_slug, figure.cell.division) in existing.divisions:
            continue
        if len(slug) > LONGEST_SLUG:
            yield figure.where.at(column="division").problem(
                "the division's name is too long", found=figure.division_name
            )
        elif taken.setdefault(slug, figure.cell.division) != figure.cell.division:
            yield figure.where.at(column="division").problem(
                "two divisions of the area have names that differ in signs alone", found=figure.division_name
            )
