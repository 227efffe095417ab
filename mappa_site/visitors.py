"""Whom a request comes from, for counting failed attempts to sign in."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The visitor's address. Behind the proxy it is the last one in X-Forwarded-For, which the proxy itself
    adds: those before it are whatever the visitor sent."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    last = forwarded.rsplit(",", 1)[-1].strip()
    return last or str(request.META.get("REMOTE_ADDR", ""))
