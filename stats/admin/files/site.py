"""The addresses of given files within the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from stats.admin.drafts.base import enters_any
from stats.admin.files import area_tables, reports
from stats.models import GivenFile


@admin.register(GivenFile)
class GivenFileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes none
    """Every page is this package's: a file is given, answered for and dropped, never edited."""

    def has_view_permission(self, request: HttpRequest, obj: GivenFile | None = None) -> bool:
        return enters_any(request)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: GivenFile | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any, str]] = [
            ("", reports.listed, "changelist"),
            ("reports/", reports.give_reports, "reports"),
            ("area-tables/", area_tables.give_area_tables, "area_tables"),
            ("<int:pk>/", reports.one, "change"),
            ("<int:pk>/drop/", reports.drop, "drop"),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"stats_givenfile_{name}")
            for address, view, name in pages
        ]
