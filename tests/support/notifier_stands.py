"""Where a notifier is put on trial: a notification service that can be absent, late, restarted or stuck."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from jeepney import DBusAddress  # type: ignore[import-untyped]  # it ships no types

from deskbreak.desktop import notifier as notifiers
from deskbreak.ports.notifier import Notifier
from support.desktop import Desktop
from support.fakes.notifier import FakeNotifier

SERVICE = "org.freedesktop.Notifications"
DUNST = DBusAddress("/org/freedesktop/Notifications", SERVICE, "org.dunstproject.cmd0")

Shown = list[tuple[str, str]]
"""Titles and texts of notices, oldest first."""


class NotifierStand(Protocol):
    """One notifier with its surroundings."""

    def open(self) -> Notifier: ...

    def shown(self) -> Shown: ...


class FakeStand:
    """The fake: nothing can go wrong."""

    def __init__(self) -> None:
        self._notifier = FakeNotifier()

    def open(self) -> Notifier:
        return self._notifier

    def shown(self) -> Shown:
        return [(notice.title, notice.text) for notice in self._notifier.notices]


class DunstStand:
    """A real notifier of ours before a real dunst."""

    def __init__(self, desktop: Desktop, name: str) -> None:
        self.desktop = desktop
        self._name = name
        self._opened: list[Notifier] = []
        self._frozen = 0

    def open(self) -> Notifier:
        """Raises :class:`deskbreak.ports.selection.Unavailable`."""
        (candidate,) = (each for each in notifiers.candidates() if each.name == self._name)
        self._opened.append(candidate.open())
        return self._opened[-1]

    def shown(self) -> Shown:
        # dunst tells only of notices that were closed.
        self.desktop.bus.call(DUNST, "NotificationCloseAll")
        (history,) = self.desktop.bus.call(DUNST, "NotificationListHistory")
        return [(_text(each, "summary"), _text(each, "body")) for each in reversed(history)]

    def applications(self) -> list[str]:
        """Who sent each notice, as the person reads it."""
        self.shown()
        (history,) = self.desktop.bus.call(DUNST, "NotificationListHistory")
        return [_text(each, "appname") for each in reversed(history)]

    def service_freezes(self) -> None:
        """It is there, and answers nobody."""
        self._frozen = self.desktop.bus.process(SERVICE)
        os.kill(self._frozen, _STOP)

    def close(self) -> None:
        for notifier in self._opened:
            notifier.close()
        if self._frozen:
            os.kill(self._frozen, _CONTINUE)


_STOP = int(getattr(signal, "SIGSTOP", 0))
_CONTINUE = int(getattr(signal, "SIGCONT", 0))


def _text(notice: dict[str, Any], name: str) -> str:
    return str(notice[name][1])


@contextmanager
def dunst_stand(name: str, monkeypatch: pytest.MonkeyPatch, *, running: bool = True) -> Iterator[DunstStand]:
    """A display and a session bus, with dunst ``running`` or not yet; this process is on them."""
    desktop = Desktop()
    stand = DunstStand(desktop, name)
    try:
        desktop.start_display()
        desktop.start_bus()
        if running:
            desktop.start_notifications()
        for variable in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(variable, desktop.environment[variable])
        yield stand
    finally:
        stand.close()
        desktop.close()
