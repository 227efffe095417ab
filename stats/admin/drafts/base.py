"""What every page of a draft begins with: who asks, for which draft, and what its links need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from stats.drafting.access import drafts_for, may_enter, may_publish
from stats.drafting.publishing.typists import typists_of
from stats.models import Draft
from stats.presentation.text.words import listed

FOLDER = "admin/stats/draft"


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the summary above a page; `href` leads to the field, if it is of one."""

    text: str
    href: str = ""


def user_of(request: HttpRequest) -> User:
    """The user who is signed in: the admin site lets nobody else as far as this."""
    return cast("User", request.user)


def draft_for(request: HttpRequest, pk: int) -> Draft:
    """The draft, for those who may see it; for others there is none."""
    drafts = drafts_for(user_of(request)).select_related(
        "area", "changed_by", "ready_by", "published_release"
    )
    draft = drafts.filter(pk=pk).first()
    if draft is None:
        require_entering_any(request)
        raise Http404
    return draft


def enters_any(request: HttpRequest) -> bool:
    """Whether the user may enter reports of any area. The links above a page ask it for each right of each
    model, so the answer is kept with the request."""
    kept: bool | None = getattr(request, "enters_any", None)
    if kept is None:
        kept = may_enter(user_of(request))
        setattr(request, "enters_any", kept)  # noqa: B010 - Django's requests declare none
    return kept


def require_entering_any(request: HttpRequest) -> None:
    if not enters_any(request):
        raise PermissionDenied


def sent_data(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


def draft_page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    draft: Draft | None = None,
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """One of the drafts' pages in the admin's frame."""
    shown: dict[str, Any] = {"draft": draft, "here": here, "can_publish": may_publish(user_of(request))}
    if draft is not None and settings.TWO_PEOPLE:
        shown["typists"] = typist_names(draft)
    return office_page(request, f"{FOLDER}/{template}", title=title, status=status, **shown, **context)


def typist_names(draft: Draft) -> str:
    """Who typed in the draft since it was published last, as a sentence lists them."""
    typed = User.objects.filter(pk__in=typists_of(draft)).order_by("pk")
    return listed([user.get_full_name() or user.get_username() for user in typed])


def office_page(
    request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this site's own in the admin's frame; Django's list of models does not stand beside it."""
    frame = admin.site.each_context(request) | {"is_nav_sidebar_enabled": False, "title": title}
    return render(request, template, frame | context, status=status)
