"""A notifier that keeps what it was told to show."""

from deskbreak.ports.notifier import Notice


class FakeNotifier:
    """``notices`` is all that was shown; nothing is any more after :meth:`close`."""

    name = "fake"

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self._closed = False

    def notify(self, notice: Notice) -> None:
        if not self._closed:
            self.notices.append(Notice(notice.title[:64], notice.text[:256]))

    def close(self) -> None:
        self._closed = True
