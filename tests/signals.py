"""Signals as a person's terminal gives them."""

from __future__ import annotations

import signal


def as_in_a_terminal() -> None:
    """For `preexec_fn`: undo that whoever started the tests, in the background perhaps, ignores signals.

    A shell starts a background command with SIGINT ignored, nohup one with SIGHUP ignored, and every process
    below inherits it; Python then leaves KeyboardInterrupt out.
    """
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
