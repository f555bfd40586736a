"""A daemon's stand-in for those tests that want one."""

from collections.abc import Iterator

import pytest

from support.stand_in_daemon import StandInDaemon


@pytest.fixture
def daemon() -> Iterator[StandInDaemon]:
    """Answers for the daemon of this test's home."""
    stand_in = StandInDaemon()
    yield stand_in
    stand_in.close()
