"""The prompt asks without taking anything: no focus, no key, not the place under the pointer."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

from deskbreak.settings.model import RoutineName
from deskbreak.window import phrases
from deskbreak.window.corner import place
from deskbreak.window.messages import Closed, Painted, ShowPrompt, Wanted
from deskbreak.window.palette import LIGHT
from deskbreak.window.prompt import DEAF_MS, PromptWindow
from deskbreak.window.theme import Theme

from .conftest import Ear, MovableClock

ASKED = ShowPrompt(38 * 60_000, 300_000, 3, "reach", "standing", 10)
CALM = Theme(LIGHT, reduced_motion=True)


@pytest.fixture
def prompt(ear: Ear, clock: MovableClock) -> PromptWindow:
    window = PromptWindow(CALM, ear, clock, ASKED)
    window.come()
    QApplication.processEvents()
    return window


def buttons(prompt: PromptWindow) -> dict[str, QAbstractButton]:
    return {
        button.text() or button.accessibleName(): button
        for button in prompt.findChildren(QAbstractButton)
        if button.isVisibleTo(prompt)
    }


def texts(prompt: PromptWindow) -> str:
    return "\n".join(label.text() for label in prompt.findChildren(QLabel))


def test_it_says_how_long_and_what_for(prompt: PromptWindow) -> None:
    assert texts(prompt).startswith("A good moment to stand")
    assert "You have been at the desk for 38 minutes." in texts(prompt)
    assert "Ten slow breaths: a minute and a half." in texts(prompt)


def test_a_planned_one_says_what_it_is_time_for_and_not_how_long_somebody_sat(
    ear: Ear, clock: MovableClock
) -> None:
    asked = replace(ASKED, sitting_ms=12 * 60_000, planned_for="12:30")
    prompt = PromptWindow(CALM, ear, clock, asked)

    assert texts(prompt).startswith("Time for the reach")
    assert "Planned for 12:30.\nTen slow breaths: a minute and a half." in texts(prompt)
    assert "12 minutes" not in texts(prompt) + prompt.accessibleDescription()
    assert prompt.windowTitle() == prompt.accessibleName() == "Time for the reach"


@pytest.mark.parametrize("routine", get_args(RoutineName))
def test_every_routine_has_words_to_invite_to_it(routine: str) -> None:
    assert phrases.invitation(routine) != phrases.invitation("one that nobody wrote")


@pytest.mark.parametrize(
    ("name", "action"),
    [("Start", "start"), ("In 5 minutes", "snooze"), ("Skip", "skip"), ("I already stood", "stood")],
)
def test_each_answer_is_told_once_and_the_card_goes(
    prompt: PromptWindow, ear: Ear, name: str, action: str
) -> None:
    button = buttons(prompt)[name]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.click()
    QApplication.processEvents()
    assert ear.of(Wanted) == [Wanted(action)]
    assert not ear.of(Closed)
    assert not prompt.isVisible()


def test_the_dots_hold_the_pauses_and_when_to_see_somebody(prompt: PromptWindow, ear: Ear) -> None:
    QTest.mouseClick(buttons(prompt)["More"], Qt.MouseButton.LeftButton)
    [menu] = prompt.findChildren(QMenu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Pause for 30 minutes",
        "Pause for 1 hour",
        "Pause until tomorrow",
        "When to see somebody first",
    ]
    actions["When to see somebody first"].trigger()
    assert prompt.isVisible(), "reading about it is not an answer"
    actions["Pause for 1 hour"].trigger()
    assert ear.of(Wanted) == [Wanted("see_somebody"), Wanted("pause:1h")]
    menu.close()


def test_later_is_not_offered_when_it_was_said_often_enough(ear: Ear, clock: MovableClock) -> None:
    last = ShowPrompt(38 * 60_000, 300_000, 0, "reach", "standing", 10)
    assert "In 5 minutes" not in buttons(PromptWindow(CALM, ear, clock, last))


@pytest.mark.parametrize("variant", ["seated", "wheelchair", "left_arm", "low_range", "breath_only"])
def test_nobody_who_does_not_stand_is_told_to(ear: Ear, clock: MovableClock, variant: str) -> None:
    window = PromptWindow(CALM, ear, clock, ShowPrompt(60_000, 300_000, 3, "reach", variant, 10))
    said = texts(window) + "".join(buttons(window))
    assert "stand" not in said
    assert "stood" not in said


def test_it_says_why_it_waited(ear: Ear, clock: MovableClock) -> None:
    asked = ShowPrompt(60_000, 300_000, 3, "reach", "standing", 10, waited="It waited for your call.")
    prompt = PromptWindow(CALM, ear, clock, asked)
    assert "It waited for your call." in texts(prompt)
    assert prompt.accessibleDescription().endswith("a minute and a half. It waited for your call.")


def test_it_is_shown_without_the_focus_on_top_and_can_take_the_focus_when_asked(
    prompt: PromptWindow,
) -> None:
    assert prompt.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    flags = prompt.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    prompt._accept_focus()
    assert not prompt.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_for_a_second_after_it_got_the_focus_keys_are_not_its_own(
    prompt: PromptWindow, ear: Ear, clock: MovableClock, settle: Callable[[], None]
) -> None:
    prompt.activateWindow()
    settle()
    assert prompt.isActiveWindow()
    start = buttons(prompt)["Start"]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(start, key)
    clock.ms += DEAF_MS - 1
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert not ear.of(Wanted)
    clock.ms += 1
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert ear.of(Wanted) == [Wanted("start")]


def test_the_keyboard_reaches_every_answer_and_escape_answers_nothing(
    prompt: PromptWindow, ear: Ear, clock: MovableClock, settle: Callable[[], None]
) -> None:
    prompt.activateWindow()
    settle()
    clock.ms += DEAF_MS
    reached = set()
    for _ in range(5):
        focused = prompt.focusWidget()
        assert isinstance(focused, QAbstractButton)
        reached.add(focused.text() or focused.accessibleName())
        prompt.focusNextChild()
    assert reached == {"Start", "In 5 minutes", "Skip", "I already stood", "More"}
    QTest.keyClick(prompt, Qt.Key.Key_Escape)
    assert not ear.of(Wanted)


def test_taken_down_it_goes_without_a_word(prompt: PromptWindow, ear: Ear) -> None:
    prompt.go()
    QApplication.processEvents()
    assert not prompt.isVisible()
    assert not ear.of(Closed)
    assert not ear.of(Wanted)


def test_closed_by_the_window_manager_it_tells(prompt: PromptWindow, ear: Ear) -> None:
    prompt.close()
    assert ear.of(Closed) == [Closed("prompt")]


def test_it_tells_its_first_paint_once(prompt: PromptWindow, ear: Ear, settle: Callable[[], None]) -> None:
    prompt.grab()
    prompt.grab()
    settle()
    assert ear.of(Painted) == [Painted("prompt")]


@pytest.mark.parametrize("text_px", [12.0, 15.0, 30.0])
def test_at_any_text_size_it_is_on_the_screen_and_clips_nothing(
    ear: Ear, clock: MovableClock, text_px: float
) -> None:
    long = ShowPrompt(
        3_000 * 60_000, 300_000, 3, "reach", "standing", 10, waited="Donaudampfschifffahrt " * 6
    )
    window = PromptWindow(Theme(LIGHT, text_px=text_px, reduced_motion=True), ear, clock, long)
    window.come()
    QApplication.processEvents()
    shadow = window._edge()
    card = window.geometry().adjusted(shadow, shadow, -shadow, -shadow)
    assert window.screen().geometry().contains(card)
    for label in window.findChildren(QLabel):
        assert label.heightForWidth(label.width()) <= label.height()
    for button in buttons(window).values():
        assert button.heightForWidth(button.width()) <= button.height()
        assert window.rect().contains(button.geometry())


# --- in which corner -----------------------------------------------------------

SCREEN = QRect(0, 0, 1280, 800)
SIZE = QSize(457, 219)
NOWHERE = QPoint(640, 10)


@pytest.mark.parametrize(
    ("free", "mirrored", "corner"),
    [
        (QRect(0, 0, 1280, 760), False, "bottom right"),
        (QRect(0, 0, 1280, 760), True, "bottom left"),
        (QRect(0, 30, 1280, 770), False, "top right"),
        (QRect(60, 0, 1220, 800), False, "bottom left"),
        (QRect(0, 0, 1220, 800), False, "bottom right"),
        (QRect(0, 0, 1280, 800), False, "bottom right"),
    ],
)
def test_it_comes_beside_the_panel(free: QRect, mirrored: bool, corner: str) -> None:
    at = place(SCREEN, free, SIZE, QPoint(640, 400), grow=1, mirrored=mirrored)
    card = QRect(at, SIZE)
    assert free.contains(card)
    assert ("bottom" in corner) == (card.center().y() > free.center().y())
    assert ("right" in corner) == (card.center().x() > free.center().x())


@given(st.integers(0, 1279), st.integers(0, 799), st.sampled_from([0, 40]), st.booleans())
def test_it_never_comes_up_under_the_pointer(x: int, y: int, panel: int, mirrored: bool) -> None:
    free = QRect(0, 0, 1280, 800 - panel)
    at = place(SCREEN, free, SIZE, QPoint(x, y), grow=1, mirrored=mirrored)
    assert not QRect(at, SIZE).contains(QPoint(x, y))
    assert free.contains(QRect(at, SIZE))


def test_it_comes_on_the_screen_that_it_was_given() -> None:
    second = QRect(1280, 0, 1920, 1080)
    at = place(second, second, SIZE, QPoint(1300, 20), grow=1, mirrored=False)
    assert second.contains(QRect(at, SIZE))
    assert NOWHERE.x() < at.x()
