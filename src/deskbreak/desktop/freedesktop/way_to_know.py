"""One way to know whether something is on: a name on a bus, asked while somebody owns it.

All of a way runs in the thread of the bus that it appeared on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from deskbreak.desktop.freedesktop.bus import Answer, Body, Bus, Remote
from deskbreak.ports.selection import Passed

PROPERTIES = "org.freedesktop.DBus.Properties"


class Way:
    """Follows the owner of ``name``, and knows nothing while there is none. Subclasses ask."""

    def __init__(self, name: str, *, silent: bool = False) -> None:
        """``silent`` says that no signal tells of changes, so that it has to be asked now and then."""
        self.silent = silent
        self.on: bool | None = None
        """How it is; ``None`` where that cannot be told."""
        self.awaited = True
        """Whether an answer is still to come."""
        self.there = False
        """Whether there is somebody to ask."""
        self.why: Passed | None = None
        """Why it cannot tell, where that is more than that nobody is there."""
        self._name = name
        self._attends = False
        self._missed = False
        self._turn = 0
        self._bus: Bus
        self._changed: Callable[[], None]

    def appear(self, bus: Bus, changed: Callable[[], None]) -> None:
        """Begin to follow; ``changed`` is called after each look, whatever came of it."""
        self._bus = bus
        self._changed = changed
        self._listen()
        bus.watch_owner(self._name, self._owner_changed)

    def attend(self, *, wanted: bool) -> None:
        """Follow each change from now on, or only remember that there was one."""
        begins, self._attends = wanted and not self._attends, wanted
        if begins and (self.silent or self._missed):
            self.look()

    def look(self) -> None:
        """Ask anew, where there is somebody to ask."""
        self._turn += 1
        self._missed = False
        if self.there:
            self.awaited = True
            self._ask()

    # --- for subclasses --------------------------------------------------------

    def _hint(self) -> None:
        """The answer may be another one by now."""
        if self._attends:
            self.look()
        else:
            self._missed = True

    def _listen(self) -> None:
        """Ask for the signals after which to call :meth:`_hint`."""

    def _ask(self) -> None:
        """See to it that :meth:`_know` is called."""
        raise NotImplementedError

    def _know(self, on: bool | None, why: Passed | None = None) -> None:
        self.on, self.why = on, why
        self.awaited = False
        self._changed()

    def _call(
        self, remote: Remote, member: str, signature: str, body: Body, answered: Callable[[Answer], None]
    ) -> None:
        """Call ``answered``, unless it was asked anew since, or the owner changed."""
        self._bus.call(remote, member, signature, body, self._this_turn(answered))

    def _this_turn(self, answered: Callable[[Answer], None]) -> Callable[[Answer], None]:
        return partial(self._on_answer, self._turn, answered)

    # --- inside ----------------------------------------------------------------

    def _on_answer(self, turn: int, answered: Callable[[Answer], None], answer: Answer) -> None:
        if turn != self._turn:
            return
        try:
            answered(answer)
        except (LookupError, TypeError, ValueError):  # not what that interface promises
            self._know(None)

    def _owner_changed(self, there: bool) -> None:
        self.there = there
        self.on = None
        if there:
            self.look()
        else:
            self._turn += 1
            self._know(None)


@dataclass(frozen=True, slots=True)
class Hint:
    """A signal after which the answer may be another one. ``arg0`` limits it to that first value."""

    of: Remote
    member: str
    arg0: str = ""
    matters: Callable[[Body], bool] = lambda _body: True


Means = Callable[[Body], bool | None]
"""What an answer means. It may raise LookupError, TypeError or ValueError for one that is none."""


def unknown(_error: str) -> bool | None:
    """What an error means where it says nothing about the question."""
    return None


class Question(Way):
    """One call whose answer says whether it is on; asked again after each hint."""

    def __init__(
        self,
        whom: Remote,
        member: str,
        signature: str = "",
        body: Body = (),
        *,
        means: Means,
        refused: Callable[[str], bool | None] = unknown,
        hints: Sequence[Hint] = (),
        silent: bool = False,
        while_there: str = "",
    ) -> None:
        """``refused`` says what an error means, by its name. ``while_there`` is the name that is
        followed, where that is another than the one who is asked."""
        super().__init__(while_there or whom.name, silent=silent)
        self._whom = whom
        self._what = (member, signature, body)
        self._means = means
        self._refused = refused
        self._hints = hints

    def _listen(self) -> None:
        for hint in self._hints:
            self._bus.listen(hint.of, hint.member, partial(self._on_hint, hint), arg0=hint.arg0)

    def _on_hint(self, hint: Hint, body: Body) -> None:
        if hint.matters(body):
            self._hint()

    def _ask(self) -> None:
        self._call(self._whom, *self._what, self._take)

    def _take(self, answer: Answer) -> None:
        self._know(self._refused(answer.error) if answer.error else self._means(answer.body))


def says_so(body: Body) -> bool:
    """The meaning of an answer that is one truth value."""
    return bool(body[0])


def property_of(remote: Remote, name: str) -> Question:
    """A property that is true while it is on, and whose changes are told."""
    there = Remote(remote.name, remote.path, PROPERTIES)

    def is_named(body: Body) -> bool:
        return name in body[1] or name in body[2]

    return Question(
        there,
        "Get",
        "ss",
        (remote.interface, name),
        means=lambda body: bool(body[0][1]),
        hints=(Hint(there, "PropertiesChanged", remote.interface, is_named),),
    )
