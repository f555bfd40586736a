"""What is on the virtual desktop: its windows, the focus, and pictures of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageGrab
from Xlib import X, error
from Xlib.display import Display
from Xlib.xobject.drawable import Window as XWindow


@dataclass(frozen=True, slots=True)
class Window:
    """One window that can be seen, without its frame; positions in pixels from the top left."""

    id: int
    program: str
    title: str
    left: int
    top: int
    width: int
    height: int
    managed: bool
    """Whether the window manager knows it; menus and panels' popups it does not."""

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)

    def holds(self, x: int, y: int) -> bool:
        """Whether this point lies in it."""
        left, top, right, bottom = self.box
        return left <= x < right and top <= y < bottom


class Screen:
    """Looks at one display; closing lets go of it."""

    def __init__(self, display_name: str) -> None:
        self._name = display_name
        self._display = Display(display_name)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    @property
    def size(self) -> tuple[int, int]:
        return self._display.screen().width_in_pixels, self._display.screen().height_in_pixels

    def picture(self, box: tuple[int, int, int, int] | None = None) -> Image.Image:
        """What a person sees, or the part of it in ``box`` (left, top, right, bottom)."""
        whole = ImageGrab.grab(xdisplay=self._name).convert("RGB")
        return whole.crop(box) if box else whole

    def paint_background(self, colour: str) -> None:
        """Give the empty desktop a colour, ``#RRGGBB``."""
        self._root.change_attributes(background_pixel=int(colour.lstrip("#"), 16))
        self._root.clear_area()
        self._display.sync()

    def has_window_manager(self) -> bool:
        return bool(self._property(self._root, "_NET_SUPPORTING_WM_CHECK"))

    def windows(self, *, program: str = "", title: str = "") -> list[Window]:
        """The visible windows whose program (WM_CLASS) and title hold these words, in any case."""
        return [
            window
            for window in self._all()
            if program.lower() in window.program.lower() and title.lower() in window.title.lower()
        ]

    def has_docked(self, program: str) -> bool:
        """Whether a panel holds an icon window of ``program``, the old way (XEmbed)."""
        return any(
            program.lower() in " ".join(window.get_wm_class() or ()).lower()
            for top in self._root.query_tree().children
            for window in self._below(top)
        )

    def focused(self) -> Window | None:
        """The window that gets the keys."""
        focus = self._display.get_input_focus().focus
        if isinstance(focus, int):
            return None
        lineage = self._lineage(focus)
        return next((window for window in self._all() if window.id in lineage), None)

    def pointer(self) -> tuple[int, int]:
        """Where the pointer is."""
        where = self._root.query_pointer()
        return where.root_x, where.root_y

    def _all(self) -> list[Window]:
        managed = set(self._property(self._root, "_NET_CLIENT_LIST"))
        found = []
        for top in self._root.query_tree().children:
            # Windows come and go while they are being looked at.
            try:
                if top.get_attributes().map_state == X.IsViewable:
                    found += [self._seen(client, managed) for client in self._clients(top, managed)]
            except (error.BadWindow, error.BadDrawable):
                continue
        return found

    def _clients(self, top: XWindow, managed: set[int]) -> Iterator[XWindow]:
        if top.id in managed or top.get_wm_class():
            yield top
            return
        for child in top.query_tree().children:
            if child.get_attributes().map_state == X.IsViewable:
                yield from self._clients(child, managed)

    def _below(self, window: XWindow) -> Iterator[XWindow]:
        """Every window inside ``window`` that would be embedded."""
        try:
            for child in window.query_tree().children:
                if self._property(child, "_XEMBED_INFO"):
                    yield child
                yield from self._below(child)
        except (error.BadWindow, error.BadDrawable):
            return

    def _seen(self, window: XWindow, managed: set[int]) -> Window:
        shape = window.get_geometry()
        corner = window.translate_coords(self._root, 0, 0)
        names = window.get_wm_class() or ("", "")
        return Window(
            id=window.id,
            program=" ".join(dict.fromkeys(names)),
            title=self._text(window, "_NET_WM_NAME") or str(window.get_wm_name() or ""),
            left=-corner.x,
            top=-corner.y,
            width=shape.width,
            height=shape.height,
            managed=window.id in managed,
        )

    def _lineage(self, window: XWindow) -> set[int]:
        lineage = {window.id}
        while window.id != self._root.id:
            window = window.query_tree().parent
            if not window:
                break
            lineage.add(window.id)
        return lineage

    def _property(self, window: XWindow, name: str) -> list[int]:
        found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return list(found.value) if found else []

    def _text(self, window: XWindow, name: str) -> str:
        found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return bytes(found.value).decode(errors="replace") if found else ""
