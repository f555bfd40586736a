"""What a terminal sends becomes keys, however it arrives."""

import pytest

from deskbreak.cli.terminal.keys import Key, Typed, first


@pytest.mark.parametrize(
    ("sent", "key", "rest"),
    [
        (" ", " ", ""),
        ("qx", "q", "x"),
        ("\r", Key.ENTER, ""),
        ("\n", Key.ENTER, ""),
        ("\x1b[A", Key.UP, ""),
        ("\x1bOB1", Key.DOWN, "1"),
        ("\x1b[C\x1b[D", Key.RIGHT, "\x1b[D"),
        ("\x1b[1;5C2", Key.OTHER, "2"),
        ("\x1b[15~ ", Key.OTHER, " "),
        ("\x1b\x1b[A", Key.ESCAPE, "\x1b[A"),
        ("\x1bq", Key.ESCAPE, "q"),
        ("é", "é", ""),
    ],
)
def test_the_first_key_is_taken_and_the_rest_is_kept(sent: str, key: str, rest: str) -> None:
    assert first(sent) == Typed(key, rest)


@pytest.mark.parametrize("sent", ["", "\x1b", "\x1b[", "\x1bO", "\x1b[1;"])
def test_what_may_go_on_is_waited_for(sent: str) -> None:
    assert first(sent) is None
