"""Controls: keyboard, wrapping, an outline for the focus that is outside the control."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from deskbreak.window.controls.buttons import DotsButton, FilledButton, LinkButton, OutlinedButton
from deskbreak.window.controls.choices import ChoiceRow
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.text import set_text
from deskbreak.window.controls.words import Words
from deskbreak.window.frame import Window
from deskbreak.window.marks import Mark
from deskbreak.window.messages import Closed
from deskbreak.window.palette import DARK, HIGH_CONTRAST, LIGHT
from deskbreak.window.theme import Theme, Type

from .conftest import Ear

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_answers_to_the_keyboard(theme: Theme, key: Qt.Key) -> None:
    pressed: list[bool] = []
    for button in (
        FilledButton(theme, "Close"),
        OutlinedButton(theme, "Stop", key="Esc"),
        LinkButton(theme, "Skip"),
    ):
        button.clicked.connect(lambda: pressed.append(True))
        QTest.keyClick(button, key)
    assert len(pressed) == 3


@pytest.mark.parametrize("kind", [Type.BODY, Type.WORDS, Type.CLOSING])
def test_words_wrap_even_inside_a_word_and_are_never_clipped(theme: Theme, kind: Type) -> None:
    words = Words(theme, f"Das {LONG} gilt", kind)
    height = words.heightForWidth(160)
    placed = set_text(words.text(), words.font(), 160)
    assert placed.width <= 160
    assert height >= placed.layout.lineCount() * words.font().pixelSize()
    assert (
        "".join(
            words.text()[placed.layout.lineAt(i).textStart() :][: placed.layout.lineAt(i).textLength()]
            for i in range(placed.layout.lineCount())
        )
        == words.text()
    )


def test_a_button_with_a_long_word_grows(theme: Theme) -> None:
    button = FilledButton(theme, f"{LONG} annehmen")
    assert button.heightForWidth(200) > button.heightForWidth(2_000)
    assert button.heightForWidth(2_000) == theme.px(40)


def test_a_row_wraps_and_mirrors(app: QApplication, theme: Theme) -> None:
    holder = QWidget()
    row = FlowLayout(holder, gap=12)
    buttons = [OutlinedButton(theme, text) for text in ("One", "Two", "Three")]
    for button in buttons:
        row.addWidget(button)
    wide, narrow = row.heightForWidth(1_000), row.heightForWidth(buttons[2].sizeHint().width() + 5)
    assert wide == theme.px(40)
    assert narrow == 3 * theme.px(40) + 2 * 12
    holder.resize(1_000, 40)
    holder.show()
    app.processEvents()
    assert buttons[0].x() == 0
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.activate()
    row.setGeometry(holder.rect())
    assert buttons[0].geometry().right() == 999
    assert buttons[0].x() > buttons[1].x() > buttons[2].x()


def test_answers_are_chosen_by_mouse_and_arrows_and_told_once_each(
    theme: Theme, settle: Callable[[], None]
) -> None:
    row = ChoiceRow(theme, ["Done", "Not yet", "Does not apply"])
    told: list[int] = []
    row.chosen.connect(told.append)
    row.show()
    row.activateWindow()
    settle()
    row.choose(1)
    assert not told, "showing an answer is not choosing it"
    QTest.mouseClick(row.cards()[0], Qt.MouseButton.LeftButton)
    assert told == [0]
    QTest.keyClick(row.cards()[0], Qt.Key.Key_Right)
    assert row.cards()[1].isChecked()
    row.choose(None)
    assert not any(card.isChecked() for card in row.cards())
    assert len({card.width() for card in row.cards()}) == 1, "equal answers are equally wide"


def window_with(theme: Theme, ear: Ear, *controls: QWidget) -> Window:
    window = Window(theme, ear, "home", "Deskbreak")
    column = QVBoxLayout(window)
    column.setContentsMargins(24, 24, 24, 24)
    for control in controls:
        column.addWidget(control)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST])
def test_the_focus_is_seen_around_the_control_with_air_between(
    app: QApplication, ear: Ear, palette: object
) -> None:
    theme = Theme(palette)  # type: ignore[arg-type]  # parametrised
    first, second = FilledButton(theme, "Start"), OutlinedButton(theme, "Stop")
    window = window_with(theme, ear, first, second)
    first.setFocus()
    QApplication.processEvents()
    ring = window.focus_ring
    assert ring.isVisible()
    assert ring.geometry().contains(first.geometry().adjusted(-5, -5, 5, 5))
    picture = window.grab().toImage()
    middle = first.geometry().center().x()
    above = [picture.pixelColor(middle, first.y() - away).name() for away in range(1, 6)]
    assert above[0] == theme.palette.paper.lower(), "air"
    assert theme.palette.ink.lower() in above, "ink"
    second.setFocus()
    QApplication.processEvents()
    assert ring.geometry().contains(second.geometry())
    second.hide()
    QApplication.processEvents()
    assert app.focusWidget() is not second
    assert ring.geometry().size() == first.size() + QSize(12, 12), "the focus went on, and the ring with it"


def test_escape_closes_a_window_and_that_is_told(theme: Theme, ear: Ear) -> None:
    window = window_with(theme, ear, FilledButton(theme, "Start"))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert ear.of(Closed) == [Closed("home")]


def test_a_button_without_words_has_a_name(theme: Theme) -> None:
    assert DotsButton(theme, "More").accessibleName() == "More"


def test_every_mark_can_be_painted_on_a_button(theme: Theme) -> None:
    plain = OutlinedButton(theme, "Pause").grab().toImage()
    for mark in Mark:
        marked = OutlinedButton(theme, "Pause", mark=mark)
        assert marked.sizeHint().width() > OutlinedButton(theme, "Pause").sizeHint().width()
        assert marked.grab().toImage() != plain


def test_figures_are_equally_wide(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font(Type.COUNT))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
