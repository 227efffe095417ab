"""Beginning a report: its area, year and source."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from stats.admin.drafts.asked import source_asked
from stats.admin.drafts.doors import page, require_entering_any, user_of
from stats.admin.drafts.page import Error
from stats.admin.drafts.source import source_fields
from stats.catalogue.reader import catalogue
from stats.drafting.access import areas_for, drafts_for
from stats.drafting.beginning import CannotBegin, begin
from stats.loading.normalise import SourceKey
from stats.models import Draft

_FIELDS = {
    "area": "#id_area",
    "year": "#id_year",
    "source_kind": "#id_source_kind",
    "source_title": "#id_source_title",
    "source_url": "#id_source_url",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A field's value and what is wrong with it."""

    value: str = ""
    error: str = ""


def add(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    areas = {area.slug: area for area in areas_for(user_of(request))}
    if request.method != "POST":
        # One area given is one that need not be chosen.
        chosen = request.GET.get("area", next(iter(areas)) if len(areas) == 1 else "")
        year = request.GET.get("year", "")[:20]
        empty = SourceKey(catalogue().own_report.code, "", "")
        return _show(request, list(areas.values()), area=Given(chosen), year=Given(year), source=empty)
    slug, year = request.POST.get("area", ""), request.POST.get("year", "")
    source = source_asked(request.POST)
    outcome = begin(
        areas.get(slug),
        year=year,
        source_kind=source.kind,
        source_title=source.title,
        source_url=source.url,
        user=user_of(request),
    )
    if not isinstance(outcome, CannotBegin):
        return HttpResponseRedirect(reverse("admin:stats_draft_change", args=(outcome.draft.pk,)))
    return _show(
        request,
        list(areas.values()),
        area=Given(slug, outcome.problems.get("area", "")),
        year=Given(year[:20], outcome.problems.get("year", "")),
        source=source,
        outcome=outcome,
    )


def _show(
    request: HttpRequest,
    areas: list[object],
    *,
    area: Given,
    year: Given,
    source: SourceKey,
    outcome: CannotBegin | None = None,
) -> HttpResponse:
    problems = outcome.problems if outcome else {}
    existing: Draft | None = None
    if outcome and outcome.existing and drafts_for(user_of(request)).filter(pk=outcome.existing.pk).exists():
        existing = outcome.existing
    return page(
        request,
        "add.html",
        title=_("Enter a report"),
        areas=areas,
        area=area,
        year=year,
        source=source_fields(source, errors=problems),
        errors=[Error(words, _FIELDS.get(name, "")) for name, words in problems.items()],
        existing=existing,
        published=outcome.published if outcome else None,
    )
