"""Data is open to every web page, and the API tells programs what went wrong as they expect it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from stats.api.problems import PROBLEM_JSON, ProblemError, problem_response
from stats.views.caching import is_public, release_number
from stats.views.params import API, is_api_page

# What lists are sent as, by the word for `?format=`.
FORMS = {"json": "application/json", "csv": "text/csv"}
READING = "GET, HEAD, OPTIONS"
_KEPT_OF_AN_ERROR = ("Retry-After", "Vary")


class OpenData:
    """Outside of everything that keeps answers, so that what was kept is open too.

    What a program accepts becomes `?format=` here, before the query says which answer it is: so a table and
    its JSON are two answers wherever they are kept. Every error of the API is a problem, whoever found it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return self.get_response(request)
        is_api = request.path.startswith(API)
        if request.method == "OPTIONS" and (is_api or "Access-Control-Request-Method" in request.headers):
            return _preflight()
        response = self._api(request) if is_api else self.get_response(request)
        if is_api or not response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "*"
        return response

    def _api(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _choose_form(request)
        except ProblemError as problem:
            response: HttpResponseBase = problem.response()
        else:
            response = _as_problem(self._read(request))
            if hasattr(request, "has_no_such_release"):
                newest = release_number(request)
                told = f"There is no release of that number. The newest is {newest or 'yet to come'}."
                response = ProblemError.of("release", told, status=404).response()
        if not is_api_page(request.path):
            patch_vary_headers(response, ["Accept"])
        return response

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        """HEAD is answered as GET: the server leaves the body out."""
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = method


def _choose_form(request: HttpRequest) -> None:
    """Raises ProblemError where nothing is accepted that there is."""
    if "format" in request.GET or is_api_page(request.path) or not request.headers.get("Accept"):
        return
    preferred = request.get_preferred_type([*FORMS.values()])
    if preferred is None:
        told = f"Accept: {request.headers.get('Accept', '')[:200]}"
        raise ProblemError.of(
            "Accept", f"Answers are JSON or CSV, not {told}.", status=406, allowed=[*FORMS.values()]
        )
    if preferred == FORMS["csv"]:
        query = request.GET.copy()
        query["format"] = "csv"
        request.META["QUERY_STRING"] = query.urlencode()
        request.GET = QueryDict(request.META["QUERY_STRING"])


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
        return response
    told = problem_response(response.status_code)
    for name in _KEPT_OF_AN_ERROR:
        if name in response.headers:
            told.headers[name] = response.headers[name]
    if told.status_code == 405:
        told.headers["Allow"] = READING
    return told


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": READING,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": READING,
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": "86400",
        },
    )
