"""Source documents: where a published figure was printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Standing

# A date as far as it is known: 2014, 2014-11 or 2014-11-03. Its order as text is its order in time.
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# The longest slug made of a title alone; a number may follow where another source has it.
_LONGEST_SLUG = 190


def source_kind_choices() -> list[tuple[str, str]]:
    """Callable choices, so that a new kind of source in the catalogue needs no migration."""
    return [(code, code) for code in catalogue().source_kinds]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Source(models.Model):
    """One document. Its kind, then its standing and its date decide which of two sources for the same cell is
    preferred (stats.loading.preference).

    The kinds are the catalogue's: loading and the admin check them, the database only that one is named.
    """

    kind = models.CharField(max_length=24, choices=source_kind_choices)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    published = models.CharField(_("date published"), max_length=10, blank=True)
    read = models.CharField(_("date read"), max_length=10, blank=True)
    note = models.TextField(blank=True)
    standing = models.CharField(
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=[(standing.value, standing.label) for standing in Standing],
    )
    # Titles that the document had here before: files that name one mean this source.
    former_titles = ArrayField(
        models.CharField(max_length=300), default=list, db_default=[], blank=True, editable=False
    )
    # Its address, made of its title. Links to one that it had lead to the one that it has.
    slug = models.SlugField(max_length=200, unique=True, editable=False)
    former_slugs = ArrayField(
        models.SlugField(max_length=200), default=list, db_default=[], blank=True, editable=False
    )

    class Meta:
        ordering = ["title"]
        constraints = [
            UniqueConstraint(name="source_once", fields=["kind", "title", "url"]),
            CheckConstraint(name="source_kind_not_empty", condition=~Q(kind="")),
            CheckConstraint(
                name="source_dates_readable",
                condition=(Q(published="") | Q(published__regex=PARTIAL_DATE))
                & (Q(read="") | Q(read__regex=PARTIAL_DATE)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A source that has no address yet is given one."""
        if not self.slug:
            self.give_slug()
        super().save(*args, **kwargs)

    def give_title(self, title: str) -> None:
        """Another title for the same document; files that name the former one still mean it, and links to its
        former address still lead to it. Not saved."""
        former = dict.fromkeys((*self.former_titles, self.title))
        self.former_titles, self.title = [one for one in former if one != title], title
        self.give_slug()

    def give_slug(self) -> None:
        """Make its address of its title: one that no other source has or had. Not saved.

        The addresses that its former titles make lead to it as well, so that they do so in a database that
        never knew those titles.
        """
        others = Source.objects.exclude(pk=self.pk)
        taken = {
            one for slug, former in others.values_list("slug", "former_slugs") for one in (slug, *former)
        }
        slug = next(one for one in slugs_of(self.title) if one not in taken)
        former = (*self.former_slugs, self.slug, *(next(slugs_of(title)) for title in self.former_titles))
        self.former_slugs = [one for one in dict.fromkeys(former) if one and one != slug]
        self.slug = slug


def slugs_of(title: str) -> Iterator[str]:
    """The slugs that a title can have, the best first: `dorset-echo-2021`, `dorset-echo-2021-2`, ..."""
    words = slugify(title) or "source"
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
    return chain([words], (f"{words}-{number}" for number in count(2)))
