"""A row that continues on a further line where it has no room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Things beside each other, from where reading starts; the ones without room go below.

    ``stretch`` shares what is left of a line among its things; ``even`` makes all of them as wide as
    the widest needs, in lines as full as each other; ``at_end`` sets lines at the end of reading;
    ``between`` puts what is left between them. ``gap`` is in px; ``line_gap`` is that between lines,
    where it differs.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 12,
        line_gap: int | None = None,
        stretch: bool = False,
        at_end: bool = False,
        even: bool = False,
        between: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self._stretch = stretch
        self._at_end = at_end
        self._even = even
        self._between = between
        self.setContentsMargins(0, 0, 0, 0)

    # --- what QLayout asks of every layout -----------------------------------

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        lines = self._lines(width)
        return sum(height for _, height in lines) + self._line_gap * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  Qt's name
        least = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((each.width() for each in least), default=0),
            max((each.height() for each in least), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  Qt's name
        super().setGeometry(rect)
        mirrored = self._mirrored()
        top = rect.top()
        for line, height in self._lines(rect.width()):
            taken = sum(width for _, width in line) + self._gap * (len(line) - 1)
            spare = max(0, rect.width() - taken)
            left = spare if self._at_end else 0
            extra = spare // len(line) if self._stretch else 0
            between = spare // (len(line) - 1) if self._between and len(line) > 1 else 0
            for item, width in line:
                wide = width + extra
                x = rect.right() + 1 - left - wide if mirrored else rect.left() + left
                item.setGeometry(QRect(x, top, wide, height))
                left += wide + self._gap + between
            top += height + self._line_gap

    # --- lines ---------------------------------------------------------------

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _mirrored(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _lines(self, width: int) -> list[tuple[list[tuple[QLayoutItem, int]], int]]:
        if self._even:
            return self._even_lines(width)
        lines: list[tuple[list[tuple[QLayoutItem, int]], int]] = []
        line: list[tuple[QLayoutItem, int]] = []
        taken = 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), max(width, 1))
            if line and taken + self._gap + wide > width:
                lines.append((line, _tallest(line)))
                line, taken = [], 0
            taken += wide + (self._gap if line else 0)
            line.append((item, wide))
        if line:
            lines.append((line, _tallest(line)))
        return lines

    def _even_lines(self, width: int) -> list[tuple[list[tuple[QLayoutItem, int]], int]]:
        shown = self._shown()
        if not shown:
            return []
        widest = max(item.sizeHint().width() for item in shown)
        fitting = max(1, (width + self._gap) // (widest + self._gap))
        rows = -(-len(shown) // fitting)
        columns = -(-len(shown) // rows)
        wide = (width - self._gap * (columns - 1)) // columns
        lines = []
        for first in range(0, len(shown), columns):
            line = [(item, wide) for item in shown[first : first + columns]]
            lines.append((line, _tallest(line)))
        return lines


def _tallest(line: list[tuple[QLayoutItem, int]]) -> int:
    return max(
        item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
        for item, width in line
    )
