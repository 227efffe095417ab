"""The addresses of the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_safe

from stats.api import answers, comparisons, figures, record, reference  # noqa: F401 - add what they answer
from stats.api.api import LICENCE, TITLE, api
from stats.api.docs import docs
from stats.api.lists import json_answer
from stats.views.caching import release_number


@require_safe
def beginning(request: HttpRequest) -> HttpResponse:
    """What there is, for whoever begins at the first part of every address."""
    whole = request.build_absolute_uri
    root = whole("/").rstrip("/")  # whose addresses keep their {indicator}
    paths = api.get_openapi_schema()["paths"]
    addresses = {methods["get"]["operationId"]: f"{root}{path}" for path, methods in paths.items()}
    body = {
        "title": TITLE,
        "release": release_number(request),
        "documentation": whole(reverse("api-docs")),
        "description": whole(reverse("api:openapi-json")),
        "licence": LICENCE["url"],
        "addresses": addresses,
    }
    return json_answer(body)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", beginning, name="api-beginning"),
    path("docs", docs, name="api-docs"),
    path("", api.urls),
]
