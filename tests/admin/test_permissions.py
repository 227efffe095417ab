"""Each address of the admin, for each role and for nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from stats.drafting.publishing.publication import publish
from stats.models import (
    Area,
    Draft,
    Figure,
    GivenFile,
    Load,
    Note,
    Place,
    PopulationEstimate,
    Release,
    Report,
    Source,
)
from tests.factories import make_area, make_note, make_place, make_population
from tests.people import make_draft, make_file, make_user

pytestmark = pytest.mark.django_db

# Whoever is staff may open these; they show nothing of the site's data.
EVERYBODYS = {
    "index",
    "handbook",
    "logout",
    "password_change",
    "password_change_done",
    "jsi18n",
    "code",
    "login",
}
LOOKED_UP = ("report", "figure", "release", "correction", "load")
REFERENCE = ("area", "place", "source", "populationestimate", "note")
DRAFTS_PAGES = (
    "changelist",
    "add",
    "change",
    "check",
    "paste",
    "rows",
    "preview",
    "template",
    "upload",
    "history",
    "move",
    "delete",
    "ready",
)
FILES_PAGES = ("changelist", "reports", "area_tables", "change", "drop")
ENTERING = (
    {f"stats_draft_{page}" for page in DRAFTS_PAGES}
    | {f"stats_givenfile_{page}" for page in FILES_PAGES}
    | {"app_list", "coverage"}
)


def looking(*models: str) -> set[str]:
    return {f"stats_{model}_{page}" for model in models for page in ("changelist", "change", "history")}


OPEN: Mapping[str, set[str]] = {
    "nobody": {"login", "logout"},
    "no group": EVERYBODYS,
    "Data entry": EVERYBODYS | ENTERING,
    "Publisher": EVERYBODYS
    | ENTERING
    | {"stats_draft_publish", "stats_draft_publish_several", "stats_draft_withdraw"}
    | looking(*LOOKED_UP),
    "Reference data": EVERYBODYS
    | {"app_list"}
    | looking(*REFERENCE)
    | {"stats_place_add", "stats_populationestimate_add", "stats_note_add"},
}
# Nobody at all, a superuser included: figures come in through drafts and files, and go by being withdrawn.
SHUT = {f"stats_{model}_{page}" for model in (*LOOKED_UP, "area", "source") for page in ("add", "delete")} | {
    "stats_place_delete",
    "stats_populationestimate_delete",
    "stats_note_delete",
    "axes_accessattempt_add",
    "axes_accesslog_add",
    "axes_accessfailurelog_add",
    "axes_accessattemptexpiration_add",
    "admin_logentry_add",
    "admin_logentry_delete",
    # Nobody is shown another's secret.
    "otp_totp_totpdevice_config",
    "otp_totp_totpdevice_qrcode",
}
# They choose by what is asked of them, and answer 404 or a redirect to whoever asks nothing.
ASKED = {"autocomplete", "view_on_site"}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        elif one.name:
            yield one


class Records:
    """One record of every kind, for the addresses to lead to."""

    def __init__(self) -> None:
        self.root = make_user(name="root", superuser=True)
        self.dorset, self.kent = make_area("dorset"), make_area("kent")
        self.mine = make_draft(self.dorset, cells={"sopo....0": "5"}, user=self.root)
        self.other = make_draft(self.kent, cells={"sopo....0": "6"}, user=self.root)
        publish(self.mine.pk, expected_version=2, reason="x", notes={}, user=self.root)
        self.file = make_file(self.root)
        make_note("A note", area=self.dorset)
        make_place("Poole", area=self.dorset)
        make_population(self.dorset)
        models = (Area, Place, Source, PopulationEstimate, Note, Report, Figure, Release, Load)
        self.keys = {model._meta.model_name: model._default_manager.first() for model in models}

    def user(self, role: str) -> User | None:
        if role == "nobody":
            return None
        areas = [self.dorset] if role == "Data entry" else []
        user = make_user("" if role == "no group" else role, areas=areas)
        self.file = make_file(user)
        return user

    def address(self, pattern: URLPattern) -> str | None:
        """The pattern's address for what is there; None where it takes something that is not."""
        arguments: dict[str, object] = {}
        model = pattern.name.split("_")[1] if pattern.name and pattern.name.count("_") > 1 else ""
        for name in pattern.pattern.converters or _groups(pattern):
            match name:
                case "pk":
                    arguments[name] = self.file.pk if model == "givenfile" else self.mine.pk
                case "kind":
                    arguments[name] = "csv"
                case "app_label":
                    arguments[name] = "stats"
                case "object_id" if model in self.keys:
                    arguments[name] = self.keys[model].pk  # type: ignore[union-attr]
                case "object_id" if model == "draft":
                    arguments[name] = self.mine.pk
                case _:
                    return None
        return reverse(f"admin:{pattern.name}", kwargs=arguments)


def _groups(pattern: URLPattern) -> dict[str, int]:
    regex = pattern.pattern.regex
    return dict(regex.groupindex)


def is_shut(answer: HttpResponseBase) -> bool:
    if answer.status_code in (403, 404, 405):
        return True
    return answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/")


@pytest.fixture
def records(db: None) -> Records:
    return Records()


def addresses(records: Records) -> list[tuple[str, str]]:
    found = [
        (pattern.name, address)
        for pattern in patterns(admin.site.get_urls())
        if pattern.name and pattern.name not in ASKED and (address := records.address(pattern)) is not None
    ]
    assert len({name for name, _ in found if name.startswith("stats_draft_")}) >= 11
    assert len(found) > 60
    return found


@pytest.mark.parametrize("role", OPEN)
def test_each_address_is_open_to_its_roles_and_shut_to_all_others(
    records: Records, client: Client, role: str
) -> None:
    user = records.user(role)
    known = {name for name, _ in addresses(records)}
    assert OPEN[role] - known - {"stats_correction_change", "stats_correction_history"} == set()
    for name, address in addresses(records):
        if user is not None:
            client.force_login(user)
        answer = client.get(address)
        if name in OPEN[role]:
            assert answer.status_code in (200, 302, 405), (role, name, answer.status_code)
            assert name in {"logout", "login"} or not is_shut(answer) or answer.status_code == 405, (
                role,
                name,
            )
        else:
            assert is_shut(answer), (role, name, answer.status_code)
        if name not in OPEN[role]:
            assert is_shut(client.post(address)), (role, name)


def test_every_form_that_changes_something_holds_a_token(records: Records, client: Client) -> None:
    """An include that is given `only` its own context loses the token, and the test client asks for none."""
    client.force_login(records.root)
    for name, address in addresses(records):
        if name.startswith(("stats_draft_", "stats_givenfile_", "index", "handbook")):
            page = client.get(address).content.decode(errors="replace")
            forms = re.findall(r"<form\b[^>]*method=.post.[^>]*>.*?</form>", page, re.DOTALL)
            lacking = [form[:200] for form in forms if "csrfmiddlewaretoken" not in form]
            assert lacking == [], name


def test_some_addresses_are_shut_to_superusers_too(records: Records, client: Client) -> None:
    client.force_login(records.root)
    for name, address in addresses(records):
        if name in SHUT:
            assert is_shut(client.get(address)), name
            assert is_shut(client.post(address, {"post": "yes"})), name
        else:
            assert client.get(address).status_code in (200, 302, 405), name


@pytest.mark.parametrize(
    "page",
    [
        "change",
        "check",
        "paste",
        "rows",
        "preview",
        "publish",
        "withdraw",
        "history",
        "move",
        "delete",
        "ready",
    ],
)
@pytest.mark.parametrize("role", ["nobody", "no group", "Data entry", "Reference data"])
def test_another_areas_draft_does_not_exist_for_those_it_was_not_given_to(
    records: Records, client: Client, role: str, page: str
) -> None:
    user = records.user(role)
    if user is not None:
        client.force_login(user)
    address = reverse(f"admin:stats_draft_{page}", kwargs={"pk": records.other.pk})
    assert is_shut(client.get(address))
    assert is_shut(client.post(address, {"version": 2, "cell:sopo....0": "99", "reason": "x"}))
    records.other.refresh_from_db()
    assert (records.other.cells, records.other.published_release) == ({"sopo....0": "6"}, None)


@pytest.mark.parametrize("role", ["nobody", "no group", "Data entry", "Reference data", "Publisher"])
def test_anothers_file_is_there_for_publishers_alone(records: Records, client: Client, role: str) -> None:
    others = make_file(records.root, name="root's report.pdf")
    user = records.user(role)
    if user is not None:
        client.force_login(user)
    page, drop = (
        reverse(f"admin:stats_givenfile_{name}", kwargs={"pk": others.pk}) for name in ("change", "drop")
    )
    sent = {"area": "dorset", "year": "2015-16", "source_kind": "area report", "source_title": "R"}
    if role == "Publisher":
        assert client.get(page).status_code == 200
        assert "root&#x27;s report.pdf" in client.get("/admin/stats/givenfile/").content.decode()
        return
    assert is_shut(client.get(page))
    assert is_shut(client.post(page, sent))
    assert is_shut(client.post(drop))
    assert "root&#x27;s report.pdf" not in client.get("/admin/stats/givenfile/").content.decode()
    assert GivenFile.objects.filter(pk=others.pk).exists()
    assert not Draft.objects.filter(start_year=2015).exists()


def test_data_entry_lists_and_begins_only_its_own_areas(records: Records, client: Client) -> None:
    user = records.user("Data entry")
    assert user is not None
    client.force_login(user)
    listed = client.get("/admin/stats/draft/").content.decode()
    assert "Dorset 2014-15" in listed
    assert "Kent" not in listed
    form = client.get("/admin/stats/draft/add/").content.decode()
    assert "Dorset" in form
    assert "Kent" not in form
    client.post(
        "/admin/stats/draft/add/",
        {"area": records.kent.pk, "year": "2013-14", "source_kind": "area report", "source_title": "R"},
    )
    assert not Draft.objects.filter(start_year=2013).exists()


def test_nothing_of_a_role_is_left_once_staff_status_is_taken_away(records: Records, client: Client) -> None:
    user = records.user("Publisher")
    assert user is not None
    client.force_login(user)
    assert client.get("/admin/stats/draft/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_staff=False)
    assert is_shut(client.get("/admin/stats/draft/"))
    User.objects.filter(pk=user.pk).update(is_staff=True, is_active=False)
    assert is_shut(client.get("/admin/stats/draft/"))


def test_no_group_may_delete_anything_but_a_division_that_is_unused(db: None) -> None:
    from django.contrib.auth.models import Group

    make_user("Publisher")
    rights = Group.objects.values_list("permissions__codename", flat=True)
    assert [right for right in rights if right and right.startswith("delete_")] == ["delete_area"]
    assert set(Group.objects.values_list("name", flat=True)) == {"Data entry", "Publisher", "Reference data"}


def test_a_superuser_reads_the_log_and_gives_areas(records: Records, client: Client) -> None:
    client.force_login(records.root)
    assert client.get("/admin/admin/logentry/").status_code == 200
    page = client.get(f"/admin/auth/user/{records.root.pk}/change/").content.decode()
    assert "area_grants-0-area" in page
