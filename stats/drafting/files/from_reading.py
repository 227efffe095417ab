"""A report that was read becomes a draft, or fills the empty cells of the one that is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from stats.analysis.tables.printed_amounts import UnreadableError, read_cell, tidied
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents import Upload, page_pictures, read_document
from stats.documents.problems import Problem, Where
from stats.drafting.access import require_entering
from stats.drafting.beginning import content_to_begin_with, draft_exists
from stats.drafting.content import DraftContent, content_of, table_codes
from stats.drafting.files.area_names import area_names
from stats.drafting.saving import change
from stats.loading.existing import folded
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft, DraftPage
from stats.reading.reading import ReadCell, ReportReading
from stats.reading.report.read import read_report

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def reading_of(
    upload: Upload, *, area: str = "", year: ReportingYear | None = None, is_certain: bool = False
) -> ReportReading | tuple[Problem, ...]:
    """What a report reads as, or why it cannot be read.

    `area`, a slug, and `year` are what somebody says that it is of. Where the report itself says otherwise
    that is a problem, unless they are certain.
    """
    document, areas, where = read_document(upload), area_names(), Where(upload.name)
    if document.problems:
        return document.problems
    if is_certain:
        return read_report(document, areas=areas, area=area, year=year)
    reading = read_report(document, areas=areas)
    if area and reading.area not in ("", area):
        return (where.problem("it is a report of another area", found=reading.area, expected=area),)
    if year and reading.year not in (None, year):
        return (where.problem("it is a report of another year", found=str(reading.year), expected=str(year)),)
    if (area or reading.area, year or reading.year) != (reading.area, reading.year):
        return read_report(document, areas=areas, area=area, year=year)
    return reading


def pictures_of(content: bytes, reading: ReportReading) -> dict[int, bytes]:
    """Pictures of the pages that cells or doubts name, by page; none where the format has no pages."""
    pages = {cell.page for cell in reading.cells.values() if cell.page}
    return page_pictures(content, pages) if pages else {}


@dataclass(frozen=True, slots=True)
class PutReading:
    """How many cells were `filled`, were left empty or taken with a doubt (`unsure`), and say something else
    than what is typed (`differing`)."""

    draft: Draft
    filled: int
    unsure: int
    differing: int


@transaction.atomic
def put_reading(
    reading: ReportReading,
    *,
    area: Area,
    year: ReportingYear,
    source: SourceKey,
    pictures: Mapping[int, bytes],
    user: User | None,
    places: Mapping[str, str] | None = None,
    is_confirmed: bool = False,
) -> PutReading:
    """Begin a draft with what was read, or fill the one that is there.

    Only what was read is put. What is typed, or public and open for correction, stays: where the reading
    says otherwise it is a doubt about that cell. Of a draft that is there the source stays as well, but for
    the parts that are blank. `pictures` are PNGs by page; those are kept that a cell was read from. `places`
    are where a cell stands, by its id, in a source without pages. `is_confirmed` is a reading of which a
    person has said what each column is, so that only doubts are left to look at.
    A command has no user, and may put into any area.

    Raises PermissionDenied, and CannotBeginError as beginning does.
    """
    if user is not None:
        require_entering(user, area)
    draft = Draft.objects.select_for_update().filter(area=area, start_year=year.start).first()
    if draft is None:
        base = content_to_begin_with(area, year, source=source)
        draft = Draft(area=area, start_year=year.start, version=0, created_by=user)
    else:
        base = content_of(draft)
        base = base if base.source.title else replace(base, source=source)
    found = _compare(reading, base=base, before=draft.readings, is_confirmed=is_confirmed)
    content = DraftContent(
        base.source,
        {**base.cells, **found.filled},
        base.pages,
        base.notes,
        (*base.divisions, *(_known(name, names=base.divisions) for name in reading.divisions)),
    ).cleaned()
    pages = _pages(area, year, content=content, readings=found.readings, places=places or {})
    draft.readings = {**draft.readings, **found.readings}
    draft.to_look_at = list(dict.fromkeys((*draft.to_look_at, *found.to_look_at)))
    try:
        with transaction.atomic():
            change(draft, content=replace(content, pages={**pages, **content.pages}), user=user)
    except IntegrityError as error:  # begun by somebody else at this very moment
        raise draft_exists(Draft.objects.get(area=area, start_year=year.start)) from error
    named = {read["page"] for read in found.readings.values()}
    for number, picture in pictures.items():
        if number in named:
            DraftPage.objects.update_or_create(draft=draft, number=number, defaults={"picture": picture})
    return PutReading(draft, len(found.filled), found.unsure, found.differing)


@dataclass(slots=True)
class _Compared:
    """A reading beside what is typed: what it fills, what is stored of it, and what is to be looked at."""

    filled: dict[str, str] = field(default_factory=dict)
    readings: dict[str, dict[str, Any]] = field(default_factory=dict)
    to_look_at: list[str] = field(default_factory=list)
    unsure: int = 0
    differing: int = 0


def _compare(
    reading: ReportReading, *, base: DraftContent, before: Mapping[str, Any], is_confirmed: bool
) -> _Compared:
    found = _Compared()
    for id_, cell in _by_id(reading.cells, names=base.divisions):
        typed, doubt = base.cells.get(id_, ""), cell.doubt
        if not typed:
            found.filled |= {id_: cell.text} if cell.text else {}
            found.unsure += bool(doubt)
            found.to_look_at += [id_] if doubt or not is_confirmed else []
        elif cell.text and not _says_the_same(typed, cell.text, key=cell_key(id_)):
            doubt = f"The report reads {cell.text} here; {typed} is typed."
            found.differing += 1
            found.to_look_at.append(id_)
        elif id_ in before:
            continue  # read before, and whatever was in doubt then still is
        else:
            doubt = ""  # somebody has typed what the reading was not sure of
        found.readings[id_] = {"page": cell.page, "words": cell.words, "doubt": doubt}
    return found


def _by_id(cells: Mapping[str, ReadCell], *, names: Iterable[str]) -> Iterable[tuple[str, ReadCell]]:
    """The cells by id, with a division under the name that the draft has for it already."""
    for id_, cell in cells.items():
        key = cell_key(id_)
        yield cell_id(replace(key, division=_known(key.division, names=names))), cell


def _known(name: str, *, names: Iterable[str]) -> str:
    plain = tidied(name)
    return next((known for known in names if folded(known) == folded(plain)), plain)


def _says_the_same(typed: str, read: str, *, key: CellKey) -> bool:
    """Whether both are the same number or marker: 1471 and 1,471 are."""
    measure = catalogue().measures.get(key.measure)
    try:
        return read_cell(typed, measure=measure).amount == read_cell(read, measure=measure).amount
    except UnreadableError:
        return tidied(typed) == tidied(read)


def _pages(
    area: Area,
    year: ReportingYear,
    *,
    content: DraftContent,
    readings: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, str],
) -> dict[str, str]:
    """The page of each table that was read: `page 9`, or `pages 9 and 10`, which no spreadsheet takes for a
    date; without pages the place of its first cell."""
    numbers: dict[str, set[int]] = defaultdict(set)
    firsts: dict[str, str] = {}
    codes = table_codes(area, year, cells=content.cells)
    for id_, read in readings.items():
        if id_ in codes and read["page"]:
            numbers[codes[id_]].add(read["page"])
        elif id_ in codes and id_ in places:
            firsts.setdefault(codes[id_], places[id_])
    return firsts | {code: _page_words(sorted(found)) for code, found in numbers.items()}


def _page_words(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
