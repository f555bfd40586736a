"""Something to write in, as everybody has open all day."""

from support.desktop import Desktop
from support.waiting import wait_until


class Editor:
    """A terminal window with the focus, in which every finished line goes to a file."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._file = desktop.home / "typed.txt"
        desktop.start_program("editor", "xterm", "-title", "Letter", "-e", f"cat > {self._file}")
        wait_until(self._file.exists, "the editor runs")
        wait_until(lambda: self.has_focus, "the editor gets the keys")

    @property
    def has_focus(self) -> bool:
        focused = self._desktop.screen.focused()
        return focused is not None and focused.title == "Letter"

    @property
    def text(self) -> str:
        """All lines that were finished with Return."""
        return self._file.read_text()
