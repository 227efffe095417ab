"""Several drafts made public together: chosen, each with what would change, one reason, one release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.desk.rows import can_be_published
from stats.admin.drafts.base import ErrorLink, draft_page, sent_data, user_of
from stats.admin.drafts.forms import WithdrawForm
from stats.admin.drafts.publish import counted, source_changes
from stats.drafting.access import require_publishing
from stats.drafting.desk import Only, desk_rows
from stats.drafting.publishing.changes import compared
from stats.drafting.publishing.publication import NotPublishableError, publish_several
from stats.drafting.publishing.typists import second_person_missing
from stats.models import Draft, Release

MOST = 100  # at a time: a table of areas makes 42


@dataclass(frozen=True, slots=True)
class Choice:
    """A draft that can go with others: what would change in figures and of its source, and why not, if this
    user may not publish it."""

    draft: Draft
    changes: str
    source: list[tuple[str, str, str]]
    why_not: str
    is_chosen: bool


def show_publish_several(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_publishing(user)
    form = WithdrawForm(sent_data(request))
    versions = _chosen(request)
    errors: list[ErrorLink] = []
    if form.is_valid():
        try:
            release = publish_several(versions, reason=form.cleaned_data["reason"], user=user)
        except NotPublishableError as error:
            form.add_errors({name: words for name, words in error.problems.items() if name == "reason"})
            errors = [
                ErrorLink(words, _href(name)) for name, words in error.problems.items() if name != "reason"
            ]
        except Draft.DoesNotExist:
            errors = [ErrorLink(_("One of the drafts is not there any more. Choose again."))]
        else:
            return _released(request, release, number=len(versions))
    rows = desk_rows(user, only=Only.READY)
    choices = [
        _choice(
            request,
            row.draft,
            is_chosen=row.draft.pk in versions if form.is_bound else can_be_published(row),
        )
        for row in rows[:MOST]
    ]
    return draft_page(
        request,
        "publish_several.html",
        title=_("Publish several drafts"),
        form=form,
        errors=[*errors, *form.error_links()],
        choices=choices,
        more=max(len(rows) - MOST, 0),
    )


def _chosen(request: HttpRequest) -> Mapping[int, int]:
    """The version seen of each draft that was ticked, by its primary key. What is no such pair is left out:
    nothing was seen of it."""
    pairs = (text.partition(":") for text in request.POST.getlist("draft"))
    return {
        int(pk): int(version)
        for pk, _colon, version in pairs
        if len(pk) < 10
        and len(version) < 10
        and (pk + version).isascii()
        and pk.isdigit()
        and version.isdigit()
    }


def _choice(request: HttpRequest, draft: Draft, *, is_chosen: bool) -> Choice:
    comparison = compared(draft)
    why_not = second_person_missing(draft, user=user_of(request))
    return Choice(
        draft,
        counted(comparison),
        source_changes(comparison),
        why_not,
        is_chosen and not why_not,
    )


def _href(name: str) -> str:
    return f"#draft-{name.removeprefix('draft:')}" if name.startswith("draft:") else ""


def _released(request: HttpRequest, release: Release, *, number: int) -> HttpResponse:
    words = ngettext(
        "Release %(release)s is made, of %(n)s report.",
        "Release %(release)s is made, of %(n)s reports.",
        number,
    )
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            words % {"release": release.number, "n": number},
            reverse("release", args=(release.number,)),
            _("See what changed"),
        ),
    )
    return redirect("admin:stats_draft_changelist")
