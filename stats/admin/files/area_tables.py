"""Tables of areas that are uploaded: their columns confirmed by a person, then a draft for each area."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.base import ErrorLink, require_entering_any, sent_data, user_of
from stats.admin.drafts.forms import SummarisedForm
from stats.admin.files.base import file_page
from stats.admin.files.columns import (
    Question,
    columns_asked,
    mapping_sent,
    rows_asked,
    signs_asked,
    years_alone,
)
from stats.admin.files.forms import AreaTablesForm, TablesForm
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents import FileRead, Upload, read
from stats.drafting.access import areas_for
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files import given_files
from stats.drafting.files.area_names import area_names
from stats.drafting.files.from_tables import keep_mapping, mappings_for, put_tables
from stats.loading.normalise import SourceKey
from stats.models import Area, GivenFile
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import ColumnsMapping, MappingError, proposed
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables

_MOST_TOLD = 100


def give_area_tables(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    form = AreaTablesForm(sent_data(request), request.FILES or None)
    if not form.is_valid():
        return file_page(
            request,
            "give_area_tables.html",
            title=_("Read a table of areas"),
            form=form,
            errors=form.error_links(),
        )
    sent = form.cleaned_data["file"]
    upload = Upload(sent.name or _("the file"), content=sent)
    file = given_files.give(upload, kind=GivenFile.Kind.AREA_TABLES, user=user_of(request))
    if file.state == GivenFile.State.ASKS and (tables := read_tables(file)).problems:
        given_files.refuse(file, " ".join(map(str, tables.problems)))
    return redirect("admin:stats_givenfile_change", file.pk)


def read_tables(file: GivenFile, *, year: ReportingYear | None = None) -> AreaTables:
    """The tables of areas in the file; with a problem there is none to be had from it."""
    found = _sheets(file.name, bytes(file.content))
    if found.problems:
        return AreaTables(file.name, problems=found.problems)
    return read_area_tables(found.sheets, areas=area_names(), year=year)


@lru_cache(maxsize=2)
def _sheets(name: str, content: bytes) -> FileRead:
    """The sheets of a file, kept from one look at its page to the next: reading starts a process."""
    return read(Upload(name, content=content))


def show_columns(request: HttpRequest, file: GivenFile) -> HttpResponse:
    """The page on which every column is confirmed. Nothing is stored before that but the file itself."""
    form = TablesForm(sent_data(request))
    year = form.cleaned_data["year"] if form.is_valid() else None
    tables = read_tables(file, year=year)
    kept = mappings_for(tables)
    name = request.GET.get("mapping", next(iter(kept), ""))
    errors = [ErrorLink(str(problem)) for problem in tables.problems]
    reading: AreaTablesReading | None = None
    mapping = proposed(tables, known=kept.get(name))
    if request.method == "POST":
        try:
            mapping = mapping_sent(request.POST, tables=tables)
        except MappingError as error:
            errors.append(ErrorLink(str(error)))
        else:
            reading = figures_of(tables, mapping, national=form.cleaned_data.get("national", False))
            if request.POST.get("do") == "confirm" and not reading.problems and form.is_valid():
                try:
                    return _confirmed(request, file, reading, mapping=mapping, form=form)
                except (CannotBeginError, PermissionDenied) as error:
                    errors.append(ErrorLink(str(error)))
    else:
        form = TablesForm(initial=_guessed(tables))
    areas = list(areas_for(user_of(request)))
    columns = columns_asked(tables, mapping)
    rows = rows_asked(tables, mapping, areas=[area for area in areas if area.kind == Area.Kind.AREA])
    if reading is not None:
        errors += _open_questions([*columns, *rows]) or [
            ErrorLink(str(problem)) for problem in reading.problems[:_MOST_TOLD]
        ]
    has_nation = any(row.nation for table in tables.tables for row in table.totals)
    return file_page(
        request,
        "columns.html",
        title=file.name,
        file=file,
        form=form,
        errors=list(dict.fromkeys([*errors, *form.error_links()])),
        tables=tables,
        columns=columns,
        rows=rows,
        signs=signs_asked(tables, mapping),
        years_alone=years_alone(mapping),
        takes_nation=has_nation and any(area.kind == Area.Kind.NATION for area in areas),
        kept=kept,
        kept_name=name if name in kept and request.method != "POST" else "",
        reading=reading if not errors else None,
        told=_told(reading) if reading else (),
    )


def _guessed(tables: AreaTables) -> dict[str, str]:
    kind = next(kind.code for kind in catalogue().source_kinds.values() if not kind.own_report)
    title = next((table.title for table in tables.tables if table.title), "")
    return {"source_kind": kind, "source_title": title}


def _open_questions(questions: Sequence[Question]) -> list[ErrorLink]:
    """What has to be answered before anything else can be said."""
    words = _("%(what)s: say what it is, or leave it out.")
    return [ErrorLink(words % {"what": one.label}, f"#{one.name}") for one in questions if one.why]


def _told(reading: AreaTablesReading) -> list[str]:
    unsure = [
        _("%(area)s, %(year)s: %(words)s. %(doubt)s")
        % {"area": figures.area, "year": figures.year, "words": cell.words, "doubt": cell.doubt}
        for figures, _id, cell in reading.unsure
    ]
    return [*reading.told, *unsure[:_MOST_TOLD]]


def _confirmed(
    request: HttpRequest,
    file: GivenFile,
    reading: AreaTablesReading,
    *,
    mapping: ColumnsMapping,
    form: SummarisedForm,
) -> HttpResponse:
    """The drafts, all of them or none. Confirmed twice, as by a second press, it makes them once."""
    user = user_of(request)
    source: SourceKey = form.cleaned_data["source"]
    with transaction.atomic():
        waiting = GivenFile.objects.select_for_update().filter(pk=file.pk, state=GivenFile.State.ASKS).first()
        if waiting is None:
            return redirect("admin:stats_givenfile_change", file.pk)
        drafts = [put.draft for put in put_tables(reading, source=source, user=user)]
        if name := form.cleaned_data["keep"]:
            keep_mapping(name, mapping, user=user)
        given_files.done(waiting, drafts, words="\n".join(reading.differences))
    words = ngettext("%(n)s draft holds what was read.", "%(n)s drafts hold what was read.", len(drafts))
    messages.success(request, words % {"n": len(drafts)})
    return redirect("admin:stats_givenfile_change", file.pk)
