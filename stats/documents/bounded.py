"""Parsing in a child process that is bounded, so that no file can take the site with it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any, TypeVar

from cattrs import BaseValidationError, Converter

from stats.documents.limits import CPU_SECONDS, LARGEST_ANSWER, MEMORY, SECONDS
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, Row

logger = logging.getLogger(__name__)

_T = TypeVar("_T")
# The child finds our modules and the libraries where this process does, and nothing else of it.
_START = "import sys; sys.path[:] = sys.argv[1].split('\\n'); from stats.documents.child import main; main()"

_converter = Converter(forbid_extra_keys=True)


@_converter.register_structure_hook
def _row(given: dict[str, Any], _: object) -> Row:
    cells = given["cells"]
    return Row(int(given["number"]), tuple(c if isinstance(c, str) else DateCell(*c) for c in cells))


def in_child(do: str, data: bytes, *, where: Where, answer: type[_T], **task: object) -> _T | Problem:
    """What the child process answers to the task, as an instance of `answer`, or why it did not."""
    command = [sys.executable, "-I", "-S", "-B", "-c", _START, "\n".join(map(os.path.abspath, sys.path))]
    started = subprocess.Popen(
        [*command, json.dumps({"do": do, **task})],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd=os.sep,
    )
    start = time.monotonic()
    timer = threading.Timer(SECONDS, started.kill)
    timer.start()
    try:
        with started as process:
            assert process.stdin and process.stdout  # noqa: S101, PT018 - given above
            with suppress(BrokenPipeError):
                process.stdin.write(data)
                process.stdin.close()
            told = process.stdout.read(LARGEST_ANSWER + 1)
            if len(told) > LARGEST_ANSWER:
                process.kill()
    finally:
        timer.cancel()
    if len(told) > LARGEST_ANSWER:
        return where.problem("the file holds far more than figures")
    if problem := _ended_badly(process.returncode, where=where, late=time.monotonic() - start >= SECONDS):
        return problem
    try:
        given = json.loads(told)
        if "fault" not in given:
            return _converter.structure(given["answer"], answer)
        fault = given["fault"]
    except (ValueError, TypeError, KeyError, RecursionError, BaseValidationError) as error:
        fault = repr(error)
    if fault == "MemoryError":
        return _too_much_memory(where)
    logger.warning("%s could not be read: %s", where.file, fault)
    return where.problem("the file is damaged, or holds something that cannot be read")


def _ended_badly(status: int, *, where: Where, late: bool) -> Problem | None:
    if late or status == -signal.SIGXCPU:
        seconds = SECONDS if late else CPU_SECONDS
        return where.problem(f"reading the file took more than {seconds} seconds")
    # Rust aborts where memory is refused; a system that has none left kills.
    if status in {-signal.SIGABRT, -signal.SIGKILL}:
        return _too_much_memory(where)
    if status:
        logger.warning("%s: the process that read it ended with %s", where.file, status)
        return where.problem("the file broke the program that reads it; it may be damaged")
    return None


def _too_much_memory(where: Where) -> Problem:
    most = MEMORY // 1024 // 1024
    return where.problem(f"reading the file needed more memory than the {most:,} MB that it may take")
