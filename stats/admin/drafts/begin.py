"""Beginning a report: typed, or read from a file that was looked at first; and files to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from stats.admin.drafts.base import ErrorLink, draft_page, require_entering_any, sent_data, user_of
from stats.admin.drafts.forms import AreaYearForm, BeginForm, UploadForm
from stats.admin.drafts.versions import cell_labels, changed_texts
from stats.documents import Upload, read
from stats.documents.problems import told_once
from stats.drafting.access import areas_for
from stats.drafting.beginning import CannotBeginError, begin
from stats.drafting.blank_forms import NoLayoutError, blank_csv, blank_xlsx
from stats.drafting.files.area_names import area_names
from stats.drafting.uploading import (
    ExpiredError,
    UploadedReport,
    UploadPreview,
    confirm_upload,
    preview_upload,
)
from stats.reading.area_tables.read import read_area_tables

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_TOLD = 100
_FEW_AREAS = 3

UploadPageReport = tuple[UploadedReport, str, list[tuple[str, str, str]]]
"""A report in the file, what confirming it would do, and each text changed: where, now, in the file."""


def add(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    areas = areas_for(user_of(request))
    form = BeginForm(sent_data(request), areas=areas, initial=request.GET.dict())
    if not form.is_bound and len(areas) == 1:
        form.initial.setdefault("area", areas[0].slug)  # one area given is one that need not be chosen
    refused: CannotBeginError | None = None
    if form.is_valid():
        sent = form.cleaned_data
        try:
            draft = begin(sent["area"], sent["year"], source=sent["source"], user=user_of(request))
        except CannotBeginError as error:
            refused = error
            form.add_error("year", str(error))
        else:
            return redirect("admin:stats_draft_change", draft.pk)
    return draft_page(
        request,
        "add.html",
        title=_("Type a report"),
        form=form,
        errors=form.error_links(),
        existing=refused and refused.existing,
        published=refused and refused.published,
    )


def upload(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    if request.method != "POST":
        return _upload_page(request)
    if token := request.POST.get("token"):
        return _confirm(request, token)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form=form)
    file = form.cleaned_data["file"]
    preview = preview_upload([Upload(file.name or _("the file"), content=file)], user=user_of(request))
    told = told_once(preview.errors)
    lines = [ErrorLink(words, "#id_file") for words in told[:_MOST_TOLD]]
    if (more := len(told) - _MOST_TOLD) > 0:
        words = ngettext("and %(n)s more problem", "and %(n)s more problems", more) % {"n": more}
        lines.append(ErrorLink(words))
    return _upload_page(
        request,
        errors=lines,
        preview=None if lines else preview,
        is_table_of_areas=bool(lines) and _is_table_of_areas(file),
    )


def _is_table_of_areas(file: UploadedFile[bytes]) -> bool:
    """Whether areas stand down the side of a table in it, so that another page may read it."""
    file.seek(0)
    sheets = read(Upload(file.name or "", content=file)).sheets
    tables = read_area_tables(sheets, areas=area_names()).tables
    return any(len({row.slug for row in table.rows}) >= _FEW_AREAS for table in tables)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        confirmed = confirm_upload(token, user=user_of(request))
    except ExpiredError as error:
        return _upload_page(request, errors=[ErrorLink(str(error), "#id_file")])
    addresses = [(reverse("admin:stats_draft_change", args=(d.pk,)), str(d)) for d in confirmed.drafts]
    if addresses:
        links = format_html_join(", ", '<a href="{}">{}</a>', addresses)
        messages.success(request, format_html("{} {}", _("Saved as drafts:"), links))
    for words in confirmed.refused:
        messages.error(request, words)
    if len(addresses) == 1 and not confirmed.refused:
        return redirect(addresses[0][0])
    return redirect("admin:stats_draft_changelist")


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A file to fill in, for any area and year that the user may enter."""
    require_entering_any(request)
    form = AreaYearForm(request.GET, areas=areas_for(user_of(request)))
    if not form.is_valid():
        return _upload_page(request, template_form=form)
    area, year = form.cleaned_data["area"], form.cleaned_data["year"]
    is_xlsx = request.GET.get("kind") == "xlsx"
    try:
        content = blank_xlsx(area, year) if is_xlsx else blank_csv(area, year)
    except NoLayoutError as error:
        form.add_error("year", str(error))
        return _upload_page(request, template_form=form)
    response = HttpResponse(content, content_type=_XLSX if is_xlsx else "text/csv; charset=utf-8")
    name = f"{area.slug}-{year.label}.{'xlsx' if is_xlsx else 'csv'}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _upload_page(
    request: HttpRequest,
    *,
    form: UploadForm | None = None,
    template_form: AreaYearForm | None = None,
    errors: Sequence[ErrorLink] = (),
    preview: UploadPreview | None = None,
    is_table_of_areas: bool = False,
) -> HttpResponse:
    form = form or UploadForm()
    template_form = template_form or AreaYearForm(areas=areas_for(user_of(request)))
    return draft_page(
        request,
        "upload.html",
        title=_("Upload figures"),
        form=form,
        template_form=template_form,
        errors=[*errors, *form.error_links(), *template_form.error_links()],
        reports=[_page_report(report) for report in preview.reports] if preview else [],
        warnings=told_once(preview.problems)[:_MOST_TOLD] if preview else [],
        token=preview.token if preview else "",
        is_table_of_areas=is_table_of_areas,
    )


def _page_report(report: UploadedReport) -> UploadPageReport:
    changes = [change for change in report.changes if change.what != "note"]
    cells = [change.key for change in changes if change.what == "cell"]
    begins = _("Begins a draft.") if report.draft is None else _("Goes into the draft that is there.")
    number = (
        ngettext("%(n)s text is new or changed.", "%(n)s texts are new or changed.", len(changes))
        % {"n": len(changes)}
        if changes
        else _("Nothing in it is new or changed.")
    )
    labels = cell_labels(report.area, report.year, cells=cells)
    return report, f"{begins} {number}", changed_texts(changes, labels=labels)
