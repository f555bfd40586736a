"""What a notice's short-lived process is told on its standard input."""

import json
import sys
from html import escape

from deskbreak.ports.notifier import Notice

APP_NAME = "Deskbreak"


def from_standard_input() -> Notice:
    """The notice to show, as this platform takes it.

    Raises :class:`ValueError` or :class:`KeyError` for anything else.
    """
    told = json.loads(sys.stdin.read())
    text = str(told["text"])
    # freedesktop's notification services read the text as markup, and the title as it is.
    return Notice(str(told["title"]), escape(text, quote=False) if sys.platform == "linux" else text)
