"""The log: written where it belongs, private, small; and where it cannot be, on standard error."""

import errno
import logging
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.daemon.log_file import LIMIT_BYTES, SmallFile, begin_logging
from deskbreak.daemon.log_writer import WAITING, LogWriter
from support.waiting import wait_until


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
    let_go = [each.name for each in threading.enumerate() if each.name.startswith("log-")]
    assert not let_go, "every thread that writes a log has ended"
    root.handlers[:] = handlers
    root.setLevel(level)


def written() -> None:
    """What was logged so far is in the file."""
    for handler in logging.getLogger().handlers:
        handler.flush()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "deskbreak.log"


def test_lines_go_to_a_private_file_with_time_weight_and_place(
    path: Path, begin: Callable[..., None]
) -> None:
    begin(path)
    logging.getLogger("deskbreak.daemon.loop").warning("something is up")
    written()

    assert path.read_text().endswith("WARNING deskbreak.daemon.loop: something is up\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_verbose_tells_more_and_on_standard_error_too(
    path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    begin(path, verbose=True)
    logging.getLogger("deskbreak").debug("a small thing")
    written()

    assert "a small thing" in path.read_text()
    assert "a small thing" in capsys.readouterr().err


def test_quiet_says_nothing_on_standard_error(
    path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    begin(path)
    logging.getLogger("deskbreak").debug("a small thing")
    logging.getLogger("deskbreak").warning("a big thing")
    written()

    assert "a small thing" not in path.read_text()
    assert capsys.readouterr().err == ""


def test_a_log_that_grew_too_long_is_put_aside_at_the_start(path: Path, begin: Callable[..., None]) -> None:
    path.parent.mkdir()
    path.write_text("x" * 2_000)

    begin(path, limit_bytes=1_000)
    logging.getLogger("deskbreak").info("the first line")
    written()

    assert path.with_name("deskbreak.log.1").read_text() == "x" * 2_000
    assert path.read_text().count("\n") == 1


def test_it_stays_small_however_long_it_runs(path: Path, begin: Callable[..., None]) -> None:
    begin(path, limit_bytes=5_000)
    for number in range(1_000):
        logging.getLogger("deskbreak").info("line %d", number)
        if number % 100 == 0:
            written()
    written()

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
    written()


def test_where_it_cannot_be_written_standard_error_takes_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begin: Callable[..., None]
) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file where a directory should be")

    begin(in_the_way / "deskbreak.log")
    logging.getLogger("deskbreak").info("still to be heard")
    written()

    told = capsys.readouterr().err
    assert "the log cannot be written" in told
    assert str(in_the_way) in told
    assert "still to be heard" in told


# --- a disk that does not do as it should -------------------------------------------------------


class Disk:
    """What stands behind the log; the test says how it is."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.moves = threading.Event()
        self.moves.set()
        self.refusal: OSError | None = None

    def write(self, line: str) -> None:
        assert self.moves.wait(30)
        if self.refusal is not None:
            raise self.refusal
        self.lines.append(line)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.moves.set()


@pytest.fixture
def log(disk: Disk) -> Iterator[logging.Logger]:
    """A log on that disk, and on nothing else."""
    writer = LogWriter("test", disk.write)
    log = logging.Logger("deskbreak.test")  # noqa: LOG001  nobody else's
    log.addHandler(writer)
    yield log
    disk.moves.set()
    writer.close()


def test_a_disk_that_stalls_delays_nobody_and_misses_nothing_that_there_was_room_for(
    disk: Disk, log: logging.Logger
) -> None:
    disk.moves.clear()
    for number in range(WAITING):
        log.info("line %d", number)
    assert disk.lines == []

    disk.moves.set()
    log.handlers[0].flush()
    assert disk.lines == [f"line {number}\n" for number in range(WAITING)]


def test_what_a_stalled_disk_has_no_room_for_is_given_up_and_counted_once(
    disk: Disk, log: logging.Logger
) -> None:
    disk.moves.clear()
    for number in range(50 * WAITING):
        log.info("line %d", number)
    disk.moves.set()
    wait_until(
        lambda: any("missing" in line for line in disk.lines), "the log says what it misses", every_s=0.01
    )
    log.info("all is well")
    log.handlers[0].flush()

    kept = [line for line in disk.lines if line.startswith("line ")]
    assert kept[:WAITING] == [f"line {number}\n" for number in range(WAITING)], "the oldest are kept"
    assert len(kept) in (WAITING, WAITING + 1), "and perhaps one more, for the one that was being written"
    assert disk.lines[len(kept) :] == [
        f"{50 * WAITING - len(kept)} lines are missing here: they could not be written in time.\n",
        "all is well\n",
    ]


def test_a_disk_that_refuses_is_named_once_on_standard_error(
    disk: Disk, log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    disk.refusal = OSError(errno.ENOSPC, "No space left on device", "/var/log")
    for _each in range(20):
        log.info("nobody will read this")
    log.handlers[0].flush()
    disk.refusal = None
    log.info("there is room again")
    log.handlers[0].flush()

    assert capsys.readouterr().err.count("the log cannot be written: [Errno 28] No space left") == 1
    assert disk.lines[0] == "there is room again\n"
    assert disk.lines[1].startswith("20 lines are missing here")


def test_a_disk_that_stalls_for_ever_does_not_hold_up_the_end(disk: Disk, log: logging.Logger) -> None:
    disk.moves.clear()
    log.info("the last words")

    ending = threading.Thread(target=logging.shutdown, args=([lambda: log.handlers[0]],), daemon=True)
    ending.start()
    ending.join(10)

    assert not ending.is_alive()


def test_a_line_that_was_taken_in_part_does_not_swallow_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SmallFile(path, LIMIT_BYTES)
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda where, data: write(where, data[:7]))
        with pytest.raises(OSError, match="No space left"):
            file.write("a line that is torn\n")
    file.write("the next\n")
    file.close()

    assert path.read_text() == "a line \nthe next\n"
