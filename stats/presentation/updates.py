"""Releases and corrections in words: for the page of updates, the feed and an area's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.presentation.components.cells import Link
from stats.presentation.text import numbers, words
from stats.queries.corrections import Corrected
from stats.queries.pages.updates import ReleaseDetail, UpdatesPage

_FEW_LINES = 5  # a reason has fewer; a load of the whole folder writes a line for each of 140 files


@dataclass(frozen=True, slots=True)
class CorrectionText:
    """`reason` is left out where the release says it of all its corrections."""

    place: Link
    cell: str
    old: str
    new: str
    is_withdrawn: bool
    reason: str
    date: str
    source: str
    release: Link


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """`description` is a few sentences; of a load of many files `files` has a line for each instead. `more`
    leads to the corrections that are not shown here."""

    number: int
    url: str
    title: str
    date: str
    moment: datetime
    description: tuple[str, ...]
    files: tuple[str, ...]
    place: Link | None
    corrections: tuple[CorrectionText, ...]
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


def release_text(one: ReleaseDetail) -> ReleaseText:
    url = reverse("release", args=(one.number,))
    left = one.corrected - len(one.corrections)
    lines = tuple(line for line in one.description.splitlines() if line.strip())
    is_list = len(lines) > _FEW_LINES
    return ReleaseText(
        number=one.number,
        url=url,
        title=_("Release %(number)s: %(title)s") % {"number": one.number, "title": one.title},
        date=numbers.long_date(one.made_at),
        moment=one.made_at,
        description=() if is_list else lines,
        files=lines if is_list else (),
        place=_place(one),
        corrections=correction_texts(one.corrections, told=one.description),
        more=Link(_more(left, of=one.corrected), url) if left else None,
    )


def correction_texts(found: Iterable[Corrected], *, told: str = "") -> tuple[CorrectionText, ...]:
    """Corrections in the order given; the reason `told` above them is not said again."""
    return tuple(
        CorrectionText(
            place=Link(
                _("%(area)s %(year)s") % {"area": one.area_name, "year": one.year},
                reverse("area-year", args=(one.area_slug, one.year)),
            ),
            cell=words.cell(one.cell),
            old=one.old,
            new=one.new or _("withdrawn"),
            is_withdrawn=not one.new,
            reason="" if one.reason == told else one.reason,
            date=numbers.long_date(one.made_at),
            source=_("%(title)s (%(kind)s)") % {"title": one.source_title, "kind": one.source_kind},
            release=Link(
                _("Release %(number)s") % {"number": one.release}, reverse("release", args=(one.release,))
            ),
        )
        for one in found
    )


def summary(one: ReleaseText) -> SafeString:
    """The release for a feed reader, as HTML: what it says, and each figure that it corrects."""
    paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in one.description))
    items = format_html_join(
        "",
        "<li>{}, {}: {} → {}. {}</li>",
        ((c.place.text, c.cell, c.old, c.new, c.reason) for c in one.corrections),
    )
    listed = format_html("<ul>{}</ul>", items) if one.corrections else SafeString()
    more = format_html("<p>{}</p>", one.more.text) if one.more else SafeString()
    return format_html("{}{}{}", paragraphs, listed, more)


def _place(one: ReleaseDetail) -> Link | None:
    if not one.area_slug or one.year is None:
        return None
    said = {"area": one.area_name, "year": one.year}
    return Link(_("%(area)s %(year)s") % said, reverse("area-year", args=(one.area_slug, one.year)))


def _more(left: int, *, of: int) -> str:
    said = {"left": left, "all": of}
    return (
        ngettext(
            "%(left)s more correction, %(all)s in all", "%(left)s more corrections, %(all)s in all", left
        )
        % said
    )
