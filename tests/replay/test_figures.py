"""How well the moments were chosen, counted by hand."""

from array import array

from deskbreak.core.rules import MINUTE_MS, SECOND_MS, Rules
from deskbreak.replay.desk import Answer
from deskbreak.replay.figures import Figures
from support.recorded_day import RecordedInputs, RecordedIntervals, played


def test_the_next_input_after_the_prompt_decides_whether_somebody_was_interrupted() -> None:
    def after(quiet_s: float) -> tuple[float | None, float | None]:
        # The prompt comes at 48 s of the pause.
        summary = played(RecordedInputs().types(1860).pauses(48 + quiet_s).types(5).text).figures.summary()
        return summary["input_within_2s"], summary["pause_left_30s"]

    assert after(2) == (1, 0)
    assert after(2.001) == (0, 0)
    assert after(29.999) == (0, 0)
    assert after(30) == (0, 1)


def test_who_is_busy_at_the_close_is_met_at_once() -> None:
    summary = played(RecordedIntervals().lasts("active", 2710).text).figures.summary()
    assert (summary["at_pause"], summary["busy_at_latest"], summary["input_within_2s"]) == (0, 1, 1)
    assert summary["fire_p50_s"] == 2700


def test_the_end_of_a_trace_is_no_input() -> None:
    def ending(idle_s: float) -> tuple[float | None, float | None]:
        summary = played(
            RecordedIntervals().lasts("active", 1860).lasts("idle", idle_s).text
        ).figures.summary()
        return summary["input_within_2s"], summary["pause_left_30s"]

    assert ending(49) == (0, 0)
    assert ending(90) == (0, 1)


def test_a_hole_is_no_input_either() -> None:
    day = RecordedIntervals().lasts("active", 1860).lasts("idle", 49).is_unknown(60).lasts("active", 5)
    assert played(day.text).figures.summary()["input_within_2s"] == 0


def test_only_the_first_prompt_of_a_reminder_is_weighed() -> None:
    figures = played(RecordedInputs().types(5400).text).figures
    assert figures.prompts == 4
    assert list(figures.fires_ms) == [45 * MINUTE_MS]


def test_a_reminder_that_a_rest_ended_before_it_was_shown_is_in_no_share() -> None:
    summary = played(RecordedInputs().types(1500).pauses(400).types(9).text).figures.summary()
    assert (summary["prompts"], summary["rests"]) == (0, 1)
    assert summary["at_pause"] is summary["fire_p50_s"] is None


def test_after_a_skip_the_next_one_counts_from_there() -> None:
    figures = played(RecordedInputs().types(5400).text, Answer.SKIP).figures
    assert list(figures.fires_ms) == [45 * MINUTE_MS, 45 * MINUTE_MS]


def test_after_a_skip_and_a_long_hole_the_next_one_counts_from_the_hole() -> None:
    day = RecordedIntervals().lasts("active", 2750).is_unknown(400).lasts("active", 2710)
    assert list(played(day.text, Answer.SKIP).figures.fires_ms) == [45 * MINUTE_MS, 45 * MINUTE_MS]


def test_the_longest_sitting_may_be_the_unfinished_one_or_one_that_a_hole_ended() -> None:
    unfinished = RecordedIntervals().lasts("active", 100).lasts("idle", 400).lasts("active", 700)
    assert played(unfinished.text).figures.longest_sitting_ms == 700 * SECOND_MS
    hole = RecordedIntervals().lasts("active", 900).is_unknown(400).lasts("active", 700)
    assert played(hole.text).figures.longest_sitting_ms == 900 * SECOND_MS
    # What turns out to be a rest was no sitting, though the prompt in it said so.
    rest = RecordedIntervals().lasts("active", 1860).lasts("idle", 400).lasts("active", 10)
    assert played(rest.text).figures.longest_sitting_ms == 1860 * SECOND_MS


def test_days_are_joined() -> None:
    early = Rules(earliest_ms=10 * MINUTE_MS, latest_ms=20 * MINUTE_MS)
    days = [
        played(RecordedInputs().types(1210).pauses(400).types(9).text, rules=early).figures,
        played(RecordedInputs().types(630).pauses(100).types(9).text, rules=early).figures,
        Figures(),
    ]
    total = Figures()
    for each in days:
        total.add(each)
    assert total.summary() == {
        "prompts": 2,
        "at_pause": 0.5,
        "busy_at_latest": 0.5,
        "input_within_2s": 0.5,
        "pause_left_30s": 0.5,
        "fire_p50_s": 931,
        "fire_p90_s": 1146.2,
        "longest_sitting_s": 1210,
        "rests": 1,
    }


def test_quantiles_lie_between_the_two_nearest() -> None:
    figures = Figures(fires_ms=array("q", [4000, 1000, 3000, 2000]))
    assert figures.summary()["fire_p50_s"] == 2.5
    assert figures.summary()["fire_p90_s"] == 3.7
