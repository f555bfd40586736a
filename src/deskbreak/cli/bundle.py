"""A file for a support ticket: what helps to find a fault, and nothing about a person."""

import getpass
import json
import os
import platform
import re
import zipfile
from pathlib import Path
from typing import Any

from deskbreak import paths
from deskbreak.cli.examination import report
from deskbreak.files.reading import NotADocument, end_of
from deskbreak.language import _

LOG_BYTES = 2 << 20
"""No log of ours grows longer, unless nobody can make room for it."""

OUR_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) (deskbreak[\w.]*): "
)
"""How a line of our own log begins; others wrote the rest of the file, and nobody knows what into it."""


class Anonymous:
    """Takes names out of texts: the home directory, the account and the machine."""

    def __init__(self, home: Path, account: str, machine: str) -> None:
        homes = {str(home), str(home.resolve())} - {"/"}
        self._replacements = [(re.compile(rf"{re.escape(each)}(?![\w.-])"), "~") for each in homes]
        if account:
            self._replacements.append((re.compile(rf"(?<=[/\\@=]){re.escape(account)}(?![\w.-])"), "ACCOUNT"))
        if machine:
            self._replacements.append((re.compile(rf"(?<![\w.-]){re.escape(machine)}(?![\w.-])"), "MACHINE"))

    def text(self, text: str) -> str:
        """``text`` without the names."""
        for pattern, word in self._replacements:
            text = pattern.sub(word, text)
        return text


def of_here() -> Anonymous:
    """For the person and the machine that run this process."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""
    return Anonymous(Path.home(), account, platform.node())


def write(file: Path, found: dict[str, Any]) -> dict[str, str]:
    """Write ``found`` and our log's own lines into the new zip ``file``; what is in it, by name.

    Raises :class:`OSError`, also where ``file`` exists already.
    """
    anonymous = of_here()
    log = paths.of_this_person().log_file
    contents = {
        "doctor.txt": (report(found) + "\n", _("what doctor shows")),
        "doctor.json": (json.dumps(found, indent=2, ensure_ascii=False) + "\n", _("the same for programs")),
        "deskbreak.log": (_own_lines(log), _("our own lines of the log")),
    }
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, (text, _about) in contents.items():
            bundle.writestr(name, anonymous.text(text))
    return {name: about for name, (_text, about) in contents.items()}


def _own_lines(log: Path) -> str:
    try:
        text = end_of(log, LOG_BYTES)
    except FileNotFoundError:
        return ""
    except NotADocument as error:
        return f"{error}\n"
    return "".join(line for line in text.splitlines(keepends=True) if OUR_LINE.match(line))
