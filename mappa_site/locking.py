"""Who may not sign in: a name from an address that failed often, a whole address for a while, and whoever is
outside the networks from which the admin may be reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

# An office has one address, and a name can be guessed: so the pair is locked, and an address alone only after
# many times as many failures, since one password can be tried on many names.
TIMES_FOR_AN_ADDRESS = 10

_WITH_PORT = re.compile(r"\[(?P<six>[^]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")


class LockingHandler(AxesDatabaseHandler):  # type: ignore[misc]  # axes ships no types
    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures of the pair, or those of the address in tens where that is more."""
        pair, address = (
            attempts.aggregate(total=Sum("failures_since_start", default=0))["total"]
            for attempts in self.get_user_attempts(request, credentials)
        )
        return int(max(pair, address // TIMES_FOR_AN_ADDRESS))


def visitor_address(request: HttpRequest) -> str | None:
    """Whom failed attempts to sign in are counted for; None where that is no address.

    Behind the proxy it is the last address in X-Forwarded-For, which the proxy itself adds: those before it
    are whatever the visitor sent. Some proxies add the port; some write `unknown`, and then the proxy's own
    counts.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    return _address(forwarded.rsplit(",", 1)[-1]) or _address(remote)


def admin_addresses(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """To whoever asks from elsewhere the admin is not there."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(settings.ADMIN_PATH) and not may_reach_admin(request):
            raise Http404
        return get_response(request)

    return middleware


def may_reach_admin(request: HttpRequest) -> bool:
    """Whether the visitor's address is in one of the networks; always, where none are named."""
    if not settings.ADMIN_ADDRESSES:
        return True
    visitor = visitor_address(request)
    if visitor is None:
        return False
    address = ip_address(visitor)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:  # where a socket takes both kinds
        address = address.ipv4_mapped
    return any(address in network for network in settings.ADMIN_ADDRESSES)


def _address(text: str) -> str | None:
    plain = text.strip()
    if found := _WITH_PORT.fullmatch(plain):
        plain = found["six"] or found["four"]
    try:
        return str(ip_address(plain.partition("%")[0]))
    except ValueError:
        return None
