"""A tray without a panel, a bus or a display: passes the same contract as the real ones."""

from collections.abc import Iterator

from deskbreak.ports.tray import LEFT_CLICK, Acted, Face, Lost, MenuItem, Shown

NO_PANEL = "No panel with a place for tray icons is running."


class FakePanel:
    """Where the fake tray shows its face, while it is there."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self._tray: FakeTray | None = None

    def tray(self, acted: Acted, shown: Shown, lost: Lost) -> "FakeTray":
        """The tray that this panel shows."""
        self._tray = FakeTray(self, acted, shown, lost)
        return self._tray

    def comes(self) -> None:
        self._changes(there=True)

    def goes(self) -> None:
        self._changes(there=False)

    def way_vanishes(self, reason: str = "The session bus is gone.") -> None:
        """The bus or the display ends: nothing comes back from there."""
        self.there = False
        if self._tray is not None:
            self._tray.lose(reason)

    def _changes(self, *, there: bool) -> None:
        if there != self.there:
            self.there = there
            if self._tray is not None:
                self._tray.panel_changed()


class FakeTray:
    """Shows on a :class:`FakePanel`. ``face`` is what was shown last."""

    name = "fake"

    def __init__(self, panel: FakePanel, acted: Acted, shown: Shown, lost: Lost) -> None:
        self.face: Face | None = None
        self._panel = panel
        self._acted = acted
        self._shown = shown
        self._lost = lost
        self._over = False

    # --- the port ------------------------------------------------------------

    def show(self, face: Face) -> None:
        first = self.face is None
        self.face = face
        if first:
            self.panel_changed()

    def close(self) -> None:
        self._over = True

    # --- the panel and the person --------------------------------------------

    @property
    def visible(self) -> bool:
        return self.face is not None and self._panel.there and not self._over

    def left_click(self) -> None:
        self._acted(LEFT_CLICK)

    def click(self, label: str) -> None:
        """Click the line that begins with ``label``. LookupError where there is none; a line that is
        disabled does nothing, as in a real menu."""
        for item in self.lines():
            if item.label.startswith(label):
                if item.enabled and item.action:
                    self._acted(item.action)
                return
        raise LookupError(f"no line {label!r} in {[item.label for item in self.lines()]}")

    def lines(self) -> list[MenuItem]:
        """Every line of the menu, submenus included."""
        return list(_all(self.face.menu)) if self.face else []

    def panel_changed(self) -> None:
        if self.face is not None and not self._over:
            self._shown(None if self._panel.there else NO_PANEL)

    def lose(self, reason: str) -> None:
        if not self._over:
            self._over = True
            self._lost(reason)


def _all(items: tuple[MenuItem, ...]) -> Iterator[MenuItem]:
    for item in items:
        yield item
        yield from _all(item.children)
