"""What was typed and sent when nobody was signed in, kept until the one who typed it has signed in again.

It is kept in the browser's own session, which signing in carries on, and with the user whose form it was: to
anybody else who signs in there it is never shown, and their signing in ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from stats.admin.drafts.base import user_of

FIELD = "owner"
MOST_KEPT = 200_000  # a form of 200 cells is 15,000
_KEY = "kept_form"
_SALT = "stats.admin.drafts.kept"
# A form stands open for a working day at most, as a session does.
_LONGEST_OPEN = 24 * 60 * 60


def owner_token(request: HttpRequest) -> str:
    """Stands in the form, signed: whose form it is."""
    return signing.dumps(user_of(request).pk, salt=_SALT)


def keeping(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a form, around which nothing sent is lost for want of a session."""

    def kept_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        # Asking for the permission once more would cost each save a query.
        if request.method == "POST" and getattr(answer, "url", "").startswith(reverse("admin:login")):
            keep(request)
        return answer

    return kept_view


def keep(request: HttpRequest) -> bool:
    """Keep what was sent; false where it is no form of ours, is too large, or is somebody else's."""
    try:
        owner = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=_LONGEST_OPEN)
    except signing.BadSignature:
        return False
    text = request.POST.urlencode()
    if len(text) > MOST_KEPT or (request.user.is_authenticated and request.user.pk != owner):
        return False
    request.session[_KEY] = {"path": request.path, "owner": owner, "text": text}
    return True


def claimed(request: HttpRequest) -> QueryDict | None:
    """What was kept of this very page for the user who is signed in now. It is given once."""
    kept = request.session.get(_KEY)
    if kept is None:
        return None
    if kept["owner"] != user_of(request).pk:
        del request.session[_KEY]
        return None
    if kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(kept["text"])


def refused_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page in place of a bare 403 where a form's token against forged requests does not hold any more, as
    after signing in again in another window. What was sent from a page of this site is kept."""
    if not request.path.startswith(settings.ADMIN_PATH):
        return csrf_failure(request, reason=reason)
    is_kept = _is_own_page(request) and keep(request)
    shown = {"title": _("This page was too old to be sent"), "is_kept": is_kept, "address": request.path}
    return render(request, "admin/too_old.html", admin.site.each_context(request) | shown, status=403)


def _is_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
