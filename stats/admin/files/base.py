"""What every page of a given file begins with: whose file it is, and the frame."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from stats.admin.drafts.base import office_page, require_entering_any, user_of
from stats.drafting.files.given_files import files_for
from stats.models import GivenFile


def file_for(request: HttpRequest, pk: int) -> GivenFile:
    """The file, for those who may see it; for others there is none."""
    require_entering_any(request)
    file = files_for(user_of(request)).filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def file_page(request: HttpRequest, template: str, *, title: str, **context: Any) -> HttpResponse:
    return office_page(request, f"admin/stats/givenfile/{template}", title=title, **context)
