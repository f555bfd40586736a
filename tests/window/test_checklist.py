"""The desk checklist as somebody goes through it, by mouse and by keyboard alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from deskbreak.content.answers import Answer
from deskbreak.history.checklist_store import ChecklistStore
from deskbreak.window.checklist import ChecklistWindow
from deskbreak.window.checklist_areas import AreaItem
from deskbreak.window.checklist_pictures import PictureCard
from deskbreak.window.controls.choices import ChoiceCard
from deskbreak.window.controls.text import longest_word
from deskbreak.window.messages import Closed, Painted, Quit, ShowChecklist, to_line
from deskbreak.window.palette import LIGHT
from deskbreak.window.theme import Theme

Key = Qt.Key


class Person:
    """Somebody in front of the checklist."""

    def __init__(self, window: ChecklistWindow, settle: Callable[[], None]) -> None:
        self.window = window
        self._settle = settle

    def reads(self) -> list[str]:
        """Everything on the page, as it can be seen."""
        seen = self.window.findChildren(QLabel) + self.window.findChildren(QAbstractButton)
        return [each.text() for each in seen if each.isVisible() and each.text()]

    def presses(self, words: str) -> None:
        buttons = [each for each in self.window.findChildren(QAbstractButton) if each.isVisible()]
        (button,) = [each for each in buttons if each.text() == words]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settle()

    def types(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key)
        self._settle()

    def chosen(self) -> list[str]:
        """The answers, or kinds of desk, that show as chosen."""
        cards = self.window.findChildren(ChoiceCard)
        return [card.text() for card in cards if card.isVisible() and card.isChecked()]

    def area(self) -> str:
        """The area that is looked at."""
        return next(each.text() for each in self.window.findChildren(AreaItem) if each.isChecked())


@pytest.fixture
def store(tmp_path: Path) -> ChecklistStore:
    return ChecklistStore(tmp_path / "checklist.json")


@pytest.fixture
def opened(
    theme: Theme, ear: Callable[[object], None], store: ChecklistStore, settle: Callable[[], None]
) -> Callable[..., Person]:
    def open_it(scale: float = 1.0, size: tuple[int, int] = (960, 576)) -> Person:
        scaled = Theme(theme.palette, theme.text_px * scale, reduced_motion=True)
        window = ChecklistWindow(scaled, ear, store)
        window.show()
        window.resize(*size)
        window.activateWindow()
        settle()
        return Person(window, settle)

    return open_it


def test_it_asks_for_the_desk_first_and_then_shows_its_first_item(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    person = opened()
    assert "What is on your desk?" in person.reads()

    person.presses("A docked laptop")
    person.presses("Next")

    assert store.read().desk == "docked"
    assert "The top of the screen at eye level" in person.reads()
    assert person.area() == "Screen"


def test_having_been_seen_it_does_not_open_by_itself_again(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    opened()

    assert store.read().shown_at_first_start


def test_every_answer_is_saved_at_once(opened: Callable[..., Person], store: ChecklistStore) -> None:
    store.choose_desk("laptop")
    person = opened()

    person.presses("Need equipment")
    assert store.read().at("laptop") == {"laptop": Answer.NEED_EQUIPMENT}
    assert "Equipment list: 1 thing" in person.reads()

    person.presses("Done")
    assert store.read().at("laptop") == {"laptop": Answer.DONE}
    assert not [words for words in person.reads() if words.startswith("Equipment list")]


def test_the_whole_list_can_be_answered_from_the_keyboard(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    person = opened()
    person.types(Key.Key_Return)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1, Key.Key_4, Key.Key_1):
        person.types(key)
        person.types(Key.Key_Return)

    assert list(store.read().at("laptop").values()) == [
        Answer.DONE,
        Answer.NOT_YET,
        Answer.DOES_NOT_APPLY,
        Answer.NEED_EQUIPMENT,
        Answer.DONE,
        Answer.NEED_EQUIPMENT,
        Answer.DONE,
    ]
    assert "Equipment list" in person.reads()
    person.types(Key.Key_Return)
    assert not person.window.isVisible()


def test_enter_goes_on_without_choosing_what_nobody_chose(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.choose_desk("laptop")
    person = opened()

    person.types(Key.Key_Return)

    assert person.area() == "Keyboard"
    assert store.read().at("laptop") == {}


def test_arrows_move_between_answers_and_page_keys_between_items(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.answer("laptop", "laptop", Answer.DONE)
    person = opened()
    person.types(Key.Key_PageUp)
    assert person.area() == "Laptop"

    person.types(Key.Key_Right)
    assert person.chosen() == ["Not yet"]
    assert store.read().at("laptop") == {"laptop": Answer.NOT_YET}

    person.types(Key.Key_PageDown)
    assert person.area() == "Keyboard"


def test_it_goes_on_where_it_was_left(opened: Callable[..., Person], store: ChecklistStore) -> None:
    store.answer("laptop", "laptop", Answer.DONE)
    store.answer("laptop", "keyboard", Answer.NOT_YET)

    assert opened().area() == "Mouse"


def test_an_area_can_be_gone_to_and_back(opened: Callable[..., Person], store: ChecklistStore) -> None:
    store.choose_desk("laptop")
    person = opened()

    person.presses("Feet")
    assert "Feet flat on the floor" in person.reads()
    person.presses("Back")
    assert person.area() == "Chair"


def test_a_desktop_computer_has_other_items_and_a_laptop_keeps_its_answers(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.answer("laptop", "mouse", Answer.DONE)
    person = opened()

    person.presses("Change desk")
    person.presses("A desktop computer")
    person.presses("Next")

    areas = [each.text() for each in person.window.findChildren(AreaItem) if each.isVisible()]
    assert areas == ["Screen", "Mouse", "Shoulders", "Chair", "Feet", "Variety"]
    assert store.read().at("laptop") == {"mouse": Answer.DONE}


def test_the_equipment_list_can_be_copied(opened: Callable[..., Person], store: ChecklistStore) -> None:
    store.answer("laptop", "mouse", Answer.NEED_EQUIPMENT)
    store.answer("laptop", "feet", Answer.NEED_EQUIPMENT)
    person = opened()

    person.presses("Equipment list: 2 things")
    person.presses("Copy the list")

    wanted = "For my desk (A laptop on its own):\n- A mouse\n- A footrest\n"
    assert QGuiApplication.clipboard().text() == wanted
    assert [each.toPlainText() for each in person.window.findChildren(QPlainTextEdit)] == [wanted]
    assert "Copied" in person.reads()


def test_not_now_closes_it_and_tells(
    opened: Callable[..., Person], store: ChecklistStore, ear: "object"
) -> None:
    store.choose_desk("laptop")
    person = opened()

    person.presses("Not now")

    assert not person.window.isVisible()
    assert ear.of(Closed) == [Closed("checklist")]  # type: ignore[attr-defined]


def test_an_answer_that_cannot_be_saved_is_not_shown_as_chosen(
    opened: Callable[..., Person], store: ChecklistStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.choose_desk("laptop")
    person = opened()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        person.presses("Done")
    assert person.chosen() == []
    assert [words for words in person.reads() if "could not be saved" in words and "No space" in words]

    person.presses("Done")
    assert person.chosen() == ["Done"]
    assert not [words for words in person.reads() if "could not be saved" in words]


def test_a_broken_file_is_named(opened: Callable[..., Person], tmp_path: Path) -> None:
    (tmp_path / "checklist.json").write_text("{", "utf-8")

    assert [words for words in opened().reads() if "checklist.json.broken" in words]


def test_everything_that_can_be_pressed_is_reached_with_tab(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.answer("laptop", "laptop", Answer.NEED_EQUIPMENT)
    person = opened()
    reached = set()
    for _ in range(30):
        person.types(Key.Key_Tab)
        focused = person.window.focusWidget()
        assert isinstance(focused, QAbstractButton)
        reached.add(focused.text())

    assert reached >= {"Keyboard", "Change desk", "Equipment list: 1 thing", "Not now", "Back", "Next"}
    assert reached & {"Done", "Not yet", "Does not apply", "Need equipment"}


def test_a_screen_reader_hears_what_everything_is(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.answer("laptop", "laptop", Answer.DONE)
    person = opened()
    pictures = person.window.findChildren(PictureCard)

    assert [name_of(picture) for picture in pictures] == [
        "Easy: Hands low, forearms level",
        "Tiring: Tiring for arms and shoulders",
    ]
    laptop = next(each for each in person.window.findChildren(AreaItem) if each.text() == "Laptop")
    assert QAccessible.queryAccessibleInterface(laptop).role() == QAccessible.Role.RadioButton
    assert laptop.accessibleDescription() == "Done"
    card = next(each for each in person.window.findChildren(ChoiceCard) if each.text() == "Not yet")
    assert card.accessibleDescription() == "A separate keyboard when the laptop is raised. Key 2"


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (960, 576)), (2.0, (1284, 720)), (1.0, (420, 700)), (2.0, (800, 1000))]
)
def test_no_word_is_clipped_at_any_text_size(
    opened: Callable[..., Person], store: ChecklistStore, scale: float, size: tuple[int, int]
) -> None:
    store.answer("laptop", "laptop", Answer.NEED_EQUIPMENT)
    person = opened(scale, size)
    for _ in range(6):
        for words in person.window.findChildren(QLabel) + person.window.findChildren(QAbstractButton):
            if words.isVisible() and words.text():
                assert words.width() >= longest_word(words.text(), words.font()), words.text()
                right = words.mapTo(person.window, words.rect().topRight()).x()
                assert right <= person.window.width(), words.text()
        person.types(Key.Key_PageDown)


def test_the_keyboard_begins_where_it_can_be_seen(
    opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.choose_desk("laptop")
    small = opened(2.0, (1284, 720))
    focused = small.window.focusWidget()

    assert focused is not None
    assert focused.mapTo(small.window, focused.rect().bottomLeft()).y() < small.window.height()
    assert "The top of the screen at eye level" in small.reads()


def test_right_to_left_everything_is_mirrored_but_the_pictures(
    app: QApplication, opened: Callable[..., Person], store: ChecklistStore
) -> None:
    store.choose_desk("laptop")
    plain = opened()
    before = {each.text(): each.x() for each in plain.window.findChildren(AreaItem)}
    drawn = picture_of(plain)
    plain.window.close()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = opened()

    assert all(mirrored.window.width() / 2 < left_of(each) for each in mirrored.window.findChildren(AreaItem))
    assert before
    assert picture_of(mirrored) == drawn


def left_of(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).x()


def picture_of(person: Person) -> object:
    """The scene's part of the first card, without its caption."""
    card = next(each for each in person.window.findChildren(PictureCard) if each.isVisible())
    return card.grab(card.rect().adjusted(20, 20, -20, -card.height() // 2)).toImage()


def test_the_tiring_card_is_told_apart_without_colour(theme: Theme) -> None:
    assert theme.palette is LIGHT
    good, tiring = PictureCard(theme, good=True), PictureCard(theme, good=False)
    for card in (good, tiring):
        card.resize(300, 300)
    middle = good.grab().toImage().pixelColor(150, 100), tiring.grab().toImage().pixelColor(150, 100)
    edge = {tiring.grab().toImage().pixelColor(x, 1).rgb() for x in range(40, 260)}

    assert middle[0].name() == LIGHT.sand.lower()
    assert middle[0] != middle[1]
    assert len(edge) > 1, "its outline is dashed"


def test_a_daemon_that_quits_takes_an_open_checklist_with_it_without_a_fault(tmp_path: Path) -> None:
    program = "import sys; from deskbreak.window.process import run; sys.exit(run(sys.stdin, sys.stdout))"
    ChecklistStore(tmp_path / "deskbreak" / "checklist.json").choose_desk("laptop")
    window = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
    )
    try:
        assert window.stdin is not None
        assert window.stdout is not None
        window.stdin.write(to_line(ShowChecklist()))
        window.stdin.flush()
        assert window.stdout.readline() == to_line(Painted("checklist"))
        said, faults = window.communicate(to_line(Quit()), timeout=20)
    finally:
        window.kill()
        window.wait()

    assert (window.returncode, said) == (0, ""), faults
