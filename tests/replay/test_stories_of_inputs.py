"""Days of keys and pauses: what Deskbreak would have done, to the line."""

import pytest

from deskbreak.core.rules import MINUTE_MS, Rules
from deskbreak.replay.desk import Answer
from deskbreak.replay.portrait import Portrait, Span
from support.recorded_day import INPUTS, RecordedInputs, played


def test_a_pause_in_the_window_is_asked_in_and_the_prompt_lapses_where_nobody_answers() -> None:
    day = RecordedInputs().types(1860).pauses(90).types(300).pauses(400).types(10)
    # At 31:00 a pause begins; by then 48 s are wanted. Whoever is back at 32:30 has not answered by 34:30.
    # The mind hears of that at the end of 2.5 s in which there was no silence.
    assert played(day.text).told == [
        (1908, "prompt (pause)", 1908),
        (2072.75, "lapsed", 2072.75),
        (2372.75, "prompt (pause)", 2372.75),
        (2550, "withdrawn", 2250),
        (2550, "rest", 2250),
    ]


def test_a_pause_of_just_the_wanted_length_is_long_enough() -> None:
    assert played(RecordedInputs().types(1860).pauses(48).types(10).text).told == [
        (1908, "prompt (pause)", 1908)
    ]
    assert played(RecordedInputs().types(1860).pauses(47.999).types(10).text).told == []


def test_who_never_pauses_is_asked_at_the_close_and_at_last_only_the_icon_says_so() -> None:
    day = played(RecordedInputs().types(5400).pauses(330).types(60).text)
    assert day.told == [
        (2700, "prompt (latest)", 2700),
        (2822.75, "lapsed", 2822.75),
        (3422.75, "prompt (latest)", 3422.75),
        (3545.5, "lapsed", 3545.5),
        (4145.5, "prompt (latest)", 4145.5),
        (4268.25, "lapsed", 4268.25),
        (4868.25, "prompt (latest)", 4868.25),
        (4991, "lapsed", 4991),
        (4991, "silent", 4991),
        (5700, "rest", 5400),
    ]
    assert [line.idle_ms / 1000 for line in day.lines[-2:]] == [1, 300]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer.TAKE, [(2700, "prompt (latest)", 2700), (5400, "prompt (latest)", 2700), (5700, "rest", 0)]),
        (
            Answer.SKIP,
            [(2700, "prompt (latest)", 2700), (5400, "prompt (latest)", 5400), (5700, "rest", 5400)],
        ),
        (
            Answer.STOOD,
            [
                (2700, "prompt (latest)", 2700),
                (2700, "walked_away", 2700),
                (5400, "prompt (latest)", 2700),
                (5400, "walked_away", 2700),
                (5700, "rest", 0),
            ],
        ),
        (
            Answer.SNOOZE,
            [
                (2700, "prompt (latest)", 2700),
                (3300, "prompt (latest)", 3300),
                (3900, "prompt (latest)", 3900),
                (4500, "prompt (latest)", 4500),
                (4500, "silent", 4500),
                (5700, "rest", 5400),
            ],
        ),
    ],
)
def test_each_answer_to_the_same_day(answer: Answer, told: list[tuple[float, str, float]]) -> None:
    assert played(RecordedInputs().types(5400).pauses(330).types(60).text, answer).told == told


def test_who_takes_the_break_sits_again_from_the_next_input_on() -> None:
    day = RecordedInputs().types(1860).pauses(250).types(1801)
    assert played(day.text, Answer.TAKE).told == [(1908, "prompt (pause)", 1908)]
    # Half an hour after the next input, at 2110, and not after the prompt, at 1908, the window opens.
    later = RecordedInputs().types(1860).pauses(250).types(1800).pauses(70).types(1)
    assert played(later.text, Answer.TAKE).told[1:] == [(3958, "prompt (pause)", 1848)]


def test_who_leaves_after_the_prompt_walked_away() -> None:
    day = RecordedInputs().types(1860).pauses(60).types(30).pauses(301).types(10)
    assert played(day.text).told == [
        (1908, "prompt (pause)", 1908),
        (2250, "walked_away", 1950),
        (2250, "rest", 1950),
    ]


def test_a_bump_of_the_desk_ends_no_rest() -> None:
    day = RecordedInputs().types(600).pauses(400).types(0).pauses(400).types(10)
    assert played(day.text).told == [(900, "rest", 600)]


def test_the_scale_is_the_traces_own() -> None:
    day = RecordedInputs(begins_s=-86_400.5).types(1860).pauses(90).types(1)
    assert played(day.text).told == [(-84_492.5, "prompt (pause)", 1908)]


def test_rows_may_come_at_the_same_time() -> None:
    assert played(INPUTS + "5,key\n5,move\n5.0,button\n305.5,wheel\n").told == [(305, "rest", 0)]


def test_other_rules_ask_at_other_times() -> None:
    rules = Rules(earliest_ms=MINUTE_MS, latest_ms=2 * MINUTE_MS)
    assert played(RecordedInputs().types(130, every_s=0.5).text, rules=rules).told == [
        (120, "prompt (latest)", 120)
    ]


def test_what_a_picture_shows_of_a_day() -> None:
    portrait = Portrait()
    played(RecordedInputs().types(1860).pauses(400).types(100).text, portrait=portrait)
    assert (portrait.begins_ms, portrait.ends_ms) == (0, 2_360_000)
    # The prompt came at 1908 s; what seemed to be sitting by then was already the rest.
    assert portrait.stretches == [[(0, 0), (1_860_000, 1_860_000)], [(2_260_000, 0), (2_360_000, 100_000)]]
    assert portrait.rests == [Span("rest", 1_860_000, 2_260_000)]
    assert portrait.spans == [Span("idle", 1_860_000, 2_260_000)]
