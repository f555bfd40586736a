"""A release of PySide6 is taken only when it gives no reference to ``None`` away: see docs/decisions/0012."""

import os
import subprocess
import sys

PAINTS_AND_COUNTS = """
import sys
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication([])
label = QLabel("ten slow breaths")
image = QImage(32, 32, QImage.Format.Format_ARGB32)
before = sys.getrefcount(None)
for _ in range(500):
    label.setText("in")
    label.update()
    painter = QPainter(image)
    painter.setPen(QColor("red"))
    painter.drawEllipse(QPointF(9, 9), 5, 5)
    painter.end()
print(sys.getrefcount(None) - before)
"""


def test_painting_gives_no_reference_to_none_away() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    painted = subprocess.run(
        [sys.executable, "-c", PAINTS_AND_COUNTS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    # Types that Qt makes as it goes take a few; only what is given away ends in a fault.
    assert int(painted.stdout) > -100, "of 2,500 calls that return nothing"
