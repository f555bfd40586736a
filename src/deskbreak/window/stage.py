"""The stage: a ring with an arc for each breath, the disc that breathes, and the figure."""

from collections.abc import Callable
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskbreak.window.figure.body import front
from deskbreak.window.figure.painter import paint, paint_shadow
from deskbreak.window.figure.skeleton import Base
from deskbreak.window.palette import Palette
from deskbreak.window.scene import Body, Scene

# Everything in shares of the stage's side.
RING = 0.465
DONE, TO_COME = 0.0285, 0.0075
FREE_DEGREES = 3.3
"""Left free at each end of an arc."""

BEAD, BEAD_AIR = 0.0203, 0.0077
DISC_EMPTY, DISC_FULL, DISC_LINE = 0.254, 0.417, 0.0055
DOT, DOT_APART = 0.0057, 0.0197
UNITS = {Base.STANDING: 0.006, Base.SEATED: 0.00625, Base.WHEELCHAIR: 0.00625}
FLOORS = {Base.STANDING: 0.373, Base.SEATED: 0.33, Base.WHEELCHAIR: 0.33}
"""How far below the middle the floor is."""


def paint_stage(painter: QPainter, middle: QPointF, side: float, palette: Palette, scene: Scene) -> None:
    """Paint ``scene`` as a square of that side. Nothing of it is mirrored in right-to-left text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    _paint_disc(painter, side, palette, scene)
    _paint_ring(painter, side, palette, scene)
    _paint_body(painter, side, palette, scene)
    painter.restore()


def disc_radius(share: float) -> float:
    """The disc's radius in shares of the stage's side; 0 is empty, 1 full."""
    return DISC_EMPTY + (DISC_FULL - DISC_EMPTY) * share


# --- disc and target -----------------------------------------------------------


def _paint_disc(painter: QPainter, side: float, palette: Palette, scene: Scene) -> None:
    if scene.coming is None:
        _disc(painter, side, palette, scene.disc)
    else:
        share, (_, disc) = scene.come, scene.coming
        with_share = [(1 - share, scene.disc), (share, disc)]
        for opacity, size in with_share:
            painter.setOpacity(opacity)
            _disc(painter, side, palette, size)
        painter.setOpacity(1)
    if scene.target is not None and scene.target_seen > 0:
        colour = QColor(palette.accent)
        colour.setAlphaF(scene.target_seen)
        pen = QPen(colour, DOT * side)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        radius = disc_radius(scene.target) * side
        # A whole number of dots, so that no gap shows where the circle closes.
        count = round(2 * 3.14159265 * radius / (DOT_APART * side))
        apart = 2 * 3.14159265 * radius / count / (DOT * side)
        pen.setDashPattern([0.01, apart - 0.01])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), radius, radius)


def _disc(painter: QPainter, side: float, palette: Palette, share: float) -> None:
    painter.setPen(QPen(QColor(palette.accent), DISC_LINE * side))
    painter.setBrush(QColor(palette.tint))
    radius = disc_radius(share) * side
    painter.drawEllipse(QPointF(0, 0), radius, radius)


# --- ring ----------------------------------------------------------------------


def _paint_ring(painter: QPainter, side: float, palette: Palette, scene: Scene) -> None:
    for number in range(scene.breaths):
        start, length = arc(number, scene.breaths)
        if number < scene.done:
            _arc(painter, side, start, length, QPen(QColor(palette.accent), DONE * side))
            continue
        _arc(painter, side, start, length, QPen(QColor(palette.edge), TO_COME * side))
        if number == scene.done and scene.present > 0:
            filled = length * scene.present
            _arc(painter, side, start, filled, QPen(QColor(palette.accent), DONE * side))
    if scene.bead > 0:
        _paint_bead(painter, side, palette, scene)


def arc(number: int, breaths: int) -> tuple[float, float]:
    """Where an arc starts, in degrees clockwise from the top, and how long it is."""
    whole = 360 / breaths
    return number * whole + FREE_DEGREES, whole - 2 * FREE_DEGREES


def _arc(painter: QPainter, side: float, start: float, length: float, pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(-RING * side, -RING * side, 2 * RING * side, 2 * RING * side)
    painter.drawArc(box, round((90 - start) * 16), round(-max(length, 0.01) * 16))


def _paint_bead(painter: QPainter, side: float, palette: Palette, scene: Scene) -> None:
    at_end = scene.done == scene.breaths
    start, length = arc(scene.done - 1 if at_end else scene.done, scene.breaths)
    angle = radians(start + length * (1.0 if at_end else scene.present))
    centre = QPointF(RING * side * sin(angle), -RING * side * cos(angle))
    radius = (BEAD + BEAD_AIR) * side * scene.bead
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.paper))
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(QColor(palette.accent))
    painter.drawEllipse(centre, BEAD * side * scene.bead, BEAD * side * scene.bead)


# --- body ----------------------------------------------------------------------


def _paint_body(painter: QPainter, side: float, palette: Palette, scene: Scene) -> None:
    if scene.coming is None:
        _body(painter, side, palette, scene.body)
        return
    coming, _ = scene.coming
    cross_fade(
        painter,
        side,
        scene.come,
        lambda layer: _body(layer, side, palette, scene.body),
        lambda layer: _body(layer, side, palette, coming),
    )


def _body(painter: QPainter, side: float, palette: Palette, body: Body) -> None:
    scale = UNITS[body.base] * side
    floor = QPointF(0, FLOORS[body.base] * side)
    paint_shadow(painter, body.base, palette.figure, floor, scale)
    paint(painter, front(body.pose, body.base), palette.figure, floor, scale)


Drawing = Callable[[QPainter], None]


def cross_fade(painter: QPainter, side: float, share: float, going: Drawing, coming: Drawing) -> None:
    """Blend two drawings of the stage; what both cover stays whole all the way."""
    ratio = painter.device().devicePixelRatioF()
    pixels = max(1, round(side * ratio))
    layers = [_layer(pixels, ratio, side, drawing) for drawing in (going, coming)]
    blended = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    blended.setDevicePixelRatio(ratio)
    blended.fill(Qt.GlobalColor.transparent)
    blender = QPainter(blended)
    blender.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for layer, opacity in zip(layers, (1 - share, share), strict=True):
        blender.setOpacity(opacity)
        blender.drawImage(QPointF(0, 0), layer)
    blender.end()
    painter.drawImage(QPointF(-side / 2, -side / 2), blended)


def _layer(pixels: int, ratio: float, side: float, drawing: Drawing) -> QImage:
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    drawing(painter)
    painter.end()
    return image


# --- the widget ------------------------------------------------------------------


class Stage(QWidget):
    """Shows a scene. Another one is painted only where it differs."""

    accessible_role = QAccessible.Role.Animation

    def __init__(self, palette: Palette, first: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scene = first
        self.paints = 0
        """How often it was painted."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It paints its own paper, so that nothing below it is painted thirty times a second.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_scene(self, scene: Scene) -> None:
        """Show this from now on."""
        if scene != self._scene:
            self._scene = scene
            self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        self.paints += 1
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.paper))
        side = min(self.width(), self.height())
        paint_stage(painter, QPointF(self.width() / 2, self.height() / 2), side, self._palette, self._scene)
