"""The ground of every story here: a desktop, and Deskbreak on it."""

from collections.abc import Iterator

import pytest

from support.desktop import Desktop, no_desktop, whole_desktop
from support.machine import Machine
from support.program import Program


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A desktop as most people have it, with what a screen reader needs."""
    with whole_desktop() as desktop:
        desktop.start_accessibility()
        yield desktop


@pytest.fixture
def deskbreak(desktop: Desktop) -> Program:
    """Deskbreak on that desktop, not started yet."""
    return Program(desktop)


@pytest.fixture
def machine(desktop: Desktop) -> Iterator[Machine]:
    """The machine under it, with a logind."""
    machine = Machine(desktop)
    machine.start_bus()
    machine.start_logind()
    yield machine
    machine.close()


@pytest.fixture
def server() -> Iterator[Desktop]:
    """A machine without any display, as over SSH."""
    with no_desktop() as desktop:
        yield desktop
