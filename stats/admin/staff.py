"""Who may do what, for superusers: accounts with the areas given to them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from stats.models import Area, AreaGrant


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
