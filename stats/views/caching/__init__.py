"""Public pages change only with a release or new code: they are kept whole, here and by caches on the way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connections, transaction
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseNotModified, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import localtime

from stats.queries.releases import ReleaseRef, current_release
from stats.views.caching.answers import Answers, Key, compressed_stream, whole
from stats.views.caching.front import Kept
from stats.views.caching.release_watch import ReleaseWatch
from stats.views.params import API, FREE, canonical_query

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_NOT_PUBLIC = (settings.ADMIN_PATH, "/.well-known/", "/healthz", "/readyz", "/static/")
# Browsers ask each time whether what they have still holds. Caches of many readers ask each second, hand out
# what they have while they ask (RFC 5861), and go on with it for a day if the site does not answer.
FOR_BROWSERS = "public, no-cache"
FOR_CACHES = "public, max-age=1, stale-while-revalidate=59, stale-if-error=86400"
WARMED = 60  # pages made anew after a release, before they are asked for

logger = logging.getLogger(__name__)


def is_public(request: HttpRequest) -> bool:
    return not request.path.startswith(_NOT_PUBLIC)


def is_reading(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


class KeptPages:
    """Answers from memory what was asked before since the last release, and to a condition that holds, 304.

    The tag is made from the release's own identity and the code, so that neither a restored database nor new
    code meets old tags; it is weak, because the same page may be sent with different compression. An answer
    is kept by its host, its path, and what of its query the page reads. What somebody searched for is not
    kept, nor what is answered about an address that somebody wrote; neither are errors.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.pages = Answers(most_bytes=settings.KEPT_BYTES * 3 // 4)
        self.chosen = Answers(
            most_bytes=settings.KEPT_BYTES // 4
        )  # with a query: these may be without number
        self.watch = ReleaseWatch(changed=self._begin)
        post_save.connect(self._released, sender="stats.Release")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request) or not is_reading(request):
            return self.get_response(request)
        query = canonical_query(request.path, request.GET)
        request.META["QUERY_STRING"] = query
        request.GET = QueryDict(query)
        try:
            release = self.watch.get() if settings.KEPT_BYTES else current_release()
        except DatabaseError:
            return self.get_response(request)  # whose views meet the same, and which answers for it
        request.release = release  # type: ignore[attr-defined]
        if settings.DEBUG:
            return self.get_response(request)
        tag = tag_of(release)
        changed = last_changed(release)
        sent = tag_of(release, form="csv" if request.GET.get("format") == "csv" else "")
        known = get_conditional_response(request, etag=sent, last_modified=changed)

        def answer() -> HttpResponseBase:
            return self._answer(request, tag=tag, query=query, sent=sent, changed=changed)

        if not isinstance(known, HttpResponseNotModified):
            return answer()
        # All answers of a release have one tag and one time: what a program asks wrongly is told even so.
        if request.path.startswith(API) and (response := answer()).status_code >= 400:
            return response
        return _to_keep(known, tag=sent, changed=changed)

    def _answer(
        self, request: HttpRequest, *, tag: str, query: str, sent: str, changed: int | None
    ) -> HttpResponseBase:
        accepted = request.headers.get("Accept-Encoding", "")
        keeping = self.chosen if query else self.pages
        key = (request.scheme or "", request.get_host(), request.path, query)
        if (kept := keeping.get(tag, key)) is not None:
            known = kept.response(accepted)
            if request.method == "GET" and known.status_code == 200:
                known.kept = Kept(keeping, tag, key, release_shown(request), self.watch)  # type: ignore[attr-defined]
            return known
        response = self.get_response(request)
        if 300 <= response.status_code < 400 or response.status_code >= 500:
            return response
        is_kept = response.status_code == 200
        answer = whole(_to_keep(response, tag=sent, changed=changed) if is_kept else response)
        if answer is None:
            return compressed_stream(response, accepted)
        if is_kept and request.method == "GET" and not any(name in request.GET for name in FREE):
            keeping.keep(tag, key, answer)
        return answer.response(accepted)

    def _released(self, **_: object) -> None:
        """Who publishes sees it at once in this process, before PostgreSQL has told anybody."""
        transaction.on_commit(self.watch.forget)

    def _begin(self, release: ReleaseRef | None) -> None:
        """A release is current that was not: what is kept goes, and the busiest pages are made again."""
        tag = tag_of(release)
        busiest = [*self.pages.begin(tag), *self.chosen.begin(tag)][:WARMED]
        if busiest:
            threading.Thread(target=self._warm, args=(busiest, tag), name="warming", daemon=True).start()

    def _warm(self, keys: Sequence[Key], tag: str) -> None:
        try:
            for key in keys:
                if tag_of(self.watch.get()) != tag:
                    return  # a still newer one has begun
                self(_request(key))
        except Exception:
            logger.exception("Pages could not be made before they are asked for")
        finally:
            connections.close_all()


def tag_of(release: ReleaseRef | None, *, form: str = "") -> str:
    """`form` where one address is sent in several: each has a tag of its own."""
    parts = (release.identity if release else "0", settings.CODE_VERSION, *filter(None, [form]))
    return f'W/"{"-".join(parts)}"'


def last_changed(release: ReleaseRef | None) -> int | None:
    """When a page last changed, in seconds of the epoch: with its release, or with the code."""
    return None if release is None else int(max(release.date.timestamp(), settings.CODE_CHANGED))


class PublicPages:
    """A public page can only be read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_public(request) and not is_reading(request):
            # Said here, before the check of a CSRF token would answer 403 about a form that does not exist.
            page = render_to_string("405.html", {"method": request.method}, request)
            return HttpResponseNotAllowed(("GET", "HEAD"), page)
        return self.get_response(request)


def release(request: HttpRequest) -> dict[str, ReleaseRef | None]:
    """Context processor: the release that public pages name in their foot."""
    return {"release": release_shown(request)}


def release_shown(request: HttpRequest) -> ReleaseRef | None:
    """The release that the page shows; None before there is one."""
    return getattr(request, "release", None)


def release_date(request: HttpRequest) -> date:
    """The day of the release that the page shows; today before there is one."""
    current = release_shown(request)
    return localtime(current.date if current else None).date()


def release_number(request: HttpRequest) -> int | None:
    """The number of the release that the page shows; None before there is one."""
    current = release_shown(request)
    return None if current is None else current.number


def _to_keep(response: HttpResponseBase, *, tag: str, changed: int | None) -> HttpResponseBase:
    response.headers["ETag"] = tag
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    response.headers["Cache-Control"] = FOR_BROWSERS
    response.headers["CDN-Cache-Control"] = FOR_CACHES
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _request(key: Key) -> WSGIRequest:
    scheme, host, path, query = key
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if scheme == "https" else "80",
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
    }
    if scheme == "https":
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    return WSGIRequest(environ)
