"""Launching, with real processes. The install itself is what `./test` has just done before these run."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path

import pytest

from mappa_site.code_version import code_version
from mappa_site.launch import local, steps
from mappa_site.launch.install import BUILT
from mappa_site.launch.steps import LOCAL, Stamp, StepError, run_step
from mappa_site.listening import number_of_workers, take_address, where
from tests.mappa_site.launching import ROOT, SERVE, end, eventually, free_port, launch, processes_with, run


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.processes
def test_a_port_in_use_is_told_before_anything_is_done(taken: int) -> None:
    done = run(environment={"PORT": str(taken)})
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"Cannot listen on 127.0.0.1:{taken}: it is in use." in done.stderr
    assert f"PORT={taken + 1} ./run" in done.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty'. Set it to a number"),
        ({"PORT": "70000"}, "PORT is '70000'. Set it to a number"),
        ({"HOST": "192.0.2.1"}, "Set HOST to an address of this machine"),
    ],
)
def test_a_wrong_address_says_what_to_set(environment: Mapping[str, str], message: str) -> None:
    with pytest.raises(StepError, match=re.escape(message)):
        take_address(environment)


@pytest.mark.parametrize(("host", "link"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])  # noqa: S104
def test_the_address_is_given_as_a_link_to_follow(host: str, link: str, port: int) -> None:
    with take_address({"HOST": host, "PORT": str(port)}) as address:
        assert where(address) == f"http://{link}:{port}/"


@pytest.mark.parametrize("value", ["abc", "0", "-1", "1.5", "²"])
def test_a_wrong_number_of_processes_says_what_to_set(value: str) -> None:
    message = f"WEB_CONCURRENCY is {value!r}. Set it to the number of processes that serve, 1 or more."
    with pytest.raises(StepError, match=re.escape(message)):
        number_of_workers({"WEB_CONCURRENCY": value})


@pytest.mark.processes
def test_a_wrong_number_of_processes_is_told_before_anything_is_done(port: int) -> None:
    done = run(environment={"PORT": str(port), "WEB_CONCURRENCY": "abc"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().splitlines() == [
        "WEB_CONCURRENCY is 'abc'. Set it to the number of processes that serve, 1 or more."
    ]


def test_without_a_word_two_processes_serve() -> None:
    assert number_of_workers({}) == number_of_workers({"WEB_CONCURRENCY": ""}) == 2


@pytest.mark.processes
@pytest.mark.parametrize("version", [None, (3, 10), (3, 15)])
def test_no_suitable_python_says_what_to_do(version: tuple[int, int] | None, tmp_path: Path) -> None:
    python = tmp_path / "python"
    if version:
        pretend = f"import sys; sys.version_info = (*{version}, 0); exec(sys.argv[-1])"
        python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{pretend}" "$@"\n')
        python.chmod(0o755)
    done = run(environment={"PYTHON": str(python)})
    assert done.returncode == 1
    assert f"PYTHON is set to {python}, which is not a Python 3.11 to 3.14." in done.stderr


@pytest.mark.processes
def test_an_unknown_word_shows_the_usage() -> None:
    done = run("sevre", environment={})
    assert done.returncode == 1
    assert "Usage: ./run" in done.stderr


def test_a_failing_step_shows_the_end_of_its_output_and_the_advice() -> None:
    failing = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]
    with pytest.raises(StepError, match=r"(?s)failed with status 3.*the reason.*Do this\."):
        run_step("Failing on purpose", failing, advice="Do this.")


def test_a_program_that_is_not_there_is_told_plainly() -> None:
    with pytest.raises(StepError, match="cannot be run"):
        run_step("Missing on purpose", ["/nonexistent/program"], advice="")


@pytest.mark.processes
def test_an_interrupted_step_leaves_nothing_behind() -> None:
    """As with npm, whose children would outlive a signal to npm alone."""
    family = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(987)'])"
    program = (
        "import sys; from mappa_site.launch.steps import end_on_sigterm, run_step; end_on_sigterm();"
        f"run_step('Waiting on purpose', [sys.executable, '-c', {family!r}], advice='')"
    )
    launcher = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.DEVNULL)
    assert eventually(lambda: processes_with("import time; time.sleep(987)"))
    launcher.terminate()
    assert launcher.wait(120) == 128 + signal.SIGTERM
    assert eventually(lambda: not processes_with("import time; time.sleep(987)"))


def test_a_stamp_is_fresh_only_for_what_it_was_set_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "LOCAL", tmp_path)
    stamp = Stamp("a-test", "one")
    assert not stamp.fresh()
    with stamp.renewed():
        pass
    assert Stamp("a-test", "one").fresh()
    assert not Stamp("a-test", "two").fresh()


def test_a_step_that_fails_leaves_no_stamp_of_the_time_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of another version's packages may be there: the old stamp would call them the old version's."""
    monkeypatch.setattr(steps, "LOCAL", tmp_path)

    def upgrade(version: str, *, fails: bool) -> None:
        with Stamp("a-test", version).renewed():
            assert not Stamp("a-test", "one").fresh()
            if fails:
                raise StepError("cut short")

    upgrade("one", fails=False)
    with pytest.raises(StepError):
        upgrade("two", fails=True)
    assert not Stamp("a-test", "one").fresh()
    assert not Stamp("a-test", "two").fresh()


@pytest.mark.parametrize("held", [None, b"", b" \n", b"\0\0\0\0", b"cut-short"])
def test_the_secret_is_made_once_and_is_its_owners_alone(
    held: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power failure may leave the file empty, blank or short: that is no secret."""
    monkeypatch.setattr(local, "SECRET", tmp_path / "secret_key")
    if held is not None:
        (tmp_path / "secret_key").write_bytes(held)
    made = local.secret()
    assert len(made) >= 50
    assert local.secret() == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_what_belongs_to_the_checkout_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for folder in (tmp_path / "open", tmp_path / "new"):
        assert steps.private_folder(folder).stat().st_mode & 0o666 == 0o600


def test_the_code_version_follows_code_and_templates_and_built_assets(tmp_path: Path) -> None:
    seen = {code_version(tmp_path)}
    for name in ("stats/views/pages/home.py", "templates/stats/home.html", "build/static/css/site.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        seen.add(code_version(tmp_path))
    (tmp_path / "stats" / "views" / "home.pyc").write_text("compiled")
    (tmp_path / "static").mkdir()
    seen.add(code_version(tmp_path))
    assert len(seen) == 4


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    yield made / "with a space" / "postgres"
    shutil.rmtree(made)


@pytest.mark.thorough
@pytest.mark.processes
@pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_site_serves_and_a_signal_leaves_no_process_behind(
    port: int, how: signal.Signals, data: Path, tmp_path: Path
) -> None:
    said = tmp_path / "output"
    site = launch(SERVE, str(data), said=said, PORT=str(port))
    try:
        assert eventually(lambda: "Serving on" in said.read_text() or site.poll() is not None, seconds=120)
        assert site.poll() is None, said.read_text()
        assert f"Serving on http://127.0.0.1:{port}/" in said.read_text()
        assert "./run manage createsuperuser" in said.read_text()
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
        assert processes_with(str(data))
        site.send_signal(how)
        assert site.wait(120) == 0
    finally:
        end(site)
    assert not processes_with(str(data))


@pytest.mark.processes
@pytest.mark.skipif(
    not (LOCAL / "stamps").is_dir(), reason="this checkout was not installed by ./run or ./test"
)
@pytest.mark.parametrize(("command", "status"), [("check", 0), ("no_such_command", 1)])
def test_manage_passes_the_exit_status_on(command: str, status: int) -> None:
    assert (
        run("manage", command, environment={"DATABASE_URL": os.environ["DATABASE_URL"]}).returncode == status
    )
