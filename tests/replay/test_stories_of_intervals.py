"""Days told by intervals: each kind, alone and over others."""

from deskbreak.core.rules import Hold, Rules
from deskbreak.replay.portrait import Portrait, Span
from support.recorded_day import RecordedIntervals, played


def test_idle_is_a_rest_once_it_is_long_enough() -> None:
    day = RecordedIntervals().lasts("active", 1000).lasts("idle", 299).lasts("active", 50).lasts("idle", 300)
    assert played(day.text).told == [(1649, "rest", 1349)]


def test_idle_at_the_beginning_counts_from_the_beginning() -> None:
    assert played(RecordedIntervals().lasts("idle", 400).lasts("active", 9).text).told == [(300, "rest", 0)]


def test_two_minutes_locked_are_a_rest_and_one_is_sitting() -> None:
    locked = RecordedIntervals().lasts("active", 1000).lasts("locked", 200).lasts("active", 1790)
    assert played(locked.text).told == [(1120, "rest", 1000)]
    short = RecordedIntervals().lasts("active", 1000).lasts("locked", 60).lasts("active", 1650)
    assert played(short.text).told == [(2700, "prompt (latest)", 2700)]


def test_a_lock_takes_the_prompt_down_and_who_locked_to_go_walked_away() -> None:
    begins = RecordedIntervals().lasts("active", 1810).lasts("idle", 100).lasts("active", 2)
    assert played(begins.lasts("locked", 121).lasts("active", 9).text).told == [
        (1858, "prompt (pause)", 1858),
        (2032, "walked_away", 1912),
        (2032, "rest", 1912),
    ]


def test_sleep_is_a_rest_which_the_mind_hears_of_when_it_wakes() -> None:
    day = RecordedIntervals().lasts("active", 1000).lasts("asleep", 3600).lasts("active", 1790)
    assert played(day.text).told == [(4600, "rest", 1000)]


def test_an_idle_counter_stands_still_while_the_computer_sleeps() -> None:
    day = RecordedIntervals().lasts("active", 100).lasts("idle", 30).lasts("asleep", 60).lasts("idle", 500)
    # Idle since 100 s: five minutes of it are over at 400 s, whatever the counter says.
    assert played(day.text).told == [(400, "rest", 100)]


def test_a_short_hole_is_left_out_of_sitting() -> None:
    day = RecordedIntervals().lasts("active", 1000).is_unknown(200).lasts("active", 1750)
    assert played(day.text).told == [(2900, "prompt (latest)", 2700)]


def test_after_a_long_hole_sitting_begins_at_nothing() -> None:
    day = RecordedIntervals().lasts("active", 1000).is_unknown(300).lasts("active", 2701)
    assert played(day.text).told == [(4000, "prompt (latest)", 2700)]


def test_a_prompt_that_stands_when_a_long_hole_begins_ends_without_a_word() -> None:
    day = RecordedIntervals().lasts("active", 2750).is_unknown(300).lasts("active", 600)
    assert played(day.text).told == [(2700, "prompt (latest)", 2700)]


def test_no_pause_spans_a_hole() -> None:
    day = RecordedIntervals().lasts("active", 1000).lasts("idle", 200).is_unknown(50).lasts("idle", 299)
    assert played(day.text).told == []


def test_who_is_back_after_a_pause_with_a_hole_in_it_is_back() -> None:
    day = RecordedIntervals().lasts("active", 1000).lasts("idle", 100).is_unknown(50).lasts("active", 1650)
    assert played(day.text).told == [(2750, "prompt (latest)", 2700)]


def test_a_rest_goes_on_over_a_hole() -> None:
    day = RecordedIntervals().lasts("active", 1000).lasts("idle", 600).is_unknown(50).lasts("idle", 600)
    assert played(day.lasts("active", 1000).text).told == [(1300, "rest", 1000)]


def test_while_reminders_are_paused_nobody_is_asked_and_sitting_goes_on() -> None:
    day = RecordedIntervals().lasts("active", 3400).overlapped("paused", 1500, 3000)
    assert played(day.text).told == [(3300, "prompt (latest)", 3300)]


def test_of_two_pauses_the_longer_holds() -> None:
    day = (
        RecordedIntervals()
        .lasts("active", 3400)
        .overlapped("paused", 100, 3000)
        .overlapped("paused", 200, 300)
    )
    assert played(day.text).told == [(3300, "prompt (latest)", 3300)]


def test_a_hold_keeps_the_question_waiting_until_ten_seconds_after_its_end() -> None:
    day = RecordedIntervals().lasts("active", 3400).overlapped("hold:microphone", 1500, 3000)
    assert played(day.text).told == [(3310, "prompt (latest)", 3310)]


def test_a_hold_that_begins_takes_the_prompt_down() -> None:
    day = RecordedIntervals().lasts("active", 2960).overlapped("hold:camera", 2720, 2800)
    assert played(day.text).told == [(2700, "prompt (latest)", 2700), (2720, "withdrawn", 2720)]


def test_a_hold_that_is_switched_off_holds_nothing() -> None:
    day = RecordedIntervals().lasts("active", 2800).overlapped("hold:camera", 100, 2800)
    assert played(day.text, rules=Rules(holds=frozenset({Hold.MICROPHONE}))).told == [
        (2700, "prompt (latest)", 2700)
    ]


def test_holds_of_one_kind_that_follow_each_other_are_one() -> None:
    apart = RecordedIntervals().lasts("active", 3400)
    apart.overlapped("hold:microphone", 1500, 2000).overlapped("hold:microphone", 2000, 3000)
    within = RecordedIntervals().lasts("active", 3400)
    within.overlapped("hold:microphone", 1500, 3000).overlapped("hold:microphone", 1600, 1700)
    assert played(apart.text).told == played(within.text).told == [(3310, "prompt (latest)", 3310)]


def test_half_an_hour_after_the_close_only_the_icon_says_so() -> None:
    day = RecordedIntervals().lasts("active", 5000).overlapped("hold:microphone", 1500, 4900)
    assert played(day.text).told == [(4500, "silent", 4500)]


def test_in_a_call_nobody_has_to_touch_anything_and_under_do_not_disturb_idle_is_idle() -> None:
    def day(hold: str) -> str:
        silent = RecordedIntervals().lasts("active", 1000).lasts("idle", 1500).lasts("active", 100)
        return silent.overlapped(hold, 900, 2500).text

    assert played(day("hold:microphone")).told == []
    assert played(day("hold:do_not_disturb")).told == [(1300, "rest", 1000)]


def test_what_begins_during_a_sleep_or_a_hole_is_told_after_it() -> None:
    def day(silent: RecordedIntervals) -> str:
        return silent.lasts("active", 2950).overlapped("hold:microphone", 1100, 3900).text

    slept = day(RecordedIntervals().lasts("active", 1000).lasts("asleep", 200))
    assert played(slept).told == [(1200, "rest", 1000)]
    unknown = day(RecordedIntervals().lasts("active", 1000).is_unknown(200))
    assert played(unknown).told == []
    paused = RecordedIntervals().lasts("active", 1000).is_unknown(200).lasts("active", 2090)
    paused.overlapped("paused", 1100, 2950).overlapped("paused", 1150, 1300)
    assert played(paused.text).told == [(3250, "prompt (latest)", 3050)]


def test_a_hold_that_begins_in_a_sleep_did_not_take_the_prompt_down() -> None:
    day = RecordedIntervals().lasts("active", 2710).lasts("asleep", 200).lasts("active", 50)
    assert played(day.overlapped("hold:camera", 2750, 2800).text).told == [
        (2700, "prompt (latest)", 2700),
        (2910, "walked_away", 2710),
        (2910, "rest", 2710),
    ]


def test_what_a_picture_shows_beside_sitting() -> None:
    day = RecordedIntervals(begins_s=100).lasts("active", 600).lasts("locked", 200).lasts("active", 300)
    day.lasts("asleep", 10).is_unknown(90).lasts("active", 10).overlapped("hold:camera", 200, 900)
    portrait = Portrait()
    played(day.text, portrait=portrait)
    assert portrait.rests == [Span("rest", 700_000, 900_000)]
    assert sorted(portrait.spans, key=lambda span: (span.begins_ms, span.kind)) == [
        Span("hold:camera", 200_000, 900_000),
        Span("idle", 700_000, 900_000),
        Span("locked", 700_000, 900_000),
        Span("asleep", 1_200_000, 1_210_000),
        Span("unknown", 1_210_000, 1_300_000),
    ]
    assert portrait.stretches[-1][-2:] == [(1_300_000, 310_000), (1_310_000, 320_000)]
