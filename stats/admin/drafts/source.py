"""The fields that say which document the figures are typed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stats.catalogue.reader import catalogue
from stats.loading.normalise import SourceKey
from stats.models.source import source_kind_choices


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    name: str
    value: str
    error: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFields:
    kind: Field
    title: Field
    url: Field


def source_fields(source: SourceKey, *, errors: Mapping[str, str]) -> SourceFields:
    """`errors` by the field's name: source_kind, source_title, source_url."""
    kinds = tuple(source_kind_choices())

    def one(name: str, value: str, choices: tuple[tuple[str, str], ...] = ()) -> Field:
        return Field(f"id_{name}", name, value, errors.get(name, ""), choices)

    return SourceFields(
        one("source_kind", source.kind, kinds),
        one("source_title", source.title),
        one("source_url", source.url),
    )


def storable(source: SourceKey, *, before: SourceKey) -> SourceKey:
    """What the database can hold of it: the form offers no other kind and no longer texts."""
    kind = source.kind if source.kind in catalogue().source_kinds else before.kind
    return SourceKey(kind, source.title[:300], source.url[:500])
