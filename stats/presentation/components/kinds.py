"""What kind of source a figure comes from, as a small tag."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stats.analysis.figures import SourceRef
from stats.catalogue.reader import catalogue


@lru_cache(maxsize=1000)
def kind_tag(
    code: str, *, source: SourceRef | None = None, words: bool = False, standing: str = ""
) -> SafeString:
    """The tag of a kind of the catalogue, such as "area report"; with a source it leads to the page of that.

    With `words` a second-hand kind says so beside it. `standing` is that the source is a copy or a part of
    another. A table has dozens of tags of a few sources, so this is no template, and each is made once.
    """
    found = catalogue().source_kinds[code]
    classes = "kind kind--press" if found.second_hand else "kind"
    if source is not None and source.slug:
        url = reverse("source", args=(source.slug,))
        tag = '<a class="{}"\n  href="{}" title="{}">{}</a>'
        told = format_html(tag, classes, url, source.title, found.tag)
    else:
        told = format_html('<span\n  class="{}">{}</span>', classes, found.tag)
    if words and found.second_hand:
        told += format_html(' <span\n  class="kind__words">{}</span>', _("second-hand"))
    elif found.rest_of_title:
        told += format_html('<span\n  class="govuk-visually-hidden">{}</span>', found.rest_of_title)
    if standing:
        told += format_html(' <span\n  class="kind__words">({})</span>', standing)
    return told
