"""Firefox and WebKit as Debian has them, driven as far as looking at a page needs.

Playwright drives neither: it brings patched builds of its own. Firefox listens for Marionette, WebKitGTK's
driver for WebDriver; both take the same commands, one over a socket and one over HTTP.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

from tests.functional.serving import free_port

PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("app.update.auto", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""
SECONDS_TO_START = 30


class OtherBrowser(Protocol):
    def open(self, url: str) -> None: ...

    def run(self, script: str) -> Any:
        """What the body of a function returns in the page."""

    def resize(self, *, width: int, height: int) -> None:
        """The window, as near as the browser lets it: each has a least width."""

    def picture(self) -> bytes:
        """The page as a PNG: the whole of it in Firefox, what is in sight in WebKit."""


class Firefox:
    def __init__(self, port: int) -> None:
        self.connection = _connected(port)
        self.stream = self.connection.makefile("rb")
        self._read()  # its greeting
        self._ask("WebDriver:NewSession")

    def open(self, url: str) -> None:
        self._ask("WebDriver:Navigate", url=url)

    def run(self, script: str) -> Any:
        return self._ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def resize(self, *, width: int, height: int) -> None:
        self._ask("WebDriver:SetWindowRect", width=width, height=height)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("WebDriver:TakeScreenshot", full=True)["value"])

    def end(self) -> None:
        self.stream.close()
        self.connection.close()

    def _ask(self, command: str, **given: object) -> Any:
        said = json.dumps([0, 1, command, given]).encode()
        self.connection.sendall(b"%d:%s" % (len(said), said))
        _kind, _number, error, answer = self._read()
        assert error is None, error
        return answer

    def _read(self) -> Any:
        size = b""
        while (one := self.stream.read(1)) != b":":
            size += one
        return json.loads(self.stream.read(int(size)))


class WebKit:
    def __init__(self, port: int) -> None:
        _connected(port).close()
        self.port, self.session = port, "/session"
        self.session += f"/{self._ask('POST', '', capabilities={})['sessionId']}"

    def open(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def run(self, script: str) -> Any:
        return self._ask("POST", "/execute/sync", script=script, args=[])

    def resize(self, *, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", width=width, height=height)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def end(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, command: str, **given: object) -> Any:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(
                method, self.session + command, json.dumps(given) if method == "POST" else None
            )
            answer = connection.getresponse()
            said = json.load(answer)["value"]
        assert answer.status == 200, said
        return said


def _connected(port: int) -> socket.socket:
    """A connection to a program that has just been started."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    port = free_port()
    (folder / "user.js").write_text(PREFERENCES.format(port=port))
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with _running(command, HOME=str(folder)):
        found = Firefox(port)
        yield found
        found.end()


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Needs a screen: one that is not there, of Xvfb."""
    port, screen = free_port(), f":{os.getpid()}"
    with (
        _running(["Xvfb", screen, "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]),
        _running(["WebKitWebDriver", f"--port={port}"], DISPLAY=screen, HOME=str(folder)),
    ):
        found = WebKit(port)
        yield found
        found.end()


PROGRAMS = {firefox: ("firefox-esr",), webkit: ("WebKitWebDriver", "Xvfb")}


def missing(browser: object) -> list[str]:
    return [program for program in PROGRAMS[browser] if shutil.which(program) is None]  # type: ignore[index]


@contextmanager
def _running(command: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
