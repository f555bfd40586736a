"""The words beside the stage: In or Out, what the body does, which breath, how long still."""

from math import ceil

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from deskbreak.core.routine import Phase, Routine, frame
from deskbreak.language import _
from deskbreak.window import phrases
from deskbreak.window.controls.breath_word import BreathWord
from deskbreak.window.controls.count import Count
from deskbreak.window.controls.fading_words import FadingWords
from deskbreak.window.controls.words import Words
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

HALF_FADE_MS = 80
"""Words cross-fade from 80 ms before the turn to 80 ms after it."""

GAP, WIDE_GAP, LEAST_GAP = 8.0, 52.0, 12.0


def breath_word(phase: Phase) -> str:
    """The one word to follow; empty where nothing is to be breathed yet."""
    return {Phase.IN: _("In"), Phase.OUT: _("Out")}.get(phase, "")


_ARROWS = {Phase.IN: Mark.ARROW_UP, Phase.OUT: Mark.ARROW_DOWN}


class GuideWords(QWidget):
    """Words for one moment of the guide; or, while it stands, what makes it go on."""

    def __init__(self, theme: Theme, routine: Routine, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._routine = routine
        self.breath_word = BreathWord(theme, (_("In"), _("Out")), self)
        self.words = FadingWords(theme, "", Type.WORDS, parent=self)
        self.count = Count(theme, len(routine.breaths), self)
        self.left = Words(theme, "", colour="ink2", parent=self)
        self.standing_title = Words(theme, "", Type.CLOSING, line_height=1.2, parent=self)
        self.standing_words = Words(theme, "", Type.LEAD, colour="ink2", line_height=1.5, parent=self)
        self.type_size = 1.0
        self.standing_title.hide()
        self.standing_words.hide()
        self.use(routine)

    def use(self, routine: Routine) -> None:
        """Another variant of the same length."""
        self._routine = routine
        words = [routine.words_ready]
        for breath in routine.breaths:
            words += [breath.words_in, breath.words_out]
        self.words.reserve(tuple(dict.fromkeys(words)))
        self._place()

    # --- what they say -------------------------------------------------------

    def show_moment(self, elapsed_ms: int, *, seconds: bool) -> None:
        """The words at this moment; ``seconds`` counts the phase down beside the word."""
        routine = self._routine
        now = frame(routine, elapsed_ms)
        before = frame(routine, elapsed_ms - HALF_FADE_MS)
        after = frame(routine, elapsed_ms + HALF_FADE_MS)
        number = str(max(1, -(-now.phase_left_ms // 1000))) if seconds and now.breath else ""
        if (before.phase, before.breath) == (after.phase, after.breath) or after.phase is Phase.DONE:
            share = 0.0 if after.phase is Phase.DONE else 1.0
        else:
            share = 1 - before.phase_left_ms / (2 * HALF_FADE_MS)
        seen = [(before, 1 - share), (after, share)]
        shown = [each for each in seen if each[1] > 0]
        self.breath_word.show_both(
            tuple((breath_word(each.phase), _ARROWS.get(each.phase), opacity) for each, opacity in shown),
            number,
        )
        self.words.show_both(tuple((each.words, opacity) for each, opacity in shown))
        self.count.show_breath(max(1, now.breath))
        left = phrases.left(now.left_ms)
        if left != self.left.text():
            self.left.setText(left)

    def show_standing(self, title: str, words: str) -> None:
        """While the guide stands: why, and what makes it go on. Empty ``title`` takes it back."""
        standing = bool(title)
        self.standing_title.setText(title)
        self.standing_words.setText(words)
        self.standing_title.setVisible(standing)
        self.standing_words.setVisible(standing)
        self.breath_word.setVisible(not standing)
        self.words.setVisible(not standing)
        self._place()

    # --- where they are ------------------------------------------------------

    def set_type_size(self, type_size: float) -> None:
        """Draw the largest type closer, in shares of its size."""
        self.type_size = type_size
        self.breath_word.set_type_size(type_size)
        self.count.set_type_size(type_size)
        self._place()

    def least_width(self) -> int:
        """The width that no word may be denied."""
        words = max(self.words.longest_word(), self.standing_title.longest_word(), 1)
        breath = self.breath_word.width_in(self.type_size)
        return max(breath, ceil(words), self.count.sizeHint().width())

    def height_for(self, width: int, *, roomy: bool = True) -> int:
        """The height they take at that width; ``roomy`` as in the pictures, else as close as can be."""
        gap = self._theme.px(WIDE_GAP if roomy else LEAST_GAP)
        return self._upper_height(width) + gap + self._lower_height()

    def _upper_height(self, width: int) -> int:
        shrink = self.breath_word.shrink_in(width)
        words = self.words.heightForWidth(width)
        return self.breath_word.height_in(shrink) + self._theme.px(GAP) + words

    def _lower_height(self) -> int:
        return self.count.sizeHint().height() + self._theme.px(GAP) + self.left.heightForWidth(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, gap = self.width(), self._theme.px(GAP)
        shrink = self.breath_word.shrink_in(width)
        top = self.breath_word.height_in(shrink)
        self.breath_word.setGeometry(0, 0, width, top)
        height = self.words.heightForWidth(width)
        self.words.setGeometry(0, top + gap, width, height)
        upper = self._upper_height(width)
        title = self.standing_title.heightForWidth(width)
        said = self.standing_words.heightForWidth(width)
        start = max(0, upper - title - gap - said)
        self.standing_title.setGeometry(0, start, width, title)
        self.standing_words.setGeometry(0, start + title + gap, width, said)
        below = max(upper + self._theme.px(LEAST_GAP), self.height() - self._lower_height())
        count = self.count.sizeHint().height()
        self.count.setGeometry(0, below, width, count)
        self.left.setGeometry(0, below + count + gap, width, self.left.heightForWidth(width))
