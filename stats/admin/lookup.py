"""What staff may look up and nobody may edit by hand: figures come in through stats.loading alone."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest

from stats.models import Correction, Figure, Load, Release, Report


class LookUpAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes none
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


admin.site.register(
    Report,
    LookUpAdmin,
    list_display=("area", "year", "changed_at"),
    list_filter=("start_year",),
    list_select_related=("area",),
    search_fields=("area__name",),
)
admin.site.register(
    Figure,
    LookUpAdmin,
    list_display=(
        "report",
        "division",
        "measure",
        "category",
        "level",
        "as_printed",
        "marker",
        "qualifier",
        "source",
        "preferred",
    ),
    list_filter=("measure", "preferred", "qualifier", "source__kind"),
    list_select_related=("report__area", "division", "source"),
    search_fields=("report__area__name", "source__title"),
)
admin.site.register(
    Load,
    LookUpAdmin,
    list_display=("file_name", "added", "changed", "unchanged", "release", "loaded_by", "loaded_at"),
    list_filter=("kind",),
    search_fields=("file_name",),
)
admin.site.register(
    Release,
    LookUpAdmin,
    list_display=("number", "made_at", "title"),
    search_fields=("title", "description"),
)
admin.site.register(
    LogEntry,
    LookUpAdmin,
    list_display=("action_time", "user", "content_type", "object_repr", "action_flag", "change_message"),
    list_filter=("action_flag", "content_type"),
    list_select_related=("user", "content_type"),
    search_fields=("object_repr", "user__username"),
    date_hierarchy="action_time",
)
admin.site.register(
    Correction,
    LookUpAdmin,
    list_display=("release", "area", "start_year", "measure", "old_text", "new_text", "made_by", "made_at"),
    list_select_related=("release", "area", "made_by"),
    search_fields=("area__name", "reason"),
)
