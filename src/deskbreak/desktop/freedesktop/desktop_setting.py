"""A setting of GNOME's kind (GSettings), as a way to know whether something is on.

The portal for settings does not hand out those of notifications (its list of schemas, in ``src/settings.c``
of xdg-desktop-portal-gtk), and GLib would double the resident process. So dconf's own signal says that it
may have changed (``ca.desrt.dconf.Writer.Notify``: the key or the folder above it first), and ``gsettings``,
which knows profiles, defaults and locks, says in a few milliseconds how it is.
"""

import subprocess
import threading
from functools import partial

from deskbreak.desktop.freedesktop.bus import Remote
from deskbreak.desktop.freedesktop.way_to_know import Way
from deskbreak.language import _
from deskbreak.ports.selection import Passed

WRITER = Remote("ca.desrt.dconf", "/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer")
PROGRAM = "gsettings"
ANSWER_LIMIT_S = 5.0


class DesktopSetting(Way):
    """Read while somebody owns a name that only that desktop has."""

    def __init__(self, desktop: str, schema: str, key: str, path: str, *, on_when: str) -> None:
        """``path`` is where dconf keeps the schema's keys; ``on_when`` is the key's value while it is on."""
        super().__init__(desktop)
        self._schema = schema
        self._key = key
        self._path = path
        self._on_when = on_when

    def _listen(self) -> None:
        self._bus.listen(WRITER, "Notify", lambda _body: self._hint(), arg0_path=f"{self._path}{self._key}")

    def _ask(self) -> None:
        # Nothing may wait in the bus's thread.
        reader = threading.Thread(target=self._read, args=(self._turn,), name="desktop setting", daemon=True)
        reader.start()

    def _read(self, turn: int) -> None:
        try:
            done = subprocess.run(
                [PROGRAM, "get", self._schema, self._key],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=ANSWER_LIMIT_S,
                check=True,
                text=True,
            )
        except OSError as error:
            self._bus.post(partial(self._take, turn, "", str(error)))
        except (ValueError, subprocess.SubprocessError):  # an older desktop, which has no such setting
            self._bus.post(partial(self._take, turn, "", ""))
        else:
            self._bus.post(partial(self._take, turn, done.stdout.strip(), ""))

    def _take(self, turn: int, value: str, error: str) -> None:
        if turn != self._turn:
            return
        if value:
            self._know(value == self._on_when)
        else:
            self._know(None, self._unreadable(error) if error else None)

    def _unreadable(self, error: str) -> Passed:
        return Passed(
            f"{self._schema} {self._key}",
            _("The desktop's settings cannot be read: {error}.").format(error=error),
            _("Install the command gsettings (on Debian and Ubuntu: libglib2.0-bin)."),
        )
