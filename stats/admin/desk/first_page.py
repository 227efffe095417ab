"""The admin's first page: the ways in, what waits for whoever is signed in, and what was published last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.desk.roles import standing, whom_to_ask
from stats.admin.desk.rows import can_be_published, listed, waits
from stats.admin.desk.shelves import shelves
from stats.admin.drafts.base import enters_any, office_page, user_of
from stats.drafting.access import may_publish
from stats.drafting.desk import desk_rows
from stats.drafting.files.given_files import files_for
from stats.models import GivenFile
from stats.presentation.text.numbers import number
from stats.queries.pages.coverage import coverage_page
from stats.queries.releases import releases

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_SHOWN_DRAFTS = 20
_SHOWN_RELEASES = 5


@dataclass(frozen=True, slots=True)
class Door:
    """One way to begin: where it leads, and in a few words what it takes or shows."""

    title: str
    about: str
    address: str


def first_page(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    enters = enters_any(request)
    return office_page(
        request,
        "admin/desk/desk.html",
        title=_("Your desk"),
        standing=standing(user, enters=enters),
        two_people=settings.TWO_PEOPLE and enters,
        whom_to_ask="" if enters else whom_to_ask(),
        doors=_doors(enters=enters),
        enters=enters,
        can_publish=may_publish(user),
        releases=releases(limit=_SHOWN_RELEASES),
        shelves=shelves(admin.site.get_app_list(request)),
        **(_waiting(user) if enters else {}),
    )


def _doors(*, enters: bool) -> list[Door]:
    doors = [
        Door(_("Read a report"), _("PDF, Word, HTML, text"), reverse("admin:stats_givenfile_reports")),
        Door(
            _("Read a table of areas"),
            _("XLSX, ODS, CSV, HTML: a draft for each area"),
            reverse("admin:stats_givenfile_area_tables"),
        ),
        Door(_("Type a report"), _("As its year prints it"), reverse("admin:stats_draft_add")),
    ]
    coverage = reverse("admin:coverage" if enters else "coverage")
    gaps = len(coverage_page(localdate()).gaps)
    to_find = ngettext("%(n)s report to find", "%(n)s reports to find", gaps) % {"n": number(gaps)}
    known = Door(_("Coverage"), to_find, coverage)
    return [*doors, known] if enters else [known]


def _waiting(user: User) -> dict[str, Any]:
    """The drafts and the files with which something is left to do."""
    rows = [row for row in desk_rows(user) if waits(row)]
    drafts = listed(rows)
    ready = sum(map(can_be_published, rows))
    counts = dict(files_for(user).order_by().values_list("state").annotate(Count("pk")))
    return {
        "drafts": drafts[:_SHOWN_DRAFTS],
        "number": len(drafts),
        "caption": _caption(len(drafts), ready=ready),
        "ready": ready,
        "next": drafts[0].row.draft if drafts else None,
        "asking": counts.get(GivenFile.State.ASKS, 0),
        "unread": counts.get(GivenFile.State.WAITING, 0) + counts.get(GivenFile.State.READING, 0),
        "refused": counts.get(GivenFile.State.REFUSED, 0),
    }


def _caption(number: int, *, ready: int) -> str:
    words = ngettext(
        "%(n)s draft waits, %(ready)s ready to be published",
        "%(n)s drafts wait, %(ready)s ready to be published",
        number,
    )
    return words % {"n": number, "ready": ready}
