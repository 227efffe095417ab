"""What every file says of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FromRelease:
    """`number` is 0 before there is a release. `site` is what whole addresses of the site begin with, without
    a slash at its end."""

    number: int
    day: date
    site: str

    def name(self, what: str) -> str:
        """What a file is called on a reader's own computer, without its ending: two downloads of different
        content never share a name."""
        return f"mappa-{what}-release-{self.number}"
