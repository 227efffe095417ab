"""Storing figures: the only place that creates or edits a Figure. Always inside the load's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils import timezone

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.checks import Wanted, division_slug
from stats.loading.known import Known, source_key
from stats.loading.normalise import SourceKey
from stats.loading.outcome import Change
from stats.loading.preference import Candidate, preferred
from stats.models import Area, Figure, Report, Source

BATCH = 1000
# Fetched once each: joined to 50,000 figures they would make 150,000 objects.
RELATED = ("report__area", "source")


class Cell(NamedTuple):
    """A cell as the database knows it, by primary keys."""

    report: int
    division: int | None
    measure: str
    category: str
    level: str


Held = dict[tuple[Cell, int], Figure]  # by cell and source: what the database keeps unique


class NotAsIntendedError(RuntimeError):
    """What stands in the database after writing is not what was to be written: a fault of the program."""


class Edit(NamedTuple):
    """A figure that the public saw, and what it says now: empty where it was withdrawn."""

    file: str
    figure: Figure
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Written:
    """`unchanged` counts by file; `published` is how many reports went from draft to published; `edits` are
    those of the changes that change a figure which was public."""

    changes: tuple[Change, ...]
    edits: tuple[Edit, ...]
    unchanged: dict[str, int]
    created: tuple[str, ...]
    published: int


def store(wanted: Sequence[Wanted], *, known: Known, status: str) -> Written:
    """Add or replace each figure, choose the preferred ones again, and prove the result by reading it."""
    stage = _Stage(wanted, known=known, status=status)
    changes: list[Change] = []
    edits: list[Edit] = []
    unchanged: dict[str, int] = defaultdict(int)
    new: list[Figure] = []
    edited: list[Figure] = []
    for figure in wanted:
        stored = stage.held.get(stage.place(figure))
        if stored is None:
            before = None
            new.append(stored := stage.blank(figure))
        elif _says(stored, figure):
            unchanged[figure.where.file] += 1
            continue
        else:
            before = _described(stored)
            edited.append(stored)
            if stage.was_public(stored, figure):
                edits.append(Edit(figure.where.file, stored, stored.as_printed, figure.as_printed))
        _set(stored, figure)
        changes.append(Change(figure.where.file, str(figure.cell), before, _described(stored)))

    _save(new, edited, choose_preferred(stage.held.values()))
    stage.prove(wanted)
    touched = {figure.report_id for figure in (*new, *edited)}
    Report.objects.filter(pk__in=touched).update(changed_at=timezone.now())
    return Written(tuple(changes), tuple(edits), dict(unchanged), tuple(stage.created), stage.published)


def withdraw(figures: Sequence[Figure], *, file: str) -> tuple[Edit, ...]:
    """Take figures away from the public, each staying in its place; choose the preferred ones again."""
    for figure in figures:
        figure.withdrawn, figure.preferred = True, False
    Figure.objects.bulk_update(figures, ["withdrawn", "preferred"], batch_size=BATCH)
    reports = {figure.report_id for figure in figures}
    rivals = Figure.objects.filter(report__in=reports).prefetch_related(*RELATED).order_by("pk")
    _save([], [], choose_preferred(rivals))
    Report.objects.filter(pk__in=reports).update(changed_at=timezone.now())
    return tuple(Edit(file, figure, figure.as_printed, "") for figure in figures)


class _Stage:
    """The rows that figures stand on, found or made, and the figures that stand there already."""

    def __init__(self, wanted: Sequence[Wanted], *, known: Known, status: str) -> None:
        self.sources, new_sources = _sources(wanted, known=known)
        self.divisions, new_divisions = _divisions(wanted, known=known)
        self.reports, self.published = _reports(wanted, known=known, status=status)
        self.created = [*new_sources, *new_divisions]
        self.held = _held(self.reports.values())
        models.prefetch_related_objects(list(self.held.values()), *RELATED)

    def place(self, figure: Wanted) -> tuple[Cell, int]:
        cell = figure.cell
        division = self.divisions[cell.area_slug, cell.division].pk if cell.division else None
        report = self.reports[cell.area_slug, cell.start_year]
        return (
            Cell(report.pk, division, cell.measure, cell.category, cell.level),
            self.sources[figure.source].pk,
        )

    def blank(self, figure: Wanted) -> Figure:
        """A new figure in its place, without a number yet."""
        cell = figure.cell
        stored = Figure(
            report=self.reports[cell.area_slug, cell.start_year],
            division=self.divisions[cell.area_slug, cell.division] if cell.division else None,
            measure=cell.measure,
            category=cell.category,
            level=cell.level,
            source=self.sources[figure.source],
        )
        self.held[self.place(figure)] = stored
        return stored

    def was_public(self, stored: Figure, figure: Wanted) -> bool:
        """Whether the public saw another number or marker here before this load."""
        report = self.reports[figure.cell.area_slug, figure.cell.start_year]
        if report.status != Report.Status.PUBLISHED or stored.withdrawn:
            return False
        return (stored.value, stored.marker) != (figure.value, figure.marker)

    def prove(self, wanted: Sequence[Wanted]) -> None:
        """Read back what was written: every figure as given, and one preferred figure in every cell."""
        held = _held(self.reports.values())
        chosen: dict[Cell, int] = defaultdict(int)
        for (cell, _), stored in held.items():
            if not stored.withdrawn:
                chosen[cell] += stored.preferred
        if wrong := [cell for cell, number in chosen.items() if number != 1]:
            raise NotAsIntendedError(f"{len(wrong)} cells have no preferred figure, or several: {wrong[:3]}")
        for figure in wanted:
            found = held.get(self.place(figure))
            if found is None or not _says(found, figure):
                raise NotAsIntendedError(f"{figure.cell} does not hold what {figure.where} gives")


def choose_preferred(figures: Iterable[Figure]) -> list[Figure]:
    """Set `preferred` on figures in memory, cell by cell; return the stored ones that this changed.

    A figure that is withdrawn gives way to every other, and is not preferred where there is no other.
    """
    cells: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in figures:
        cells[_cell(figure)].append(figure)
    flipped = []
    for rivals in cells.values():
        by_candidate = {_candidate(figure): figure for figure in rivals if not figure.withdrawn}
        best = by_candidate[preferred(by_candidate)] if by_candidate else None
        for figure in rivals:
            if figure.preferred != (figure is best):
                figure.preferred = figure is best
                if figure.pk is not None:
                    flipped.append(figure)
    return flipped


def recompute_preferred() -> int:
    """Choose again in every report, after a source's kind or date changed; how many figures that moved."""
    flipped = choose_preferred(Figure.objects.prefetch_related(*RELATED).order_by("pk"))
    _save([], [], flipped)
    return len(flipped)


def _candidate(figure: Figure) -> Candidate:
    restated = figure.division_id is None and catalogue().restatement_of(
        area_slug=figure.report.area.slug,
        year=ReportingYear(figure.report.start_year),
        measure=figure.measure,
        value=figure.value,
    )
    source = figure.source
    return Candidate(bool(restated), figure.marker, source.kind, source.published, source.title, source.url)


def _held(reports: Iterable[Report]) -> Held:
    figures = Figure.objects.filter(report__in=list(reports)).order_by("pk")
    return {(_cell(figure), figure.source_id): figure for figure in figures}


def _cell(figure: Figure) -> Cell:
    return Cell(figure.report_id, figure.division_id, figure.measure, figure.category, figure.level)


def _says(stored: Figure, figure: Wanted) -> bool:
    """True where the stored figure is what the file gives.

    `697` and `697.0`, `1471` and `1,471` are the same number: a spreadsheet does not keep how it was typed.
    """
    return (
        stored.value == figure.value
        and stored.marker == figure.marker
        and (figure.page is None or stored.source_page == figure.page)
        and not stored.withdrawn
    )


def _set(stored: Figure, figure: Wanted) -> None:
    if stored.pk is None or stored.value != figure.value or stored.marker != figure.marker:
        stored.as_printed = figure.as_printed
    stored.value, stored.marker, stored.withdrawn = figure.value, figure.marker, False
    if figure.page is not None:
        stored.source_page = figure.page


def _described(figure: Figure) -> str:
    text = f"[{figure.marker}]" if figure.marker else figure.as_printed
    return f"{text} ({figure.source.title}{', ' if figure.source_page else ''}{figure.source_page})"


def _save(new: Sequence[Figure], edited: Sequence[Figure], flipped: Sequence[Figure]) -> None:
    # A cell may have one preferred figure at any moment: the old one steps back before the new one is set.
    back = [figure.pk for figure in flipped if not figure.preferred]
    Figure.objects.filter(pk__in=back).update(preferred=False)
    forth = [figure for figure in flipped if figure.preferred]
    changed = {figure.pk: figure for figure in (*edited, *forth)}
    # An insert that turns into an update where the key is there already: bulk_update writes a CASE for
    # every row, and took six times as long on 50,000.
    Figure.objects.bulk_create(
        changed.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["value", "marker", "as_printed", "source_page", "preferred", "withdrawn"],
        batch_size=BATCH,
    )
    Figure.objects.bulk_create(new, batch_size=BATCH)


def _sources(wanted: Sequence[Wanted], *, known: Known) -> tuple[dict[SourceKey, Source], list[str]]:
    """The stored source for each key: found, given the link that it lacked, or made."""
    found: dict[SourceKey, Source] = {}
    created: list[str] = []
    for key in dict.fromkeys(figure.source for figure in wanted):
        source = known.source_for(key)
        if source is None:
            source = Source.objects.create(kind=key.kind, title=key.title, url=key.url)
            known.add_source(source)
            created.append(f"source: {key.kind}, {key.title}")
        elif key.url and not source.url:
            source.url = key.url
            source.save(update_fields=["url"])
            known.sources[source_key(source)] = source
            created.append(f"link of the source {source.title}: {source.url}")
        found[key] = source
    return found, created


def _divisions(wanted: Sequence[Wanted], *, known: Known) -> tuple[dict[tuple[str, str], Area], list[str]]:
    created: list[str] = []
    for figure in wanted:
        key = figure.cell.area_slug, figure.cell.division
        if not figure.cell.division or key in known.divisions:
            continue
        area = known.areas[figure.cell.area_slug]
        known.divisions[key] = Area.objects.create(
            slug=division_slug(area.slug, figure.division_name),
            name=figure.division_name,
            kind=Area.Kind.DIVISION,
            parent=area,
        )
        created.append(f"division: {figure.division_name}, {area.name}")
    return known.divisions, created


def _reports(
    wanted: Sequence[Wanted], *, known: Known, status: str
) -> tuple[dict[tuple[str, int], Report], int]:
    """The report of each area and year, locked, made where there is none, and its status set."""
    keys = dict.fromkeys((figure.cell.area_slug, figure.cell.start_year) for figure in wanted)
    Report.objects.bulk_create(
        Report(area=known.areas[slug], start_year=year, status=status)
        for slug, year in keys
        if (slug, year) not in known.reports
    )
    slugs = {slug for slug, _ in keys}
    years = {year for _, year in keys}
    locked = (
        Report.objects.select_for_update(of=("self",))
        .filter(area__slug__in=slugs, start_year__in=years)
        .select_related("area")
        .order_by("pk")
    )
    reports = {key: r for r in locked if (key := (r.area.slug, r.start_year)) in keys}
    published = 0
    if status == Report.Status.PUBLISHED:
        drafts = [report.pk for report in reports.values() if report.status != status]
        published = Report.objects.filter(pk__in=drafts).update(status=status, changed_at=timezone.now())
    return reports, published
