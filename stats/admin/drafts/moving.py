"""A draft given to another area or year, deleted, or said to be ready for somebody else to publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stats.admin.drafts.base import ErrorLink, draft_for, draft_page, sent_data, user_of
from stats.admin.drafts.forms import AreaYearForm
from stats.drafting import moving
from stats.drafting.access import areas_for
from stats.drafting.beginning import CannotBeginError
from stats.drafting.desk import DraftState, state_of
from stats.drafting.moving import CannotMoveError


def show_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another area or year; and from here a draft that was never published can be deleted."""
    draft = draft_for(request, pk)
    user = user_of(request)
    initial = {"area": draft.area.slug, "year": draft.year.label}
    form = AreaYearForm(sent_data(request), areas=areas_for(user), initial=initial)
    existing = None
    if form.is_valid():
        area, year = form.cleaned_data["area"], form.cleaned_data["year"]
        try:
            moved = moving.move(draft, area=area, year=year, user=user)
        except (CannotBeginError, CannotMoveError) as error:
            existing = error.existing if isinstance(error, CannotBeginError) else None
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is the draft of %(draft)s now.") % {"draft": moved})
            return redirect("admin:stats_draft_change", draft.pk)
    return draft_page(
        request,
        "move.html",
        title=_("Move or delete %(draft)s") % {"draft": draft},
        crumb=_("Move or delete"),
        draft=draft,
        here="move",
        form=form,
        errors=form.error_links(),
        existing=existing,
        can_delete=state_of(draft) is DraftState.NEVER_PUBLISHED,
    )


def show_delete(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    errors: list[ErrorLink] = []
    if request.method == "POST":
        name = str(draft)
        try:
            moving.delete(draft, user=user_of(request))
        except CannotMoveError as error:
            errors.append(ErrorLink(str(error)))
        else:
            messages.success(request, _("The draft of %(draft)s was deleted.") % {"draft": name})
            return redirect("admin:stats_draft_changelist")
    return draft_page(
        request,
        "delete.html",
        title=_("Delete %(draft)s?") % {"draft": draft},
        crumb=_("Delete"),
        draft=draft,
        here="delete",
        errors=errors,
        can_delete=state_of(draft) is DraftState.NEVER_PUBLISHED,
    )


@require_POST
def mark_ready(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    try:
        moving.mark_ready(draft, user=user_of(request))
    except CannotMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is marked as ready. Somebody who typed none of it can publish it."))
    return redirect("admin:stats_draft_change", draft.pk)
