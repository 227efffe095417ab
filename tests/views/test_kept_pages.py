"""Public pages are made once for each release, and kept within a bound. Sites that run for themselves, with
several processes and a publish between, are asked in tests/functional/test_releases_reach_everybody.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import OperationalError, close_old_connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from mappa_site import database_wait
from stats.models import Release
from stats.queries.releases import current_release
from stats.views import caching, params
from stats.views.caching.answers import LARGEST, Answer, Answers, whole
from stats.views.caching.front import KeptFirst
from stats.views.caching.release_watch import ReleaseWatch
from tests.factories import make_area, make_figure, make_nation

MEGABYTE = 1024 * 1024

SITES: list[caching.KeptPages] = []


def remembered(init: Callable[..., None]) -> Callable[..., None]:
    """The middleware of the site that a client asks is made by its first request, out of reach."""

    def made(self: caching.KeptPages, *given: object) -> None:
        init(self, *given)
        SITES.append(self)

    return made


@pytest.fixture
def client(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Of a site that keeps pages. Its release is read each time: a thread would not see this transaction."""
    make_nation()
    make_figure(category="1", level="total", value=670)
    make_area("kent")
    make_area("essex")
    Release.objects.create(number=1, title="First")

    def get(self: ReleaseWatch) -> object:
        self._know(current_release())
        return self._release

    monkeypatch.setattr(ReleaseWatch, "get", get)
    monkeypatch.setattr(caching.KeptPages, "__init__", remembered(caching.KeptPages.__init__))
    with override_settings(KEPT_BYTES=8 * MEGABYTE):
        yield Client(headers={"accept-encoding": "br"})


@pytest.mark.parametrize(
    "path",
    ["/areas/dorset/", "/compare/rsos/2014-15/", "/data/figures.csv", "/compare/rsos/2014-15/chart.svg"],
)
def test_a_page_is_made_once(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(path)
    with django_assert_num_queries(1):  # the release, which a running site is told of
        second = client.get(path)
    assert second.content == first.content
    assert second.headers == first.headers


def test_a_condition_that_holds_is_answered_before_any_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/about/").headers["ETag"]
    monkeypatch.setattr(caching.KeptPages, "_answer", None)
    answer = client.get("/areas/dorset/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_release_ends_what_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "WARMED", 0)
    before = client.get("/areas/dorset/")
    Release.objects.create(number=2, title="Second")
    after = client.get("/areas/dorset/")
    assert b"Release 2" in after.content or before.content != after.content
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_restored_database_does_not_meet_old_tags(client: Client) -> None:
    """The number that a lost release had is given again, its identity never."""
    second = Release.objects.create(number=2, title="Lost")
    tag = client.get("/areas/dorset/").headers["ETag"]
    second.delete()
    Release.objects.create(number=2, title="Another")
    assert client.get("/areas/dorset/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/areas/dorset/", "/areas/dorset/?utm_source=paper&fbclid=1&"),
        ("/areas/dorset/?with=kent,essex", "/areas/dorset/?x=1&with=kent&with=essex"),
        ("/areas/dorset/?with=kent,essex", "/areas/dorset/?with=kent%2Cessex,kent&with="),
        (
            "/compare/rsos/2014-15/?areas=dorset&sort=-value",
            "/compare/rsos/2014-15/?sort=-value&areas=+dorset+",
        ),
        ("/updates/", "/updates/?page="),
        ("/data-quality/", "/data-quality/?sort=value&page=1"),
        ("/about/", "/about/?q=anything&areas=dorset"),
    ],
)
def test_queries_that_mean_the_same_share_a_page(
    client: Client, path: str, same: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(path)
    assert first.status_code == 200
    with django_assert_num_queries(1):
        second = client.get(same)
    assert second.content == first.content


def test_every_parameter_that_a_view_reads_is_declared() -> None:
    """One that is not would never reach its view."""
    import re
    from pathlib import Path

    views = Path(params.__file__).parent
    read = {
        name
        for file in views.rglob("*.py")
        for name in re.findall(
            r"""(?:GET\.get(?:list)?|query\.get|_listed\(query,)\(?\s*"(\w+)\"""", file.read_text()
        )
    }
    assert read == {name for names in params.READ.values() for name in names}


@pytest.mark.parametrize(
    "path",
    [
        "/areas/?q=kent",
        "/oembed?url=http://testserver/compare/rso-rate/2014-15/%3Fx=1&maxwidth=700",
        "/embed/?of=/embed/compare/rso-rate/2014-15/%3Fx=1",
    ],
)
def test_what_somebody_searched_for_is_not_kept(client: Client, path: str) -> None:
    """Nor what is answered about an address: there is no end of those."""
    assert client.get(path).status_code in (200, 302)
    assert not len(SITES[-1].pages) + len(SITES[-1].chosen)


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/areas/atlantis/", "/areas/dorset/2019-20/", "/updates/?page=99"]
)
def test_errors_are_not_kept(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "ETag" not in answer.headers
    assert not len(SITES[-1].pages) + len(SITES[-1].chosen)


def test_nothing_of_the_admin_is_kept_nor_any_cookie(client: Client) -> None:
    client.force_login(User.objects.create_superuser("ann"))
    client.get("/admin/")
    assert not len(SITES[-1].pages)
    client.get("/areas/dorset/")
    [answer] = SITES[-1].pages._kept.values()
    assert "Set-Cookie" not in answer.headers
    assert b"ann" not in answer.body.split(b"</main>")[1]


def test_junk_cannot_push_out_the_pages(client: Client) -> None:
    client.get("/areas/dorset/")
    pages, chosen = SITES[-1].pages, SITES[-1].chosen
    for number in range(300):
        chosen.keep(pages._tag, ("http", "testserver", "/areas/dorset/", f"with=x{number}"), _answer(20_000))
        client.get(f"/areas/dorset/?nonsense={number}")
    assert len(pages) == 1
    assert chosen.bytes <= chosen.most_bytes == 2 * MEGABYTE


def test_the_busiest_pages_are_made_again_before_they_are_asked_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def warm(self: caching.KeptPages, keys: list[tuple[str, ...]], tag: str) -> None:
        made.extend(path for _scheme, _host, path, _query in keys)

    monkeypatch.setattr(caching.KeptPages, "_warm", warm)
    client.get("/about/")
    for _ in range(3):
        client.get("/areas/dorset/")
    Release.objects.create(number=2, title="Second")
    client.get("/glossary/")
    assert made == ["/areas/dorset/", "/about/"]


def test_a_page_is_warmed_as_a_visitor_would_get_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cold = client.get("/areas/dorset/")
    middleware = SITES[-1]
    tag = middleware.pages._tag
    middleware.pages.begin("another")
    middleware.pages.begin(tag)
    middleware(caching._request(("http", "testserver", "/areas/dorset/", "")))
    with django_assert_num_queries(1):
        warm = client.get("/areas/dorset/")
    assert warm.content == cold.content
    assert warm.headers == cold.headers


class TestWithoutADatabase:
    def test_kept_pages_go_on_and_others_say_so_calmly(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = client.get("/areas/dorset/")

        def away(*_: object, **__: object) -> None:
            raise OperationalError("server closed the connection unexpectedly")

        with monkeypatch.context() as patch:
            patch.setattr(ReleaseWatch, "get", lambda self: self._release)
            patch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
            assert client.get("/areas/dorset/").content == kept.content
            answer = client.get("/areas/kent/")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == str(database_wait.RETRY_AFTER)
        assert "Not available for the moment" in _text(answer)
        assert "ETag" not in answer.headers
        assert "Content-Security-Policy" in answer.headers

    def test_where_the_release_was_never_known_pages_say_so_too(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: object, **__: object) -> None:
            raise OperationalError("could not connect")

        with monkeypatch.context() as patch:
            patch.setattr(ReleaseWatch, "get", away)
            patch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
            assert client.get("/areas/dorset/").status_code == 503


class TestBeforeDjango:
    """The second reader of a kept page is answered by what Django sent to the first."""

    def ask(self, application: KeptFirst, path: str = "/areas/dorset/", **more: str) -> tuple[object, ...]:
        environ = caching._request(("http", "testserver", path, "")).environ
        told: list[object] = []
        answer = application({**environ, **more}, lambda *given: told.extend(given))  # type: ignore[arg-type]
        return (*told, b"".join(answer))

    @pytest.fixture
    def application(self, client: Client) -> Iterator[KeptFirst]:
        """The connection of the test must outlive its requests."""
        request_started.disconnect(close_old_connections)
        yield KeptFirst(WSGIHandler())
        request_started.connect(close_old_connections)

    def test_the_answer_is_the_same_without_a_view(
        self, application: KeptFirst, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made, kept = self.ask(application), self.ask(application)
        monkeypatch.setattr(WSGIHandler, "get_response", None)
        assert made == kept == self.ask(application)
        assert made[0] == "200 OK"

    @pytest.mark.parametrize(
        "more",
        [
            {"HTTP_ACCEPT_ENCODING": "br"},
            {"HTTP_HOST": "127.0.0.1"},
            {"HTTP_HOST": "evil.example"},
            {"QUERY_STRING": "with=kent"},
            {"REQUEST_METHOD": "POST"},
            {"HTTP_IF_NONE_MATCH": "*"},
            {"PATH_INFO": "/areas/kent/"},
        ],
    )
    def test_another_request_is_djangos(self, application: KeptFirst, more: dict[str, str]) -> None:
        own = KeptFirst(WSGIHandler())
        same = [self.ask(application) for _ in range(3)][-1]
        for _ in range(3):
            assert self.ask(application, **more) == self.ask(own, **more) != same

    def test_each_form_that_is_accepted_is_answered_in_that_form(self, application: KeptFirst) -> None:
        """An answer in one form is never sent to who accepts another, or none that there is."""
        forms = {
            "text/csv": "200 OK",
            "application/json": "200 OK",
            "": "200 OK",
            "image/png": "406 Not Acceptable",
        }
        for accepted in [form for form in forms for _ in range(3)] + [*forms]:
            status, headers, body = self.ask(application, "/api/v1/measures", HTTP_ACCEPT=accepted)
            kind = dict(headers)["Content-Type"]  # type: ignore[call-overload]
            assert status == forms[accepted]
            assert kind.startswith("text/csv" if accepted == "text/csv" else "application/"), (
                accepted,
                body,
            )
            assert kind.startswith("application/problem") == (accepted == "image/png")

    def test_a_release_ends_it(self, application: KeptFirst) -> None:
        before = [self.ask(application) for _ in range(3)][-1]
        Release.objects.create(number=2, title="Second")
        assert self.ask(application)[1] != before[1]

    def test_it_holds_no_more_than_a_bound(
        self, application: KeptFirst, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stats.views.caching.front.MOST", 3)
        for number in range(10):
            for _ in range(2):
                self.ask(application, HTTP_ACCEPT_ENCODING=f"br, x{number}")
            assert len(application._sent) <= 3


class TestAnswers:
    def test_those_least_recently_asked_for_are_given_up(self) -> None:
        answers = Answers(most_bytes=50_000)
        answers.begin("a")
        for number in range(4):
            answers.keep("a", (str(number),), _answer(5_000))
        answers.get("a", ("0",))
        answers.keep("a", ("4",), _answer(5_000))
        assert [number for number in range(5) if answers.get("a", (str(number),))] == [0, 2, 3, 4]
        assert answers.bytes <= 50_000

    def test_one_that_takes_over_a_quarter_is_not_kept(self) -> None:
        answers = Answers(most_bytes=50_000)
        answers.begin("a")
        answers.keep("a", ("x",), _answer(6_000))
        assert answers.get("a", ("x",)) is None

    def test_a_page_of_the_release_before_is_not_kept(self) -> None:
        answers = Answers(most_bytes=50_000)
        answers.begin("a")
        answers.begin("b")
        answers.keep("a", ("x",), _answer(100))
        assert answers.get("a", ("x",)) is None
        assert answers.get("b", ("x",)) is None

    def test_keeping_a_page_twice_counts_it_once(self) -> None:
        answers = Answers(most_bytes=50_000)
        answers.begin("a")
        for _ in range(3):
            answers.keep("a", ("x",), _answer(1_000))
        assert answers.bytes == _answer(1_000).most_bytes

    def test_each_compression_is_made_once(self) -> None:
        answer = Answer({"Content-Type": "text/html"}, b"figures " * 1_000)
        first, second = answer.response("br"), answer.response("br")
        assert first.content is second.content

    def test_what_is_kept_is_worth_a_better_compression(self) -> None:
        body = Path(__file__).read_bytes()
        passing, kept = (Answer({"Content-Type": "text/html"}, body) for _ in range(2))
        answers = Answers(most_bytes=50 * len(body))
        answers.begin("a")
        answers.keep("a", ("x",), kept)
        assert len(kept.response("br").content) < len(passing.response("br").content)

    def test_a_picture_is_sent_as_it_is(self) -> None:
        answer = Answer({"Content-Type": "image/png"}, b"x" * 5_000)
        assert "Content-Encoding" not in answer.response("br, gzip").headers

    def test_what_is_too_large_to_be_kept_is_sent_whole(self) -> None:
        piece = b"x" * MEGABYTE
        response = StreamingHttpResponse(iter([piece] * 10))
        assert whole(response) is None
        assert sum(map(len, response)) == 10 * MEGABYTE > LARGEST


def _answer(size: int) -> Answer:
    return Answer({"Content-Type": "text/html"}, b"x" * size)


def _text(answer: object) -> str:
    import brotli

    assert isinstance(answer, HttpResponse)
    content = answer.content
    return (brotli.decompress(content) if "Content-Encoding" in answer.headers else content).decode()


def test_settings_keep_pages_where_nothing_is_said() -> None:
    from mappa_site.environment import whole_number

    assert whole_number("MAPPA_CACHE_MB", default=64, environ={}) == 64
    assert whole_number("MAPPA_CACHE_MB", default=64, environ={"MAPPA_CACHE_MB": "0"}) == 0
    assert settings.KEPT_BYTES == 0, "tests change what is stored without a release"
