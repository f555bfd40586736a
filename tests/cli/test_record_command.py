"""``deskbreak record``, the real program before a real X server: what it writes, and when it refuses."""

import gzip
import signal
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.clock import SystemClock
from support.commands import deskbreak
from support.stand_in_daemon import StandInDaemon
from support.waiting import let_pass, wait_until
from support.xserver import XServer, unused_display

Record = Callable[..., "Recorder"]
HEADER = "t_seconds,kind"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    with XServer() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


class Recorder:
    """The running command."""

    def __init__(self, out: Path, *arguments: str) -> None:
        self.out = out
        self._process = subprocess.Popen(
            [sys.executable, "-m", "deskbreak", "record", "--out", str(out), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        self.said = self._process.stdout.readline()
        """How it began."""

    def ends(self, with_signal: int | None = signal.SIGINT) -> int:
        """Its exit code, after a signal or by itself."""
        if with_signal is not None:
            self._process.send_signal(with_signal)
        said, _nothing = self._process.communicate(timeout=30)
        self.said += said
        return self._process.returncode

    @property
    def kinds(self) -> Counter[str]:
        return kinds(self.out)


def lines(trace: Path) -> list[str]:
    content = trace.read_bytes()
    text = (gzip.decompress(content) if trace.suffix == ".gz" else content).decode()
    return text.splitlines()


def kinds(trace: Path) -> Counter[str]:
    """How many lines of each kind, after the header."""
    header, *rest = lines(trace)
    assert header == HEADER
    return Counter(line.split(",")[1] for line in rest)


def times(trace: Path) -> list[float]:
    return [float(line.split(",")[0]) for line in lines(trace)[1:]]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Starts the command; it ends with the test."""
    running: list[Recorder] = []

    def begin(*arguments: str, name: str = "day.csv") -> Recorder:
        running.append(Recorder(tmp_path / name, *arguments))
        return running[-1]

    yield begin
    for each in running:
        if each._process.returncode is None:
            each.ends(signal.Signals["SIGKILL"])


@pytest.mark.desktop
@pytest.mark.usefixtures("server", "daemon")
class TestWhatIsWritten:
    @pytest.mark.parametrize("name", ["day.csv", "day.csv.gz"])
    def test_when_and_of_which_kind_until_somebody_ends_it(
        self, record: Record, server: XServer, daemon: StandInDaemon, name: str
    ) -> None:
        begun_s = SystemClock().now().wall.timestamp()
        recorder = record(name=name)
        assert "Recording into" in recorder.said
        assert daemon.visits == 1
        for _each in range(3):
            server.key()
            server.click()
            server.click(4)
            server.move()
            let_pass(0.15)

        assert recorder.ends() == 0

        assert set(recorder.kinds) == {"key", "button", "wheel", "move"}
        at = times(recorder.out)
        assert at == sorted(at)
        assert begun_s - 0.1 <= at[0] <= at[-1] <= SystemClock().now().wall.timestamp()
        assert stat.S_IMODE(recorder.out.stat().st_mode) == 0o600
        assert f"{len(at)} lines were written" in recorder.said
        assert f"deskbreak replay {recorder.out}" in recorder.said
        wait_until(lambda: daemon.visits == 0, "the daemon is told of the end")

    def test_a_mouse_that_reports_a_thousand_times_a_second_leaves_a_few_lines(
        self, record: Record, server: XServer
    ) -> None:
        recorder = record()
        for _each in range(2000):
            server.move()
        assert recorder.ends() == 0
        at = times(recorder.out)
        assert 1 <= len(at) <= 10 * (at[-1] - at[0]) + 2
        assert len(set(at)) == len(at)

    def test_it_ends_by_itself_after_the_time_given(self, record: Record, server: XServer) -> None:
        recorder = record("--for", "1s")
        server.key()
        assert recorder.ends(None) == 0
        assert recorder.kinds["key"]

    @pytest.mark.parametrize("name", ["day.csv", "day.csv.gz"])
    def test_one_that_is_there_is_gone_on_with_and_never_overwritten(
        self, record: Record, server: XServer, name: str
    ) -> None:
        first = record(name=name)
        server.key()
        first.ends()
        before = lines(first.out)

        refused = deskbreak("record", "--out", str(first.out))
        assert (refused.returncode, "--append" in refused.stderr) == (1, True)
        assert lines(first.out) == before

        second = record("--append", name=name)
        server.click()
        assert second.ends() == 0
        assert lines(first.out)[: len(before)] == before
        assert second.kinds["button"]

    def test_not_more_than_what_came_since_it_last_wrote_is_lost_with_it(
        self, record: Record, daemon: StandInDaemon
    ) -> None:
        recorder = record(name="day.csv.gz")
        assert recorder.ends(signal.Signals["SIGKILL"]) == -signal.Signals["SIGKILL"]
        assert kinds(recorder.out) == {}, "what a kill leaves can be read"
        wait_until(lambda: daemon.visits == 0, "the daemon is told of the end")


@pytest.mark.desktop
@pytest.mark.usefixtures("daemon")
class TestHowItEnds:
    def test_the_menu_ends_it(self, record: Record, server: XServer, daemon: StandInDaemon) -> None:
        recorder = record()
        server.key()
        assert daemon.hang_up is not None
        daemon.hang_up()
        assert recorder.ends(None) == 0
        assert "Stopped from Deskbreak's menu" in recorder.said
        assert recorder.kinds["key"]

    def test_it_does_not_outlive_the_daemon_that_shows_it(
        self, record: Record, server: XServer, daemon: StandInDaemon
    ) -> None:
        recorder = record()
        server.key()
        daemon.close()
        assert recorder.ends(None) == 4
        assert "Deskbreak has ended" in recorder.said
        assert recorder.kinds["key"]

    def test_it_does_not_outlive_the_display(self, record: Record, server: XServer) -> None:
        recorder = record()
        server.key()
        let_pass(0.3)
        server.kill()
        assert recorder.ends(None) == 1
        assert "X server is gone" in recorder.said
        assert recorder.kinds["key"]

    def test_a_closed_terminal_and_a_log_out_are_ends_like_any_other(
        self, record: Record, server: XServer
    ) -> None:
        for number in (signal.SIGTERM, signal.Signals["SIGHUP"]):
            recorder = record(name=f"{number}.csv")
            server.key()
            let_pass(0.3)
            assert recorder.ends(number) == 0
            assert recorder.kinds["key"]


class TestWhereItRefuses:
    def test_without_a_daemon_nobody_could_see_that_it_runs(self, tmp_path: Path) -> None:
        refused = deskbreak("record", "--out", str(tmp_path / "day.csv"))
        assert (refused.returncode, "deskbreak" in refused.stderr) == (4, True)
        assert list(tmp_path.glob("day*")) == []

    @pytest.mark.parametrize(
        ("environment", "reason"),
        [
            ({}, "DISPLAY is not set"),
            ({"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "Wayland"),
            ({"DISPLAY": f":{unused_display()}"}, "cannot be reached"),
        ],
    )
    def test_where_nothing_can_be_heard_it_says_why_and_writes_nothing(
        self, tmp_path: Path, daemon: StandInDaemon, environment: dict[str, str], reason: str
    ) -> None:
        out = tmp_path / "day.csv"
        refused = deskbreak("record", "--out", str(out), environment=environment)
        assert refused.returncode == 1
        assert reason in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not out.exists()
        wait_until(lambda: daemon.visits == 0, "the daemon is told of the end")

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("day.csv", b"date,steps\n2026-11-23,8000\n", "first line"),
            ("day.csv", b"t_seconds,kind\n1763972400.3,ke", "last line"),
            ("day.csv", b"t_seconds,kind\n1763972400.3\n", "last line"),
            ("day.csv", b"t_seconds,kind\nNaN,key\n", "last line"),
            ("day.csv", b"\xff\xfe\x00", "cannot be continued"),
            ("day.csv.gz", b"t_seconds,kind\n", "cannot be continued"),
            ("day.csv.gz", gzip.compress(b"t_seconds,kind\n", mtime=0)[:-3], "cannot be continued"),
        ],
    )
    def test_what_is_no_trace_is_not_gone_on_with(
        self, tmp_path: Path, name: str, content: bytes, reason: str
    ) -> None:
        out = tmp_path / name
        out.write_bytes(content)
        refused = deskbreak("record", "--append", "--out", str(out))
        assert refused.returncode == 3
        assert reason in refused.stderr
        assert str(out) in refused.stderr
        assert out.read_bytes() == content

    def test_a_trace_that_ends_tomorrow_is_not_gone_on_with(self, tmp_path: Path) -> None:
        out = tmp_path / "day.csv"
        tomorrow_s = SystemClock().now().wall.timestamp() + 86_400
        out.write_text(f"{HEADER}\n{tomorrow_s:.1f},key\n")
        refused = deskbreak("record", "--append", "--out", str(out))
        assert (refused.returncode, "cannot go back" in refused.stderr) == (1, True)

    def test_a_length_that_is_none_is_a_matter_of_usage(self, tmp_path: Path) -> None:
        refused = deskbreak("record", "--out", str(tmp_path / "day.csv"), "--for", "8")
        assert (refused.returncode, "8h" in refused.stderr or "8m" in refused.stderr) == (2, True)

    @pytest.mark.desktop
    @pytest.mark.usefixtures("server", "daemon")
    def test_a_place_that_cannot_be_written_is_named_with_what_to_do(self, tmp_path: Path) -> None:
        refused = deskbreak("record", "--out", str(tmp_path / "nowhere" / "day.csv"))
        assert refused.returncode == 1
        assert "nowhere/day.csv cannot be written" in refused.stderr
