"""Where a tray is put on trial: a panel that can be absent, late or restarted, and a person who clicks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from deskbreak.desktop.freedesktop.status_notifier_item import StatusNotifierItem
from deskbreak.desktop.icons.palettes import Panel as PanelColour
from deskbreak.desktop.icons.store import SignStore
from deskbreak.ports.tray import Acted, Face, Tray
from support.desktop import Desktop
from support.fakes.tray import FakePanel, FakeTray
from support.panel import Panel
from support.waiting import wait_until


@dataclass
class Told:
    """What the tray told its owner."""

    acted: list[str] = field(default_factory=list)
    shown: list[str | None] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sight:
    """What a person sees of the icon: its words, its picture, and the labels of its menu, which of
    them can be clicked."""

    title: str
    text: str
    picture: object
    labels: tuple[str, ...]
    clickable: tuple[str, ...]


class TrayStand(Protocol):
    """One tray with its surroundings."""

    told: Told

    def open(self) -> Tray: ...

    def panel_comes(self) -> None: ...

    def panel_goes(self) -> None: ...

    def way_vanishes(self) -> None: ...

    def sight(self) -> Sight | None: ...

    def click(self, label: str) -> None: ...

    def left_click(self) -> None: ...


class FakeStand:
    """The fake on its fake panel."""

    def __init__(self) -> None:
        self.told = Told()
        self._panel = FakePanel(there=False)
        self._tray: FakeTray | None = None

    def open(self) -> Tray:
        self._tray = self._panel.tray(self.told.acted.append, self.told.shown.append, self.told.lost.append)
        return self._tray

    def panel_comes(self) -> None:
        self._panel.comes()

    def panel_goes(self) -> None:
        self._panel.goes()

    def way_vanishes(self) -> None:
        self._panel.way_vanishes()

    def sight(self) -> Sight | None:
        tray = self._tray
        if tray is None or not tray.visible or tray.face is None:
            return None
        face: Face = tray.face
        lines = [item for item in tray.lines() if item.label]
        return Sight(
            face.title,
            face.text,
            (face.sign, face.filled),
            tuple(item.label for item in lines),
            tuple(item.label for item in lines if item.enabled),
        )

    def click(self, label: str) -> None:
        assert self._tray is not None
        self._tray.click(label)

    def left_click(self) -> None:
        assert self._tray is not None
        self._tray.left_click()


class BusStand:
    """The StatusNotifierItem on a real session bus, with a panel of another make."""

    def __init__(self, desktop: Desktop, signs: SignStore) -> None:
        self.told = Told()
        self.desktop = desktop
        self.signs = signs
        self.panel: Panel | None = None
        self.trays: list[Tray] = []

    @property
    def address(self) -> str:
        return self.desktop.environment["DBUS_SESSION_BUS_ADDRESS"]

    def open(self, acted: Acted | None = None) -> StatusNotifierItem:
        """A tray on this bus; ``acted`` listens in place of :attr:`told`."""
        tray = StatusNotifierItem(
            self.signs, acted or self.told.acted.append, self.told.shown.append, self.told.lost.append
        )
        self.trays.append(tray)
        return tray

    def panel_comes(self) -> None:
        self.panel = Panel(self.address)

    def panel_goes(self) -> None:
        if self.panel is not None:
            self.panel.close()
            self.panel = None

    def way_vanishes(self) -> None:
        self.desktop.stop_bus()

    def with_icon(self) -> Panel:
        """The panel, once it has the icon."""
        panel = self.panel
        assert panel is not None
        wait_until(lambda: panel.items, "the icon came to the panel", every_s=0.01)
        return panel

    def sight(self) -> Sight | None:
        if self.panel is None or not self.panel.items or not self.panel.knows(self.panel.icon):
            return None
        _icon, _pixmaps, title, text = self.panel.item("ToolTip")
        lines = [values for _number, values in self.panel.lines() if values.get("label")]
        return Sight(
            title,
            text,
            tuple(sorted(self.panel.pixmaps().items())),
            tuple(values["label"] for values in lines),
            tuple(values["label"] for values in lines if values["enabled"]),
        )

    def click(self, label: str) -> None:
        panel = self.with_icon()
        panel.click(panel.number_of(label))

    def left_click(self) -> None:
        self.with_icon().item_call("Activate", "ii", 3, 4)

    def close(self) -> None:
        for tray in self.trays:
            tray.close()
        self.panel_goes()
        self.desktop.close()
        wait_until(lambda: not _threads_of_ours(), "every thread of the tray has ended", every_s=0.02)


def _threads_of_ours() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name in {"session bus", "signs"}]


@contextmanager
def bus_stand(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusStand]:
    """A session bus and nothing else yet; this process is on it."""
    desktop = Desktop()
    stand = BusStand(desktop, SignStore(cache, PanelColour.ANY))
    try:
        desktop.start_bus()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stand.address)
        yield stand
    finally:
        stand.close()
