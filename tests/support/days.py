"""A day at the desk as a script of random steps, for properties."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as some

from deskbreak.core.events import Event
from deskbreak.core.reminder import NotNow
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk

Step = tuple[str, Callable[[SimulatedDesk], object]]


@dataclass(frozen=True)
class Day:
    """A script that prints as what happened."""

    steps: tuple[Step, ...]

    def __repr__(self) -> str:
        return "\n  ".join(["", *(name for name, _ in self.steps)])

    def on(self, desk: SimulatedDesk) -> SimulatedDesk:
        for _, act in self.steps:
            try:
                act(desk)
            except NotNow:
                continue
        return desk


def times(scale_ms: int) -> Callable[[int], int]:
    return lambda count: count * scale_ms


def lengths(*scales_ms: int) -> some.SearchStrategy[int]:
    return some.one_of([some.integers(1, 12).map(times(scale_ms)) for scale_ms in scales_ms])


def step(
    name: str, lengths_ms: some.SearchStrategy[int], act: Callable[[SimulatedDesk, int], object]
) -> some.SearchStrategy[Step]:
    return lengths_ms.map(lambda for_ms: (f"{name} {for_ms / 1000:g} s", lambda desk: act(desk, for_ms)))


def told(name: str, event: Event) -> some.SearchStrategy[Step]:
    return some.just((name, lambda desk: desk.tell(event)))


at_the_desk = some.one_of(
    step("types", lengths(SECOND, 20 * SECOND, 5 * MINUTE), lambda desk, for_ms: desk.types(for_ms)),
    step("works", lengths(MINUTE, 10 * MINUTE), SimulatedDesk.works),
    step("pauses", lengths(SECOND, 7 * SECOND), SimulatedDesk.pauses),
)
