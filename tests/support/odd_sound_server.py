"""A sound server that says what a test has it say."""

import contextlib
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from deskbreak.desktop.sound import messages
from deskbreak.desktop.sound.messages import HEADER_BYTES, Message

REPLY, EVENT, LISTS_STREAMS = 2, 66, 32

Answer = Callable[[Message], bytes]


class OddSoundServer:
    """Answers each question with the bytes that ``answer`` gives; with none it says nothing."""

    def __init__(self, place: Path, answer: Answer) -> None:
        self.questions = 0
        self.guests = 0
        self._answer = answer
        place.parent.mkdir(parents=True, exist_ok=True)
        self._guests: list[socket.socket] = []
        self._ear = _unix_socket()
        self._ear.bind(str(place))
        self._ear.listen()
        threading.Thread(target=self._receive, name="odd-server", daemon=True).start()

    def sends_everybody_away(self) -> None:
        while self._guests:
            _hang_up(self._guests.pop())

    def close(self) -> None:
        self.sends_everybody_away()
        _hang_up(self._ear)

    def _receive(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                guest, _address = self._ear.accept()
                self.guests += 1
                self._guests.append(guest)
                threading.Thread(target=self._serve, args=(guest,), name="odd-guest", daemon=True).start()

    def _serve(self, guest: socket.socket) -> None:
        with contextlib.suppress(OSError), guest:
            while header := guest.recv(HEADER_BYTES, socket.MSG_WAITALL):
                content = guest.recv(messages.content_bytes(header), socket.MSG_WAITALL)
                self.questions += 1
                guest.sendall(self._answer(messages.unpacked(content)))


def _hang_up(line: socket.socket) -> None:
    # It is what ends a thread that waits in it.
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()


def _unix_socket() -> socket.socket:
    if sys.platform == "win32":
        raise OSError("Windows has no such sockets")
    return socket.socket(socket.AF_UNIX)


def politely(question: Message) -> bytes:
    """What a server without streams says."""
    return messages.packed(REPLY, question.serial, b"")
