"""A copied equipment list can be pasted after the checklist was closed, on an X server without any helper."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskbreak.content.answers import Answer
from deskbreak.history.checklist_store import ChecklistStore
from deskbreak.window.messages import Closed, Painted, ShowChecklist, to_line
from support.xserver import XServer

pytestmark = pytest.mark.desktop

COPIES_AND_CLOSES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QAbstractButton
from deskbreak.window import process

def press(words):
    for button in QApplication.activeWindow().findChildren(QAbstractButton):
        if button.isVisible() and button.text().startswith(words):
            button.click()

def watch():
    if QApplication.activeWindow() is None:
        QTimer.singleShot(100, watch)
        return
    press("Equipment list")
    press("Copy the list")
    press("Close")

class WithHands(QApplication):
    def exec(self):
        QTimer.singleShot(500, watch)
        return super().exec()

process.QApplication = WithHands
sys.exit(process.run(sys.stdin, sys.stdout))
"""

PASTES = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
print(app.clipboard().text(), flush=True)
app.clipboard().setText("something else")
QTimer.singleShot(1500, app.quit)
app.exec()
"""


def test_it_stays_until_something_else_is_copied(tmp_path: Path) -> None:
    ChecklistStore(tmp_path / "deskbreak" / "checklist.json").answer("laptop", "mouse", Answer.NEED_EQUIPMENT)
    with XServer() as server:
        environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "DISPLAY": server.display}
        environment["QT_QPA_PLATFORM"] = "xcb"
        window = subprocess.Popen(
            [sys.executable, "-c", COPIES_AND_CLOSES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        try:
            assert window.stdin is not None
            assert window.stdout is not None
            window.stdin.write(to_line(ShowChecklist()))
            window.stdin.flush()
            assert window.stdout.readline() == to_line(Painted("checklist"))
            assert window.stdout.readline() == to_line(Closed("checklist"))
            pasted = subprocess.run(
                [sys.executable, "-c", PASTES],
                capture_output=True,
                text=True,
                env=environment,
                timeout=30,
                check=True,
            ).stdout
            assert window.wait(20) == 0
        finally:
            window.kill()
            window.communicate()

    assert pasted.startswith("For my desk (A laptop on its own):\n- A mouse\n")
