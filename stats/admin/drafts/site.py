"""The drafts' addresses within the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stats.admin.drafts import begin, change, paste, publish, versions
from stats.admin.drafts.base import user_of
from stats.admin.drafts.kept import keeping
from stats.drafting.access import drafts_for, may_enter
from stats.models import Draft


@admin.register(Draft)
class DraftAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes none
    """Django's own list; every page behind it is this package's."""

    list_display = ("__str__", "source_title", "stands", "changed_by", "changed_at")
    list_filter = ("start_year",)
    list_select_related = ("area", "changed_by", "published_release")
    search_fields = ("area__name", "source_title")
    actions = None

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Draft]:
        return drafts_for(user_of(request)).order_by("-changed_at")

    @admin.display(description=_("stands"))
    def stands(self, draft: Draft) -> str:
        release = draft.published_release
        return str(_("published in release %(n)s") % {"n": release.number}) if release else str(_("draft"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_enter(user_of(request))

    has_module_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        return may_enter(user_of(request), obj.area if obj else None)

    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        """History speaks of drafts, and what was published is corrected or withdrawn, never deleted."""
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any, str]] = [
            ("add/", begin.add, "add"),
            ("<int:pk>/change/", change.change, "change"),
            ("<int:pk>/check/", change.check_typed, "check"),
            ("<int:pk>/paste/", paste.paste, "paste"),
            ("<int:pk>/rows/", paste.more_rows, "rows"),
            ("<int:pk>/page/<int:number>/", change.page_picture, "page"),
            ("<int:pk>/preview/", publish.preview, "preview"),
            ("<int:pk>/publish/", publish.publish, "publish"),
            ("<int:pk>/withdraw/", publish.withdraw, "withdraw"),
            ("template/", begin.template, "template"),
            ("upload/", begin.upload, "upload"),
            ("<int:pk>/history/", versions.show_history, "history"),
        ]
        own = [
            path(address, keeping(self.admin_site.admin_view(view)), name=f"stats_draft_{name}")
            for address, view, name in pages
        ]
        # Of Django's own pages the list alone: its form and its deletion know nothing of versions.
        listed = [pattern for pattern in super().get_urls() if pattern.name == "stats_draft_changelist"]
        return [*own, *listed]
