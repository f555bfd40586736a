"""Hands on the virtual desktop: real keys and a real mouse, through the X server's test extension."""

from collections.abc import Callable
from threading import Event

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

SHIFTED = {
    "!": "exclam", "?": "question", "_": "underscore", ":": "colon", '"': "quotedbl",
    "(": "parenleft", ")": "parenright", "+": "plus",
}  # fmt: skip
PLAIN = {
    " ": "space", ".": "period", ",": "comma", "-": "minus", "\n": "Return", "'": "apostrophe",
    "/": "slash", ";": "semicolon",
}  # fmt: skip


class Hands:
    """Types and points on one display, as a person would; closing lets go of the display."""

    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)
        self._pause = Event()

    def close(self) -> None:
        self._display.close()

    def tap(self, key: str, *held: str) -> None:
        """Press and let go of ``key`` (a keysym's name), with the keys of ``held`` down."""
        codes = [self._code(name) for name in (*held, key)]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def type(self, text: str, every_s: float = 0.03) -> None:
        """Type ``text`` (English letters and common signs), a key every ``every_s``."""
        for character in text:
            if character.isupper():
                self.tap(character.lower(), "Shift_L")
            elif character in SHIFTED:
                self.tap(SHIFTED[character], "Shift_L")
            else:
                self.tap(PLAIN.get(character, character))
            self._pause.wait(every_s)

    def keep_typing(self, until: Callable[[], object], within_s: float, text: str = "deskbreak ") -> None:
        """Type ``text`` again and again until ``until`` is true; AssertionError after ``within_s``."""
        for _ in range(round(within_s / (len(text) * 0.1)) or 1):
            if until():
                return
            self.type(text, 0.1)
        raise AssertionError(f"typed for {within_s:g} s, and nothing came of it")

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def move_soon(self, x: int, y: int) -> None:
        """Put the pointer there without waiting for the server, for mice that report very often."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.flush()

    def press(self, button: int = 1) -> None:
        """Click where the pointer is."""
        xtest.fake_input(self._display, X.ButtonPress, button)
        xtest.fake_input(self._display, X.ButtonRelease, button)
        self._display.sync()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move there and click."""
        self.move(x, y)
        self.press(button)

    def _code(self, name: str) -> int:
        keysym = XK.string_to_keysym(name)
        code = int(self._display.keysym_to_keycode(keysym))
        if not code:
            raise ValueError(f"this keyboard has no key {name!r}")
        return code
