"""What a page says that is read as it was at a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.presentation.text import numbers
from stats.queries.releases import ReleaseRef

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class PastReleaseText:
    """`releases` are that of the page and all after it, in order; `today` is the address of the same page
    as it is now."""

    releases: Sequence[ReleaseRef]
    today: str

    @property
    def is_newest(self) -> bool:
        return len(self.releases) == 1

    @property
    def title(self) -> str:
        shown = self.releases[0]
        said = {"number": shown.number, "date": numbers.long_date(shown.date)}
        if self.is_newest:
            return _("This page keeps to release %(number)s, %(date)s. It is the newest.") % said
        return _("This page shows release %(number)s, %(date)s. A newer one is out.") % said

    @property
    def to_today(self) -> str:
        newest = self.releases[-1]
        said = {"number": newest.number, "date": numbers.long_date(newest.date)}
        return _("See this page at release %(number)s, %(date)s") % said

    @property
    def newer(self) -> Sequence[ReleaseRef]:
        """The releases since, the newest first; no more than can be read at a glance."""
        return self.releases[:0:-1][:_MOST_NAMED]

    @property
    def has_more(self) -> bool:
        return len(self.releases) - 1 > _MOST_NAMED
