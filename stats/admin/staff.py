"""Who may do what, for superusers: accounts with the areas given to them, and the log of what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from stats.admin.lookup import LookUpAdmin
from stats.models import Area, AreaGrant, Correction


class AreaGrantInline(admin.TabularInline):  # type: ignore[type-arg]  # Django's takes none
    model = AreaGrant
    extra = 1
    ordering = ("area__name",)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "area":
            kwargs["queryset"] = Area.objects.filter(kind=Area.Kind.AREA).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(UserAdmin):  # type: ignore[type-arg]  # Django's takes none
    """Django's own page of an account, with the areas that somebody in Data entry sees and edits."""

    inlines = (AreaGrantInline,)
    list_display = (
        "username",
        "first_name",
        "last_name",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
    )


@admin.register(LogEntry)
class LogAdmin(LookUpAdmin):
    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag", "change_message")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "user__username")
    date_hierarchy = "action_time"


@admin.register(Correction)
class CorrectionAdmin(LookUpAdmin):
    list_display = ("release", "area", "start_year", "measure", "old_text", "new_text", "made_by", "made_at")
    list_select_related = ("release", "area", "made_by")
    search_fields = ("area__name", "reason")
