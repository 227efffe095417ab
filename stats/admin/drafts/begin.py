"""Beginning a report: its area, year and source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stats.admin.drafts.base import draft_page, require_entering_any, sent_data, user_of
from stats.admin.drafts.forms import BeginForm
from stats.drafting.access import areas_for
from stats.drafting.beginning import CannotBeginError, begin


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
        title=_("Enter a report"),
        form=form,
        errors=form.error_links(),
        existing=refused and refused.existing,
        published=refused and refused.published,
    )
