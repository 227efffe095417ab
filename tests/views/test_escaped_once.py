"""A title with every sign that HTML escapes is escaped once: no page shows its code, nor copies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client

from stats.models import Area, Draft, Release, Source
from tests.functional.kinds import KINDS
from tests.people import make_user

ODD = "Greater Manchester's “MAPPA” report: Police & Probation <1>"
CODE = re.compile(r"&(?:#x?[0-9a-f]+|amp|lt|gt|quot|apos);", re.IGNORECASE)


class Texts(HTMLParser):
    """Every text and attribute of a page as a reader's browser has it, with HTML that is offered to be copied
    left out: that has codes of its own."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [text for _name, text in attrs if text]

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def twice(self) -> Iterator[str]:
        return (text.strip() for text in self.found if CODE.search(text) and "<iframe" not in text)


@pytest.fixture
def odd(shipped: None) -> None:
    Source.objects.update(title=Concat("title", Value(f" {ODD}")))
    Release.objects.update(title=ODD, description=ODD)
    Area.objects.filter(kind="area").update(police_force=ODD)


@pytest.mark.usefixtures("odd")
def test_no_public_page_escapes_twice(client: Client) -> None:
    found = {}
    shown = 0
    for kind in KINDS:
        texts = Texts(client.get(kind.path).content.decode())
        found[kind.path] = list(texts.twice())
        shown += sum(ODD in text for text in texts.found)
    assert {path: texts for path, texts in found.items() if texts} == {}
    assert shown > 100


@pytest.mark.usefixtures("odd")
def test_no_page_of_the_office_escapes_twice(client: Client) -> None:
    client.force_login(make_user(name="root", superuser=True))
    source = {"source_kind": "area report", "source_title": ODD, "source_url": "https://a.example/?a=1&b=2"}
    client.post("/admin/stats/draft/add/", {"area": "kent", "year": "2016-17", **source})
    draft = Draft.objects.get()
    draft.cells = {"level_2_3_offenders.total.3..0": "7", "eligible_offenders.1.total.A & B's <div>.0": "5"}
    draft.divisions = ["A & B's <div>"]
    draft.readings = {"sopo....0": {"page": 9, "words": ODD, "doubt": ODD}}
    draft.to_look_at = ["sopo....0"]
    draft.save()
    pages = [
        "",
        *(f"{draft.pk}/{page}/" for page in ("change", "publish", "withdraw", "history", "move", "preview")),
    ]
    found = {}
    for path in ("/admin/", *(f"/admin/stats/draft/{page}" for page in (*pages, "add/", "upload/"))):
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = list(Texts(answer.content.decode()).twice())
    assert {path: texts for path, texts in found.items() if texts} == {}
