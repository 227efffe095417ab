"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.presentation.home import home_text
from stats.queries.home import home_page
from stats.queries.national_picture import national_picture


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = home_page()
    return render(request, "stats/home/home.html", {"page": home_text(page, nation=national_picture(page))})
