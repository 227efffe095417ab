"""The drafts' addresses within the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from stats.admin.desk.draft_list import draft_list
from stats.admin.drafts import begin, change, moving, paste, publish, versions
from stats.admin.drafts.base import enters_any, user_of
from stats.admin.drafts.kept import keeping
from stats.admin.drafts.publish_several import show_publish_several
from stats.drafting.access import may_enter
from stats.models import Draft


@admin.register(Draft)
class DraftAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes none
    """Its list is the desk's, and every page behind it is this package's."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return enters_any(request)

    has_module_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        return may_enter(user_of(request), obj.area) if obj else enters_any(request)

    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        """History speaks of drafts, and what was published is corrected or withdrawn, never deleted."""
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any, str]] = [
            ("", draft_list, "changelist"),
            ("add/", begin.add, "add"),
            ("<int:pk>/change/", change.change, "change"),
            ("<int:pk>/check/", change.check_typed, "check"),
            ("<int:pk>/paste/", paste.paste, "paste"),
            ("<int:pk>/rows/", paste.more_rows, "rows"),
            ("<int:pk>/page/<int:number>/", change.page_picture, "page"),
            ("<int:pk>/preview/", publish.preview, "preview"),
            ("<int:pk>/publish/", publish.publish, "publish"),
            ("<int:pk>/withdraw/", publish.withdraw, "withdraw"),
            ("<int:pk>/move/", moving.show_move, "move"),
            ("<int:pk>/delete/", moving.show_delete, "delete"),
            ("<int:pk>/ready/", moving.mark_ready, "ready"),
            ("publish/", show_publish_several, "publish_several"),
            ("template/", begin.template, "template"),
            ("upload/", begin.upload, "upload"),
            ("<int:pk>/history/", versions.show_history, "history"),
        ]
        return [
            path(address, keeping(self.admin_site.admin_view(view)), name=f"stats_draft_{name}")
            for address, view, name in pages
        ]
