"""Releases and corrections in words: for the page of updates, the feed and an area's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.presentation.components.cells import Link
from stats.presentation.text import words
from stats.queries.pages.updates import ReleaseDetail, Updates

_FEW_LINES = 5  # a reason has fewer; a load of the whole folder writes a line for each of 140 files


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """`description` is a few sentences; of a load of many files `files` has a line for each instead. `more`
    leads to the corrections that are not shown here."""

    release: ReleaseDetail
    url: str
    title: str
    description: tuple[str, ...]
    files: tuple[str, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class UpdatesText:
    releases: tuple[ReleaseText, ...]
    page: int
    newer: str
    older: str


def updates_text(found: Updates) -> UpdatesText:
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
        release=one,
        url=url,
        title=_("Release %(number)s: %(title)s") % {"number": one.number, "title": one.title},
        description=() if is_list else lines,
        files=lines if is_list else (),
        more=Link(_more(left, of=one.corrected), url) if left else None,
    )


def summary(told: ReleaseText) -> SafeString:
    """The release for a feed reader, as HTML: what it says, and each figure that it corrects."""
    paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in told.description))
    items = format_html_join(
        "",
        "<li>{} {}, {}: {} → {}. {}</li>",
        (
            (
                found.area_name,
                found.year,
                words.cell(found.cell),
                found.old,
                found.new or _("withdrawn"),
                # What the release says of all its corrections is not said again.
                "" if found.reason == told.release.description else found.reason,
            )
            for found in told.release.corrections
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
