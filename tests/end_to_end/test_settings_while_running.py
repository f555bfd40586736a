"""Settings edited while Deskbreak runs: taken at once, or refused with the line, keeping the last good."""

import pytest

from support.desktop import Desktop
from support.program import Program

pytestmark = pytest.mark.desktop

WIDE = "checklist:\n  at_first_start: false\nreminder:\n  earliest: 20m\n  latest: 40m\n"


def save(deskbreak: Program, text: str) -> None:
    """As editors do: a new file that takes the old one's place."""
    deskbreak.config_file.parent.mkdir(parents=True, exist_ok=True)
    fresh = deskbreak.config_file.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(deskbreak.config_file)


def opens_in(deskbreak: Program) -> float:
    return float(deskbreak.status()["opens_in_s"] or 0)


def test_an_edit_is_taken_at_once(deskbreak: Program) -> None:
    save(deskbreak, WIDE)
    deskbreak.start()
    assert 19 * 60 < opens_in(deskbreak) <= 20 * 60

    save(deskbreak, WIDE.replace("20m", "30m"))

    deskbreak.until(lambda: opens_in(deskbreak) > 25 * 60, "the new earliest counts")


def test_config_set_reaches_the_running_program(deskbreak: Program) -> None:
    save(deskbreak, WIDE)
    deskbreak.start()

    assert deskbreak.command("config", "set", "reminder.earliest", "35m").returncode == 0

    deskbreak.until(lambda: opens_in(deskbreak) > 30 * 60, "the new earliest counts")


def test_a_broken_edit_keeps_the_last_good_and_says_so(desktop: Desktop, deskbreak: Program) -> None:
    save(deskbreak, WIDE)
    deskbreak.start()
    icon = desktop.icon()

    save(deskbreak, WIDE.replace("latest: 40m", "lattest: 40m"))

    [problem] = deskbreak.until(
        lambda: deskbreak.status()["settings"]["problems"], "status tells the problem"
    )
    assert "lattest" in str(problem)
    assert "latest" in str(problem)
    assert 19 * 60 < opens_in(deskbreak) <= 20 * 60
    deskbreak.until(
        lambda: "setting" in icon.tooltip.lower() or "setting" in str(icon.labels()).lower(),
        "the tray says so",
    )

    save(deskbreak, WIDE)
    deskbreak.until(lambda: not deskbreak.status()["settings"]["problems"], "mended is mended")


def test_a_named_file_that_is_broken_is_a_refusal_with_its_lines(
    desktop: Desktop, deskbreak: Program
) -> None:
    broken = desktop.home / "mine.yaml"
    broken.write_text("reminder:\n  earliest: soon\n  latest: 45m\n")

    answer = deskbreak.command("run", "--config", str(broken))

    assert answer.returncode == 3
    assert f"{broken}:2" in answer.stderr
    assert "Traceback" not in answer.stderr
