"""The lines of the letterbox: whatever arrives is a request or a refusal, and nothing gets lost."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.control.protocol import (
    BadRequest,
    ControlError,
    Request,
    error_line,
    parse_answer,
    parse_request,
    request_line,
    result_line,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
anything: st.SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
objects = st.dictionaries(st.text(), anything)


@given(st.binary() | anything.map(lambda value: json.dumps(value).encode()))
def test_any_line_is_a_request_or_a_refusal(line: bytes) -> None:
    with suppress(BadRequest):
        assert isinstance(parse_request(line), Request)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("v", "id", "do", "args"), anything)))
def test_nearly_a_request_is_understood_as_written_or_refused(fields: dict[str, Any]) -> None:
    line = json.dumps({"v": 1, **fields}).encode()
    try:
        request = parse_request(line)
    except BadRequest:
        return
    assert (request.do, request.args) == (fields["do"], fields.get("args", {}))


@given(st.integers() | st.text() | st.none(), st.text(), objects)
def test_a_request_arrives_as_it_was_sent_and_in_one_line(
    request_id: int | str | None, do: str, args: dict[str, Any]
) -> None:
    request = Request(request_id, do, args)
    line = request_line(request)
    assert (line.count(b"\n"), line[-1:]) == (1, b"\n")
    assert parse_request(line) == request


@given(anything)
def test_a_result_arrives_as_it_was_given(result: Any) -> None:
    assert parse_answer(result_line(1, result)) == result


@given(st.text(), st.text())
def test_an_error_arrives_with_code_and_words(code: str, message: str) -> None:
    with pytest.raises(ControlError) as caught:
        parse_answer(error_line(1, code, message))
    assert (caught.value.code, str(caught.value)) == (code, message)


@given(st.binary())
def test_what_is_no_answer_is_an_error_in_plain_words(line: bytes) -> None:
    with pytest.raises(ControlError, match="cannot be read"):
        parse_answer(line)
