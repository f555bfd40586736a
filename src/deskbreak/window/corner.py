"""In which corner the prompt comes: beside the panel, never under the pointer."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize

APART = 16
"""From the screen's edges, in px of the pictures."""

POINTER_APART = 24
"""The pointer is not to be this near, so that no click that was meant for something else lands here."""


def place(screen: QRect, free: QRect, size: QSize, pointer: QPoint, *, grow: float, mirrored: bool) -> QPoint:
    """The corner of ``free`` (the screen without its panels) for a card of that size.

    The panel's own corner first, at the end of reading, where a panel has its icons; then the next one
    that the pointer leaves free. ``grow`` is px to one px of the pictures.
    """
    apart, near = round(APART * grow), round(POINTER_APART * grow)
    candidates = list(_corners(screen, free, size, apart, mirrored))
    for corner in candidates:
        if not QRect(corner, size).adjusted(-near, -near, near, near).contains(pointer):
            return corner
    return candidates[0]


def _corners(screen: QRect, free: QRect, size: QSize, apart: int, mirrored: bool) -> Iterator[QPoint]:
    left, right = free.left() + apart, free.right() + 1 - apart - size.width()
    top, bottom = free.top() + apart, free.bottom() + 1 - apart - size.height()
    taken = {
        "top": free.top() - screen.top(),
        "bottom": screen.bottom() - free.bottom(),
        "left": free.left() - screen.left(),
        "right": screen.right() - free.right(),
    }
    panel = max(taken, key=lambda edge: taken[edge]) if max(taken.values()) > 0 else "bottom"
    near_side, far_side = (left, right) if mirrored else (right, left)
    if panel in {"left", "right"}:
        near_side, far_side = (left, right) if panel == "left" else (right, left)
    near_edge, far_edge = (top, bottom) if panel == "top" else (bottom, top)
    yield QPoint(near_side, near_edge)
    yield QPoint(far_side, near_edge)
    yield QPoint(near_side, far_edge)
    yield QPoint(far_side, far_edge)
