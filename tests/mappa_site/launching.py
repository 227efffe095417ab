"""What tests of a launch share: real processes, and waiting for what they do."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from tests.signals import as_in_a_terminal

ROOT = Path(__file__).parents[2]
BARE = {"PATH": "/usr/bin:/bin", "PYTHON": sys.executable, "HOME": "/nonexistent"}

# `./run` once all is installed, with its database in a folder of the test's own.
SERVE = """
import pathlib, sys
from mappa_site import serve
from mappa_site.launch import local
local.POSTGRES = pathlib.Path(sys.argv[1])
serve.main()
"""


def launch(program: str, *arguments: str, said: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a program that may import mappa_site; what it says goes into the file `said`."""
    with said.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=ROOT,
            env=BARE | environment,
            preexec_fn=as_in_a_terminal,  # noqa: PLW1509 - it only sets signals
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def eventually(condition: Callable[[], object], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def processes_with(words: str) -> list[int]:
    """The living processes with an argument that begins so."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        alive = process.info["status"] != psutil.STATUS_ZOMBIE
        if alive and any(argument.startswith(words) for argument in process.info["cmdline"] or []):
            found.append(process.pid)
    return found


def run(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """`./run` with a bare environment and this one."""
    return subprocess.run(
        ["./run", *arguments],
        cwd=ROOT,
        env={**BARE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
