"""Where the sound server is looked for, what is made of streams, and servers that misbehave."""

import os
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.holds import Witness
from deskbreak.clock import SystemClock
from deskbreak.desktop.sound import messages
from deskbreak.desktop.sound.messages import Message, Unreadable
from deskbreak.desktop.sound.microphone import Microphone, open_microphone
from deskbreak.desktop.sound.recording import NONE, Stream, uses_a_source
from deskbreak.desktop.sound.server import ServerAway, SoundServer, place
from deskbreak.ports.selection import Unavailable
from support.odd_sound_server import EVENT, LISTS_STREAMS, REPLY, Answer, OddSoundServer, politely
from support.waiting import let_pass, wait_until

Open = Callable[[Answer], OddSoundServer]


class TestWhereItIs:
    @pytest.mark.parametrize(
        ("environment", "where"),
        [
            ({"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/pulse/native"),
            ({"XDG_RUNTIME_DIR": "/run/user/7", "PULSE_RUNTIME_PATH": "/there"}, "/there/native"),
            ({"PULSE_SERVER": "unix:/mnt/wslg/PulseServer"}, "/mnt/wslg/PulseServer"),
            ({"PULSE_SERVER": "/a/socket"}, "/a/socket"),
            ({"PULSE_SERVER": "tcp:far:4713 {0123abc}unix:/near"}, "/near"),
        ],
    )
    def test_as_every_other_program_finds_it(
        self, environment: dict[str, str], where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert place() == Path(where)

    @pytest.mark.parametrize(
        "environment", [{}, {"PULSE_SERVER": "tcp:far:4713", "XDG_RUNTIME_DIR": "/run/user/7"}]
    )
    def test_where_none_can_be_here_that_is_said(
        self, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        witness = Witness()
        with pytest.raises(Unavailable) as refusal:
            open_microphone(SystemClock(), witness.told, witness.lost)
        assert refusal.value.reason.endswith(".")
        assert refusal.value.remedy.endswith(".")


class TestWhoUsesAMicrophone:
    """What no server could be brought to show here."""

    def test_filters_of_pipewire_do_not(self) -> None:
        assert uses_a_source(Stream(4, 7, "PipeWire", False, {}))
        assert not uses_a_source(Stream(4, 7, "PipeWire", False, {"node.link-group": "filter-1"}))

    def test_who_is_linked_to_no_source_does_not(self) -> None:
        assert not uses_a_source(Stream(4, NONE, "PipeWire", False, {}))

    @pytest.mark.parametrize("way", ["application.id", "application.name", "application.process.binary"])
    def test_noise_suppressors_are_known_by_any_of_their_names(self, way: str) -> None:
        assert not uses_a_source(Stream(4, 7, "copy", False, {way: "easyeffects"}))


class TestWhatCannotBeRead:
    @given(content=st.binary(max_size=200) | st.text("LNP", min_size=9).map(str.encode))
    @example(content=b"L\0\0\0\0L\0\0\0\0" + b"P" * 10_000)
    def test_bytes_of_any_kind_are_a_message_or_refused(self, content: bytes) -> None:
        with suppress(Unreadable):
            messages.unpacked(content)

    @given(header=st.binary(min_size=20, max_size=20))
    def test_no_header_makes_us_wait_for_more_than_a_list_can_be(self, header: bytes) -> None:
        with suppress(Unreadable):
            assert 0 < messages.content_bytes(header) <= messages.MESSAGE_AT_MOST

    @given(values=st.dictionaries(st.text("abc.", min_size=1), st.text("xyzäß")))
    def test_what_was_packed_is_what_is_unpacked(self, values: dict[str, str]) -> None:
        packed = messages.packed(3, 4, messages.properties(values) + messages.text(None) + messages.number(5))
        assert messages.unpacked(packed[messages.HEADER_BYTES :]) == Message(3, 4, [values, None, 5])


class TestWhoWeAre:
    def test_the_server_learns_it_though_it_asks_late(self, tmp_path: Path) -> None:
        """PulseAudio did, once in two thousand times, and sent us away."""
        if sys.platform != "linux":
            pytest.skip("only Linux hands such names on")
        with socket.socket(socket.AF_UNIX) as ear:
            ear.bind(str(tmp_path / "native"))
            ear.listen()
            guest = threading.Thread(target=self._come_in, args=(tmp_path / "native",))
            guest.start()
            door, _address = ear.accept()
            with door:
                wait_until(lambda: select.select([door], [], [], 0)[0], "a message has come", every_s=0.01)
                door.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
                _message, names, _flags, _sender = door.recvmsg(4096, 1024)
            guest.join(10)
        [(_level, kind, content)] = names
        assert kind == socket.SCM_CREDENTIALS
        assert struct.unpack("3i", content) == (os.getpid(), os.getuid(), os.getgid())

    def _come_in(self, where: Path) -> None:
        with suppress(ServerAway):
            SoundServer(where).close()


class TestServersThatMisbehave:
    @pytest.fixture
    def where(self, tmp_path: Path) -> Path:
        return tmp_path / "pulse" / "native"

    @pytest.fixture
    def open_server(self, where: Path) -> Iterator[Open]:
        with ExitStack() as opened:

            def open_server(answer: Answer) -> OddSoundServer:
                server = OddSoundServer(where, answer)
                opened.callback(server.close)
                return server

            yield open_server

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (lambda _question: b"", "does not answer"),
            (lambda _question: b"HTTP/1.1 400 Bad Request", "another language"),
            (lambda question: messages.packed(REPLY, question.serial, b"?"), "another language"),
            (lambda _question: struct.pack(">5I", 1 << 30, 0xFFFFFFFF, 0, 0, 0), "another language"),
            (lambda question: messages.packed(0, question.serial, messages.number(1)), "does not tell"),
            (
                lambda question: messages.packed(
                    REPLY, question.serial, messages.number(1) if question.command == LISTS_STREAMS else b""
                ),
                "another language",
            ),
        ],
        ids=["silent", "not one at all", "garbled", "boundless", "forbidding", "too short"],
    )
    def test_it_is_unknown_and_said_why_and_nobody_is_pestered(
        self, where: Path, open_server: Open, answer: Answer, reason: str
    ) -> None:
        server, witness = open_server(answer), Witness()
        sense = Microphone(where, SystemClock(), witness.told, witness.lost)
        try:
            sense.watch(wanted=True)
            witness.awaits(None)
            assert sense.trouble is not None
            assert reason in sense.trouble.reason
            asked = server.guests
            let_pass(0.3)
            assert server.guests <= asked + 1
        finally:
            sense.close()
        assert witness.losses == []

    def test_who_ends_in_the_middle_is_found_when_there_again(self, where: Path, open_server: Open) -> None:
        first, witness = open_server(politely), Witness()
        sense = Microphone(where, SystemClock(), witness.told, witness.lost)
        try:
            sense.watch(wanted=True)
            witness.awaits(False)
            first.close()
            witness.awaits_last(None)
            where.unlink()
            open_server(politely)
            witness.awaits(False, None, False)
        finally:
            sense.close()

    def test_one_that_comes_when_nobody_tries_any_more_is_found_at_once(
        self, where: Path, open_server: Open
    ) -> None:
        witness = Witness()
        sense = Microphone(where, SystemClock(), witness.told, witness.lost, tries_again_s=())
        try:
            sense.watch(wanted=True)
            witness.awaits(None)
            open_server(politely)
            witness.awaits(None, False)
        finally:
            sense.close()

    def test_one_that_sends_us_away_again_and_again_is_tried_again_and_again(
        self, where: Path, open_server: Open
    ) -> None:
        server, witness = open_server(politely), Witness()
        sense = Microphone(where, SystemClock(), witness.told, witness.lost, tries_again_s=(0.02,))
        try:
            sense.watch(wanted=True)
            witness.awaits(False)
            for _each in range(3):
                told = len(witness.tellings)
                server.sends_everybody_away()
                wait_until(lambda told=told: len(witness.tellings) == told + 2, "it is found", every_s=0.01)  # type: ignore[misc]
            assert witness.tellings == [False, None, False, None, False, None, False]
        finally:
            sense.close()

    def test_events_without_end_keep_nobody_from_closing(self, where: Path, open_server: Open) -> None:
        """Each list is answered together with news that makes it old."""

        def restless(question: Message) -> bytes:
            news = messages.packed(EVENT, NONE, messages.number(0) + messages.number(1))
            return news + politely(question) + news

        server, witness = open_server(restless), Witness()
        sense = Microphone(where, SystemClock(), witness.told, witness.lost)
        try:
            sense.watch(wanted=True)
            wait_until(lambda: server.questions > 6, "it is asked again and again", every_s=0.02)
        finally:
            sense.close()
        asked = server.questions
        let_pass(0.3)
        assert (server.questions, witness.changes) == (asked, [False])
