"""What a process keeps until the next release, to be forgotten where figures change without one."""

from __future__ import annotations

from typing import Any

from stats.queries.once_a_release import OnceARelease
from stats.queries.pages.data_quality import data_quality_page
from stats.queries.pages.measures import measures_page
from stats.queries.pages.sources import sources_page

KEPT: dict[str, OnceARelease[Any]] = {
    "/data-quality/": data_quality_page,
    "/measures/": measures_page,
    "/sources/": sources_page,
}


def forget_what_is_kept() -> None:
    for page in KEPT.values():
        page.forget()
