"""What a notice's short-lived process is told on its standard input."""

import json
import sys

from deskbreak.ports.notifier import Notice

APP_NAME = "Deskbreak"


def from_standard_input() -> Notice:
    """The notice to show. Raises :class:`ValueError` or :class:`KeyError` for anything else."""
    told = json.loads(sys.stdin.read())
    return Notice(str(told["title"]), str(told["text"]))
