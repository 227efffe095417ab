"""Releases and corrections in words: for the page of updates, the feed and an area's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import area_year_url
from stats.presentation.components.page_links import PageLinks
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    drawn,
    link,
    number_columns,
    place_cell,
)
from stats.presentation.text import words
from stats.queries.pages.updates import ReleaseDetail, ReleasePage
from stats.queries.releases import Corrected


@dataclass(frozen=True)
class ReleaseText:
    """A release on a page of many, or, with `page`, on one of its own pages."""

    release: ReleaseDetail
    page: ReleasePage | None = None

    @property
    def url(self) -> str:
        return reverse("release", args=(self.release.number,))

    @property
    def report_url(self) -> str:
        """Where the figures of the report are that the release is of; empty where it is of more than one."""
        release = self.release
        return _report_url(release.area_slug, year=release.year) if release.area_slug and release.year else ""

    @property
    def title(self) -> str:
        said = {"number": self.release.number, "title": self.release.title}
        return _("Release %(number)s: %(title)s") % said

    @property
    def page_links(self) -> PageLinks:
        return (
            PageLinks(self.page.pages.page, self.page.pages.last, self.url)
            if self.page
            else PageLinks(1, 1, self.url)
        )

    @property
    def description(self) -> tuple[str, ...]:
        """A few sentences; none for a load of many files."""
        return () if self.release.files else self.release.lines

    @property
    def files(self) -> tuple[str, ...]:
        """Of a load of many files a line for each that stands on this page."""
        return self.page.files if self.page else ()

    @property
    def files_loaded(self) -> str:
        """Empty but for a load of many files."""
        number = len(self.release.files)
        text = ngettext("%(number)s file was loaded.", "%(number)s files were loaded.", number)
        return text % {"number": number} if number else ""

    @cached_property
    def corrections(self) -> Table | None:
        caption = _("Figures corrected by release %(number)s") % {"number": self.release.number}
        return corrections_table(self.release.corrections, caption=caption, of_release=self.release)

    @property
    def more(self) -> str:
        """How many corrections are not shown here; empty where all are."""
        left = 0 if self.page else self.release.corrected - len(self.release.corrections)
        text = ngettext(
            "%(left)s more correction, %(all)s in all", "%(left)s more corrections, %(all)s in all", left
        )
        return text % {"left": left, "all": self.release.corrected} if left else ""

    @property
    def summary(self) -> SafeString:
        """The release for a feed reader, as HTML: what it says, and each figure that it corrects. Of one that
        says nothing its title: an entry is never blank."""
        lines = [*self.description, *filter(None, [self.files_loaded])]
        if not lines and not self.release.corrections:
            lines = [self.release.title]
        paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
        items = format_html_join(
            "",
            "<li>{}, {}: {} → {}. {}</li>",
            (
                (
                    _area_and_year(corrected),
                    words.cell(corrected.cell),
                    corrected.old,
                    corrected.new or _("withdrawn"),
                    _reason(corrected, of_release=self.release),
                )
                for corrected in self.release.corrections
            ),
        )
        listed = format_html("<ul>{}</ul>", items) if items else ""
        more = format_html("<p>{}</p>", self.more) if self.more else ""
        return format_html("{}{}{}", paragraphs, listed, more)


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
                place_cell(_place(corrected) if of_release else "", text=words.cell(corrected.cell)),
                (
                    Cell(corrected.old),
                    Cell(format_html("<b>{}</b>", corrected.new) if corrected.new else _("withdrawn")),
                    Cell(
                        drawn(
                            "correction",
                            corrected=corrected,
                            reason=_reason(corrected, of_release=of_release),
                            names_release=of_release is None,
                        )
                    ),
                ),
            )
            for corrected in corrections
        ),
        caption=caption,
        classes="turns table--words",
    )


def _area_and_year(corrected: Corrected) -> str:
    return _("%(area)s %(year)s") % {"area": corrected.area_name, "year": corrected.year}


def _place(corrected: Corrected) -> SafeString:
    url = _report_url(corrected.area_slug, year=corrected.year)
    return link(_area_and_year(corrected), url=url)


def _report_url(slug: str, *, year: ReportingYear) -> str:
    return area_year_url(AreaRef(slug, "", is_nation=slug == NATION_SLUG), year=year)


def _reason(corrected: Corrected, *, of_release: ReleaseDetail | None) -> str:
    """Empty where the release says it of all its corrections, before the reports that it lists."""
    said = of_release is not None and f"{of_release.description}\n".startswith(f"{corrected.reason}\n")
    return "" if said else corrected.reason
