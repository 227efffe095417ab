"""Tables of areas that are uploaded: their columns confirmed by a person, then a draft for each area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stats.admin.drafts.base import require_entering_any, sent_data, user_of
from stats.admin.files.base import file_page
from stats.admin.files.forms import AreaTablesForm
from stats.documents import Upload
from stats.drafting import given_files
from stats.models import GivenFile


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
    return redirect("admin:stats_givenfile_change", file.pk)
