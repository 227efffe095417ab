"""What is held of each area and year, for the desk: a gap leads to where its report is begun."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.admin.drafts.base import office_page, require_entering_any, user_of
from stats.analysis.figures import AreaRef
from stats.drafting.access import areas_for, drafts_for
from stats.presentation.coverage import CellLink, CoverageText, to_figures
from stats.queries.pages.coverage import CoverageCell, coverage_page

BEGIN, DRAFT = "+", "D"


@require_safe
def show_coverage(request: HttpRequest) -> HttpResponse:
    """The public grid of today. Readers' own page is the same for everybody, and kept by caches."""
    require_entering_any(request)
    user = user_of(request)
    areas = frozenset(areas_for(user).values_list("slug", flat=True))
    drafts = {
        (slug, start): pk
        for slug, start, pk in drafts_for(user).values_list("area__slug", "start_year", "pk")
    }

    def link_of(area: AreaRef, cell: CoverageCell) -> CellLink | None:
        if (pk := drafts.get((area.slug, cell.year.start))) is not None:
            return CellLink(reverse("admin:stats_draft_change", args=(pk,)), _("Open the draft"), sign=DRAFT)
        # England and Wales publishes no report of an area's kind: only where nothing is held is one missing.
        is_missing = cell.is_gap and (not area.is_nation or not cell.figures)
        if is_missing and area.slug in areas:
            asked = urlencode({"area": area.slug, "year": cell.year.label})
            return CellLink(
                f"{reverse('admin:stats_draft_add')}?{asked}",
                _("Begin the report"),
                sign="" if cell.figures else BEGIN,
            )
        return to_figures(area, cell)

    return office_page(
        request,
        "admin/desk/coverage.html",
        title=_("What is here, and what is missing"),
        text=CoverageText(coverage_page(localdate()), link_of=link_of),
        begin=BEGIN,
        draft_sign=DRAFT,
    )
