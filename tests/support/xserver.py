"""A real X server for tests, with hands that type and move the mouse through XTEST."""

import os
import random
import select
import signal
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from Xlib import X, display, error
from Xlib.ext import xtest

START_S = 20.0
END_S = 10.0
KEY_CODE = 38


def unused_display() -> int:
    """A display number that nobody has, far from those that servers choose by themselves."""
    while True:
        number = random.randrange(2000, 30000)  # noqa: S311  only has to be unlikely to clash
        if not Path(f"/tmp/.X11-unix/X{number}").exists() and not Path(f"/tmp/.X{number}-lock").exists():
            return number


class XServer:
    """Xvfb on a free display, or on display ``number``; use it in a ``with`` statement.

    ``without`` names extensions to leave out. ``environment`` is what a program needs to find it.
    """

    def __init__(
        self, number: int | None = None, size: str = "1024x768", without: tuple[str, ...] = ()
    ) -> None:
        self._number = number
        self._size = size
        self._without = without
        self._process: subprocess.Popen[bytes] | None = None
        self._hands: display.Display | None = None
        self.display = ""

    def __enter__(self) -> Self:
        told, telling = os.pipe()
        place = [] if self._number is None else [f":{self._number}"]
        left_out = [word for name in self._without for word in ("-extension", name)]
        command = [
            "setpriv",
            "--pdeathsig",
            "KILL",
            "--",
            "Xvfb",
            *place,
            "-displayfd",
            str(telling),
            "-screen",
            "0",
            f"{self._size}x24",
        ]
        with ExitStack() as files:
            files.callback(os.close, told)
            try:
                self._process = subprocess.Popen(
                    [*command, "-nolisten", "tcp", "-noreset", *left_out],
                    pass_fds=(telling,),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            finally:
                os.close(telling)
            # It dies when the line's end finds nobody reading any more.
            number = b""
            while not number.endswith(b"\n") and select.select([told], [], [], START_S)[0]:
                read = os.read(told, 20)
                if not read:
                    break
                number += read
        if not number.endswith(b"\n"):
            self.kill()
            raise RuntimeError(f"{' '.join(command)} did not start")
        self.display = f":{number.decode().strip()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop_hands()
        self._end(abruptly=False)

    @property
    def environment(self) -> dict[str, str]:
        return {"DISPLAY": self.display, "XDG_SESSION_TYPE": "x11"}

    def move(self) -> None:
        """The mouse moves a little; done when the server has taken it."""
        self._inject(X.MotionNotify, 0, x=random.randrange(5, 200), y=random.randrange(5, 200))  # noqa: S311

    def key(self) -> None:
        """A key is pressed and released."""
        self._inject(X.KeyPress, KEY_CODE)
        self._inject(X.KeyRelease, KEY_CODE)

    def click(self, button: int = 1) -> None:
        """A mouse button is pressed and released; 4 to 7 are the wheels."""
        self._inject(X.ButtonPress, button)
        self._inject(X.ButtonRelease, button)

    def freeze(self) -> None:
        """The server keeps its connections and answers nobody."""
        assert self._process is not None
        self._process.send_signal(signal.Signals["SIGSTOP"])

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.Signals["SIGCONT"])

    def kill(self) -> None:
        """The server vanishes, as in a crash."""
        self._end(abruptly=True)
        for left_over in (f"/tmp/.X11-unix/X{self.display[1:]}", f"/tmp/.X{self.display[1:]}-lock"):
            Path(left_over).unlink(missing_ok=True)
        self._drop_hands()

    def _inject(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        if self._hands is None:
            self._hands = display.Display(self.display)
        xtest.fake_input(self._hands, kind, detail, x=x, y=y)
        self._hands.sync()

    def _drop_hands(self) -> None:
        if self._hands is not None:
            with suppress(error.ConnectionClosedError):
                self._hands.close()
            self._hands = None

    def _end(self, *, abruptly: bool) -> None:
        if self._process is None:
            return
        self.thaw()
        if abruptly:
            self._process.kill()
        else:
            self._process.terminate()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
