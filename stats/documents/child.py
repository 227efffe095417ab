"""What runs in the child process that parses a file: it shuts itself in, reads the bytes, answers in JSON.

stats.documents.bounded starts it, with an empty environment; nothing here imports Django. Whatever a crafted
file makes a library do, the child has no network, starts no program, writes no file, opens none but those of
Python and its libraries, and ends when its time or memory is used up.

On macOS the system does not hold the limit on memory, and no system but Linux takes the network away; the
refusals of Python's own calls and the limits on time, files and the answer hold everywhere.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from stats.documents.limits import CPU_SECONDS, MEMORY
from stats.documents.sheets import DateCell, Row

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of Linux's sched.h
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# The events of Python's table of audit events that reach beyond the process.
_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "shutil.", "syslog.",
)  # fmt: skip


def main() -> None:
    """Do the task that the command line names with the bytes of standard input."""
    task = json.loads(sys.argv[2])
    shut_in()
    # openpyxl takes numpy where it finds it, to write its numbers: half of the time of a small workbook.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    answer: dict[str, object]
    try:
        from stats.documents import parsing

        do: dict[str, Callable[..., object]]
        do = {"sheets": parsing.sheets, "document": parsing.document, "pictures": parsing.pictures}
        answer = {"answer": do[task.pop("do")](sys.stdin.buffer.read(), **task)}
    except MemoryError:
        answer = {"fault": "MemoryError"}
    except Exception:  # noqa: BLE001 - damage makes libraries raise anything, and each is told as damage
        import traceback

        answer = {"fault": traceback.format_exc()[-4_000:]}
    json.dump(answer, sys.stdout, default=_plain)


def shut_in() -> None:
    _limit()
    _leave_the_network()
    sys.addaudithook(_refuse)


def _limit() -> None:
    for kind, most, at_last in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        # At the first limit a signal tells what has happened; at the second the process is killed.
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (most, at_last))
        except (OSError, ValueError):
            continue  # the system has no such limit


def _leave_the_network() -> None:
    """Into a network of its own, which has no way out, where the kernel lets an ordinary user do so."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USERS | _NEW_NETWORK)


def _refuse(event: str, arguments: Sequence[Any]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"{event} while a file is read")
    if event == "open":
        path, _, flags = arguments
        if flags & _WRITING or not (isinstance(path, int) or _is_of_python(os.fsdecode(path))):
            raise PermissionError(f"opening {path!r} while a file is read")


def _is_of_python(path: str) -> bool:
    path = os.path.realpath(path)
    if path.endswith("/mime.types"):
        return True  # openpyxl has Python look at the system's list of types
    return any(path.startswith(folder + os.sep) for folder in _FOLDERS)


_OURS = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
# Not the folder that all of the site lies in: its secret key and its database do too.
_FOLDERS = {_OURS} | {
    folder
    for folder in map(os.path.realpath, (*sys.path, sys.prefix, sys.base_prefix))
    if not _OURS.startswith(folder + os.sep)
}


def _plain(value: object) -> object:
    """The fields of a dataclass; of a row, its cells with each date in a list, to be known as one again."""
    if isinstance(value, Row):
        cells = [[cell] if isinstance(cell, DateCell) else cell for cell in value.cells]
        return {"number": value.number, "cells": cells}
    return {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
