"""The admin's first page: the ways in, what waits for whoever is signed in, and what was published last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from stats.admin.desk.roles import standing, whom_to_ask
from stats.admin.drafts.base import office_page, user_of
from stats.drafting.access import may_enter
from stats.queries.releases import releases

_SHOWN_RELEASES = 5


@dataclass(frozen=True, slots=True)
class Door:
    """One way to begin: where it leads, and in a few words what it takes or shows."""

    title: str
    about: str
    address: str


def first_page(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    enters = may_enter(user)
    page: dict[str, Any] = {
        "standing": standing(user),
        "doors": _doors() if enters else (),
        "enters": enters,
        "releases": releases(limit=_SHOWN_RELEASES),
    }
    page["whom_to_ask"] = "" if user.is_superuser else whom_to_ask()
    return office_page(request, "admin/desk/desk.html", title=_("Your desk"), **page)


def _doors() -> tuple[Door, ...]:
    return (
        Door(_("Type a report"), _("As its year prints it"), reverse("admin:stats_draft_add")),
        Door(
            _("Upload figures"),
            _("CSV, XLSX or ODS in this site’s own shapes"),
            reverse("admin:stats_draft_upload"),
        ),
    )
