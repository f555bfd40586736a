"""Who records hears that there is input and of which kind, and looks at nothing else of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Self

import pytest
from Xlib import X

from deskbreak.desktop import input_kinds
from deskbreak.desktop.input_kinds import Ended, InputKinds, Told
from deskbreak.desktop.portable.input_kinds_pynput import PynputInputKinds, teller
from deskbreak.desktop.x11 import input_kinds as of_x11
from deskbreak.desktop.x11.input_kinds import EVENT_BYTES, XInputKinds, kinds_of
from deskbreak.ports.selection import Unavailable
from support.pynput_remains import let_pynput_go
from support.waiting import let_pass, wait_until
from support.xserver import XServer

Listen = Callable[[Told, Ended], InputKinds]

# python-xlib and pynput leave the sockets of a display that went to the collector.
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    with XServer() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running
    let_pynput_go()


@pytest.fixture(params=[XInputKinds, PynputInputKinds])
def listen(request: pytest.FixtureRequest) -> Listen:
    """Each way to listen."""
    return request.param  # type: ignore[no-any-return]  # pytest knows no type of it


class Heard:
    """Notes what is told."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.ends: list[str] = []

    def open(self, listen: Listen) -> InputKinds:
        return listen(self.kinds.append, self.ends.append)


def test_each_kind_is_heard(server: XServer, listen: Listen) -> None:
    heard = Heard()
    with closing(heard.open(listen)):
        for act, kind in (
            (server.key, "key"),
            (server.click, "button"),
            (lambda: server.click(5), "wheel"),
            (server.move, "move"),
        ):
            heard.kinds.clear()
            act()
            wait_until(lambda: heard.kinds, f"{kind} is heard")
            let_pass(0.05)
            assert set(heard.kinds) == {kind}
    heard.kinds.clear()
    server.key()
    let_pass(0.2)
    assert (heard.kinds, heard.ends) == ([], []), "closed, it is deaf"


def test_the_end_of_the_display_is_told_once(server: XServer, listen: Listen) -> None:
    heard = Heard()
    with closing(heard.open(listen)):
        server.move()
        server.kill()
        wait_until(lambda: heard.ends, "the end is told")
        let_pass(0.1)
    assert len(heard.ends) == 1


def test_a_server_that_records_nothing_is_told_with_what_to_do(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with XServer(without=("RECORD",)) as server:
        monkeypatch.setenv("DISPLAY", server.display)
        with pytest.raises(Unavailable) as refusal:
            listen(print, print)
    assert "RECORD" in refusal.value.reason
    assert refusal.value.remedy


def test_a_server_that_hangs_is_told_of_in_time(server: XServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_x11, "PATIENCE_S", 0.3)
    server.freeze()
    try:
        with pytest.raises(Unavailable, match="does not answer"):
            input_kinds.listen(print, print)
    finally:
        server.thaw()


class TestNothingElseIsLookedAt:
    def test_of_what_pynput_has_seen(self) -> None:
        told: list[str] = []
        tell = teller(told.append, "key")
        tell(Untouchable(), Untouchable())
        assert told == ["key"]

    @pytest.mark.parametrize(
        ("event_type", "kind", "read"),
        [
            (X.KeyPress, "key", {0}),
            (X.KeyRelease, "key", {0}),
            (X.MotionNotify, "move", {0}),
            (X.ButtonPress, "button", {0, 1}),
            (X.ButtonRelease, "button", {0, 1}),
        ],
    )
    def test_of_what_the_x_server_tells(self, event_type: int, kind: str, read: set[int]) -> None:
        events = WatchedBytes(bytes([event_type, 1, *range(30)]) + bytes([event_type | 0x80, 1, *range(30)]))
        assert list(kinds_of(events)) == [kind, kind]
        assert {index % EVENT_BYTES for index in events.read} == read


class Untouchable:
    """An event, or part of one, that cannot be looked at without the test failing."""

    def _refuse(self, *_arguments: object) -> Any:
        raise AssertionError("somebody looked at what was typed")

    __getattr__ = __repr__ = __str__ = __eq__ = __hash__ = __bool__ = _refuse


class WatchedBytes(bytes):
    """Notes which of them were read."""

    read: set[int]

    def __new__(cls, content: bytes) -> Self:
        made = super().__new__(cls, content)
        made.read = set()
        return made

    def __getitem__(self, index: Any) -> Any:
        assert isinstance(index, int), "a slice takes more than one"
        self.read.add(index)
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[int]:
        raise AssertionError("somebody goes through all of it")
