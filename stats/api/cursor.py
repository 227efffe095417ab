"""Where the next page of a list begins: a mark that only this site can make, for the list that was asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from stats.api.problems import ProblemError

# May change from page to page; everything else makes another list.
_FREE = frozenset({"cursor", "limit", "format"})


def after(request: HttpRequest, cursor: str | None) -> int:
    """The key after which the page begins: 0 for the first.

    Raises ProblemError where the mark is not one that was given out for this list.
    """
    if cursor is None:
        return 0
    try:
        [key] = _signer(request).unsign_object(cursor)
    except BadSignature as error:
        told = "This cursor was not given out for this list. Leave it out to begin, and then follow next."
        raise ProblemError.of("cursor", told, status=404) from error
    return int(key)


def next_url(request: HttpRequest, last: int | None) -> str | None:
    """The address of the page after the one that ends with that key; None after the last."""
    if last is None:
        return None
    query = request.GET.copy()
    query["cursor"] = _signer(request).sign_object([last])
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _signer(request: HttpRequest) -> Signer:
    pairs = sorted((name, text) for name, texts in request.GET.lists() for text in texts if name not in _FREE)
    return Signer(salt=f"stats.api.cursor {request.path}?{urlencode(pairs)}")
