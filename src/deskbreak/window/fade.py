"""A page that comes: it fades in over what was there."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

PAGE_MS = 240


def fade_in(widget: QWidget, length_ms: int = PAGE_MS) -> None:
    """Show ``widget`` and let it come. It is there for the keyboard and a screen reader at once."""
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0.0)
    widget.setGraphicsEffect(effect)
    widget.show()
    coming = QPropertyAnimation(effect, b"opacity", effect)
    coming.setDuration(length_ms)
    coming.setStartValue(0.0)
    coming.setEndValue(1.0)
    coming.setEasingCurve(QEasingCurve.Type.InOutSine)
    # The effect costs a picture of the whole widget at each painting: it goes when it is done.
    coming.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    coming.start()
