"""What every page of a draft begins with: who asks, for which draft, and what its links need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from stats.drafting.access import drafts_for, may_enter, may_publish
from stats.models import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User

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
    drafts = drafts_for(user_of(request)).select_related("area", "changed_by", "published_release")
    draft = drafts.filter(pk=pk).first()
    if draft is None:
        require_entering_any(request)
        raise Http404
    return draft


def require_entering_any(request: HttpRequest) -> None:
    if not may_enter(user_of(request)):
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
    frame = admin.site.each_context(request) | {"is_nav_sidebar_enabled": False}
    shown = {"title": title, "draft": draft, "here": here, "can_publish": may_publish(user_of(request))}
    return render(request, f"{FOLDER}/{template}", frame | shown | context, status=status)
