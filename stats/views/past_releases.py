"""`?release=3`: what the public saw at an earlier release, at the same address."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from stats.presentation.past_release import PastReleaseText
from stats.queries.at_release import at_release, pieces_at_release
from stats.queries.releases import releases_from
from stats.views.params import AT_RELEASE

# A path of a page that can be read at a release, where one is written in HTML or JSON; its query follows. The
# link to today's page is marked as such, and stays.
_PATHS = "|".join(re.escape(first) for first in AT_RELEASE)
_LINK = re.compile(rf'(?<!rel="latest-version" href=)"(/(?:{_PATHS})[/.][^"#?]*)(\?[^"#]*)?([^"]*)"')
_FORM = re.compile(rf'<form\b[^>]*\baction="/(?:{_PATHS})/[^>]*>')
_REWRITTEN = ("text/html", "application/json")


def past_releases(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Pages and files are made by the same views and queries, on the data of that release. Links from there
    to other pages that can be read at a release name it too, and so do forms."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("release", "")
        if not asked:
            return get_response(request)
        # A number of ten digits is more than the database can hold.
        found = releases_from(int(asked)) if re.fullmatch("[0-9]{1,9}", asked) else ()
        if not found or found[0].number != int(asked):
            request.has_no_such_release = True  # type: ignore[attr-defined]  # which the API says its own way
            return render(request, "stats/updates/no_such_release.html", {"asked": asked}, status=404)
        number = found[0].number
        request.release = found[0]  # type: ignore[attr-defined]
        request.past = PastReleaseText(found, today=_today(request))  # type: ignore[attr-defined]
        with at_release(number):
            response = get_response(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = pieces_at_release(number, iter(response))
        else:
            _keep_to(number, response)
        return response

    return middleware


def _today(request: HttpRequest) -> str:
    """The same address without the release."""
    query = request.GET.copy()
    del query["release"]
    return f"{request.path}?{query.urlencode(safe=',')}" if query else request.path


def _keep_to(number: int, response: HttpResponseBase) -> None:
    """Name the release in the links and forms of an answer, and where it sends the reader on to."""
    named = urlencode({"release": number})
    if (location := response.headers.get("Location", "")) and "release=" not in location:
        response.headers["Location"] = f"{location}{'&' if '?' in location else '?'}{named}"
    kind = response.headers.get("Content-Type", "")
    if not isinstance(response, HttpResponse) or not kind.startswith(_REWRITTEN):
        return
    between = "&amp;" if kind.startswith("text/html") else "&"

    def link(found: re.Match[str]) -> str:
        path, query, anchor = found.groups(default="")
        return f'"{path}{query + between if query else "?"}{named}{anchor}"'

    def form(found: re.Match[str]) -> str:
        return f'{found[0]}<input type="hidden" name="release" value="{number}">'

    text = _FORM.sub(form, response.content.decode())
    response.content = _LINK.sub(link, text).encode()


def past(request: HttpRequest) -> dict[str, PastReleaseText | None]:
    """Context processor: what a page says of the release that its address names; None where it names none."""
    return {"past": getattr(request, "past", None)}
