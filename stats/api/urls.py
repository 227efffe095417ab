"""The addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stats.api import answers, comparisons, figures, record, reference  # noqa: F401 - which add what they answer
from stats.api.api import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
