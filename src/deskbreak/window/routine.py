"""The guide: leads through a routine, breath by breath, and is gone afterwards."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
)

from deskbreak.clock import Clock
from deskbreak.content import advice, routines
from deskbreak.core.routine import Phase, Routine, frame
from deskbreak.language import _
from deskbreak.window.advice import AdvicePages
from deskbreak.window.fade import PAGE_MS, fade_in
from deskbreak.window.finished_words import FinishedWords
from deskbreak.window.frame import MARGIN, Send, Window
from deskbreak.window.guide_foot import AdviceFoot, FinishedFoot, GuideFoot
from deskbreak.window.guide_places import STAGE_TOP, Box, Room, places
from deskbreak.window.guide_words import GuideWords, breath_word
from deskbreak.window.messages import BreathFinished, Facts, RoutineOver, ShowRoutine, Wanted
from deskbreak.window.motion import SETTLE_MS, Pace, in_out
from deskbreak.window.scene import LAST_ARC_MS, Body, Scene, scene, still_for_ms
from deskbreak.window.stage import Stage
from deskbreak.window.theme import Theme

SURFACE = "routine"
FRAME_MS = 33
"""Thirty pictures a second, and only while something moves."""

CLOSES_AFTER_MS = 20_000
FOOT_BOTTOM = 20.0
ABOVE_FOOT = 24.0
FINISHED_ABOVE = 6.0
"""The closing words stand this much above the middle of the guide's words."""
SIZE = (898.0, 548.0)

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Enter,
    QEvent.Type.WindowActivate,
}
"""Somebody is at the window: it does not close under their hands."""


class RoutineWindow(Window):
    """Shows one routine from its start to its closing line.

    Sends :class:`BreathFinished` for each finished breath and :class:`RoutineOver` once, at the end or
    when it is stopped. The time in which somebody paused it, or in which it waits for busy hands
    (:meth:`wait_for_hands`), is left out.
    """

    def __init__(self, theme: Theme, send: Send, clock: Clock, wanted: ShowRoutine) -> None:
        routine = _load(wanted, wanted.variant)
        super().__init__(theme, send, SURFACE, routine.title)
        self._clock = clock
        self._wanted = wanted
        self._routine = routine
        self.stage = Stage(theme.palette, self._scene_at(0), self)
        self.stage.setAccessibleName(_("A figure shows the movement"))
        self.words = GuideWords(theme, routine, parent=self)
        self.finished_words = FinishedWords(theme, routine, parent=self)
        self.foot = GuideFoot(theme, routines.variants(wanted.routine), self)
        self.finished_foot = FinishedFoot(theme, self)
        self.advice = AdvicePages(theme, [advice.when_to_stop(), advice.see_somebody()], self)
        self.advice_foot = AdviceFoot(theme, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.setInterval(CLOSES_AFTER_MS)
        self._closing.timeout.connect(self.close)
        self._changing = QVariantAnimation(self)
        self._changing.setDuration(PAGE_MS)
        self._changing.setStartValue(0.0)
        self._changing.setEndValue(1.0)
        self._changing.valueChanged.connect(lambda _share: self._show_scene())
        self._body_before: Body | None = None
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._begin(wanted)
        self.resize_to_screen()

    def _connect(self) -> None:
        self.foot.chosen.connect(self.change_variant)
        self.foot.when_to_stop.clicked.connect(self.show_advice)
        self.foot.pause.clicked.connect(self.toggle_pause)
        self.foot.stop.clicked.connect(self.close)
        self.finished_foot.once_more.clicked.connect(lambda: self.send(Wanted("start")))
        self.finished_foot.close_it.clicked.connect(self.close)
        self.advice_foot.back.clicked.connect(self.hide_advice)
        self.advice_foot.stop.clicked.connect(self.close)

    # --- begin, end ----------------------------------------------------------

    def begin_again(self, wanted: ShowRoutine) -> None:
        """Lead through this one from its start, in the same window."""
        self._begin(wanted)

    def _begin(self, wanted: ShowRoutine) -> None:
        self._wanted = wanted
        self._routine = _load(wanted, wanted.variant)
        self._pace = Pace(0 if self.theme.reduced_motion else SETTLE_MS)
        self._paused = self._waiting = self._reading = False
        self._over = False
        self._told_breaths = 0
        self._announced: tuple[Phase, int] | None = None
        self._last_ms = self._clock.now().awake_ms
        self._body_before = None
        self._closing.stop()
        self.words.use(self._routine)
        self.finished_words.use(self._routine)
        self.foot.use(self._routine.variant)
        for gone in (self.finished_words, self.finished_foot, self.advice, self.advice_foot):
            gone.hide()
        for shown in (self.words, self.foot):
            shown.show()
        self._hold()
        self.setFocus()
        self._refresh()
        self._timer.start(FRAME_MS)

    def _finish(self) -> None:
        if self._over:
            return
        self._over = True
        self.send(RoutineOver(self._routine.variant))
        self.hide_advice()
        self.words.hide()
        self.foot.hide()
        self._arrange()
        for page in (self.finished_words, self.finished_foot):
            fade_in(page)
        self.finished_foot.close_it.setFocus()
        self._say(f"{self._routine.closing} {self._routine.closing_more}")
        self._closing.start()

    def withdraw(self) -> None:
        self._over = True
        super().withdraw()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        self._timer.stop()
        self._closing.stop()
        if not self._over:
            self._over = True
            self.send(RoutineOver(self._routine.variant))
        super().closeEvent(event)

    def take(self, facts: Facts) -> None:
        """At the end, say when the next reminder comes. What was true before the end is out of date."""
        if self._over:
            self.finished_words.take(facts)
            self._arrange()

    # --- standing still ------------------------------------------------------

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        self._paused = not self._paused
        self._hold()

    def wait_for_hands(self, waiting: bool) -> None:
        """Busy hands: wait kindly. Calm again: go on."""
        self._waiting = waiting
        self._hold()

    def _hold(self) -> None:
        held = self._paused or self._waiting or self._reading
        if self._paused:
            # Whoever paused says when it goes on, so this comes before busy hands.
            self.words.show_standing(_("Paused."), _("Press Space to go on from here."))
        elif self._waiting:
            self.words.show_standing(_("Take your time."), _("It goes on when your hands are free."))
        else:
            self.words.show_standing("", "")
        self.foot.show_held(self._paused)
        if held != self._pace.held:
            self._advance()
            self._pace.held = held
            if held and (self._paused or self._waiting):
                self._say(f"{self.words.standing_title.text()} {self.words.standing_words.text()}")
            if not held:
                self._announced = None
        self._timer.start(0)
        self._arrange()

    # --- variant, advice -----------------------------------------------------

    def change_variant(self, variant: str) -> None:
        """Go on in another variant, at the same breath."""
        if variant == self._routine.variant:
            return
        self._body_before = self._scene_at(self._pace.elapsed_ms).body
        self._routine = _load(self._wanted, variant)
        self._wanted = replace(self._wanted, variant=variant)
        self.words.use(self._routine)
        self.finished_words.use(self._routine)
        self.foot.use(variant)
        self._announced = None
        self._changing.start()
        self._arrange()
        self._refresh()

    def show_advice(self) -> None:
        """When to stop, and when to see somebody first; the guide stands meanwhile."""
        self._reading = True
        self._hold()
        for gone in (self.stage, self.words, self.foot):
            gone.hide()
        self._arrange()
        for page in (self.advice, self.advice_foot):
            fade_in(page)
        self.advice_foot.back.setFocus()

    def hide_advice(self) -> None:
        """Back to the guide, which goes on."""
        if not self._reading:
            return
        self._reading = False
        self.advice.hide()
        self.advice_foot.hide()
        for shown in (self.stage, self.words, self.foot):
            shown.show()
        self._hold()
        self.foot.when_to_stop.setFocus()

    # --- time ----------------------------------------------------------------

    def _advance(self) -> None:
        now_ms = self._clock.now().awake_ms
        self._pace.advance(now_ms - self._last_ms)
        self._last_ms = now_ms

    def _tick(self) -> None:
        self._advance()
        self._refresh()
        if not self._pace.moving or self._is_still():
            self._timer.stop()
            return
        still_ms = still_for_ms(
            self._routine, self._pace.elapsed_ms, reduced_motion=self.theme.reduced_motion
        )
        self._timer.start(max(FRAME_MS, min(still_ms, 1000)) if still_ms else FRAME_MS)

    def _is_still(self) -> bool:
        return self._pace.elapsed_ms > self._routine.length_ms + LAST_ARC_MS

    def _refresh(self) -> None:
        elapsed_ms = self._pace.elapsed_ms
        self._show_scene()
        now = frame(self._routine, elapsed_ms)
        while self._told_breaths < now.done:
            self._told_breaths += 1
            self.send(BreathFinished(self._told_breaths))
        if now.phase is Phase.DONE:
            self._finish()
            return
        self.words.show_moment(elapsed_ms, seconds=self.theme.reduced_motion)
        if (now.phase, now.breath) != self._announced and not self._pace.held:
            self._announced = (now.phase, now.breath)
            word = breath_word(now.phase)
            self._say(f"{word}. {now.words}" if word else now.words)

    def _scene_at(self, elapsed_ms: int) -> Scene:
        return scene(self._routine, elapsed_ms, reduced_motion=self.theme.reduced_motion)

    def _show_scene(self) -> None:
        shown = self._scene_at(self._pace.elapsed_ms)
        before = self._body_before
        if before is not None and self._changing.state() is QVariantAnimation.State.Running:
            share = in_out(float(self._changing.currentValue()))
            shown = replace(shown, body=before, coming=(shown.body, shown.disc), come=share)
        self.stage.show_scene(shown)

    def _say(self, text: str) -> None:
        """Tell a screen reader, without taking the word from it."""
        event = QAccessibleAnnouncementEvent(self.words, text)
        QAccessible.updateAccessibility(event)

    # --- keys ----------------------------------------------------------------

    def escape(self) -> None:
        if self._reading:
            self.hide_advice()
        else:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and not self._over:
            if not self._reading:
                self.toggle_pause()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._over and self._closing.isActive():
            self._closing.start()
        return super().event(event)

    # --- where things are ----------------------------------------------------

    def resize_to_screen(self) -> None:
        """As large as in the pictures, in the text's measure, on the screen that somebody looks at."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        width = min(self.theme.px(SIZE[0]), round(free.width() * 0.96))
        height = min(self.theme.px(SIZE[1]), round(free.height() * 0.92))
        self.resize(width, height)
        self.move(free.center().x() - width // 2, free.center().y() - height // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self.theme
        margin = theme.px(MARGIN)
        width = self.width()
        foot = self.finished_foot if self._over else self.advice_foot if self._reading else self.foot
        layout = foot.layout()
        assert layout is not None  # noqa: S101  each of them has one
        foot_height = layout.heightForWidth(width - 2 * margin)
        foot_top = self.height() - theme.px(FOOT_BOTTOM) - foot_height
        foot.setGeometry(margin, foot_top, width - 2 * margin, foot_height)
        room = foot_top - theme.px(ABOVE_FOOT)
        self.advice.setGeometry(margin, margin, width - 2 * margin, max(0, foot_top - 2 * margin))
        put = places(width, room, theme.line(1), lambda size: self._room_for(size, room))
        self.words.set_type_size(put.type_size)
        self.stage.setGeometry(self._mirrored(put.stage))
        self.words.setGeometry(self._mirrored(put.words))
        said = self.finished_words.height_for(put.words.width)
        middle = put.words.top + put.words.height // 2
        top = max(0, min(middle - said // 2 - theme.px(FINISHED_ABOVE), room - said))
        self.finished_words.setGeometry(self._mirrored(replace(put.words, top=top, height=said)))

    def _room_for(self, type_size: float, height: int) -> Room:
        self.words.set_type_size(type_size)
        free = height - self.theme.px(STAGE_TOP)
        return Room(type_size, self.words.least_width(), lambda width: self._height(width, free))

    def _height(self, width: int, room: int) -> int:
        roomy = self.words.height_for(width)
        if roomy <= room:
            return roomy
        return max(room, self.words.height_for(width, roomy=False))

    def _mirrored(self, box: Box) -> QRect:
        left = box.left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - box.left - box.width
        return QRect(left, box.top, box.width, box.height)


def _load(wanted: ShowRoutine, variant: str) -> Routine:
    return routines.load(wanted.routine, variant, wanted.breaths, wanted.inhale_ms, wanted.exhale_ms)
