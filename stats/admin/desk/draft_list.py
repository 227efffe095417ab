"""The list of drafts: what waits, and what is done, by area, year and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stats.admin.desk.rows import can_be_published, is_open, listed, waits
from stats.admin.drafts.base import draft_page, require_entering_any, user_of
from stats.catalogue.years import ReportingYear
from stats.drafting.access import areas_for, drafts_for
from stats.drafting.desk import DeskRow, DraftState, desk_rows
from stats.models import Area

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_A_PAGE = 50


class Shown(TextChoices):
    """Which of the drafts to list."""

    EVERY = "", _("all of them")
    WAITING = "waiting", _("with something left to do")
    OPEN = "open", _("with open remarks")
    READY = "ready", _("ready to be published")
    MINE = "mine", _("that I changed last")


class FilterForm(forms.Form):
    """What the list is narrowed to. A choice that there is not narrows nothing."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    year = forms.ChoiceField(label=_("Reporting year"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every state")), *DraftState.choices]
    )
    show = forms.ChoiceField(label=_("Show those"), required=False, choices=Shown.choices)

    def __init__(self, *args: object, areas: QuerySet[Area], years: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, handed on
        names = [(area.slug, area.name) for area in areas]
        labels = [ReportingYear(year).label for year in years]
        self.fields["area"].choices = [("", _("every area")), *names]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("every year")), *((y, y) for y in labels)]  # type: ignore[attr-defined]


@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    user = user_of(request)
    years = sorted(set(drafts_for(user).order_by().values_list("start_year", flat=True)), reverse=True)
    form = FilterForm(request.GET, areas=areas_for(user), years=years)
    form.is_valid()
    chosen = form.cleaned_data
    rows = desk_rows(
        user,
        area=chosen.get("area", ""),
        year=ReportingYear.parse(chosen["year"]) if chosen.get("year") else None,
        state=DraftState(chosen["state"]) if chosen.get("state") else None,
    )
    show = Shown(chosen.get("show", ""))
    wanted = [row for row in rows if _is_shown(row, show=show, user=user)]
    query = request.GET.copy()
    query.pop("page", None)
    return draft_page(
        request,
        "list.html",
        title=gettext("Drafts"),
        form=form,
        is_narrowed=any(chosen.values()),
        number=len(wanted),
        ready=sum(map(can_be_published, wanted)),
        drafts=Paginator(listed(wanted), _A_PAGE).get_page(request.GET.get("page")),
        query=f"{query.urlencode()}&" if query else "",
    )


def _is_shown(row: DeskRow, *, show: Shown, user: User) -> bool:
    match show:
        case Shown.WAITING:
            return waits(row)
        case Shown.OPEN:
            return is_open(row)
        case Shown.READY:
            return can_be_published(row)
        case Shown.MINE:
            return row.draft.changed_by_id == user.pk
        case Shown.EVERY:
            return True
