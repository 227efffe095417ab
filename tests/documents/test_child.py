"""The process that parses a file: what it may not do, and what is said when it fails."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from stats.documents import Upload, bounded, read
from stats.documents.bounded import in_child
from stats.documents.problems import Problem, Where

pytestmark = pytest.mark.processes

WHERE = Where("report.pdf")
PATH = "\n".join(filter(None, sys.path))
SHUT_IN = """import sys
sys.path[:] = sys.argv[1].split("\\n")
from stats.documents import child
child.shut_in()
try:
    {}
except BaseException as error:
    print(type(error).__name__)
else:
    print("done")
"""


def outcome(code: str, *, sent: bytes = b"") -> str:
    """The last line that shut-in code prints, its exception's name, or how it ended."""
    command = [sys.executable, "-I", "-S", "-B", "-c", SHUT_IN.format(code), PATH]
    found = subprocess.run(command, input=sent, capture_output=True, check=False, env={})
    return found.stdout.decode().strip() or str(found.returncode)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:1')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.posix_spawn('/bin/true', ['true'], dict())",
        "import os; os.fork()",
        "import os; os.kill(1, 0)",
        "import os; os.mkdir('child')",
        "open('written', 'w')",
        "import os; os.open('written', os.O_RDWR | os.O_CREAT)",
        "import tempfile; tempfile.TemporaryFile()",
        "import pathlib; pathlib.Path('/etc/passwd').read_text()",
        "open('/proc/self/environ')",
        "import stats, os; open(os.path.join(os.path.dirname(os.path.dirname(stats.__file__)), 'README.md'))",
    ],
)
def test_what_reaches_beyond_the_process_is_refused(code: str) -> None:
    assert outcome(code) in {"PermissionError", "URLError", "FileNotFoundError"}


def test_libraries_and_standard_input_can_be_read() -> None:
    assert outcome("import lxml.etree, json.tool; print(sys.stdin.read())", sent=b"words") == "words\ndone"


def test_memory_has_an_end() -> None:
    assert outcome("b'x' * (2 << 30)") == "MemoryError"


def test_there_is_no_network_below_python_either() -> None:
    """As a library in C would open a connection: the kernel itself has none to give."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "--net", "true"], check=False).returncode:
        pytest.skip("this kernel gives no network of its own to whom runs the tests")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        address = f"bytes([2, 0, {port >> 8}, {port & 255}, 127, 0, 0, 1]) + bytes(8)"
        code = f"import ctypes; c = ctypes.CDLL(None); print(c.connect(c.socket(2, 1, 0), {address}, 16))"
        assert outcome(code) == "-1\ndone"


def test_nothing_of_this_process_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///secret")
    monkeypatch.setattr(bounded, "_START", "import json, os; print(json.dumps({'answer': dict(os.environ)}))")

    found = in_child("sheets", b"", where=WHERE, answer=dict[str, str])

    assert isinstance(found, dict)
    assert found.keys() <= {"LC_CTYPE"}  # which Python sets for itself


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("while True: pass", "reading the file took more than 2 seconds"),
        (
            "import os; os.kill(os.getpid(), 24)",  # SIGXCPU
            "reading the file took more than 30 seconds",
        ),
        ("import os; os.abort()", "reading the file needed more memory than the 1,024 MB that it may take"),
        (
            "import os; os.kill(os.getpid(), 11)",
            "the file broke the program that reads it; it may be damaged",
        ),
        ("raise SystemExit(3)", "the file broke the program that reads it; it may be damaged"),
        ("print('nonsense')", "the file is damaged, or holds something that cannot be read"),
        ("print('[]')", "the file is damaged, or holds something that cannot be read"),
        ("print('{}')", "the file is damaged, or holds something that cannot be read"),
        ("""print('{"answer": {"a": []}}')""", "the file is damaged, or holds something that cannot be read"),
        (
            """print('{"fault": "Traceback"}')""",
            "the file is damaged, or holds something that cannot be read",
        ),
        (
            """print('{"fault": "MemoryError"}')""",
            "reading the file needed more memory than the 1,024 MB that it may take",
        ),
        ("while True: print('x' * 1_000_000)", "the file holds far more than figures"),
    ],
)
def test_a_child_that_fails_is_one_clear_problem(
    monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    monkeypatch.setattr(bounded, "_START", code)
    monkeypatch.setattr(bounded, "SECONDS", 2 if code.endswith("pass") else 20)
    monkeypatch.setattr(bounded, "LARGEST_ANSWER", 5_000_000)
    start = time.monotonic()

    found = in_child("sheets", b"x" * 1_000, where=WHERE, answer=dict[str, int])

    assert isinstance(found, Problem)
    assert (found.message, found.where) == (words, WHERE)
    assert time.monotonic() - start < 30


def test_a_child_that_does_not_listen_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_START", """print('{"answer": {}}')""")

    assert in_child("sheets", b"x" * 5_000_000, where=WHERE, answer=dict[str, int]) == {}


def test_what_is_read_in_the_child_is_what_is_read_here(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text('area_slug,value\ndorset,"1,471"\n\'=1+1,“é”\n', "utf-8")

    assert read(Upload("figures.csv", path=path)) == read(Upload("figures.csv", path=path), trusted=True)


def test_no_child_is_left_behind() -> None:
    """Others that the tests before this one have, such as a database server, are theirs."""
    before = psutil.Process().children()
    read(Upload("figures.csv", content=b"a,b\n"))
    assert [child for child in psutil.Process().children() if child not in before] == []
