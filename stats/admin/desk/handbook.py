"""The handbook: how figures come in, the markers, who may do what, and what publishing does."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stats.admin.desk.roles import ROLES, whom_to_ask
from stats.admin.drafts.base import office_page
from stats.analysis.tables.printed_amounts import QUALIFIER_WORDS
from stats.calculations.amounts import Marker, Qualifier
from stats.drafting.desk import DraftState

_WHEN = {
    Marker.NOT_APPLICABLE: gettext_lazy(
        "The cell cannot exist and the report prints a dash, as for Category 3 at Level 1."
    ),
    Marker.SUPPRESSED: gettext_lazy(
        "The report says that it withholds the number so that nobody can be recognised. Often a star."
    ),
    Marker.NOT_AVAILABLE: gettext_lazy(
        "The report has a place for the number and says that there is none: “n/a”, “..”, “not recorded”."
    ),
    Marker.LOW: gettext_lazy("The report prints a rounded zero and says that it is not a true zero."),
}
_TYPED = {Marker.NOT_APPLICABLE: "-"}  # all others are typed as their code


_STATES = {
    DraftState.NEVER_PUBLISHED: gettext_lazy("Readers have seen none of it."),
    DraftState.PUBLISHED: gettext_lazy(
        "Readers see exactly what the draft holds, since the release that is named."
    ),
    DraftState.CHANGES_WAITING: gettext_lazy(
        "Readers see an earlier state. What was changed since waits to be published."
    ),
    DraftState.WITHDRAWN: gettext_lazy("Readers saw it once, and it was taken away."),
}


@dataclass(frozen=True, slots=True)
class MarkerLine:
    """What to type for a marker, how readers see it, what it means, and when a report means it."""

    typed: str
    shown: str
    means: str
    when: Promise


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    markers = [
        MarkerLine(_TYPED.get(marker, marker.value), marker.shorthand, marker.label, _WHEN[marker])
        for marker in Marker
    ]
    qualifiers = [
        (qualifier.value, [word for word in QUALIFIER_WORDS[qualifier] if word != qualifier.value][:4])
        for qualifier in Qualifier
        if qualifier is not Qualifier.EXACT
    ]
    return office_page(
        request,
        "admin/handbook/handbook.html",
        title=_("Handbook"),
        markers=markers,
        qualifiers=qualifiers,
        roles=ROLES,
        states={state.label: _STATES[state] for state in DraftState},
        whom_to_ask=whom_to_ask(),
    )
