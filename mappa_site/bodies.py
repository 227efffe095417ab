"""What is sent to the admin is read a few at a time: forms half sent hold up no reader, and few others.

A server's thread waits for as long as the rest of a form may take. Nothing ends that wait but the sender:
granian has no limit for it, and stops its loop where an answer goes out before the body has come. nginx in
front takes whole forms alone, and hands on none that is not there.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from mappa_site.locking import visitor_address
from stats.documents.limits import LARGEST
from stats.views.caching import is_public, is_reading

GetResponse = Callable[[HttpRequest], HttpResponseBase]

AT_ONCE, OF_AN_ADDRESS = 8, 2  # bodies that a process reads; half of its threads wait for none
MOST = 10 * LARGEST  # several files may be given at once
_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024


class BodiesInTurn:
    """Reads the body of a request before anything else does: 503 where too many are waited for, 413 where it
    is too large."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.waiting: Counter[str | None] = Counter()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A public page can only be read: what is sent to one is never waited for.
        if not isinstance(request, WSGIRequest) or is_reading(request) or is_public(request):
            return self.get_response(request)
        text = request.META.get("CONTENT_LENGTH") or "0"
        length = int(text) if text.isascii() and text.isdigit() else 0
        if length > MOST:
            return _refused(413, "What was sent is too large.")
        if length:
            with self._turn(visitor_address(request)) as is_mine:
                if not is_mine:
                    return _refused(503, "Too much is being sent at once. Please try again.")
                body = _read(request.environ["wsgi.input"], length)
            request._stream = request.environ["wsgi.input"] = body  # noqa: SLF001 - where Django reads it
            with body:
                return self.get_response(request)
        return self.get_response(request)

    @contextmanager
    def _turn(self, address: str | None) -> Iterator[bool]:
        with self.lock:
            is_mine = self.waiting.total() < AT_ONCE and self.waiting[address] < OF_AN_ADDRESS
            self.waiting[address] += is_mine
        try:
            yield is_mine
        finally:
            with self.lock:
                self.waiting[address] -= is_mine
                self.waiting += Counter()  # forgets who waits no more


def _read(source: BinaryIO, length: int) -> BinaryIO:
    """As much of it as comes before the sender leaves."""
    body = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - read by the view
    while length and (piece := source.read(min(length, _PIECE))):
        body.write(piece)
        length -= len(piece)
    body.seek(0)
    return body


def _refused(status: int, why: str) -> HttpResponse:
    return HttpResponse(
        f"{why}\n", status=status, content_type="text/plain; charset=utf-8", headers={"Retry-After": "5"}
    )
