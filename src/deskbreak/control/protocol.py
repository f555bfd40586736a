"""What goes through the letterbox: one JSON line each way."""

import json
from dataclasses import dataclass
from typing import Any

VERSION = 1

LINE_LIMIT = 64 * 1024
"""The longest request, in bytes, its end of line left out."""

RequestId = int | str | None


class ControlError(Exception):
    """The daemon did not do what it was asked: ``code`` is for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NotRunning(ControlError):
    """Nobody is there to ask."""

    def __init__(self) -> None:
        super().__init__("not_running", "Deskbreak is not running")


class BadRequest(ControlError):
    """A line that is not a request. ``request_id`` is its id as far as it could be read."""

    def __init__(self, code: str, message: str, request_id: RequestId = None) -> None:
        super().__init__(code, message)
        self.request_id = request_id


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants done."""

    id: RequestId
    do: str
    args: dict[str, Any]


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def request_line(request: Request) -> bytes:
    """The line that asks for ``request``."""
    return _line({"v": VERSION, "id": request.id, "do": request.do, "args": request.args})


def result_line(request_id: RequestId, result: Any) -> bytes:
    """The line that says it was done."""
    return _line({"v": VERSION, "id": request_id, "ok": True, "result": result})


def error_line(request_id: RequestId, code: str, message: str) -> bytes:
    """The line that says why it was not done."""
    error = {"code": code, "message": message}
    return _line({"v": VERSION, "id": request_id, "ok": False, "error": error})


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def parse_request(line: bytes) -> Request:
    """The request in ``line``. Raises :class:`BadRequest` for anything else."""
    fields = _object(line)
    if fields is None:
        raise BadRequest("bad_request", "a request is one line with one JSON object")
    request_id = fields.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, int | str | None):
        raise BadRequest("bad_request", "id must be a number or a text")
    if fields.get("v") != VERSION:
        message = f"this Deskbreak speaks version {VERSION} of its control protocol; v must be {VERSION}"
        raise BadRequest("unsupported_version", message, request_id)
    do = fields.get("do")
    args = fields.get("args", {})
    if not isinstance(do, str) or not isinstance(args, dict):
        raise BadRequest("bad_request", "do must be a text, and args an object", request_id)
    return Request(request_id, do, args)


def parse_answer(line: bytes) -> Any:
    """The result in ``line``. Raises :class:`ControlError` where it tells of one, or is no answer."""
    fields = _object(line)
    if fields is None or fields.get("v") != VERSION or "ok" not in fields:
        raise ControlError("bad_answer", "the running Deskbreak gave an answer that cannot be read")
    if fields["ok"] is True:
        return fields.get("result")
    error = fields.get("error")
    if not isinstance(error, dict):
        error = {}
    raise ControlError(str(error.get("code", "failed")), str(error.get("message", "it did not work")))
