from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from stats.drafting.content import DraftContent
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.saving import save
from stats.models import Correction, Draft, Release
from stats.queries.pages.updates import PAGE, SHOWN, updates_page
from tests.factories import make_area
from tests.people import make_draft, make_user, source

ATOM = "{http://www.w3.org/2005/Atom}"
REASON = "Two digits were <swapped> & nobody saw."

pytestmark = pytest.mark.django_db


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - the site's own


@pytest.fixture
def corrected() -> Draft:
    """Published with 62 SOPOs, then corrected to 26."""
    user = make_user("Publisher", name="typist-jane")
    draft = make_draft(cells={"sopo....0": "62"}, user=user)
    publish(draft.pk, expected_version=2, reason="The report is out.", notes={}, user=user)
    save(draft.pk, expected_version=2, content=DraftContent(source(), {"sopo....0": "26"}), user=user)
    publish(draft.pk, expected_version=3, reason=REASON, notes={}, user=user)
    return draft


@pytest.mark.parametrize("path", ["/updates/", "/updates/2/", "/areas/dorset/2014-15/", "/areas/dorset/"])
def test_a_correction_stands_with_old_new_reason_and_date(
    client: Client, corrected: Draft, path: str
) -> None:
    page = " ".join(client.get(path).content.decode().split())
    row = page[page.index('data-head="Was"') :]
    assert row.startswith('data-head="Was">62</td>')
    assert 'data-head="Is now"><b>26</b></td>' in row
    assert "Two digits were &lt;swapped&gt; &amp; nobody saw." in page
    release = Release.objects.get(number=2)
    assert f"{release.made_at:%B %Y}" in row
    assert "typist-jane" not in page


def test_releases_stand_newest_first_and_lead_to_the_area(client: Client, corrected: Draft) -> None:
    page = client.get("/updates/").content.decode()
    assert page.index("Release 2: Dorset 2014-15: 1 figure corrected") < page.index(
        "Release 1: Dorset 2014-15: 1 figure published"
    )
    assertContains(client.get("/updates/1/"), 'href="/areas/dorset/2014-15/"')


def test_a_correction_is_on_the_page_of_its_own_year_alone(client: Client, corrected: Draft) -> None:
    make = make_draft(year="2015-16", cells={"shpo....0": "5"}, user=corrected.created_by)
    publish(make.pk, expected_version=2, reason="New.", notes={}, user=corrected.created_by)  # type: ignore[arg-type]
    assertContains(client.get("/areas/dorset/2014-15/"), "Corrected since it was published")
    assertNotContains(client.get("/areas/dorset/2015-16/"), "Corrected since it was published")
    assertNotContains(client.get("/areas/dorset/"), "Corrected since it was published")


def test_what_was_withdrawn_is_told_where_it_stood(client: Client, corrected: Draft) -> None:
    withdraw(Draft.objects.get(), reason="The area recalled it.", user=corrected.created_by)  # type: ignore[arg-type]
    other = make_draft(year="2015-16", cells={"shpo....0": "5"}, user=corrected.created_by)
    publish(other.pk, expected_version=2, reason="New.", notes={}, user=corrected.created_by)  # type: ignore[arg-type]
    for path, status in (("/updates/3/", 200), ("/areas/dorset/2014-15/", 404)):
        answer = client.get(path)
        assertContains(answer, "withdrawn", status_code=status)
        assertContains(answer, "The area recalled it.", status_code=status)


def test_the_feed_is_atom_with_an_entry_for_each_release(client: Client, corrected: Draft) -> None:
    answer = client.get("/updates/feed/")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = parsed(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None, needed
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/updates/", "self": "http://testserver/updates/feed/"}
    newest, oldest = feed.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}title") == "Release 2: Dorset 2014-15: 1 figure corrected"
    ids = [one.identity.urn for one in Release.objects.order_by("-number")]
    assert [entry.findtext(f"{ATOM}id") for entry in (newest, oldest)] == ids
    assert feed.findtext(f"{ATOM}id") == "tag:mappa-in-numbers,2026:feeds/updates"
    summary = newest.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.get("type") == "html"
    assert "62 → 26" in (summary.text or "")
    assert "&lt;swapped&gt; &amp; nobody" in (summary.text or "")
    moments = [datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "") for one in (newest, oldest)]
    assert moments[0] >= moments[1]
    assert feed.findtext(f"{ATOM}updated") == newest.findtext(f"{ATOM}updated")
    assert "typist-jane" not in answer.content.decode()


def test_no_id_of_a_feed_changes_with_the_host(client: Client, corrected: Draft) -> None:
    for path in ("/updates/feed/", "/areas/dorset/feed/"):
        found = [
            [one.text for one in parsed(client.get(path, SERVER_NAME=host).content).iter(f"{ATOM}id")]
            for host in ("testserver", "localhost")
        ]
        assert found[0] == found[1]
        assert len(set(found[0])) == 3


def test_an_areas_feed_has_what_concerns_it(client: Client, corrected: Draft) -> None:
    other = make_area("kent")
    Release.objects.create(number=3, title="Kent 2005-06", area=other, start_year=2005)
    Release.objects.create(number=4, title="Many files")
    numbers = {
        slug: [
            (one.findtext(f"{ATOM}title") or "").split(":")[0]
            for one in parsed(client.get(f"/areas/{slug}/feed/").content).findall(f"{ATOM}entry")
        ]
        for slug in ("dorset", "kent")
    }
    assert numbers["dorset"] == ["Release 4", "Release 2", "Release 1"]
    assert numbers["kent"] == ["Release 4", "Release 3"]
    assert client.get("/areas/nowhere/feed/").status_code == 404


def test_a_cache_may_keep_the_feed_until_the_next_release(client: Client, corrected: Draft) -> None:
    first = client.get("/updates/feed/")
    assert not first.cookies
    assert "Cookie" not in first.headers.get("Vary", "")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/updates/feed/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Release.objects.create(number=3, title="Third")
    assert client.get("/updates/feed/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_page_leads_to_the_feed_and_every_page_to_the_updates(client: Client) -> None:
    assertContains(client.get("/updates/"), 'type="application/atom+xml"')
    assertContains(client.get("/about/"), 'href="/updates/"')


@pytest.mark.parametrize("lines", [0, 1, 160])
def test_no_entry_of_the_feed_is_blank(client: Client, lines: int) -> None:
    """A load of many files lists them, and a title may be all that a release says."""
    Release.objects.create(number=1, title="First & only", description="file.csv: 2 added\n" * lines)
    summary = parsed(client.get("/updates/feed/").content).findtext(f"{ATOM}entry/{ATOM}summary")
    said = {0: "First &amp; only", 1: "file.csv: 2 added", 160: "160 files were loaded."}
    assert summary == f"<p>{said[lines]}</p>"


@pytest.mark.parametrize("path", ["/", "/about/", "/sources/", "/nowhere/", "/updates/"])
def test_a_feed_reader_finds_the_feed_on_every_page(client: Client, path: str) -> None:
    assert client.get(path).content.decode().count('type="application/atom+xml"') == 1


def test_before_the_first_release_there_is_an_empty_page_and_a_valid_feed(client: Client) -> None:
    assertContains(client.get("/updates/"), "Nothing has been released yet.")
    assert parsed(client.get("/updates/feed/").content).findall(f"{ATOM}entry") == []


def test_many_releases_go_on_to_further_pages(client: Client) -> None:
    Release.objects.bulk_create(Release(number=n, title=f"Number {n}.") for n in range(1, PAGE + 2))
    first, second = client.get("/updates/"), client.get("/updates/?page=2")
    assertContains(first, "/updates/?page=2")
    assertNotContains(first, "Number 1.")
    assertContains(second, "Number 1.")
    assertContains(second, 'href="/updates/" rel="prev"')


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "٢", "9" * 40])
def test_a_page_that_there_is_not(client: Client, page: str) -> None:
    assert client.get("/updates/", {"page": page}).status_code == 404


@pytest.mark.parametrize("number", ["9", "2147483648", "9" * 40])
def test_a_release_that_there_is_not(client: Client, number: str) -> None:
    assert client.get(f"/updates/{number}/").status_code == 404


def test_many_corrections_are_all_on_the_releases_own_page(client: Client, corrected: Draft) -> None:
    one = Correction.objects.get()
    for number in range(SHOWN + 5):
        one.pk, one.old_text = None, str(1000 + number)
        one.save()
    assertContains(client.get("/updates/"), f"6 more corrections, {SHOWN + 6} in all")
    assert client.get("/updates/2/").content.decode().count('data-head="Was"') == SHOWN + 6


def test_a_release_of_very_many_goes_on_to_further_pages(
    client: Client, corrected: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files first, then what it corrects."""
    monkeypatch.setattr("stats.queries.pages.updates.ROWS", 4)
    one = Correction.objects.get()
    for number in range(2):
        one.pk, one.old_text = None, str(1000 + number)
        one.save()
    Release.objects.filter(number=2).update(description="\n".join(f"file{n}.csv: 2 added" for n in range(6)))
    pages = [client.get(f"/updates/2/?page={page}").content.decode() for page in (1, 2, 3)]
    assert [page.count(".csv: 2 added") for page in pages] == [4, 2, 0]
    assert [page.count('data-head="Was"') for page in pages] == [0, 2, 1]
    assert 'href="/updates/2/?page=2" rel="next"' in pages[0]
    assertContains(client.get("/updates/"), '<a href="/updates/2/">6 files were loaded.</a>')
    for page in ("0", "4", "x"):
        assert client.get(f"/updates/2/?page={page}").status_code == 404


def test_a_page_of_updates_takes_of_each_release_what_it_shows(
    client: Client, corrected: Draft, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """However many were corrected."""
    one = Correction.objects.get()
    for number in range(SHOWN + 5):
        one.pk, one.old_text = None, str(1000 + number)
        one.save()
    with django_assert_num_queries(3):
        found = updates_page()
    assert found is not None
    assert [(one.corrected, len(one.corrections)) for one in found.releases] == [(SHOWN + 6, SHOWN), (0, 0)]


def test_only_reading_is_allowed(client: Client) -> None:
    for path in ("/updates/", "/updates/feed/", "/updates/1/"):
        assert client.post(path).status_code == 405
