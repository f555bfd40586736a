"""The daemon's loop: one reminder from the hand to the row, and nothing that any part does can stop it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskbreak.daemon import inbox
from deskbreak.desktop.holds import PORTS
from deskbreak.history.rows import StoredRow
from deskbreak.ports.tray import Sign
from deskbreak.settings.resolved import Problem
from deskbreak.window import messages as say
from support.household import QUICK, Household, settings

Live = Callable[..., Household]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A household that has started; it ends with the test."""
    households: list[Household] = []

    def begin(*chosen: str) -> Household:
        households.append(Household(tmp_path, *chosen).starts())
        return households[-1]

    yield begin
    for each in households:
        each.ends()


def prompted(home: Household) -> Household:
    """Somebody worked until a pause within the asking window."""
    return home.types(5).pauses(4)


# --- one reminder, from the hand to the row ---------------------------------------------------


def test_a_reminder_from_the_hand_to_the_row(live: Live) -> None:
    home = live()
    home.types(5)
    assert home.window.told == [], "typing is not interrupted"
    home.pauses(4)

    [prompt] = home.window.heard(say.ShowPrompt)
    assert (prompt.snoozes_left, prompt.routine, prompt.breaths) == (3, "reach", 4)
    assert home.state == "prompting"
    home.until_outcomes(None)

    home.window_says(say.Painted("prompt"), say.Wanted("start"))
    [routine] = home.window.heard(say.ShowRoutine)
    assert (routine.routine, routine.breaths) == ("reach", 4)
    assert home.window.heard(say.ClosePrompt)
    home.breathes(1, 2, 3, 4).window_says(say.RoutineOver("seated"))

    [row] = home.until_outcomes("completed")
    assert row.variant == "seated", "who began standing and went on seated did it seated"
    assert (row.why, row.kind, row.breaths_done, row.breaths) == ("pause", "reminder", 4, 4)
    status = home.asks("status")
    assert status["today"] == {"completed": 1}
    assert status["sitting_s"] == 0


@pytest.mark.parametrize("way", ["tray", "window", "letterbox"])
@pytest.mark.parametrize(
    ("label", "action", "outcome"),
    [("Skip", "skip", "skipped"), ("In ", "snooze", "snoozed"), ("I already stood", "stood", "walked_away")],
)
def test_every_answer_can_be_given_from_everywhere(
    live: Live, way: str, label: str, action: str, outcome: str
) -> None:
    home = prompted(live())
    if way == "tray":
        home.clicks(label)
    elif way == "window":
        home.window_says(say.Wanted(action))
    else:
        assert home.asks("act", action=action) == {}

    home.until_outcomes(outcome)
    assert home.window.heard(say.ClosePrompt)
    assert home.state != "prompting"


def test_a_click_on_the_icon_starts_the_routine(live: Live) -> None:
    home = live().types(1)

    home.clicks_the_icon()

    assert home.window.heard(say.ShowRoutine)
    home.breathes(1).window_says(say.RoutineOver())
    [row] = home.until_outcomes("partly")
    assert (row.kind, row.why) == ("asked", "asked")


def test_closing_the_prompts_window_means_later(live: Live) -> None:
    home = prompted(live())

    home.window_says(say.Closed("prompt"))
    home.until_outcomes("snoozed")


def test_closing_another_window_means_nothing(live: Live) -> None:
    home = prompted(live())

    home.window_says(say.Closed("home"))

    assert home.state == "prompting"


def test_nobody_answers_and_goes_on_typing(live: Live) -> None:
    home = prompted(live())

    home.types(8)

    home.until_outcomes("ignored")


def test_walking_away_is_the_best_answer(live: Live) -> None:
    home = prompted(live()).types(0.5)

    home.pauses(25)

    home.until_outcomes("walked_away")
    assert home.state == "resting"
    assert home.asks("status")["today"] == {"walked_away": 1}


def test_a_named_routine_and_a_chosen_length_reach_the_mind(live: Live) -> None:
    home = prompted(live())
    assert home.asks("act", action="snooze", for_ms=9_000) == {}
    assert home.asks("status")["opens_in_s"] == 9

    assert home.asks("act", action="start", routine="reach", variant="seated") == {}
    [routine] = home.window.heard(say.ShowRoutine)
    assert routine.variant == "seated"


# --- pauses ----------------------------------------------------------------------------------------


def test_a_pause_keeps_still_for_as_long_as_it_was_asked_for(live: Live) -> None:
    home = live()
    assert home.asks("act", action="pause:30s", for_ms=30_000) == {}
    assert home.state == "paused"
    assert home.tray_adapter is not None
    assert home.tray_adapter.face is not None
    assert home.tray_adapter.face.sign is Sign.PAUSED

    home.types(6).pauses(10).types(6)
    assert home.window.heard(say.ShowPrompt) == []

    home.clicks("Resume reminders").pauses(6)
    assert home.window.heard(say.ShowPrompt)


def test_until_tomorrow_is_remembered_over_a_restart(live: Live) -> None:
    home = live().clicks("Until tomorrow")

    home.ends()

    memory = home.remembered()
    assert memory is not None
    assert memory.paused_until is not None
    assert f"{memory.paused_until:%H:%M}" == "04:00"


# --- what does not fit, and what makes no sense -----------------------------------------------------


@pytest.mark.parametrize("action", ["snooze", "skip"])
def test_an_answer_without_a_question_is_refused_in_words(live: Live, action: str) -> None:
    code, message = live().asks("act", action=action)

    assert code == "not_now"
    assert "Nobody is asking" in message


def test_what_came_due_before_a_refused_choice_is_done_at_once(live: Live) -> None:
    """The prompt lapsed while the machine was busy; then comes the click on what still stands there."""
    home = prompted(live()).types(0.5)
    home.desk.now_ms += 7_000
    home.desk.last_input_ms = home.desk.now_ms

    assert home.asks("act", action="snooze")[0] == "not_now"

    assert home.window.heard(say.ClosePrompt), "it did not wait for the next heartbeat"
    home.until_outcomes("ignored")


@pytest.mark.parametrize("action", ["", "dance", "pause:", "pause:soon", "quit ", "START"])
def test_an_unknown_action_is_named_and_changes_nothing(live: Live, action: str) -> None:
    home = live()

    code, message = home.asks("act", action=action)

    assert code == "unknown_action"
    assert f"«{action}»" in message
    assert home.state == "sitting"


@pytest.mark.parametrize("length", ["soon", 0, -5, 1.5, True, 10**18, [], {"a": 1}])
def test_a_length_that_cannot_be_is_refused_and_harms_nobody(live: Live, length: object) -> None:
    home = prompted(live())

    assert home.asks("act", action="pause:x", for_ms=length)[0] == "bad_request"
    assert home.asks("act", action="snooze", for_ms=length)[0] == "bad_request"
    assert home.state == "prompting"


@pytest.mark.parametrize("name", [5, "", [], None])
def test_a_routine_without_a_name_is_refused_or_the_usual_one(live: Live, name: object) -> None:
    home = live()
    answer = home.asks("act", action="start", routine=name)

    if name is None:
        assert answer == {}
    else:
        assert answer[0] == "bad_request"
        assert home.window.told == []


def test_an_unknown_action_from_the_window_is_a_line_in_the_log(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    home = live().window_says(say.Wanted("dance"))

    assert "dance" in caplog.text
    assert home.state == "sitting"


def test_an_unknown_verb_is_named(live: Live) -> None:
    assert live().asks("sing") == ("unknown_verb", "This Deskbreak does not know «sing».")


# --- windows ------------------------------------------------------------------------------------------


def test_home_checklist_and_advice_open_from_menu_and_letterbox(live: Live) -> None:
    home = live()

    home.clicks("Open Deskbreak").clicks("Desk checklist")
    home.asks("act", action="see_somebody")

    shown = [type(each) for each in home.window.told if not isinstance(each, say.Facts)]
    assert shown == [say.ShowHome, say.ShowChecklist, say.ShowSeeSomebody]
    assert isinstance(home.window.told[0], say.Facts), "home needs its facts first"


def test_an_open_window_is_told_what_changes_and_a_closed_one_nothing(live: Live) -> None:
    home = live()
    home.types(5)
    assert home.window.told == []

    home.clicks("Open Deskbreak").clicks("For an hour")
    assert home.window.heard(say.Facts)[-1].state == "paused"

    home.window_is_gone()
    told = len(home.window.told)
    home.clicks("Resume reminders")
    assert len(home.window.told) == told


def test_a_window_that_crashes_is_a_row_a_line_and_a_word_in_status(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    home = prompted(live())

    home.window_is_gone("it ended with code 11")

    home.until_outcomes("withdrawn")
    assert "code 11" in caplog.text
    assert "code 11" in home.asks("status")["settings"]["problems"][0]
    assert any(line.startswith("A problem") for line in home.menu)
    home.clicks("A problem").window_says(say.Painted("home"))
    assert home.asks("status")["settings"]["problems"] == []


def test_a_window_that_crashes_in_the_routine_keeps_the_breaths(live: Live) -> None:
    home = live().clicks_the_icon().breathes(1, 2, 3)

    home.window_is_gone("it ended with code -9")

    [row] = home.until_outcomes("partly")
    assert row.breaths_done == 3


def test_a_window_that_ends_in_order_when_nothing_is_asked_is_nothing(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    home = live().clicks("Open Deskbreak")

    home.window_is_gone()

    assert caplog.text == ""
    assert home.asks("status")["settings"]["problems"] == []


# --- ports ---------------------------------------------------------------------------------------------


def test_activity_that_is_lost_is_unknown_time_and_comes_back(live: Live) -> None:
    home = live().types(3)

    home.there.discard("activity")
    home.desk.vanish()
    home.box.settle()
    status = home.asks("status")
    assert (status["state"], status["adapters"]["activity"]) == ("unknown", None)
    assert status["reasons"]["activity"] == "The fake desk is gone."

    home.there.add("activity")
    home.pauses(5)
    home.until(lambda: home.activity.working, "activity is read again")
    assert home.state == "sitting"
    home.types(5).pauses(4)
    assert home.window.heard(say.ShowPrompt)


def test_activity_that_stays_away_is_a_notice_once(live: Live) -> None:
    home = live()
    home.there.discard("activity")
    home.desk.vanish()

    home.pauses(19)
    assert home.notifier.notices == [], "a moment is not worth a notice"
    home.pauses(60)

    [notice] = home.notifier.notices
    assert notice.title == "Deskbreak cannot tell whether you are there"
    assert "No activity here." in notice.text


def test_a_tray_that_is_lost_shows_the_present_face_when_it_is_back(live: Live) -> None:
    home = live()
    first = home.tray_adapter

    home.panel.way_vanishes()
    home.box.settle()
    assert home.asks("status")["adapters"]["tray"] is None
    home.asks("act", action="pause:1h")
    home.panel.there = True
    home.pauses(6)
    home.until(lambda: home.tray.adapter, "the tray is back")

    assert home.tray_adapter is not None
    assert home.tray_adapter is not first
    assert home.tray_adapter.face is not None
    assert home.tray_adapter.face.sign is Sign.PAUSED


def test_a_panel_that_goes_is_told_in_status_and_forgotten_when_it_returns(live: Live) -> None:
    home = live()

    home.panel.goes()
    home.box.settle()
    assert home.asks("status")["adapters"]["tray"] is None
    assert "panel" in home.asks("status")["reasons"]["tray"]

    home.panel.comes()
    home.box.settle()
    assert home.asks("status")["adapters"]["tray"] == "fake"


def test_doctor_hears_of_every_port(live: Live) -> None:
    told = {each["port"]: each for each in live().asks("adapters")}

    assert set(told) == {"activity", "session", "tray", "notifier", *PORTS}
    assert told["activity"]["name"] == "fake"


# --- settings and calendar ----------------------------------------------------------------------------------


def test_settings_that_were_edited_hold_at_once(live: Live) -> None:
    home = live().types(1)
    home.posts(inbox.SettingsTouched())
    assert home.readings == 1

    edited = settings(*QUICK, "reminder.earliest=10m", "reminder.latest=20m")
    home.posts(inbox.SettingsRead(edited))

    assert 590 <= home.asks("status")["opens_in_s"] <= 600
    assert home.taken == [edited]
    home.types(15).pauses(3)
    assert home.window.heard(say.ShowPrompt) == []


def test_a_broken_edit_keeps_the_last_good_and_says_so_until_it_is_mended(live: Live) -> None:
    home = live()
    good = home.loop.settings
    problem = Problem("/home/me/config.yaml", 3, "reminder.earliest", "«soon» is no length of time")
    broken = replace(settings(), problems=(problem,), broken_file="/home/me/config.yaml")

    home.posts(inbox.SettingsRead(broken))

    assert home.loop.settings.rules == good.rules
    assert home.taken == []
    [told] = home.asks("status")["settings"]["problems"]
    assert told == "/home/me/config.yaml:3: reminder.earliest: «soon» is no length of time"
    assert [notice.text for notice in home.notifier.notices] == [told]

    home.posts(inbox.SettingsRead(good))
    assert home.asks("status")["settings"]["problems"] == []


def test_settings_that_cannot_be_read_at_all_keep_the_last_good(live: Live) -> None:
    home = live()

    home.posts(inbox.SettingsRead(None, "The settings cannot be read: no memory left"))

    assert home.state == "sitting"
    assert home.asks("status")["settings"]["problems"] == ["The settings cannot be read: no memory left"]


def test_the_calendar_wakes_the_loop_once_a_minute_however_often_it_was_touched(live: Live) -> None:
    home = live()
    for _ in range(5):
        home.posts(inbox.CalendarDue())
    runs, wakes = home.calendar_runs, home.box.wakes

    home.pauses(181)

    assert home.calendar_runs - runs == 3
    assert home.box.wakes - wakes < 12


# --- the loop itself --------------------------------------------------------------------------------------


def test_one_item_that_fails_ends_nothing(
    live: Live, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = live()

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of that")

    with monkeypatch.context() as patch:
        patch.setattr(home.window, "show", broken)
        assert home.asks("act", action="home")[0] == "failed"
        home.clicks("Open Deskbreak")

    assert "nobody thought of that" in caplog.text
    prompted(home)
    assert home.window.heard(say.ShowPrompt)


def test_a_command_that_fails_takes_no_row_with_it(
    live: Live, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = prompted(live())

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(home.window, "tell", broken)
    home.asks("act", action="skip")

    home.until_outcomes("skipped")
    assert "Withdraw" in caplog.text


def test_a_mind_that_fails_again_and_again_does_not_spin(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    home = live()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(home.engine, "handle", broken)
        wakes = home.box.wakes
        home.pauses(90)
        assert home.box.wakes - wakes < 100

    home.pauses(2)
    assert home.runs
    assert home.asks("status")["version"] == 1


def test_a_history_that_cannot_be_written_is_told_and_reminders_go_on(tmp_path: Path, live: Live) -> None:
    (tmp_path / "history.sqlite3").mkdir()
    home = prompted(live())

    home.until(lambda: home.notifier.notices, "somebody is told")
    assert home.notifier.notices[0].title == "The history"
    assert home.asks("status")["settings"]["problems"]
    home.asks("act", action="skip")
    home.types(5).pauses(4)
    assert len(home.window.heard(say.ShowPrompt)) == 2


def test_quit_from_the_menu_ends_it_with_everything_written(live: Live) -> None:
    home = prompted(live())
    assert home.tray_adapter is not None

    home.tray_adapter.click("Quit")
    home.ends()

    assert home.window.closed
    assert not home.tray_adapter.visible
    assert home.outcomes() == [None]
    memory = home.remembered()
    assert memory is not None
    assert memory.reminder is not None
    assert memory.reminder.sitting_ms >= 5_000


def test_what_fails_to_close_keeps_nothing_else_from_being_closed(
    live: Live, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = prompted(live())
    home.asks("act", action="skip")

    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(home.window, "close", broken)
    home.ends()

    assert "did not end in order" in caplog.text
    rows: list[StoredRow] = home.rows()
    assert [row.outcome for row in rows] == ["skipped"]


def test_while_somebody_works_the_loop_sleeps(live: Live) -> None:
    home = live("reminder.earliest=30m", "reminder.latest=45m").types(1)
    wakes = home.box.wakes

    home.types(120)

    assert home.box.wakes - wakes <= 4


def remembered_sitting_ms(home: Household) -> int | None:
    """``None`` also while the file is a minute old, because it is written by another thread."""
    memory = home.remembered()
    return memory.reminder.sitting_ms if memory is not None and memory.reminder is not None else None


def test_the_sign_of_life_is_written_once_a_minute(live: Live) -> None:
    home = live("reminder.earliest=30m", "reminder.latest=45m").types(1)
    written: list[int] = []

    for _ in range(3):
        home.types(61)
        home.until(lambda: remembered_sitting_ms(home) is not None, "a new state is there")
        written.append(remembered_sitting_ms(home) or 0)

    assert written[1] - written[0] >= 59_000
    assert written[2] - written[1] >= 59_000
