"""The steps of a launch: each says what it does, how long it took, and what to do where it fails.

Standard library only: this runs before anything is installed.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"  # whatever belongs to this checkout on this machine; git ignores it

LINES_OF_LOG = 25
SECONDS_BETWEEN_SIGNS = 15


class StepError(Exception):
    """A step failed; the message says what happened and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def private_folder(folder: Path) -> Path:
    """Make the folder, or close one that is there to the machine's other users.

    Root's PostgreSQL runs under an account of its own, which must be able to pass through.
    """
    folder.mkdir(parents=True, exist_ok=True)
    allowed = 0o711 if os.geteuid() == 0 else 0o700
    mode = folder.stat().st_mode & 0o777
    if mode & ~allowed:
        folder.chmod(mode & allowed)
    return folder


def open_private(path: Path, mode: str) -> IO[bytes]:
    """Open a file that the machine's other users can neither read (a log repeats what was typed) nor lock."""
    file: IO[bytes] = path.open(mode)
    os.fchmod(file.fileno(), 0o600)
    return file


def lock_at_once(file: IO[bytes]) -> bool:
    """Lock the file for this process alone, at the longest until it ends; False where another holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def reported() -> Iterator[None]:
    """Turn a failed step, an interrupt or a refused file into plain words and an exit status."""
    try:
        yield
    except StepError as error:
        sys.exit(f"\n{error}")
    except PermissionError as error:
        sys.exit(
            f"\n{error.filename or ROOT} cannot be written by this user. Use a copy of the site that belongs "
            "to you, or run as the user who owns this one."
        )
    except OSError as error:
        sys.exit(f"\n{error}. Check that the disk is neither full nor read-only, and run again.")
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)


def end_on_sigterm() -> None:
    """Let SIGTERM unwind the stack, so that what was started is stopped."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)


@contextmanager
def timed(title: str) -> Iterator[None]:
    start = time.monotonic()
    say(f"{title} …")
    yield
    say(f"  done in {time.monotonic() - start:.1f} s")


def run_step(
    title: str, command: Sequence[str], *, advice: str, env: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output kept in .local/log; show that it lives; explain its failure."""
    logs = private_folder(LOCAL) / "log"
    logs.mkdir(exist_ok=True)
    log = logs / f"{title.lower().replace(' ', '_')}.txt"
    with timed(title):
        with log.open("wb") as output:
            status = _watch(command, output=output, env=env)
        if status:
            end = "\n".join(log.read_text(errors="replace").splitlines()[-LINES_OF_LOG:])
            raise StepError(f"{title}: failed with status {status}. The end of {log}:\n\n{end}\n\n{advice}")


def _watch(command: Sequence[str], *, output: IO[bytes], env: Mapping[str, str] | None) -> int:
    try:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            close_fds=False,  # hands on the lock of the installation, and nothing else is inheritable
            start_new_session=True,  # a group of its own, so that it ends with all that it started
        )
    except OSError as error:
        raise StepError(
            f"{command[0]} cannot be run: {error}. Remove {ROOT / '.venv'} and run again."
        ) from error
    start = time.monotonic()
    try:
        while True:
            try:
                return process.wait(SECONDS_BETWEEN_SIGNS)
            except subprocess.TimeoutExpired:
                say(f"  still working, {time.monotonic() - start:.0f} s")
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def run_python(arguments: Sequence[str], **environment: str) -> int:
    """Run this same Python in the terminal and give its exit status, as a shell would."""
    with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=os.environ | environment) as process:
        # Ctrl-C reaches the child as well; what it does about it (a shell goes on) decides how long we wait.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            status = process.wait()
        finally:
            signal.signal(signal.SIGINT, before)
            process.terminate()  # does nothing to one that has ended
    return status if status >= 0 else 128 - status


class Stamp:
    """Remembers what a step was last done for, so that it is done again only when that changes."""

    def __init__(self, name: str, state: str, *, folder: Path | None = None) -> None:
        self.path = (folder or LOCAL / "stamps") / name
        self.state = state

    def fresh(self) -> bool:
        return self.path.is_file() and self.path.read_text() == self.state

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Set once the step inside is done; while it runs, and after a failure, no stamp is there at all."""
        self.path.unlink(missing_ok=True)
        yield
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.state)
