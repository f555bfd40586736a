"""The prompt in a terminal says why it asks, and offers a key for each answer."""

from dataclasses import replace

from deskbreak.cli.terminal.prompt_page import paint_prompt
from deskbreak.window.messages import ShowPrompt

ASKED = ShowPrompt(38 * 60_000, 300_000, 3, "reach", "standing", 10)


def page(prompt: ShowPrompt) -> list[str]:
    return [line.strip() for line in paint_prompt(prompt, 100_000, 80, 24).plain.splitlines() if line.strip()]


def test_it_says_how_long_somebody_has_been_at_the_desk() -> None:
    assert page(ASKED)[1:4] == [
        "A good moment to stand",
        "You have been at the desk for 38 minutes.",
        "Ten slow breaths: a minute and a half.",
    ]


def test_a_planned_one_says_what_it_is_time_for() -> None:
    assert page(replace(ASKED, planned_for="12:30"))[1:4] == [
        "Time for the reach",
        "Planned for 12:30.",
        "Ten slow breaths: a minute and a half.",
    ]


def test_it_says_why_it_comes_only_now() -> None:
    waited = "Waited 12 min: your microphone and your camera were in use."
    assert page(replace(ASKED, waited=waited))[3:5] == ["Ten slow breaths: a minute and a half.", waited]


def test_a_long_reason_is_wrapped_and_not_cut() -> None:
    waited = "Waited 1 h 12 min: microphone, camera, full screen, Do Not Disturb and presenting were on."
    lines = [
        line.strip()
        for line in paint_prompt(replace(ASKED, waited=waited), 100_000, 40, 24).plain.splitlines()
    ]
    assert waited in " ".join(lines)
    assert all(len(line) <= 40 for line in lines)
