"""The admin's door: lockout after failed attempts, one-time codes, sessions that end."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from mappa_site.locking import TIMES_FOR_AN_ADDRESS, visitor_address

pytestmark = pytest.mark.django_db
PASSWORD = "right-and-long-enough"


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser("ann", password=PASSWORD)


def sign_in(
    client: Client, *, password: str = PASSWORD, name: str = "ann", code: str = ""
) -> HttpResponseBase:
    sent = {"username": name, "password": password, "code": code, "next": "/admin/"}
    return client.post("/admin/login/", sent)


def is_in(client: Client) -> bool:
    return client.get("/admin/stats/draft/").status_code == 200


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """What the app shows, or shows that many half-minutes from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def with_app(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="phone", confirmed=True)


class TestLockout:
    def test_a_name_is_locked_after_ten_wrong_passwords_and_the_right_one_does_not_help(
        self, client: Client, user: User
    ) -> None:
        for attempt in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, password="wrong").status_code == 200, attempt
        locked = sign_in(client, password="wrong")
        assert locked.status_code == 429
        assert "Too many attempts to sign in have failed" in locked.content.decode()  # type: ignore[attr-defined]
        assert sign_in(client).status_code == 429
        assert not is_in(client)

    def test_a_stranger_who_knows_a_name_does_not_lock_out_its_owner(self, user: User) -> None:
        for number in range(2 * settings.AXES_FAILURE_LIMIT):
            sign_in(Client(REMOTE_ADDR=f"192.0.2.{number % 2}"), password="wrong")
        assert sign_in(Client(REMOTE_ADDR="192.0.2.0")).status_code == 429
        assert sign_in(Client(REMOTE_ADDR="198.51.100.1")).status_code == 302

    def test_one_person_s_failures_do_not_lock_the_office(self, client: Client, user: User) -> None:
        for _ in range(settings.AXES_FAILURE_LIMIT):
            sign_in(client, name="colleague", password="wrong")
        assert sign_in(client, name="colleague", password="wrong").status_code == 429
        assert sign_in(client).status_code == 302

    def test_an_address_that_tries_many_names_is_locked(self, client: Client, user: User) -> None:
        names = settings.AXES_FAILURE_LIMIT * TIMES_FOR_AN_ADDRESS
        for number in range(names - 1):
            assert sign_in(client, name=f"name-{number}", password="wrong").status_code == 200
        assert sign_in(client, name="last", password="wrong").status_code == 429
        assert sign_in(client).status_code == 429
        assert sign_in(Client(REMOTE_ADDR="198.51.100.1")).status_code == 302

    def test_a_quarter_of_an_hour_later_it_is_open_again(self, client: Client, user: User) -> None:
        """Also for somebody who tried meanwhile: a try during the lock does not begin it anew."""
        from axes.models import AccessAttempt

        for _ in range(settings.AXES_FAILURE_LIMIT):
            sign_in(client, password="wrong")
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
        assert sign_in(client).status_code == 429
        assert sign_in(client, password="wrong").status_code == 429
        [attempt] = AccessAttempt.objects.all()
        assert attempt.failures_since_start == settings.AXES_FAILURE_LIMIT
        AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=2))
        assert sign_in(client).status_code == 302

    @pytest.mark.parametrize("length", [151, 254, 255, 256, 5_000])
    def test_a_name_of_any_length_is_answered(self, client: Client, length: int) -> None:
        for _ in range(settings.AXES_FAILURE_LIMIT + 1):
            assert sign_in(client, name="x" * length).status_code == 200

    def test_the_right_password_in_time_begins_the_count_anew(self, client: Client, user: User) -> None:
        for _ in range(3):
            for _ in range(settings.AXES_FAILURE_LIMIT - 1):
                sign_in(client, password="wrong")
            assert sign_in(client).status_code == 302

    def test_behind_the_proxy_an_address_cannot_be_made_up(self) -> None:
        request = RequestFactory().get(
            "/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}, REMOTE_ADDR="10.0.0.1"
        )
        assert visitor_address(request) == "10.0.0.1"
        with override_settings(HTTPS=True):
            assert visitor_address(request) == "198.51.100.7"
            assert visitor_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"

    @pytest.mark.parametrize(
        ("forwarded", "address"),
        [
            ("1.2.3.4:5678", "1.2.3.4"),
            ("[2001:db8::1]:99", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:DB8::1", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("203.0.113.9, unknown", "10.0.0.1"),
            ("999.1.1.1", "10.0.0.1"),
            ("1.2.3.4'; DROP", "10.0.0.1"),
            (",", "10.0.0.1"),
        ],
    )
    @override_settings(HTTPS=True, SECURE_SSL_REDIRECT=False)
    def test_every_form_of_forwarded_address_is_understood_or_left(
        self, client: Client, forwarded: str, address: str
    ) -> None:
        request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
        assert visitor_address(request) == address
        sent = {"username": "ann", "password": "wrong", "next": "/admin/"}
        answer = client.post("/admin/login/", sent, headers={"X-Forwarded-For": forwarded})
        assert answer.status_code == 200

    def test_a_server_behind_a_socket_gives_no_address(self, client: Client, user: User) -> None:
        assert visitor_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
        assert sign_in(Client(REMOTE_ADDR=""), password="wrong").status_code == 200


class TestCodes:
    def test_without_an_app_a_password_is_enough(self, client: Client, user: User) -> None:
        assert sign_in(client).status_code == 302
        assert is_in(client)

    def test_who_has_set_one_up_needs_a_code(self, client: Client, user: User) -> None:
        device = with_app(user)
        refused = sign_in(client)
        assert "Give the code that your authenticator app shows." in refused.content.decode()  # type: ignore[attr-defined]
        assert not is_in(client)
        assert sign_in(client, code=code_of(device)).status_code == 302
        assert is_in(client)

    def test_a_code_is_used_once_and_a_wrong_one_not_at_all(self, client: Client, user: User) -> None:
        device = with_app(user)
        code = code_of(device)
        sign_in(client, code=code)
        assert sign_in(Client(), code=code).status_code == 200
        other = User.objects.create_superuser("bob", password=PASSWORD)
        theirs = with_app(other)
        assert sign_in(Client(), name="bob", code=code_of(device, later=1)).status_code == 200
        theirs.refresh_from_db()
        assert theirs.throttling_failure_count == 1

    def test_guessing_codes_is_slowed_down(self, client: Client, user: User) -> None:
        device = with_app(user)
        right = code_of(device)
        wrong = "000000" if right != "000000" else "111111"
        sign_in(client, code=wrong)
        assert sign_in(client, code=right).status_code == 200  # it does not listen yet
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=5))
        assert sign_in(client, code=code_of(device)).status_code == 302

    def test_setting_an_app_up(self, client: Client, user: User) -> None:
        sign_in(client)
        page = client.get("/admin/code/").content.decode()
        assert "<svg" in page
        assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
        device = TOTPDevice.objects.get(user=user)
        assert not device.confirmed
        assert client.post("/admin/code/", {"code": "12"}).status_code == 200
        device.refresh_from_db()
        assert not device.confirmed
        TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
        shown = code_of(device)
        spaced = f"{shown[:3]} {shown[3:]}"
        assert client.post("/admin/code/", {"code": spaced}).headers["Location"] == "/admin/"
        assert is_in(client)
        assert sign_in(Client()).status_code == 200  # from now on a code is asked for

    def test_a_session_from_before_must_give_a_code_too(self, client: Client, user: User) -> None:
        sign_in(client)
        device = with_app(user)
        assert not is_in(client)
        assert client.get("/admin/login/").headers["Location"] == "/admin/code/"
        client.post("/admin/code/", {"code": code_of(device)})
        assert is_in(client)

    @override_settings(REQUIRE_CODES=True)
    def test_the_setting_makes_everybody_set_one_up_first(self, client: Client, user: User) -> None:
        sign_in(client)
        for path in ("/admin/", "/admin/stats/draft/", "/admin/auth/user/"):
            answer = client.get(path, follow=True)
            assert answer.redirect_chain[-1][0] == "/admin/code/", path
            assert "everybody who signs in" in answer.content.decode()
        device = TOTPDevice.objects.get(user=user)
        client.post("/admin/code/", {"code": code_of(device)})
        assert is_in(client)

    def test_the_page_is_for_staff(self, client: Client) -> None:
        assert client.get("/admin/code/").headers["Location"].startswith("/admin/login/")
        client.force_login(User.objects.create_user("reader"))
        assert client.get("/admin/code/").headers["Location"].startswith("/admin/login/")
        assert not TOTPDevice.objects.exists()


class TestSessions:
    def test_a_session_ends_with_the_browser_and_after_a_working_day(
        self, client: Client, user: User
    ) -> None:
        sign_in(client)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["expires"] == ""
        assert cookie["max-age"] == ""
        assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Strict", True, "/admin/")
        assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60
