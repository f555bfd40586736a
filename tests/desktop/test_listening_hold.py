"""What adapters for holds share: above all that nobody believes them when they have failed."""

import logging

import pytest

from contracts.holds import Witness
from deskbreak.clock import SystemClock
from deskbreak.desktop.portable.listening_hold import ListeningHold
from support.waiting import let_pass, wait_until


class Broken(ListeningHold):
    name = "broken"

    def listen(self) -> None:
        raise KeyError("nobody thought of that")


def test_a_fault_is_told_once_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    witness = Witness()
    with caplog.at_level(logging.ERROR):
        sense = Broken(SystemClock(), witness.told, witness.lost)
        sense.watch(wanted=True)
        wait_until(lambda: witness.losses, "the loss was told", every_s=0.01)
        sense.watch(wanted=False)
        sense.watch(wanted=True)
        let_pass(0.1)
        sense.close()
    (reason,) = witness.losses
    assert "its log" in reason
    assert "nobody thought of that" in caplog.text
    assert witness.tellings == []
