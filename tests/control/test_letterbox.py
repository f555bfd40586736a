"""The letterbox, through real sockets: one line each way, and nobody delays anybody."""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from deskbreak.clock import SystemClock
from deskbreak.control import server as server_module
from deskbreak.control import transport
from deskbreak.control.client import ask
from deskbreak.control.protocol import LINE_LIMIT, ControlError, NotRunning, Request, request_line
from deskbreak.control.server import AlreadyAnswered, Handle, HangUp, Reply, Server
from support import damage

Start = Callable[[Handle], Path]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a server with the handler it is given; gives the socket's path."""
    servers = []

    def begin(handle: Handle) -> Path:
        path = tmp_path / "run" / "control.sock"
        servers.append(Server(path, handle, SystemClock()))
        return path

    yield begin
    for each in servers:
        each.close()


def echo(request: Request, reply: Reply) -> None:
    reply.result({"did": request.do, "with": request.args})


def knock(path: Path) -> socket.socket:
    return transport.connect(path, 10)


def read_line(connection: socket.socket) -> Any:
    with connection.makefile("rb") as lines:
        line = lines.readline()
    return json.loads(line) if line else None


def test_a_request_gets_its_result(start: Start) -> None:
    path = start(echo)
    assert ask(path, "act", {"action": "skip"}) == {"did": "act", "with": {"action": "skip"}}


def test_the_lines_on_the_wire_are_the_published_ones(start: Start) -> None:
    path = start(lambda _, reply: reply.result({"state": "sitting"}))
    with closing(knock(path)) as connection:
        connection.sendall(b'{"v": 1, "id": 1, "do": "status", "args": {}}\n')
        assert read_line(connection) == {"v": 1, "id": 1, "ok": True, "result": {"state": "sitting"}}


def test_a_refusal_arrives_with_its_code_and_its_words(start: Start) -> None:
    path = start(lambda _, reply: reply.error("not_now", "There is nothing to snooze."))
    with pytest.raises(ControlError, match="nothing to snooze") as caught:
        ask(path, "act", {"action": "snooze"})
    assert caught.value.code == "not_now"


def test_an_answer_may_come_later_and_from_another_thread(start: Start) -> None:
    waiting: list[Reply] = []
    arrived = threading.Event()

    def keep(_request: Request, reply: Reply) -> None:
        waiting.append(reply)
        arrived.set()

    path = start(keep)
    answers: list[Any] = []
    asker = threading.Thread(target=lambda: answers.append(ask(path, "status")))
    asker.start()
    assert arrived.wait(10)
    waiting[0].result("at last")
    asker.join(10)
    assert answers == ["at last"]
    with pytest.raises(AlreadyAnswered):
        waiting[0].error("failed", "a second answer")


def test_several_requests_on_one_connection_are_answered_in_turn(start: Start) -> None:
    path = start(echo)
    with closing(knock(path)) as connection, connection.makefile("rb") as lines:
        for number in (1, 2, 3):
            connection.sendall(json.dumps({"v": 1, "id": number, "do": f"verb{number}"}).encode() + b"\n")
        answers = [json.loads(lines.readline()) for _ in range(3)]
    assert [(each["id"], each["result"]["did"]) for each in answers] == [
        (1, "verb1"),
        (2, "verb2"),
        (3, "verb3"),
    ]


def test_a_handler_that_fails_answers_and_the_next_one_is_served(start: Start) -> None:
    def stumble(request: Request, reply: Reply) -> None:
        if request.do == "stumble":
            raise LookupError("a defect of ours")
        reply.result("well")

    path = start(stumble)
    with pytest.raises(ControlError, match="its log tells more"):
        ask(path, "stumble")
    assert ask(path, "status") == "well"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "bad_request"),
        (b"[]", "bad_request"),
        (b"[" * 50_000, "bad_request"),
        (b"\xff\xfe", "bad_request"),
        (b'{"v": 1, "id": {}, "do": "status"}', "bad_request"),
        (b'{"v": 1, "id": 1, "do": 7}', "bad_request"),
        (b'{"v": 1, "id": 1, "do": "status", "args": []}', "bad_request"),
        (b'{"v": 2, "id": 1, "do": "status", "args": {}}', "unsupported_version"),
    ],
)
def test_what_is_no_request_is_told_so_and_hung_up_on(start: Start, line: bytes, code: str) -> None:
    path = start(echo)
    with closing(knock(path)) as connection, connection.makefile("rb") as lines:
        connection.sendall(line + b"\n")
        answer = json.loads(lines.readline())
        assert (answer["ok"], answer["error"]["code"]) == (False, code)
        assert lines.readline() == b""
    assert ask(path, "status")["did"] == "status"


def test_a_line_over_64_kib_ends_the_connection_and_one_of_just_that_is_served(start: Start) -> None:
    path = start(lambda request, reply: reply.result(len(request.args["text"])))
    frame = len(json.dumps({"v": 1, "id": 1, "do": "x", "args": {"text": ""}}, separators=(",", ":")))
    assert ask(path, "x", {"text": "a" * (LINE_LIMIT - frame)}) == LINE_LIMIT - frame
    with pytest.raises(ControlError):
        ask(path, "x", {"text": "a" * (LINE_LIMIT - frame + 1)})
    with closing(knock(path)) as endless, pytest.raises(ConnectionError):
        endless.sendall(b"a" * 16_000_000)
    assert ask(path, "x", {"text": "still here"}) == 10


def test_silent_and_slow_visitors_delay_nobody(start: Start) -> None:
    path = start(lambda _, reply: reply.result("x" * 2_000_000))
    silent = knock(path)
    half = knock(path)
    half.sendall(b'{"v": 1, "id": 1, "do"')
    never_reads = knock(path)
    never_reads.sendall(b'{"v": 1, "id": 1, "do": "status"}\n')
    with closing(silent), closing(half), closing(never_reads), closing(knock(path)) as quick:
        quick.sendall(b'{"v": 1, "id": 9, "do": "status"}\n')
        assert read_line(quick)["id"] == 9


def test_more_visitors_than_there_is_room_for_wait_at_the_door(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "CONNECTIONS", 2)
    path = start(echo)
    first, second = knock(path), knock(path)
    with closing(first), closing(second), closing(knock(path)) as third:
        third.sendall(b'{"v": 1, "id": 3, "do": "status"}\n')
        third.settimeout(0.3)
        with pytest.raises(TimeoutError):
            third.recv(1)
        third.settimeout(10)
        first.close()
        assert read_line(third)["id"] == 3


def test_a_visitor_who_takes_too_long_is_shown_out(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "PATIENCE_MS", 200)
    path = start(echo)
    with closing(knock(path)) as silent:
        assert silent.recv(1) == b""


def test_who_is_never_answered_learns_that_too(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "PATIENCE_MS", 200)
    kept: list[Reply] = []
    path = start(lambda _, reply: kept.append(reply))
    with pytest.raises(ControlError, match="busy") as caught:
        ask(path, "status")
    assert caught.value.code == "no_answer"
    kept[0].result("too late, and it harms nobody")
    with pytest.raises(ControlError, match="busy"):
        ask(path, "status")


def test_nobody_connected_costs_no_wake_ups(start: Start) -> None:
    path = start(echo)
    assert ask(path, "status")
    (thread,) = [each for each in threading.enumerate() if each.name == "control"]
    status = Path(f"/proc/self/task/{thread.native_id}/status")

    def switches() -> int:
        lines = status.read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if "voluntary_ctxt_switches" in line)

    settled = threading.Event()
    settled.wait(0.2)
    before = switches()
    settled.wait(1.5)
    assert switches() == before


def test_socket_and_directory_are_the_owners_alone(start: Start) -> None:
    path = start(echo)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_directory_that_was_open_to_others_is_closed(tmp_path: Path, start: Start) -> None:
    (tmp_path / "run").mkdir(mode=0o755)
    path = start(echo)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


KNOCK = """
import socket, sys
with socket.socket(socket.AF_UNIX) as connection:
    connection.connect(sys.argv[1])
    # The answer first: the door is shut at once, and what is sent after that may be cut off.
    print(connection.recv(65536).decode(), end="")
    try:
        connection.sendall(b'{"v": 1, "id": 1, "do": "status", "args": {}}\\n')
    except OSError:
        pass
"""


AS_ROOT = sys.platform != "win32" and os.getuid() == 0


@pytest.mark.skipif(not AS_ROOT, reason="only root can knock as somebody else")
def test_another_user_is_refused_even_where_the_door_stands_open() -> None:
    asked: list[Request] = []

    def note(request: Request, reply: Reply) -> None:
        asked.append(request)
        reply.result("served")

    system_python = shutil.which("python3", path="/usr/bin") or sys.executable
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        path = Path(place) / "control.sock"
        with closing(Server(path, note, SystemClock())):
            path.parent.chmod(0o755)
            path.chmod(0o666)
            stranger = subprocess.run(
                [system_python, "-I", "-c", KNOCK, str(path)],
                user=65534,
                cwd="/",
                capture_output=True,
                text=True,
                check=True,
                timeout=30,
            )
    assert json.loads(stranger.stdout)["error"]["code"] == "refused"
    assert asked == []


def test_a_socket_left_by_a_killed_daemon_is_replaced(tmp_path: Path, start: Start) -> None:
    left = tmp_path / "run" / "control.sock"
    transport.listen(left).close()
    assert left.exists()
    with pytest.raises(NotRunning):
        ask(left, "status")
    assert ask(start(echo), "status")["did"] == "status"


@pytest.mark.parametrize("make", [lambda path: path.write_text("precious"), Path.mkdir, damage.make_pipe])
def test_what_is_no_socket_is_set_aside_and_named(
    make: Callable[[Path], None], tmp_path: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "run" / "control.sock"
    in_the_way.parent.mkdir()
    make(in_the_way)
    kind = stat.S_IFMT(in_the_way.stat().st_mode)

    assert ask(start(echo), "status")["did"] == "status"

    aside = in_the_way.with_name("control.sock.in-the-way")
    assert stat.S_IFMT(aside.stat().st_mode) == kind
    assert aside.name in caplog.text


def test_a_long_path_serves_as_well(tmp_path: Path) -> None:
    path = tmp_path / ("d" * 100) / ("e" * 100) / "control.sock"
    server = Server(path, echo, SystemClock())
    try:
        assert ask(path, "status")["did"] == "status"
    finally:
        server.close()
    assert not path.exists()


class Visits:
    """A handler that lets whoever asks to ``stay`` do so, and answers everybody else."""

    def __init__(self) -> None:
        self.gone = threading.Semaphore(0)
        self.hang_up: HangUp | None = None

    def __call__(self, request: Request, reply: Reply) -> None:
        if request.do == "stay":
            self.hang_up = reply.stay("welcome", self.gone.release)
        else:
            echo(request, reply)

    def over(self, within_s: float = 10) -> bool:
        """Whether a visit ended; each is told once."""
        return self.gone.acquire(timeout=within_s)


def come_to_stay(path: Path) -> socket.socket:
    connection = knock(path)
    connection.sendall(request_line(Request(1, "stay", {})))
    assert read_line(connection)["result"] == "welcome"
    return connection


def test_a_visitor_who_may_stay_is_not_shown_out_and_delays_nobody(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE_MS", 100)
    visits = Visits()
    path = start(visits)
    with closing(come_to_stay(path)):
        assert not visits.over(within_s=0.5)
        assert ask(path, "status")["did"] == "status"
    assert visits.over()


def test_the_end_of_a_visit_is_told_once_whoever_ends_it(start: Start) -> None:
    visits = Visits()
    path = start(visits)
    come_to_stay(path).close()
    assert visits.over()
    with closing(come_to_stay(path)) as connection:
        connection.sendall(b'{"v": 1, "id": 2, "do": "status"}\n')
        assert connection.recv(1) == b"", "it said more than it may"
        assert visits.over()
    with closing(come_to_stay(path)) as connection:
        assert visits.hang_up is not None
        visits.hang_up()
        visits.hang_up()
        assert connection.recv(1) == b""
        assert visits.over()
    visits.hang_up()
    assert ask(path, "status")["did"] == "status"
    assert not visits.over(within_s=0)


def test_a_visit_that_is_welcomed_too_late_is_over_at_once(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE_MS", 100)
    waiting: list[Reply] = []
    arrived = threading.Event()
    gone = threading.Event()

    def keep(_request: Request, reply: Reply) -> None:
        waiting.append(reply)
        arrived.set()

    path = start(keep)
    with closing(knock(path)) as connection:
        connection.sendall(request_line(Request(1, "stay", {})))
        assert arrived.wait(10)
        assert read_line(connection)["error"]["code"] == "no_answer"
        waiting[0].stay("welcome", gone.set)
        assert gone.wait(10)


def test_a_visit_ends_with_the_daemon(tmp_path: Path) -> None:
    visits = Visits()
    path = tmp_path / "control.sock"
    server = Server(path, visits, SystemClock())
    with closing(come_to_stay(path)) as connection:
        server.close()
        assert connection.recv(1) == b""
    assert visits.over()


def test_without_a_daemon_there_is_nobody_to_ask(tmp_path: Path) -> None:
    with pytest.raises(NotRunning):
        ask(tmp_path / "control.sock", "status")
    (tmp_path / "file").touch()
    with pytest.raises(NotRunning):
        ask(tmp_path / "file" / "control.sock", "status")


def test_an_answer_given_just_before_the_end_still_arrives(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    ended = threading.Event()

    def end(_request: Request, reply: Reply) -> None:
        reply.result({})
        threading.Thread(target=leave).start()

    def leave() -> None:
        server.close()
        ended.set()

    server = Server(path, end, SystemClock())
    assert ask(path, "act", {"action": "quit"}) == {}
    assert ended.wait(10)
    assert not path.exists()
    server.close()


def test_a_daemon_that_dies_while_asked_is_an_error_and_not_a_hang(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    with closing(transport.listen(path)) as listener:
        listener.setblocking(True)

        def vanish() -> None:
            listener.accept()[0].close()

        dying = threading.Thread(target=vanish)
        dying.start()
        with pytest.raises(ControlError) as caught:
            ask(path, "status")
        dying.join(10)
    assert caught.value.code == "no_answer"


def test_a_silent_daemon_is_not_waited_for_without_end(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    with closing(transport.listen(path)), pytest.raises(ControlError, match="in time"):
        ask(path, "status", timeout_s=0.2)
