"""Buttons, as the pictures have them. Their text wraps where it has no room; they grow, never clip."""

from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deskbreak.window import marks
from deskbreak.window.controls.text import SetText, longest_word, set_text
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

HOVER_MS = 120
OUTLINE = 1.5
LINE_HEIGHT = 1.3


class Button(QAbstractButton):
    """What all buttons share: wrapped text, hover, Return as well as Space, and an outline for the focus."""

    padding = 16.0
    radius = 10.0
    least_width = 0.0
    centred = True
    """Whether its text stands in the middle of it, rather than where reading starts."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        key: str = "",
        mark: Mark | None = None,
        mark_at_end: bool = False,
        height: float = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._mark = mark
        self._mark_at_end = mark_at_end
        self._height = height
        self._warmth = 0.0
        self.setText(text)
        self.setFont(theme.font(Type.STRONG))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.focus_radius = theme.line(self.radius)
        self._hover = QVariantAnimation(self)
        self._hover.setDuration(0 if theme.reduced_motion else HOVER_MS)
        self._hover.valueChanged.connect(self._warm)
        if key:
            self.setAccessibleDescription(key)

    # --- what is inside ------------------------------------------------------

    def _beside(self) -> float:
        """The room beside the text that the sign or the key cap takes."""
        theme = self._theme
        if self._key:
            return theme.line(10) + self._cap_width()
        if self._mark is not None:
            return theme.line(20) if self.text() else 0.0
        return 0.0

    def _cap_width(self) -> float:
        cap = set_text(self._key, self._theme.font(Type.KEY)).width
        return max(cap + self._theme.line(13), self._theme.line(21))

    def _text_in(self, width: float) -> SetText:
        room = width - 2 * self._theme.line(self.padding) - self._beside()
        return set_text(self.text(), self.font(), max(1.0, room), LINE_HEIGHT)

    # --- sizes ---------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        whole = set_text(self.text(), self.font(), line_height=LINE_HEIGHT)
        width = whole.width + 2 * self._theme.line(self.padding) + self._beside() + 1
        return QSize(ceil(max(width, self._theme.line(self.least_width))), self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        width = (
            longest_word(self.text(), self.font()) + 2 * self._theme.line(self.padding) + self._beside() + 1
        )
        return QSize(ceil(width), self._theme.px(self._height))

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        around = self._height - LINE_HEIGHT * 15
        return max(
            self._theme.px(self._height), ceil(self._text_in(width).height + self._theme.line(around) - 0.5)
        )

    # --- hover, keys ---------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        super().enterEvent(event)
        self._towards(1.0)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().leaveEvent(event)
        self._towards(0.0)

    def _towards(self, warmth: float) -> None:
        self._hover.stop()
        self._hover.setStartValue(self._warmth)
        self._hover.setEndValue(warmth)
        self._hover.start()

    def _warm(self, value: float) -> None:
        self._warmth = value
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    # --- painting ------------------------------------------------------------

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Fill, outline, text."""
        raise NotImplementedError

    def _mixed(self, name: str, other: str, share: float) -> QColor:
        one, two = self._theme.colour(name), self._theme.colour(other)
        rest = 1 - share
        return QColor(
            round(one.red() * rest + two.red() * share),
            round(one.green() * rest + two.green() * share),
            round(one.blue() * rest + two.blue() * share),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        fill, outline, ink = self._colours()
        half = theme.line(OUTLINE) / 2
        if outline.alpha() or fill.alpha():
            painter.setBrush(fill)
            painter.setPen(QPen(outline, theme.line(OUTLINE)))
            radius = theme.line(self.radius) - half
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.setPen(ink)
        self._paint_inside(painter)

    def _paint_inside(self, painter: QPainter) -> None:
        theme = self._theme
        placed = self._text_in(self.width())
        beside = self._beside()
        whole = placed.width + beside
        start = (self.width() - whole) / 2 if self.centred else theme.line(self.padding)
        if not self.text():
            start = (self.width() - theme.line(20)) / 2
        middle = self.height() / 2
        at_start = self._mark is not None and not self._mark_at_end
        text_at = start + (beside if at_start else 0.0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if mirrored:
            text_at = self.width() - text_at - placed.width
        placed.paint(painter, text_at, middle - placed.height / 2)
        if self._key:
            self._paint_cap(painter, start + placed.width + theme.line(10), middle, mirrored)
        elif self._mark is not None:
            side = theme.line(13)
            left = start if at_start else start + placed.width + theme.line(9)
            if not self.text():
                side, left = theme.line(20), start
            rect = QRectF(self._placed(left, side, mirrored), middle - side / 2, side, side)
            marks.paint(
                self._mark, painter, rect, theme.palette, colour=self._mark_colour(), mirrored=mirrored
            )

    def _mark_colour(self) -> str:
        return "ink"

    def _placed(self, left: float, width: float, mirrored: bool) -> float:
        return self.width() - left - width if mirrored else left

    def _paint_cap(self, painter: QPainter, left: float, middle: float, mirrored: bool) -> None:
        """A key cap: which key does the same."""
        theme = self._theme
        cap = set_text(self._key, theme.font(Type.KEY), line_height=1.2)
        width, height = self._cap_width(), theme.line(21)
        rect = QRectF(self._placed(left, width, mirrored), middle - height / 2, width, height)
        radius = theme.line(5)
        painter.setBrush(theme.colour("paper"))
        painter.setPen(QPen(theme.colour("line"), theme.line(1)))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setPen(theme.colour("ink2"))
        cap.paint(painter, rect.center().x() - cap.width / 2, rect.center().y() - cap.height / 2)


class FilledButton(Button):
    """The one thing most people want here; one a window."""

    padding = 28.0

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        share = 0.1 * self._warmth + (0.08 if self.isDown() else 0.0)
        fill = self._mixed("accent", "ink", share)
        return fill, fill, self._theme.colour("on")

    def _mark_colour(self) -> str:
        return "on"


class OutlinedButton(Button):
    """Another thing to do."""

    padding = 18.0

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        share = 0.6 * self._warmth + (0.4 if self.isDown() else 0.0)
        return self._mixed("surface", "tint", share), self._theme.colour("edge"), self._theme.colour("ink")


class LinkButton(Button):
    """A quiet thing to do: green words; ``padding`` is the room on either side of them that answers too."""

    centred = False

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        chevron: bool = False,
        height: float = 32,
        padding: float = 10,
        parent: QWidget | None = None,
    ) -> None:
        self.padding = padding
        mark = Mark.CHEVRON_DOWN if chevron else None
        super().__init__(theme, text, mark=mark, mark_at_end=True, height=height, parent=parent)
        self.focus_radius = theme.line(5)

    def _beside(self) -> float:
        return self._theme.line(22) if self._mark is not None else 0.0

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        clear = QColor(0, 0, 0, 0)
        return clear, clear, self._theme.colour("accent")

    def _mark_colour(self) -> str:
        return "accent"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        font = self.font()
        under = self._warmth > 0.5
        if font.underline() is not under:
            font.setUnderline(under)
            self.setFont(font)
        super().paintEvent(event)


class DotsButton(Button):
    """Three dots: more to choose. ``name`` is what a screen reader says."""

    padding = 6.0
    least_width = 32.0

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", mark=Mark.DOTS, height=28, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        warm = self._theme.colour("sand")
        warm.setAlphaF(min(1.0, self._warmth))
        return warm, warm, self._theme.colour("ink2")

    def _mark_colour(self) -> str:
        return "ink2"
