"""Kept pages before Django: the headers and bytes of a page are not worked out again for its next reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.http import HttpResponse

from stats.queries.releases import ReleaseRef
from stats.views.caching.answers import Answers, Key
from stats.views.caching.release_watch import ReleaseWatch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 500

# Of a request for a kept page these decide on the answer.
_DECISIVE = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "HTTP_ACCEPT_ENCODING")
# An answer that differs by anything else, as those of the API do by what is accepted, is Django's each time.
_VARIES = "Accept-Encoding"
# With one of these it is for Django to answer.
_OTHERWISE = ("QUERY_STRING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer is kept, and of which release it is. KeptPages says so on the response."""

    answers: Answers
    tag: str
    key: Key
    release: ReleaseRef | None
    watch: ReleaseWatch

    def holds(self) -> bool:
        """Whether the page is kept still, and of the release that is current. Counts as being asked for."""
        try:
            current = self.watch.get()
        except DatabaseError:
            return False
        return current == self.release and self.answers.get(self.tag, self.key) is not None


@dataclass(frozen=True, slots=True)
class _Sent:
    kept: Kept
    headers: list[tuple[str, str]]
    body: list[bytes]


class KeptFirst:
    """Sends what Django sent for the same page, for as long as it is kept.

    Only plain requests for whole pages without a query; Django has judged the first of each, its host too.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self._sent: dict[tuple[Any, ...], _Sent] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or any(map(environ.get, _OTHERWISE)):
            return self.application(environ, start_response)
        key = tuple(map(environ.get, _DECISIVE))
        sent = self._sent.get(key)
        if sent is not None and sent.kept.holds():
            start_response("200 OK", sent.headers)
            return sent.body
        response = self.application(environ, start_response)
        kept: Kept | None = getattr(response, "kept", None)
        if kept is not None and isinstance(response, HttpResponse) and response.headers["Vary"] == _VARIES:
            if len(self._sent) >= MOST:
                self._sent = {}
            self._sent[key] = _Sent(kept, [*response.items()], [response.content])
        return response
