"""Whom to tell of a weakness: /.well-known/security.txt, as RFC 9116 has it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

SECURITY_TXT = "/.well-known/security.txt"
HOLDS = timedelta(days=180)  # the RFC asks for less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Nothing is there unless a setting names whom to tell."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
