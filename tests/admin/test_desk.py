"""The admin's first page and the list of drafts: what waits, in what order, in which state, for whom."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.cells import cell_key
from stats.drafting.content import content_of
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.remarks import stored_remarks
from stats.drafting.saving import save
from stats.models import Area, Draft, Figure, GivenFile
from tests.factories import make_area, make_report
from tests.people import make_draft, make_file, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/stats/draft/"
EVERY = {"Dorset 2014-15", "Dorset 2013-14", "Kent 2014-15"}
FULL = {"eligible_offenders.1.1..0": "770", "eligible_offenders.2.1..0": "100"}
WRONG = FULL | {"eligible_offenders.3.2..0": "seven"}
FAILING = (
    FULL
    | {"eligible_offenders.1.2..0": "1", "eligible_offenders.1.3..0": "1"}
    | {"eligible_offenders.1.total..0": "1000"}
)


@pytest.fixture
def root(db: None) -> User:
    return make_user(name="root", superuser=True)


@pytest.fixture
def publisher(client: Client, root: User) -> Client:
    client.force_login(make_user("Publisher", name="publisher"))
    return client


def shown(client: Client, address: str = "/admin/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def reports(page: str) -> list[str]:
    """The reports of the table, from the top down."""
    return re.findall(r'<th scope="row"><a href="/admin/stats/draft/\d+/change/">([^<]+)</a>', page)


def state(page: str, report: str) -> str:
    row = page.split(f">{report}</a>")[1].split("</tr>", maxsplit=1)[0]
    cell = row.split('data-label="State">')[1].split("</td>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", cell).split())


def published(draft: Draft, *, root: User) -> Draft:
    publish(draft.pk, expected_version=draft.version, reason="New.", notes={}, user=root)
    draft.refresh_from_db()
    return draft


def changed(draft: Draft, cells: dict[str, str], *, root: User) -> None:
    draft.refresh_from_db()
    content = content_of(draft)
    content = replace(content, cells={**content.cells, **cells})
    save(draft.pk, expected_version=draft.version, content=content, user=root)


def test_what_needs_a_person_stands_first(publisher: Client, root: User) -> None:
    make_draft(make_area("kent"), cells=FULL, user=root)
    make_draft(make_area("essex"), cells=FAILING, user=root)
    make_draft(make_area("dorset"), cells=WRONG, user=root)
    make_draft(make_area("surrey"), user=root)
    published(make_draft(make_area("norfolk"), cells=FULL, user=root), root=root)
    page = shown(publisher)
    expected = ["Dorset 2014-15", "Essex 2014-15", "Surrey 2014-15", "Kent 2014-15"]
    assert reports(page) == expected
    assert "4 drafts wait, 1 ready to be published" in page
    assert "Publish the one that is ready" in page
    assert "Open the next: Dorset 2014-15" in page
    assert reports(shown(publisher, LIST)) == [*expected, "Norfolk 2014-15"]


def test_nothing_waits_where_what_was_read_again_is_public_already(publisher: Client, root: User) -> None:
    """A sum that fails asks for a note when it is published, and all of this is."""
    draft = published(make_draft(cells=FULL, user=root), root=root)
    changed(draft, FAILING, root=root)
    public = {**draft.cells, **FAILING}
    for id_, text in public.items():
        key = cell_key(id_)
        Figure.objects.update_or_create(
            report=make_report(draft.area),
            source=draft.source,
            measure=key.measure,
            category=key.category,
            level=key.level,
            defaults={"value": int(text)},
        )
    draft.refresh_from_db()
    assert stored_remarks(draft).failing
    assert "Nothing waits for you." in shown(publisher)
    assert state(shown(publisher, LIST), "Dorset 2014-15") == "published"
    assert reports(shown(publisher, f"{LIST}?show=open")) == []
    changed(draft, {"eligible_offenders.1.1..0": "1"}, root=root)
    assert "1 draft waits" in shown(publisher)


def test_each_state_is_told_in_words(publisher: Client, root: User) -> None:
    drafts = {
        slug: make_draft(make_area(slug), cells=FULL, user=root)
        for slug in ("dorset", "kent", "essex", "surrey")
    }
    for slug in ("kent", "essex", "surrey"):
        published(drafts[slug], root=root)
    changed(drafts["essex"], {"eligible_offenders.1.1..0": "771"}, root=root)
    withdraw(drafts["surrey"], reason="Recalled.", user=root)
    page = shown(publisher, LIST)
    assert state(page, "Dorset 2014-15") == "never published ready"
    assert state(page, "Kent 2014-15") == "published in release 1"
    assert state(page, "Essex 2014-15").startswith("published, with changes waiting")
    assert state(page, "Surrey 2014-15").startswith("withdrawn")
    # What was withdrawn is not published again by a button for all that are ready.
    first = shown(publisher)
    assert set(reports(first)) == {"Dorset 2014-15", "Essex 2014-15"}
    assert "Publish the 2 that are ready" in first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERY),
        ("area=dorset", {"Dorset 2014-15", "Dorset 2013-14"}),
        ("year=2014-15", {"Dorset 2014-15", "Kent 2014-15"}),
        ("state=published", {"Kent 2014-15"}),
        ("state=never&area=dorset&year=2013-14", {"Dorset 2013-14"}),
        ("show=open", {"Dorset 2014-15"}),
        ("show=ready", {"Dorset 2013-14"}),
        ("show=waiting", {"Dorset 2014-15", "Dorset 2013-14"}),
        ("show=mine", set()),
        (
            "area=atlantis&year=1066&state=x&show=y&page=z",
            {"Dorset 2014-15", "Dorset 2013-14", "Kent 2014-15"},
        ),
        ("area=&year=&state=&show=&page=99", {"Dorset 2014-15", "Dorset 2013-14", "Kent 2014-15"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_chosen(
    publisher: Client, root: User, query: str, expected: set[str]
) -> None:
    make_draft(make_area("dorset"), cells=WRONG, user=root)
    make_draft(make_area("dorset"), year="2013-14", cells=FULL, user=root, title="Annual Report 2013-14")
    published(make_draft(make_area("kent"), cells=FULL, user=root), root=root)
    page = shown(publisher, f"{LIST}?{query}")
    assert set(reports(page)) == expected
    if not expected:
        assert "No draft is like that." in page


def test_a_long_list_has_pages_that_keep_what_is_chosen(publisher: Client, root: User) -> None:
    many_drafts(60, root=root)
    page = shown(publisher, f"{LIST}?state=never")
    assert len(reports(page)) == 50
    assert "Page 1 of 2" in page
    assert 'href="?state=never&page=2" rel="next"' in page
    assert len(reports(shown(publisher, f"{LIST}?state=never&page=2"))) == 10


def many_drafts(number: int, *, root: User) -> None:
    areas = [make_area(f"area-{n}") for n in range(-(-number // 10))]
    Draft.objects.bulk_create(
        Draft(
            area=areas[n // 10],
            start_year=2005 + n % 10,
            source_kind="area report",
            source_title=f"Report {n}",
            cells=FULL,
            changed_by=root,
            created_by=root,
        )
        for n in range(number)
    )


@pytest.mark.parametrize("address", ["/admin/", LIST])
def test_two_hundred_drafts_take_few_queries(
    client: Client, root: User, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_drafts(199, root=root)
    draft = published(make_draft(make_area("zetland"), cells=FULL, user=root), root=root)
    changed(draft, {"eligible_offenders.1.1..0": "771"}, root=root)
    areas = list(Area.objects.filter(kind=Area.Kind.AREA))
    for user in (make_user("Publisher", name="p"), make_user("Data entry", name="d", areas=areas), root):
        client.force_login(user)
        client.get(address)
        with django_assert_max_num_queries(15):
            page = shown(client, address)
        assert len(reports(page)) == (20 if address == "/admin/" else 50)


def test_somebody_in_data_entry_sees_what_is_theirs(client: Client, root: User) -> None:
    dorset = make_area("dorset")
    make_draft(dorset, cells=FULL, user=root)
    make_draft(make_area("kent"), cells=FULL, user=root)
    client.force_login(make_user("Data entry", areas=[dorset]))
    page = shown(client)
    assert reports(page) == ["Dorset 2014-15"]
    assert "Signed in for the reports of Dorset. A publisher makes them public." in page
    assert "/admin/stats/draft/publish/" not in page
    assert "Kent" not in page
    assert "Read a report" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("", "Your account is in no group yet"),
        ("Data entry", "No area has been given to you yet"),
        ("Reference data", "Signed in for the reference data."),
    ],
)
def test_who_may_enter_nothing_is_told_so_and_whom_to_ask(
    client: Client, root: User, role: str, words: str
) -> None:
    make_draft(cells=FULL, user=root)
    client.force_login(make_user(role))
    page = shown(client)
    assert words in page
    assert "To change what you may do, ask root." in page
    assert reports(page) == []
    assert "Read a report" not in page
    assert ("/admin/stats/area/" in page) is (role == "Reference data")
    assert client.get(LIST).status_code == 403


def test_files_that_wait_are_told_to_those_who_may_see_them(publisher: Client, root: User) -> None:
    State = GivenFile.State  # noqa: N806 - a class
    for given in (State.ASKS, State.WAITING, State.READING, State.REFUSED, State.READ):
        make_file(root, state=given)
    page = shown(publisher)
    for words in ("1 file needs an answer", "2 files are being read", "1 file could not be read"):
        assert words in page
    publisher.force_login(make_user("Data entry", name="typist", areas=[make_area()]))
    assert "file needs an answer" not in shown(publisher)


def test_the_doors_lead_on_and_say_how_many_reports_are_to_be_found(publisher: Client) -> None:
    make_area("dorset")
    page = shown(publisher)
    for address in ("givenfile/reports/", "givenfile/area-tables/", "draft/add/"):
        assert f'href="/admin/stats/{address}"' in page
    assert re.search(r'href="/admin/coverage/"><strong>Coverage</strong> <span>[1-9]\d reports to find', page)


def test_every_model_stays_reachable_and_releases_are_listed(client: Client, root: User) -> None:
    published(make_draft(cells=FULL, user=root), root=root)
    client.force_login(root)
    page = shown(client)
    for model in ("area", "source", "note", "figure", "release", "correction", "place"):
        assert f"/admin/stats/{model}/" in page
    assert "/admin/auth/user/" in page
    assert "/updates/1/" in page
    assert "Dorset 2014-15: 2 figures published" in page
    assert "Nothing waits for you." in page
    assert "Recent actions" not in page


def test_drafts_have_one_name_everywhere(client: Client, root: User) -> None:
    draft = make_draft(cells=FULL, user=root)
    client.force_login(root)
    for address in ("/admin/", LIST, f"{LIST}add/", f"{LIST}{draft.pk}/change/", "/admin/stats/"):
        page = shown(client, address)
        assert "eing entered" not in page
        assert "Drafts" in page


def test_what_may_be_looked_up_is_told_in_an_office_s_words(client: Client, root: User) -> None:
    client.force_login(root)
    told = shown(client).split('id="models"')[1]
    assert re.findall(r"<h3>([^<]+)</h3>", told) == [
        "Published figures",
        "Reference data",
        "Work in hand",
        "People",
        "Signing in",
    ]
    # Every list that Django has is on one of the shelves.
    models = {model._meta for model in admin.site._registry}
    assert all(f"/admin/{model.app_label}/{model.model_name}/" in told for model in models)


def test_only_what_may_be_opened_is_on_the_desk(publisher: Client) -> None:
    told = shown(publisher).split('id="models"')[1]
    assert "/admin/stats/figure/" in told
    assert "Signing in" not in told
    assert "/admin/stats/area/" not in told
