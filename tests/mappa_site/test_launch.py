"""Launching, with real processes. The install itself is what `./test` has just done before these run."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from mappa_site import local
from mappa_site.code_version import code_version
from mappa_site.install import BUILT
from mappa_site.listening import take_address, where
from mappa_site.steps import LOCAL, Stamp, StepError, run_step
from tests.signals import as_in_a_terminal

ROOT = Path(__file__).parents[2]
BARE = {"PATH": "/usr/bin:/bin", "PYTHON": sys.executable, "HOME": "/nonexistent"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./run", *arguments], cwd=ROOT, env=BARE | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_told_before_anything_is_done(taken: int) -> None:
    done = run(PORT=str(taken))
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


def test_no_suitable_python_says_what_to_do() -> None:
    done = run(PYTHON="/bin/true-is-not-python")
    assert done.returncode == 1
    assert "is not a Python 3.11 or later. Correct or unset it." in done.stderr


def test_an_unknown_word_shows_the_usage() -> None:
    done = run("sevre")
    assert done.returncode == 1
    assert "Usage: ./run" in done.stderr


def test_a_failing_step_shows_the_end_of_its_output_and_the_advice() -> None:
    failing = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]
    with pytest.raises(StepError, match=r"(?s)failed with status 3.*the reason.*Do this\."):
        run_step("Failing on purpose", failing, advice="Do this.")


def test_a_program_that_is_not_there_is_told_plainly() -> None:
    with pytest.raises(StepError, match="cannot be run"):
        run_step("Missing on purpose", ["/nonexistent/program"], advice="")


def test_an_interrupted_step_leaves_nothing_behind() -> None:
    """As with npm, whose children would outlive a signal to npm alone."""
    family = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(987)'])"
    program = (
        "import sys; from mappa_site.steps import end_on_sigterm, run_step; end_on_sigterm();"
        f"run_step('Waiting on purpose', [sys.executable, '-c', {family!r}], advice='')"
    )
    launcher = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.DEVNULL)
    assert eventually(lambda: processes_with("import time; time.sleep(987)"))
    launcher.terminate()
    assert launcher.wait(120) == 128 + signal.SIGTERM
    assert eventually(lambda: not processes_with("import time; time.sleep(987)"))


def test_a_stamp_is_fresh_only_for_what_it_was_set_for() -> None:
    stamp = Stamp("a-test", "one")
    try:
        stamp.set()
        assert Stamp("a-test", "one").fresh()
        assert not Stamp("a-test", "two").fresh()
    finally:
        stamp.path.unlink()
    assert not stamp.fresh()


def test_the_secret_is_made_once_and_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "SECRET", tmp_path / "secret_key")
    made = local.secret()
    assert len(made) >= 50
    assert local.secret() == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_code_version_follows_code_and_templates_and_built_assets(tmp_path: Path) -> None:
    seen = {code_version(tmp_path)}
    for name in ("stats/views/home.py", "templates/stats/home.html", "build/static/css/site.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        seen.add(code_version(tmp_path))
    (tmp_path / "stats" / "views" / "home.pyc").write_text("compiled")
    (tmp_path / "static").mkdir()
    seen.add(code_version(tmp_path))
    assert len(seen) == 4


def processes_with(words: str) -> list[int]:
    """The living processes with an argument that begins so."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        alive = process.info["status"] != psutil.STATUS_ZOMBIE
        if alive and any(argument.startswith(words) for argument in process.info["cmdline"] or []):
            found.append(process.pid)
    return found


def eventually(condition: Callable[[], object], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


# `./run` once all is installed, with its database in a folder of the test's own.
SERVE = """
import pathlib, sys
from mappa_site import local, serve
local.POSTGRES = pathlib.Path(sys.argv[1])
serve.main()
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    yield made / "with a space" / "postgres"
    shutil.rmtree(made)


@pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_site_serves_and_a_signal_leaves_no_process_behind(
    port: int, how: signal.Signals, data: Path, tmp_path: Path
) -> None:
    said = tmp_path / "output"
    with said.open("wb") as output:
        site = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(data)],
            cwd=ROOT,
            env=BARE | {"PORT": str(port)},
            preexec_fn=as_in_a_terminal,  # noqa: PLW1509 - it only sets signals
            stdout=output,
            stderr=subprocess.STDOUT,
        )
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
        if site.poll() is None:
            site.kill()
            site.wait()
    assert not processes_with(str(data))


@pytest.mark.skipif(
    not (LOCAL / "stamps").is_dir(), reason="this checkout was not installed by ./run or ./test"
)
@pytest.mark.parametrize(("command", "status"), [("check", 0), ("no_such_command", 1)])
def test_manage_passes_the_exit_status_on(command: str, status: int) -> None:
    assert run("manage", command, DATABASE_URL=os.environ["DATABASE_URL"]).returncode == status
