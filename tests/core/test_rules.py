"""The settings that the mind knows: it refuses what it cannot follow."""

from dataclasses import replace
from typing import Any

import pytest

from deskbreak.core.rules import Rules


def test_earliest_over_latest_is_an_error_that_names_both() -> None:
    with pytest.raises(ValueError, match=r"earliest \(3000 ms\) is after latest \(2000 ms\)"):
        Rules(earliest_ms=3_000, latest_ms=2_000)


def test_earliest_may_be_latest() -> None:
    assert Rules(earliest_ms=3_000, latest_ms=3_000).latest_ms == 3_000


@pytest.mark.parametrize(
    "name",
    ["earliest_ms", "patience_ms", "snooze_ms", "rest_after_idle_ms", "rest_after_lock_ms", "breaths"],
)
def test_every_length_is_more_than_nothing(name: str) -> None:
    shortest: dict[str, Any] = {name: 1}
    assert replace(Rules(), **shortest)
    for length in (0, -1):
        shortest[name] = length
        with pytest.raises(ValueError, match=r"^every length is more than nothing"):
            replace(Rules(), **shortest)


def test_nobody_has_to_be_asked_again_but_less_than_never_is_refused() -> None:
    assert Rules(snoozes=0).snoozes == 0
    with pytest.raises(ValueError, match=r"snoozes is not negative$"):
        Rules(snoozes=-1)
