"""Storing figures: the only place that creates or edits a Figure. Always inside the load's transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from django.utils import timezone

from stats.catalogue.reader import catalogue
from stats.documents.problems import Problem, Severity
from stats.loading.checks import CellId, CheckedFigure, division_slug
from stats.loading.existing import Existing, folded, source_key
from stats.loading.normalise import SourceKey
from stats.loading.outcome import Change
from stats.loading.preference import Candidate, preferred, rank
from stats.loading.read_back import prove, same_amount, says
from stats.models import Area, Figure, Report, Source

BATCH = 1000
# Fetched once each: joined to 50,000 figures they would make 150,000 objects.
RELATED = ("report__area", "division", "source")

Held = dict[tuple[CellId, SourceKey], Figure]  # what the database keeps unique


class Edit(NamedTuple):
    """A figure that the public saw, and what it says now: empty where it was withdrawn."""

    file: str
    figure: Figure
    old_text: str
    new_text: str


@dataclass(slots=True)
class WriteResult:
    """`changes` and the number `unchanged` are by file; `edits` are of the figures that were public;
    `warnings` name each figure that came from elsewhere since, and stays or is replaced."""

    created: list[str] = field(default_factory=list)
    changes: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))
    unchanged: Counter[str] = field(default_factory=Counter)
    edits: list[Edit] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def store(
    checked: Sequence[CheckedFigure],
    *,
    existing: Existing,
    origin: Figure.Origin,
    replace: Collection[str],
) -> WriteResult:
    """Add or change each figure, choose the preferred ones again, and prove the result by reading it.

    A figure of a higher origin stays as it is, unless the file that gives it otherwise is in `replace`.
    """
    result = WriteResult()
    sources = _sources(checked, existing=existing, created=result.created)
    _add_divisions(checked, existing=existing, created=result.created)
    reports = _reports(checked, existing=existing)
    held = _held(reports.values())
    new: list[Figure] = []
    edited: list[Figure] = []
    given: list[CheckedFigure] = []
    for figure in checked:
        file = figure.where.file
        cell = figure.cell
        stored = held.get((cell, figure.source))
        if stored is not None and says(stored, figure):
            result.unchanged[file] += 1
            given.append(figure)
            continue
        if stored is not None and stored.origin > origin:
            replaced = file in replace
            result.warnings.append(_came_from_elsewhere(stored, figure, origin=origin, replaced=replaced))
            if not replaced:
                result.unchanged[file] += 1
                continue
        if stored is None:
            before = None
            stored = held[cell, figure.source] = Figure(
                report=reports[cell.area_slug, cell.start_year],
                division=existing.divisions[cell.area_slug, cell.division] if cell.division else None,
                measure=cell.measure,
                category=cell.category,
                level=cell.level,
                source=sources[figure.source],
            )
            new.append(stored)
        else:
            before = _described(stored)
            edited.append(stored)
            if not stored.withdrawn and not same_amount(stored, figure):
                result.edits.append(Edit(file, stored, stored.as_printed, figure.printed.as_printed))
        printed = figure.printed
        if before is None or not same_amount(stored, figure):
            stored.as_printed = printed.as_printed
        stored.value, stored.marker, stored.qualifier = printed.value, printed.marker, printed.qualifier
        stored.withdrawn = False
        stored.origin = origin
        if figure.page is not None:
            stored.source_page = figure.page
        given.append(figure)
        result.changes[file].append(Change(str(cell), before, _described(stored)))

    _save(held.values(), new=new, edited=edited)
    touched = {figure.report_id for figure in (*new, *edited)}
    reordered = dict(_reordered(checked, reports=reports, held=held.values(), existing=existing))
    for report, file in reordered.items():
        report.save(update_fields=["divisions"])
        change = Change(f"{report}: the order of its divisions", "another", "as given")
        result.changes[file] += [] if report.pk in touched else [change]
    prove(given, reports=reports, sources=sources, existing=existing)
    Report.objects.filter(pk__in=touched).update(changed_at=timezone.now())
    return result


def _came_from_elsewhere(
    stored: Figure, figure: CheckedFigure, *, origin: Figure.Origin, replaced: bool
) -> Problem:
    """What a load says of a figure that it would have undone unasked."""
    if stored.withdrawn:
        came = "withdrawn in the admin"
    elif stored.origin == Figure.Origin.ADMIN:
        came = f"published from the admin as {_described(stored)}"
    else:
        came = f"loaded by load_figures as {_described(stored)}"
    if replaced:
        outcome = "and now replaced by what the file gives"
    elif origin == Figure.Origin.FOLDER:
        outcome = "and stays so until this file changes or load_all is run with --again"
    else:
        outcome = "and stays so unless load_figures is run with --replace-entered"
    return figure.where.problem(
        f"{figure.cell} was {came} since, {outcome}",
        found=figure.printed.as_printed,
        severity=Severity.WARNING,
    )


def withdraw(
    figures: Sequence[Figure], *, file: str, origin: Figure.Origin = Figure.Origin.ADMIN
) -> tuple[Edit, ...]:
    """Take figures away from the public, each staying in its place; choose the preferred ones again."""
    for figure in figures:
        figure.withdrawn, figure.preferred, figure.origin = True, False, origin
    Figure.objects.bulk_update(figures, ["withdrawn", "preferred", "origin"], batch_size=BATCH)
    reports = {figure.report_id for figure in figures}
    rivals = Figure.objects.filter(report__in=reports).prefetch_related(*RELATED).order_by("pk")
    _save(rivals)
    Report.objects.filter(pk__in=reports).update(changed_at=timezone.now())
    return tuple(Edit(file, figure, figure.as_printed, "") for figure in figures)


def gone_from_folder(checked: Iterable[CheckedFigure]) -> list[Figure]:
    """The public figures that an earlier load of the folder brought and that its files give no more."""
    given = {(figure.cell, figure.source) for figure in checked}
    figures = Figure.objects.public().filter(origin=Figure.Origin.FOLDER).order_by("pk")
    return [
        figure
        for figure in figures.prefetch_related(*RELATED)
        if (_cell(figure), source_key(figure.source)) not in given
    ]


def _save(figures: Iterable[Figure], *, new: Sequence[Figure] = (), edited: Sequence[Figure] = ()) -> None:
    """Choose the preferred ones of the figures, cell by cell, and save these with what is new and edited.

    A figure that is withdrawn gives way to every other, and is not preferred where there is no other.
    """
    cells: dict[CellId, list[Figure]] = defaultdict(list)
    for figure in figures:
        cells[_cell(figure)].append(figure)
    back: list[Figure] = []
    forth: list[Figure] = []
    for rivals in cells.values():
        standing = [figure for figure in rivals if not figure.withdrawn]
        best = _best(standing) if len(standing) > 1 else next(iter(standing), None)
        for figure in rivals:
            if figure.preferred != (figure is best):
                figure.preferred = figure is best
                if figure.pk is not None:
                    (forth if figure.preferred else back).append(figure)
    # A cell may have one preferred figure at any moment: the old one steps back before the new one is set.
    Figure.objects.filter(pk__in=[figure.pk for figure in back]).update(preferred=False)
    changed = {figure.pk: figure for figure in (*edited, *forth)}
    # An insert that turns into an update where the key is there already: bulk_update writes a CASE for
    # every row, and took six times as long on 50,000.
    Figure.objects.bulk_create(
        changed.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            *("value", "marker", "qualifier", "as_printed", "source_page", "preferred", "withdrawn", "origin")
        ],
        batch_size=BATCH,
    )
    Figure.objects.bulk_create(new, batch_size=BATCH)


def recompute_preferred() -> None:
    """Choose again in every report, after a source's kind or date changed."""
    _save(Figure.objects.prefetch_related(*RELATED).order_by("pk"))


def _best(rivals: Iterable[Figure]) -> Figure:
    by_candidate = {_candidate(figure): figure for figure in rivals}
    return by_candidate[preferred(by_candidate)]


def _candidate(figure: Figure) -> Candidate:
    key = (figure.report.area.slug, figure.report.year, figure.measure, figure.value)
    restated = figure.division_id is None and key in catalogue().restated
    source = figure.source
    return Candidate(
        restated,
        figure.marker,
        figure.qualifier,
        source.kind,
        source.standing,
        source.published,
        source.title,
        source.url,
    )


def _held(reports: Iterable[Report]) -> Held:
    figures = Figure.objects.filter(report__in=list(reports)).prefetch_related(*RELATED).order_by("pk")
    return {(_cell(figure), source_key(figure.source)): figure for figure in figures}


def _cell(figure: Figure) -> CellId:
    return CellId(
        figure.report.area.slug,
        figure.report.start_year,
        folded(figure.division.name) if figure.division else "",
        figure.measure,
        figure.category,
        figure.level,
    )


def _described(figure: Figure) -> str:
    text = f"[{figure.marker}]" if figure.marker else figure.as_printed
    return f"{text} ({figure.source.title}{', ' if figure.source_page else ''}{figure.source_page})"


def _sources(
    checked: Sequence[CheckedFigure], *, existing: Existing, created: list[str]
) -> dict[SourceKey, Source]:
    """The stored source for each key: found, given the link that it lacked, or made."""
    found: dict[SourceKey, Source] = {}
    for key in dict.fromkeys(figure.source for figure in checked):
        source = existing.source_for(key)
        if source is None:
            source = Source.objects.create(kind=key.kind, title=key.title, url=key.url)
            created.append(f"source: {key.kind}, {key.title}")
        elif key.url and not source.url:
            source.url = key.url
            source.save(update_fields=["url"])
            created.append(f"link of the source {source.title}: {source.url}")
        found[key] = source
    return found


def _add_divisions(checked: Sequence[CheckedFigure], *, existing: Existing, created: list[str]) -> None:
    for figure in checked:
        key = figure.cell.area_slug, figure.cell.division
        if not figure.cell.division or key in existing.divisions:
            continue
        area = existing.areas[figure.cell.area_slug]
        existing.divisions[key] = Area.objects.create(
            slug=division_slug(area.slug, figure.division_name),
            name=figure.division_name,
            kind=Area.Kind.DIVISION,
            parent=area,
        )
        created.append(f"division: {figure.division_name}, {area.name}")


def _reordered(
    checked: Iterable[CheckedFigure],
    *,
    reports: Mapping[tuple[str, int], Report],
    held: Iterable[Figure],
    existing: Existing,
) -> Iterator[tuple[Report, str]]:
    """The reports whose divisions stand in another order now, each with the file that says so.

    They stand as given now, and as they were of the sources that are not given. The better kind of source
    leads: a newspaper names two boroughs, the highest first.
    """
    given: dict[int, dict[SourceKey, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
    files: dict[int, str] = {}
    for figure in checked:
        if figure.cell.division:
            division = existing.divisions[figure.cell.area_slug, figure.cell.division]
            report = reports[figure.cell.area_slug, figure.cell.start_year]
            given[report.pk][figure.source][division.pk] = None
            files.setdefault(report.pk, figure.where.file)
    by_pk = {report.pk: report for report in reports.values() if report.pk in files}
    stood: dict[int, dict[int, None]] = defaultdict(dict)
    parts = [figure for figure in held if figure.division_id is not None and figure.report_id in by_pk]
    for stored in sorted(parts, key=lambda stored: _place(stored, reports=by_pk)):
        if stored.division_id is not None:
            stood[stored.report_id][stored.division_id] = None
            given[stored.report_id][source_key(stored.source)].setdefault(stored.division_id, None)
    for pk, report in by_pk.items():
        best_first = sorted(given[pk], key=lambda source: rank(source.kind))
        order = list(dict.fromkeys(division for source in best_first for division in given[pk][source]))
        if order != list(stood[pk]):
            report.divisions = order
            yield report, files[pk]


def _place(figure: Figure, *, reports: Mapping[int, Report]) -> tuple[float, str]:
    """The place of the figure's division on the pages; those that have none come last, by name."""
    if figure.division is None or figure.report_id not in reports:
        return inf, ""
    places = {division: place for place, division in enumerate(reports[figure.report_id].divisions)}
    return places.get(figure.division.pk, inf), figure.division.name


def _reports(checked: Sequence[CheckedFigure], *, existing: Existing) -> dict[tuple[str, int], Report]:
    """The report of each area and year, locked, or made where there is none."""
    keys = dict.fromkeys((figure.cell.area_slug, figure.cell.start_year) for figure in checked)
    locked = (
        Report.objects.select_for_update(of=("self",))
        .filter(area__slug__in={slug for slug, _ in keys}, start_year__in={year for _, year in keys})
        .select_related("area")
        .order_by("pk")
    )
    reports = {key: report for report in locked if (key := (report.area.slug, report.start_year)) in keys}
    missing = [key for key in keys if key not in reports]
    made = Report.objects.bulk_create(
        Report(area=existing.areas[slug], start_year=year) for slug, year in missing
    )
    return reports | dict(zip(missing, made, strict=True))
