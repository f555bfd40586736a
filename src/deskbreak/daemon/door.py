"""What may come into the inbox. A report that says nothing new stays outside, and a port that tells more
than can be true is lost: neither may fill the memory or keep the loop from its deadline."""

from deskbreak.clock import Clock
from deskbreak.core.events import Active, Held, Idle, ScreenKept
from deskbreak.daemon import hold_ports, inbox
from deskbreak.language import _

SAME_FOR_MS = 1_000
"""For so long the mind need not hear again what it was told last. Short, because a report also says that
time went on: what became due in between is then never settled late."""
MOST_IN_A_SECOND = 200
"""No port has so much to say: an idle lasts a second at least, and nobody clicks so often."""


class Door:
    """Asked for one item after the other, in the order in which the loop is to have them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before: inbox.Item | None = None
        self._since_ms = 0
        self._told: dict[str, int] = {}
        self._shut: set[str] = set()

    def let_in(self, item: inbox.Item) -> inbox.Item | None:
        """What the loop is to have: ``item``, the end of its port where it is one too many, or nothing."""
        if isinstance(item, inbox.Selected):
            self._shut.discard(item.selection.port)
        if says_nothing_new(item, self._before):
            return None
        port = _port_of(item)
        if port in self._shut:
            return None
        self._before = item
        if port is not None and self._is_too_much(port):
            self._shut.add(port)
            self._before = inbox.PortLost(
                port,
                _("It told more than {count} things within a second, which cannot be true.").format(
                    count=MOST_IN_A_SECOND
                ),
            )
        return self._before

    def _is_too_much(self, port: str) -> bool:
        now_ms = self._clock.now().awake_ms
        if now_ms - self._since_ms >= 1_000:
            self._since_ms = now_ms
            self._told.clear()
        self._told[port] = self._told.get(port, 0) + 1
        return self._told[port] > MOST_IN_A_SECOND


def says_nothing_new(item: inbox.Item, before: inbox.Item | None) -> bool:
    """Whether ``item``, told right after ``before``, is to the mind as if no more than time had passed.

    An input after an input is none that it waits for, and the same idle again is the same idle.
    """
    if not (isinstance(item, inbox.Seen) and isinstance(before, inbox.Seen)):
        return False
    if not 0 <= item.moment.steady_ms - before.moment.steady_ms <= SAME_FOR_MS:
        return False
    if isinstance(item.event, Active):
        return isinstance(before.event, Active)
    return isinstance(item.event, Idle) and item.event == before.event


def _port_of(item: inbox.Item) -> str | None:
    """Whose word it is, where an adapter says it."""
    match item:
        case inbox.Seen(Active() | Idle()):
            return "activity"
        case inbox.Seen((Held() | ScreenKept()) as told):
            return hold_ports.port_of(told)
        case inbox.Seen() | inbox.SessionEnding():
            return "session"
        case inbox.Acted() | inbox.PanelTold():
            return "tray"
        case _:
            return None
