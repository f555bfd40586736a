"""The guide leads through the routine, waits kindly, and tells each finished breath."""

from collections.abc import Callable
from gettext import NullTranslations
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from deskbreak import language
from deskbreak.content import routines
from deskbreak.window.controls.words import Words
from deskbreak.window.figure.poses import POSES
from deskbreak.window.figure.skeleton import Base
from deskbreak.window.messages import BreathFinished, Closed, Facts, Painted, RoutineOver, ShowRoutine, Wanted
from deskbreak.window.palette import LIGHT
from deskbreak.window.prompt_picture import FIRST_POSES
from deskbreak.window.roles import install_roles
from deskbreak.window.routine import RoutineWindow
from deskbreak.window.scene import scene
from deskbreak.window.theme import Theme

from .conftest import Ear, MovableClock

THREE = ShowRoutine("reach", "standing", 3, 4_000, 6_000, "full")
READY_MS, BREATH_MS = 3_000, 10_000


class Guide:
    """A guide on a screen, with its time in the test's hands."""

    def __init__(self, theme: Theme, ear: Ear, clock: MovableClock, wanted: ShowRoutine = THREE) -> None:
        self.ear, self.clock = ear, clock
        self.window = RoutineWindow(theme, ear, clock, wanted)
        self.window.show()
        QApplication.processEvents()

    def breathe(self, length_ms: int) -> None:
        """Let time pass as the guide's own timer would."""
        while length_ms > 0:
            step_ms = min(250, length_ms)
            self.clock.ms += step_ms
            self.window._tick()
            length_ms -= step_ms
        QApplication.processEvents()

    def reads(self, text: str) -> bool:
        """Whether these words can be read now."""
        labels = self.window.findChildren(QLabel)
        return any(text in label.text() for label in labels if label.isVisible())

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    def click(self, name: str) -> None:
        found = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.text() == name
        ]
        assert found, f"there is no button {name!r}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        QApplication.processEvents()


@pytest.fixture
def guide(theme: Theme, ear: Ear, clock: MovableClock) -> Guide:
    return Guide(theme, ear, clock)


def test_it_leads_from_getting_ready_to_the_closing_line(guide: Guide, ear: Ear) -> None:
    assert guide.reads("Stand up")
    guide.breathe(READY_MS + 1_000)
    assert guide.reads("In")
    assert guide.reads("Tall, the right arm up")
    assert guide.reads("1 of 3")
    guide.breathe(4_000)
    assert guide.reads("Out")
    guide.breathe(3 * BREATH_MS)
    assert [message.count for message in ear.of(BreathFinished) if isinstance(message, BreathFinished)] == [
        1,
        2,
        3,
    ]
    assert ear.of(RoutineOver) == [RoutineOver("standing")]
    assert guide.reads("That was three.")


def test_its_end_is_told_once_and_closing_it_then_says_only_that(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS + 3 * BREATH_MS + 1_000)
    guide.click("Close")
    assert ear.of(RoutineOver) == [RoutineOver("standing")]
    assert ear.of(Closed) == [Closed("routine")]


def test_it_tells_when_it_was_painted(guide: Guide, ear: Ear, settle: Callable[[], None]) -> None:
    guide.window.grab()
    settle()
    assert ear.of(Painted) == [Painted("routine")]


@pytest.mark.parametrize("how", ["Stop", "Esc", "the window's own cross"])
def test_stopping_it_tells_that_it_is_over(guide: Guide, ear: Ear, how: str) -> None:
    guide.breathe(READY_MS + BREATH_MS)
    if how == "Stop":
        guide.click("Stop")
    elif how == "Esc":
        guide.window.escape()
    else:
        guide.window.close()
    assert len(ear.of(BreathFinished)) == 1
    assert ear.heard[-2:] == [RoutineOver("standing"), Closed("routine")]


def test_closed_by_the_daemon_it_tells_nothing(guide: Guide, ear: Ear) -> None:
    guide.window.withdraw()
    assert not ear.of(RoutineOver)
    assert not ear.of(Closed)


def test_space_pauses_and_space_goes_on_where_it_was(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS + 2_000)
    guide.press(Qt.Key.Key_Space)
    assert guide.reads("Paused.")
    guide.breathe(60_000)
    assert not ear.of(BreathFinished)
    paints = guide.window.stage.paints
    guide.breathe(2_000)
    assert guide.window.stage.paints == paints, "nothing is painted while it stands"
    assert not guide.window._timer.isActive()
    guide.press(Qt.Key.Key_Space)
    assert not guide.reads("Paused.")
    guide.breathe(BREATH_MS)
    assert len(ear.of(BreathFinished)) == 1


def test_the_pause_button_says_what_it_will_do(guide: Guide) -> None:
    guide.click("Pause")
    guide.click("Go on")
    assert not guide.reads("Paused.")


def test_busy_hands_are_waited_for_kindly(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS + 5_000)
    guide.window.wait_for_hands(True)
    assert guide.reads("Take your time.")
    assert guide.reads("It goes on when your hands are free.")
    guide.breathe(30_000)
    assert not ear.of(BreathFinished)
    guide.window.wait_for_hands(False)
    guide.breathe(BREATH_MS)
    assert ear.of(BreathFinished)


def test_calm_hands_do_not_end_a_pause_that_somebody_wanted(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS)
    guide.press(Qt.Key.Key_Space)
    guide.window.wait_for_hands(True)
    guide.window.wait_for_hands(False)
    guide.breathe(20_000)
    assert guide.reads("Paused.")
    assert not ear.of(BreathFinished)


def test_reading_when_to_stop_holds_the_guide(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS)
    guide.click("When to stop")
    assert guide.reads("Stop if pain climbs")
    assert guide.reads("When to see somebody first")
    guide.breathe(20_000)
    assert not ear.of(BreathFinished)
    guide.window.escape()
    assert guide.window.isVisible(), "Esc leads back first"
    assert guide.reads("1 of 3")
    guide.breathe(BREATH_MS + 1_000)
    assert len(ear.of(BreathFinished)) == 1


def test_the_variant_can_be_changed_on_the_way(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS + BREATH_MS + 2_000)
    guide.window.foot._actions.actions()[2].trigger()
    assert guide.window.foot.variant.text() == "Wheelchair"
    guide.breathe(500)
    assert guide.reads("2 of 3")
    guide.breathe(2 * BREATH_MS)
    assert len(ear.of(BreathFinished)) == 3
    assert ear.of(RoutineOver) == [RoutineOver("wheelchair")]
    assert not guide.reads("feet")


def test_the_end_says_when_the_next_reminder_comes(guide: Guide) -> None:
    before = Facts("routine", 0, 0, 0, "14:00", "14:15", "", 0, 0, "", "")
    after = Facts("sitting", 0, 0, 0, "15:10", "15:25", "", 1, 0, "", "")
    guide.window.take(before)
    guide.breathe(READY_MS + 3 * BREATH_MS + 1_000)
    assert not guide.reads("14:00"), "what was true before the end is out of date"
    guide.window.take(after)
    QApplication.processEvents()
    assert guide.reads("between 15:10 and 15:25")


def test_once_more_asks_the_daemon_and_begins_in_the_same_window(guide: Guide, ear: Ear) -> None:
    guide.breathe(READY_MS + 3 * BREATH_MS + 1_000)
    guide.click("Once more")
    assert ear.heard[-1] == Wanted("start")
    guide.window.begin_again(THREE)
    QApplication.processEvents()
    assert guide.reads("Stand up")
    guide.breathe(READY_MS + 3 * BREATH_MS + 1_000)
    assert len(ear.of(RoutineOver)) == 2
    assert len(ear.of(BreathFinished)) == 6


def test_it_closes_by_itself_but_not_under_somebodys_hands(guide: Guide) -> None:
    guide.breathe(READY_MS + 3 * BREATH_MS + 1_000)
    closing = guide.window._closing
    assert closing.isActive()
    closing.setTimerType(Qt.TimerType.PreciseTimer)
    closing.start()
    QTest.qWait(200)
    assert closing.remainingTime() <= closing.interval() - 190
    QApplication.sendEvent(guide.window, QEvent(QEvent.Type.Enter))
    assert closing.remainingTime() > closing.interval() - 150
    closing.timeout.emit()
    assert not guide.window.isVisible()


def test_with_reduced_motion_a_number_counts_and_the_clock_is_rarely_asked(
    ear: Ear, clock: MovableClock
) -> None:
    guide = Guide(Theme(LIGHT, reduced_motion=True), ear, clock)
    guide.breathe(READY_MS + 1_500)
    assert guide.window.words.breath_word._number == "3"
    assert guide.window._timer.interval() > 100
    paints = guide.window.stage.paints
    guide.breathe(500)
    assert guide.window.stage.paints == paints


def test_nothing_is_painted_while_getting_ready(guide: Guide) -> None:
    guide.breathe(250)
    paints = guide.window.stage.paints
    guide.breathe(1_000)
    assert guide.window.stage.paints == paints


def stage_and_words(window: RoutineWindow) -> tuple[QWidget, QWidget]:
    return window.stage, window.words


@pytest.mark.parametrize(
    ("text_px", "width", "height"),
    [(15, 898, 548), (15, 480, 800), (15, 1600, 1000), (15, 700, 460), (30, 1280, 736), (30, 1000, 1600)],
)
def test_whatever_the_window_no_word_is_clipped_and_nothing_overlaps(
    ear: Ear, clock: MovableClock, text_px: float, width: int, height: int
) -> None:
    guide = Guide(Theme(LIGHT, text_px=text_px), ear, clock)
    guide.window.resize(width, height)
    guide.breathe(READY_MS + 1_000)
    stage, words = stage_and_words(guide.window)
    assert stage.width() >= 200
    assert not stage.geometry().intersects(words.geometry())
    assert not words.geometry().intersects(guide.window.foot.geometry())
    assert guide.window.rect().contains(words.geometry())
    for label in guide.window.words.findChildren(Words):
        if label.isVisible():
            assert label.heightForWidth(label.width()) <= label.height()
            bottom = label.mapTo(guide.window, QPoint(0, label.height())).y()
            assert bottom <= guide.window.foot.y()
    assert words.height() >= guide.window.words.left.geometry().bottom()


class German(NullTranslations):
    """Long words, as German has them."""

    WORDS: ClassVar = {
        "In": "Einatmen",
        "Out": "Ausatmen",
        "Pause": "Unterbrechen",
        "Space": "Leertaste",
        "When to stop": "Wann man aufhören sollte",
        "Tall, the right arm up": "Aufrichten und Wirbelsäulenverlängerung, rechter Arm emporgestreckt",
    }

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)


@pytest.mark.parametrize(("width", "height"), [(898, 548), (420, 760), (700, 460)])
def test_long_words_shrink_or_wrap_but_stay_whole(
    monkeypatch: pytest.MonkeyPatch, ear: Ear, clock: MovableClock, width: int, height: int
) -> None:
    monkeypatch.setattr(language, "_translations", German())
    guide = Guide(Theme(LIGHT), ear, clock)
    guide.window.resize(width, height)
    guide.breathe(READY_MS + 1_000)
    words = guide.window.words
    assert guide.reads("Wirbelsäulenverlängerung")
    assert words.breath_word.width_in(words.breath_word.shrink()) <= words.width() + 1
    assert words.words.heightForWidth(words.words.width()) <= words.words.height()
    for button in guide.window.foot.findChildren(QAbstractButton):
        assert button.heightForWidth(button.width()) <= button.height()
        corner = button.mapTo(guide.window, QPoint(0, 0))
        assert guide.window.rect().contains(QRect(corner, button.size()))
    assert guide.window.stage.width() >= 200


def test_right_to_left_mirrors_everything_but_the_figure(
    app: QApplication, theme: Theme, ear: Ear, clock: MovableClock
) -> None:
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    guide = Guide(theme, ear, clock)
    guide.breathe(READY_MS + 1_000)
    window = guide.window
    assert window.stage.x() > window.words.x()
    foot = window.foot
    assert foot.variant.mapTo(window, QPoint(0, 0)).x() > foot.stop.mapTo(window, QPoint(0, 0)).x()
    mirrored = window.stage.grab().toImage()
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    other = Guide(theme, ear, MovableClock())
    other.breathe(READY_MS + 1_000)
    assert other.window.stage.grab().toImage() == mirrored


def test_the_figure_really_reaches_to_the_screens_left(theme: Theme, ear: Ear, clock: MovableClock) -> None:
    routine = routines.load("reach", "standing", 10, 4_000, 6_000)
    over = READY_MS + 4 * BREATH_MS + BREATH_MS - 1
    assert routine.breaths[4].words_out == "Over to the left"
    assert scene(routine, over).body.pose.right.shoulder == pytest.approx(
        POSES["side_left"].right.shoulder, abs=1
    )
    guide = Guide(theme, ear, clock, ShowRoutine("reach", "standing", 10, 4_000, 6_000, "full"))
    guide.breathe(over)
    picture = guide.window.stage.grab().toImage()
    skin = theme.palette.figure.skin.lower()
    upper = range(picture.height() // 3)
    reached = [
        x for x in range(0, picture.width(), 2) for y in upper if picture.pixelColor(x, y).name() == skin
    ]
    assert reached
    assert max(reached) < picture.width() / 2


def test_every_pose_that_a_routine_names_can_be_drawn() -> None:
    for name in routines.names():
        for variant in routines.variants(name):
            routine = routines.load(name, variant, 20, 4_000, 6_000)
            assert Base(routine.base)
            used = (
                {routine.pose_rest}
                | {b.pose_full for b in routine.breaths}
                | {b.pose_empty for b in routine.breaths}
            )
            assert used <= set(POSES)


def test_the_prompts_picture_shows_where_each_variants_first_breath_leads() -> None:
    assert set(FIRST_POSES) == set(routines.variants("reach"))
    for variant, (base, pose) in FIRST_POSES.items():
        routine = routines.load("reach", variant, 10, 4_000, 6_000)
        assert (routine.base, routine.breaths[0].pose_full) == (base.value, pose)


def test_all_controls_have_names_and_come_in_reading_order(guide: Guide) -> None:
    guide.window.activateWindow()
    order = []
    for _ in range(4):
        guide.window.focusNextChild()
        focused = guide.window.focusWidget()
        assert isinstance(focused, QAbstractButton)
        order.append(focused.accessibleName() or focused.text())
    assert order == ["Position: Standing", "When to stop", "Pause", "Stop"]


def test_a_screen_reader_knows_the_windows_for_what_they_are(
    theme: Theme, ear: Ear, clock: MovableClock
) -> None:
    install_roles()
    window = RoutineWindow(theme, ear, clock, THREE)
    window.show()
    seen = QAccessible.queryAccessibleInterface(window)
    assert seen.role() is QAccessible.Role.Window
    assert seen.text(QAccessible.Text.Name) == "The reach"
    figure = QAccessible.queryAccessibleInterface(window.stage)
    assert figure.role() is QAccessible.Role.Animation
    assert figure.text(QAccessible.Text.Name)
