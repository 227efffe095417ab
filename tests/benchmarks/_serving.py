"""Servers that run for themselves, and how many requests they answer a second."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from statistics import median

from tests.mappa_site.launching import end, eventually, free_port, launch

ROUNDS = 3
SECONDS = 4
SITE = "from mappa_site import serve; serve.main()"


def required(program: str, *, package: str) -> str:
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if found is None:
        raise SystemExit(f"{program} is not installed. On Debian: apt-get install {package}")
    return found


@contextmanager
def served(program: str = SITE, *arguments: str, **environment: str) -> Iterator[int]:
    """The port of a server that the program starts, on the database of DATABASE_URL."""
    port = free_port()
    given = {name: environ[name] for name in ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")}
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder, "said")
        process = launch(program, *arguments, said=said, **given | environment | {"PORT": str(port)})
        try:
            eventually(lambda: "Serving on" in said.read_text() or process.poll() is not None, seconds=120)
            if process.poll() is not None:
                raise SystemExit(said.read_text())
            yield port
            process.terminate()
            process.wait(60)
        finally:
            end(process)


def body(port: int, path: str, **headers: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}.")
    return content


def wrk(
    port: int, path: str, *, connections: int = 16, seconds: int = SECONDS, options: Sequence[str] = ()
) -> str:
    """What wrk says. Exits where an answer was no 200."""
    command = [required("wrk", package="wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=30s"]
    url = f"http://127.0.0.1:{port}{path}"
    done = subprocess.run([*command, *options, url], check=True, capture_output=True, text=True)
    if "Non-2xx" in done.stdout:
        raise SystemExit(f"{path}: {done.stdout}")
    return done.stdout


def rate(port: int, path: str, *, connections: int = 16, seconds: int = SECONDS) -> float:
    """Requests answered a second."""
    said = wrk(port, path, connections=connections, seconds=seconds)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


def beside(
    one: tuple[int, str], other: tuple[int, str], *, connections: int = 16
) -> tuple[float, float, float]:
    """Requests a second of both, in turn, and the ratio: medians of a few rounds. In each the connections are
    new, since a few may all come to one of a server's processes."""
    rounds = [
        (rate(*one, connections=connections), rate(*other, connections=connections)) for _ in range(ROUNDS)
    ]
    first, second = (median(rates) for rates in zip(*rounds, strict=True))
    return first, second, median(a / b for a, b in rounds)
