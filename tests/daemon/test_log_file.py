"""The log: written where it belongs, private, small; and where it cannot be, on standard error."""

import logging
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.daemon.log_file import LIMIT_BYTES, begin_logging


@pytest.fixture
def begin() -> Iterator[Callable[..., None]]:
    """:func:`begin_logging` in what looks like a process that does not log yet."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def begin_anew(path: Path, *, verbose: bool = False, limit_bytes: int = LIMIT_BYTES) -> None:
        handlers[:] = root.handlers
        root.handlers.clear()
        begin_logging(path, verbose=verbose, limit_bytes=limit_bytes)

    yield begin_anew
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "deskbreak.log"


def test_lines_go_to_a_private_file_with_time_weight_and_place(
    path: Path, begin: Callable[..., None]
) -> None:
    begin(path)
    logging.getLogger("deskbreak.daemon.loop").warning("something is up")

    assert path.read_text().endswith("WARNING deskbreak.daemon.loop: something is up\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_verbose_tells_more_and_on_standard_error_too(
    path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    begin(path, verbose=True)
    logging.getLogger("deskbreak").debug("a small thing")

    assert "a small thing" in path.read_text()
    assert "a small thing" in capsys.readouterr().err


def test_quiet_says_nothing_on_standard_error(
    path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    begin(path)
    logging.getLogger("deskbreak").debug("a small thing")
    logging.getLogger("deskbreak").warning("a big thing")

    assert "a small thing" not in path.read_text()
    assert capsys.readouterr().err == ""


def test_a_log_that_grew_too_long_is_put_aside_at_the_start(path: Path, begin: Callable[..., None]) -> None:
    path.parent.mkdir()
    path.write_text("x" * 2_000)

    begin(path, limit_bytes=1_000)
    logging.getLogger("deskbreak").info("the first line")

    assert path.with_name("deskbreak.log.1").read_text() == "x" * 2_000
    assert path.read_text().count("\n") == 1


def test_it_stays_small_however_long_it_runs(path: Path, begin: Callable[..., None]) -> None:
    begin(path, limit_bytes=5_000)
    for number in range(1_000):
        logging.getLogger("deskbreak").info("line %d", number)

    kept = [each for each in path.parent.iterdir() if each.stat().st_size > 0]
    assert sum(each.stat().st_size for each in kept) < 11_000
    assert {each.name for each in path.parent.iterdir()} <= {"deskbreak.log", "deskbreak.log.1"}
    assert "line 999" in "".join(each.read_text() for each in kept)
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in kept)


def test_a_log_that_is_deleted_while_it_is_written_stops_nobody(
    path: Path, begin: Callable[..., None]
) -> None:
    begin(path)
    path.unlink()

    logging.getLogger("deskbreak").info("whoever deleted it wanted no log")


def test_where_it_cannot_be_written_standard_error_takes_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file where a directory should be")

    begin(in_the_way / "deskbreak.log")
    logging.getLogger("deskbreak").info("still to be heard")

    told = capsys.readouterr().err
    assert "the log cannot be written" in told
    assert str(in_the_way) in told
    assert "still to be heard" in told
