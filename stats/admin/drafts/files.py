"""Files that become drafts: read, looked at, confirmed; and files to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from stats.admin.drafts.begin import Given
from stats.admin.drafts.conflict import labels_of
from stats.admin.drafts.doors import page, require_entering_any, user_of
from stats.admin.drafts.page import Error
from stats.catalogue.years import ReportingYear
from stats.drafting.access import areas_for
from stats.drafting.beginning import read_year
from stats.drafting.blank_forms import NoLayoutError, blank_csv, blank_xlsx
from stats.drafting.grid import grid
from stats.drafting.uploading import (
    Confirmed,
    ExpiredError,
    UploadedReport,
    UploadPreview,
    confirm_upload,
    preview_upload,
)
from stats.loading.readers import Upload
from stats.models import Area

MAKERS = {
    "xlsx": (blank_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (blank_csv, "text/csv; charset=utf-8"),
}
_MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class ReportText:
    """One report in the file, and what confirming it would do: `changes` are label, now, in the file."""

    name: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def upload(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    if request.method != "POST":
        return _show(request)
    if token := request.POST.get("token"):
        return _confirm(request, token)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return _show(request, errors=[Error(_("Choose a file."), "#id_file")])
    preview = preview_upload([Upload(sent.name or _("the file"), content=sent)], user=user_of(request))
    if preview.errors:
        told = [Error(str(one), "#id_file") for one in preview.errors[:_MOST_TOLD]]
        if (more := len(preview.errors) - _MOST_TOLD) > 0:
            told.append(
                Error(ngettext("and %(n)s more problem", "and %(n)s more problems", more) % {"n": more})
            )
        return _show(request, errors=told)
    return _show(request, preview=preview)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        done = confirm_upload(token, user=user_of(request))
    except ExpiredError as error:
        return _show(request, errors=[Error(str(error), "#id_file")])
    _say_confirmed(request, done)
    if len(done.drafts) == 1 and not done.refused:
        return HttpResponseRedirect(reverse("admin:stats_draft_change", args=(done.drafts[0].pk,)))
    return HttpResponseRedirect(reverse("admin:stats_draft_changelist"))


def _say_confirmed(request: HttpRequest, done: Confirmed) -> None:
    if done.drafts:
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((reverse("admin:stats_draft_change", args=(one.pk,)), str(one)) for one in done.drafts),
        )
        messages.success(request, format_html("{} {}", _("Saved as drafts:"), links))
    for words in done.refused:
        messages.error(request, words)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A file to fill in, for any area and year that the user may enter."""
    require_entering_any(request)
    slug, text = request.GET.get("area", ""), request.GET.get("year", "")
    area = areas_for(user_of(request)).filter(slug=slug).first()
    year = read_year(text)
    make, kind = MAKERS.get(request.GET.get("kind", ""), MAKERS["csv"])
    errors = [] if area else [Error(_("Choose the area whose report it is."), "#id_area")]
    errors += [Error(year, "#id_year")] if isinstance(year, str) else []
    if area is None or isinstance(year, str):
        return _show(request, errors=errors, area=Given(slug), year=Given(text[:20]))
    try:
        content = make(area, year)
    except NoLayoutError as error:
        told = [Error(str(error), "#id_year")]
        return _show(request, errors=told, area=Given(slug), year=Given(text[:20]))
    ending = "xlsx" if make is blank_xlsx else "csv"
    name = f"{area.slug}-{year.label}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _show(
    request: HttpRequest,
    *,
    errors: Sequence[Error] = (),
    preview: UploadPreview | None = None,
    area: Given | None = None,
    year: Given | None = None,
) -> HttpResponse:
    return page(
        request,
        "upload.html",
        title=_("Upload a file"),
        errors=errors,
        areas=areas_for(user_of(request)),
        area=area or Given(),
        year=year or Given(),
        reports=[_report(one) for one in preview.reports] if preview else [],
        warnings=[str(one) for one in preview.problems[:_MOST_TOLD]] if preview else [],
        token=preview.token if preview else "",
    )


def _report(one: UploadedReport) -> ReportText:
    changes = tuple(change for change in one.changes if change.what != "note")
    every = {change.key: "" for change in changes if change.what == "cell"}
    labels = _labels(one.area, one.year, one, every)
    begins = _("Begins a draft.") if one.draft is None else _("Goes into the draft that is there.")
    number = (
        ngettext("%(n)s text is new or changed.", "%(n)s texts are new or changed.", len(changes))
        % {"n": len(changes)}
        if changes
        else _("Nothing in it is new or changed.")
    )
    return ReportText(
        f"{one.area.name} {one.year}",
        f"{begins} {number}",
        tuple((labels.get(c.key, c.key), c.before or _("empty"), c.yours or _("empty")) for c in changes),
    )


def _labels(area: Area, year: ReportingYear, one: UploadedReport, cells: dict[str, str]) -> dict[str, str]:
    return labels_of(grid(area, year, source=one.typed.source, cells=cells))
