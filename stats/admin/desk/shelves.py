"""What may be looked up and edited, on the desk: in an office's words, grouped by what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of Django's lists: its title, and each list's label and address."""

    title: str
    lists: tuple[tuple[str, str], ...]


_SHELVES = (
    (
        gettext_lazy("Published figures"),
        {
            "stats.Figure": gettext_lazy("Figures"),
            "stats.Report": gettext_lazy("Reports"),
            "stats.Correction": gettext_lazy("Corrections"),
            "stats.Release": gettext_lazy("Releases"),
            "stats.Load": gettext_lazy("Loads"),
        },
    ),
    (
        gettext_lazy("Reference data"),
        {
            "stats.Area": gettext_lazy("Areas"),
            "stats.Place": gettext_lazy("Places"),
            "stats.PopulationEstimate": gettext_lazy("Populations"),
            "stats.Source": gettext_lazy("Sources"),
            "stats.Note": gettext_lazy("Notes"),
        },
    ),
    (
        gettext_lazy("Work in hand"),
        {"stats.Draft": gettext_lazy("Drafts"), "stats.GivenFile": gettext_lazy("Files")},
    ),
    (
        gettext_lazy("People"),
        {
            "auth.User": gettext_lazy("Accounts"),
            "auth.Group": gettext_lazy("Groups"),
            "admin.LogEntry": gettext_lazy("What was changed, and by whom"),
        },
    ),
    (
        gettext_lazy("Signing in"),
        {
            "axes.AccessAttempt": gettext_lazy("Names that are locked out, or may soon be"),
            "axes.AccessFailureLog": gettext_lazy("Attempts that failed"),
            "axes.AccessLog": gettext_lazy("Who signed in"),
            "otp_totp.TOTPDevice": gettext_lazy("Devices that show codes"),
        },
    ),
)


def shelves(apps: Iterable[Mapping[str, Any]]) -> list[Shelf]:
    """The lists that the user may open, of those that Django's own page would show; one that has no shelf yet
    stands last, under the name that its model has."""
    found = {
        f"{app['app_label']}.{model['object_name']}": (str(model["name"]), model["admin_url"])
        for app in apps
        for model in app["models"]
        if model["admin_url"]
    }
    grouped = [
        Shelf(
            str(title),
            tuple((str(label), found.pop(model)[1]) for model, label in labels.items() if model in found),
        )
        for title, labels in _SHELVES
    ]
    grouped.append(Shelf(_("Other"), tuple(found.values())))
    return [shelf for shelf in grouped if shelf.lists]
