"""What each package that Deskbreak uses, or could use, would weigh in the resident process.

``python benchmarks/imports.py`` prints a table for docs/decisions. Linux only. Needs a display for
pystray and pynput: ``xvfb-run -a .venv/bin/python benchmarks/imports.py``. What other processes have
open at the same time is shared, and weighs less.
"""

import subprocess
import sys
from importlib import metadata

DAEMON_HAS = "import datetime, json, logging, pathlib, queue, select, socket, sqlite3, subprocess, threading"
"""The standard library's part of the resident process."""

IMPORTS = {
    "APScheduler": "import apscheduler.schedulers.background",
    "click": "import click",
    "dbus-fast": "import dbus_fast.aio",
    "desktop-notifier": "import desktop_notifier",
    "inotify-simple": "import inotify_simple",
    "jeepney": "import jeepney.io.blocking",
    "Pillow": "import PIL.Image, PIL.ImageDraw",
    "platformdirs": "import platformdirs",
    "plyer": "from plyer import notification",
    "pydantic": "import pydantic; pydantic.create_model('Anything', number=(int, 1))",
    "pynput": "import pynput",
    "PySide6-Essentials": "import PySide6.QtWidgets",
    "pystray": "import pystray",
    "python-xlib": "import Xlib.display",
    "rich": "import rich.console, rich.table",
    "ruamel.yaml": "import ruamel.yaml; ruamel.yaml.YAML()",
    "watchdog": "import watchdog.observers",
}

PROBE = """
from pathlib import Path
def pss():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
before = pss()
"""


def weight(first: str, statement: str) -> str:
    """The PSS in MiB that ``statement`` adds after ``first``, or why it cannot be told."""
    code = f"{first}\n{PROBE}\n{statement}\nprint(f'{{pss() - before:.1f}}')"
    answer = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    return answer.stdout.strip() or answer.stderr.strip().splitlines()[-1]


def main() -> None:
    """Print the table."""
    print("| package | version | alone, MiB | in the daemon, MiB |\n|---|---|---|---|")
    for name, statement in IMPORTS.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            print(f"| {name} | not installed | | |")
            continue
        print(f"| {name} | {version} | {weight('', statement)} | {weight(DAEMON_HAS, statement)} |")


if __name__ == "__main__":
    main()
