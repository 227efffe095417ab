"""Releases and corrections in words: for the page of updates, the feed and an area's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.presentation.components.cells import Link
from stats.presentation.components.tables import Cell, Column, PlaceCell, Table, TableRow, number_columns
from stats.presentation.text import words
from stats.queries.pages.updates import ReleaseDetail, UpdatesPage
from stats.queries.releases import Corrected

_FEW_LINES = 5  # a reason has fewer; a load of the whole folder writes a line for each of 140 files


@dataclass(frozen=True, slots=True)
class CorrectionCell(Cell):
    """When a figure was corrected, in which release unless the page is that release's, and why."""

    template: ClassVar[str] = "stats/cells/correction.html"

    correction: Corrected | None = None
    reason: str = ""
    names_release: bool = True


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """`description` is a few sentences; of a load of many files `files` has a line for each instead. `more`
    leads to the corrections that are not shown here."""

    release: ReleaseDetail
    url: str
    title: str
    description: tuple[str, ...]
    files: tuple[str, ...]
    corrections: Table | None
    more: Link | None


@dataclass(frozen=True, slots=True)
class UpdatesText:
    releases: tuple[ReleaseText, ...]
    page: int
    newer: str
    older: str


def updates_text(found: UpdatesPage) -> UpdatesText:
    def url(page: int) -> str:
        return reverse("updates") + (f"?page={page}" if page > 1 else "")

    return UpdatesText(
        releases=tuple(map(release_text, found.releases)),
        page=found.page,
        newer=url(found.page - 1) if found.page > 1 else "",
        older=url(found.page + 1) if found.page < found.pages else "",
    )


def release_text(release: ReleaseDetail) -> ReleaseText:
    url = reverse("release", args=(release.number,))
    left = release.corrected - len(release.corrections)
    lines = tuple(line for line in release.description.splitlines() if line.strip())
    is_list = len(lines) > _FEW_LINES
    return ReleaseText(
        release=release,
        url=url,
        title=_("Release %(number)s: %(title)s") % {"number": release.number, "title": release.title},
        description=() if is_list else lines,
        files=lines if is_list else (),
        corrections=corrections_table(
            release.corrections,
            caption=_("Figures corrected by release %(number)s") % {"number": release.number},
            of_release=release,
        ),
        more=Link(_more(left, of=release.corrected), url) if left else None,
    )


def corrections_table(
    corrections: Sequence[Corrected], *, caption: str, of_release: ReleaseDetail | None = None
) -> Table | None:
    """None where nothing was corrected.

    Among the corrections of one release each is named by its area and year, and the release is not.
    """
    if not corrections:
        return None
    return Table(
        columns=(
            Column(_("Figure"), cells="place"),
            *number_columns((_("Was"), _("Is now"))),
            Column(_("When and why"), cells="remarks"),
        ),
        rows=tuple(
            TableRow(
                PlaceCell(
                    words.cell(corrected.cell), place=_corrected_place(corrected) if of_release else None
                ),
                (
                    Cell(corrected.old),
                    Cell(format_html("<b>{}</b>", corrected.new) if corrected.new else _("withdrawn")),
                    CorrectionCell(
                        correction=corrected,
                        reason=_reason(corrected, of_release=of_release),
                        names_release=of_release is None,
                    ),
                ),
            )
            for corrected in corrections
        ),
        caption=caption,
        classes="turns table--words",
    )


def _corrected_place(corrected: Corrected) -> Link:
    text = _("%(area)s %(year)s") % {"area": corrected.area_name, "year": corrected.year}
    return Link(text, reverse("area-year", args=(corrected.area_slug, corrected.year)))


def _reason(corrected: Corrected, *, of_release: ReleaseDetail | None) -> str:
    """Empty where the release says it of all its corrections."""
    return "" if of_release and corrected.reason == of_release.description else corrected.reason


def summary(told: ReleaseText) -> SafeString:
    """The release for a feed reader, as HTML: what it says, and each figure that it corrects."""
    paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in told.description))
    items = format_html_join(
        "",
        "<li>{}, {}: {} → {}. {}</li>",
        (
            (
                _corrected_place(corrected).text,
                words.cell(corrected.cell),
                corrected.old,
                corrected.new or _("withdrawn"),
                _reason(corrected, of_release=told.release),
            )
            for corrected in told.release.corrections
        ),
    )
    listed = format_html("<ul>{}</ul>", items) if items else SafeString()
    more = format_html("<p>{}</p>", told.more.text) if told.more else SafeString()
    return format_html("{}{}{}", paragraphs, listed, more)


def _more(left: int, *, of: int) -> str:
    said = {"left": left, "all": of}
    return (
        ngettext(
            "%(left)s more correction, %(all)s in all", "%(left)s more corrections, %(all)s in all", left
        )
        % said
    )
