"""The form of a draft as a browser has it: where it is, and every field that it would send back."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client

from stats.models import Draft

RSOS = "cell:eligible_offenders.1.1..0"
SOURCE = {
    "source_kind": "area report",
    "source_title": "Dorset MAPPA Annual Report 2016-2017",
    "source_url": "",
}


def at(draft: Draft, page: str) -> str:
    return f"/admin/stats/draft/{draft.pk}/{page}/"


def form(client: Client, draft: Draft) -> dict[str, str]:
    """Every field of the form as a browser would send it back."""
    page = client.get(at(draft, "change")).content.decode()
    fields = re.findall(r'<input[^>]*\sname="([^"]+)"[^>]*? value="([^"]*)"(?! disabled)', page)
    return {unescape(name): unescape(value) for name, value in fields} | SOURCE
