"""Reference data that staff may edit. Every change is a release, because public pages show it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stats.drafting.grid import is_unused
from stats.loading.reference.load import update_drafts_of
from stats.loading.releases import make_release
from stats.loading.transaction import load_transaction
from stats.models import Area, Note, Place, PopulationEstimate, Source


class ReleasingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes none
    """Saves under the lock that loads take, and makes a release of each change."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        if change and not form.has_changed():
            return
        with load_transaction(dry_run=False, say=lambda _text: None):
            super().save_model(request, obj, form, change)
            kind = str(self.opts.verbose_name).capitalize()
            title = _("%(kind)s changed: %(name)s") % {"kind": kind, "name": obj}
            make_release(title[:200], description=", ".join(form.changed_data))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing that the public sees goes at a click: it goes with the files of data_loads."""
        return False


@admin.register(Area)
class AreaAdmin(ReleasingAdmin):
    list_display = ("name", "kind", "parent", "police_force", "region")
    list_filter = ("kind", "country", "region")
    search_fields = ("name", "police_force", "aliases")
    ordering = ("kind", "name")
    # The slug is the area's address, and links to it are printed.
    readonly_fields = ("slug", "kind", "parent")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Areas come from data_loads; divisions are made when a report first prints them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A division that no figure and no draft has, such as one whose name was misspelt, may go."""
        may = admin.ModelAdmin.has_delete_permission(self, request, obj)
        return may and isinstance(obj, Area) and is_unused(obj)


@admin.register(Source)
class SourceAdmin(ReleasingAdmin):
    list_display = ("title", "kind", "publisher", "published")
    list_filter = ("kind",)
    search_fields = ("title", "publisher", "url")
    # What is typed without a scheme is taken to be the better one, as Django 6 will.
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    # The kind decides which figures are preferred; changing it is a load's work.
    readonly_fields = ("kind",)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        """Files and drafts that name the former title go on meaning this source."""
        if isinstance(obj, Source):
            title, obj.title = obj.title, form.initial.get("title", obj.title)
            obj.give_title(title)
            super().save_model(request, obj, form, change)
            update_drafts_of([obj])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A source is made by the first load that names it."""
        return False


admin.site.register(
    Place,
    ReleasingAdmin,
    list_display=("name", "area", "kind", "within", "verified"),
    list_filter=("verified", "kind"),
    list_select_related=("area",),
    search_fields=("name", "area__name", "within"),
    autocomplete_fields=("area",),
)
admin.site.register(
    PopulationEstimate,
    ReleasingAdmin,
    list_display=("area", "mid_year", "age_band", "persons", "vintage"),
    list_filter=("age_band", "mid_year"),
    list_select_related=("area",),
    search_fields=("area__name",),
    autocomplete_fields=("area",),
)
admin.site.register(
    Note,
    ReleasingAdmin,
    list_display=("area", "start_year", "measure", "category", "level", "kind", "text"),
    list_filter=("kind", "measure"),
    list_select_related=("area",),
    search_fields=("area__name", "text"),
    autocomplete_fields=("area", "source"),
)
