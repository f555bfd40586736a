"""The main job: a reminder at a pause, out of the way of typing, and what people do with it."""

from datetime import datetime, timedelta

import pytest

from deskbreak.clock import SystemClock
from support.desktop import Desktop
from support.editor import Editor
from support.program import QUICK, SOON, Program

pytestmark = pytest.mark.desktop

PROMPT = "A good moment to stand"


def test_a_prompt_comes_at_a_pause(desktop: Desktop, deskbreak: Program) -> None:
    Editor(desktop)
    deskbreak.start(*QUICK)

    desktop.hands.keep_typing(lambda: deskbreak.state == "due", 30)
    deskbreak.until_state("prompting")  # while the hands rest

    deskbreak.until(lambda: desktop.things(name=PROMPT), "the prompt says so, to screen readers too")
    [row] = deskbreak.history()
    assert row["why"] == "pause"
    assert 4 <= row["sitting_s"] < 12
    assert row["outcome"] is None


def test_keys_being_typed_when_it_comes_reach_the_editor_and_not_the_prompt(
    desktop: Desktop, deskbreak: Program
) -> None:
    editor = Editor(desktop)
    deskbreak.start(*QUICK, "reminder.latest=7s")
    sentence, typed = "see you at nine, and bring the notes\n", ""

    while not deskbreak.windows():
        assert len(typed) < 100 * len(sentence), "no prompt came, however long somebody typed"
        desktop.hands.type(sentence)
        typed += sentence
    for _ in range(3):
        desktop.hands.type(sentence)
        typed += sentence

    deskbreak.until(lambda: editor.text == typed, "every key reached the editor")
    assert editor.has_focus
    assert deskbreak.state == "prompting"
    assert [row["why"] for row in deskbreak.history()] == ["latest"]


def test_the_prompt_never_comes_up_under_the_pointer(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*SOON)
    for where in ((1200, 700), (80, 60)):
        desktop.hands.move(*where)
        deskbreak.until_state("prompting", within_s=30)
        [prompt] = deskbreak.until(lambda: desktop.screen.windows(program="deskbreak"), "the prompt shows")

        assert not prompt.holds(*desktop.screen.pointer())
        deskbreak.command("stood")
        deskbreak.until(lambda: not deskbreak.windows(), "the prompt has gone")


def test_start_leads_through_the_routine_to_a_completed_row(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*QUICK)
    deskbreak.until_state("prompting", within_s=30)

    desktop.click("Start")

    deskbreak.until_state("routine")
    row = deskbreak.until_outcome("completed", within_s=40)
    assert (row["kind"], row["routine"], row["variant"]) == ("reminder", "reach", "standing")
    assert (row["breaths_done"], row["breaths"]) == (3, 3)
    assert deskbreak.status()["today"] == {"completed": 1}
    assert deskbreak.status()["sitting_s"] < row["sitting_s"] + 10


def test_walking_away_is_as_good_as_the_routine(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*SOON, "rest.after_idle=6s")
    desktop.hands.keep_typing(lambda: deskbreak.state in {"due", "prompting"}, 30)
    deskbreak.until_state("prompting")

    desktop.hands.type("one more word")  # and then up and away
    row = deskbreak.until_outcome("walked_away", within_s=30)

    assert deskbreak.state == "resting"
    ago = SystemClock().now().wall - datetime.fromisoformat(row["ended"])
    assert ago >= timedelta(seconds=5), "it counts from the start of the rest, not from when that was clear"
    assert not deskbreak.windows()


def test_who_had_left_before_it_came_is_not_counted(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*QUICK, "rest.after_idle=6s")
    desktop.hands.keep_typing(lambda: deskbreak.state == "due", 30)

    deskbreak.until_outcome("withdrawn", within_s=30)

    assert deskbreak.status()["sitting_s"] == 0


@pytest.mark.parametrize(
    ("button", "outcome", "state"),
    [
        ("In 5 minutes", "snoozed", "snoozed"),
        ("Skip", "skipped", "sitting"),
        ("I already stood", "walked_away", "sitting"),
    ],
)
def test_every_other_answer_of_the_prompt(
    desktop: Desktop, deskbreak: Program, button: str, outcome: str, state: str
) -> None:
    deskbreak.start(*SOON, "reminder.earliest=3s")
    deskbreak.until_state("prompting", within_s=30)

    desktop.click(button)

    deskbreak.until_outcome(outcome)
    deskbreak.until_state(state)
    deskbreak.until(lambda: not deskbreak.windows(), "the prompt has gone")


def test_a_prompt_that_nobody_answers_goes_by_itself(desktop: Desktop, deskbreak: Program) -> None:
    Editor(desktop)
    deskbreak.start(*SOON, "reminder.patience=2s")
    desktop.hands.keep_typing(lambda: deskbreak.state == "prompting", 30)

    desktop.hands.keep_typing(lambda: "ignored" in deskbreak.outcomes(), 30)

    deskbreak.until(lambda: not deskbreak.windows(), "the prompt has gone")
    assert deskbreak.state == "snoozed"
