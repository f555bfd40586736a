"""``deskbreak config``, as somebody at a terminal meets it."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import click.testing
import pytest

from deskbreak import paths
from deskbreak.cli.config import config
from deskbreak.settings.resolve import resolve

MINE = "# mine\nreminder:\n  earliest: 20m  # early\n\n# words\nlanguage: en\n"


def run(*arguments: str) -> click.testing.Result:
    result = click.testing.CliRunner().invoke(config, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def usual() -> Path:
    """The file at its usual place, with its directory."""
    file = paths.of_this_person().config_file
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def mine(usual: Path) -> Path:
    usual.write_text(MINE)
    return usual


# --- show -------------------------------------------------------------------


def test_show_prints_a_file_that_means_the_same(mine: Path, tmp_path: Path) -> None:
    shown = run("show")
    copy = tmp_path / "copy.yaml"
    copy.write_text(shown.stdout)

    assert (shown.exit_code, shown.stderr) == (0, "")
    assert resolve(copy).values == resolve(mine).values


def test_show_says_where_each_value_comes_from(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBREAK_REMINDER__SNOOZE", "4m")
    lines = run("show", "--origin", "--set", "reminder.snoozes=1").stdout.splitlines()

    told = {line.partition("#")[0].strip(): line.partition("#")[2].strip() for line in lines}
    assert told["earliest: 20m"] == f"{mine}:3"
    assert told["latest: 45m"] == "the default"
    assert told["snooze: 4m"] == "DESKBREAK_REMINDER__SNOOZE"
    assert told["snoozes: 1"] == "--set"
    assert told["reminder:"] == ""


def test_show_has_json_for_scripts(mine: Path) -> None:
    plain = json.loads(run("show", "--json").stdout)
    with_origins = json.loads(run("show", "--json", "--origin").stdout)

    assert plain["version"] == 1
    assert plain["settings"]["reminder.earliest"] == "20m"
    assert (plain["sources"], plain["problems"]) == ([str(mine)], [])
    assert "origins" not in plain
    assert with_origins["origins"]["language"] == {"layer": "user", "file": str(mine), "line": 6}


def test_a_broken_file_at_its_usual_place_is_told_of_and_the_defaults_shown(mine: Path) -> None:
    mine.write_text("reminder:\n  earliest: 20\n")
    shown = run("show")

    assert shown.exit_code == 0
    assert shown.stderr == f"{mine}:2: reminder.earliest: a duration needs a unit; did you mean 20m or 20s?\n"
    assert "earliest: 30m" in shown.stdout


@pytest.mark.parametrize("arguments", [("--config", "missing.yaml"), ("--set", "reminder.earliest=2h")])
def test_what_was_named_has_to_be_valid(arguments: tuple[str, str]) -> None:
    shown = run("show", *arguments)

    assert (shown.exit_code, shown.stdout) == (3, "")
    assert shown.stderr.count("\n") == 1


# --- check ------------------------------------------------------------------


def test_check_names_everything_that_is_wrong_in_every_file(tmp_path: Path) -> None:
    fine, broken = tmp_path / "fine.yaml", tmp_path / "broken.yaml"
    fine.write_text("fleet: {url: x}\n")
    broken.write_text("snooze: 5m\nreminder: {latest: 1m}\n")

    too_soon = "1m is less than reminder.earliest, which is 30m (the default); raise this or lower that"
    checked = run("check", str(fine), str(broken), str(tmp_path), str(tmp_path / "none.yaml"))

    assert checked.exit_code == 3
    assert checked.stdout == f"{fine}: all is well\n"
    assert checked.stderr.splitlines() == [
        f"{fine}:1: warning: fleet: known, but not yet in this version: it has no effect",
        f"{broken}:1: snooze: there is no such setting; did you mean reminder.snooze?",
        f"{broken}:2: reminder.latest: {too_soon}",
        f"{tmp_path}: this is a directory, not a file",
        f"{tmp_path / 'none.yaml'}: there is no such file",
    ]


def test_check_without_a_file_looks_at_the_one_in_use(mine: Path) -> None:
    assert run("check").stdout == f"{mine}: all is well\n"
    mine.unlink()
    assert run("check").exit_code == 0
    mine.write_text("a: [")
    assert run("check").exit_code == 3
    assert run("check", "--config", str(mine.with_name("none.yaml"))).exit_code == 3


def test_path_says_where_the_file_is_or_would_be(tmp_path: Path) -> None:
    assert run("path").stdout == f"{paths.of_this_person().config_file}\n"
    assert run("path", "--config", str(tmp_path / "x")).stdout == f"{tmp_path / 'x'}\n"


def test_example_prints_a_file_that_passes_the_check(tmp_path: Path) -> None:
    copy = tmp_path / "config.yaml"
    copy.write_text(run("example").stdout)

    assert run("check", str(copy)).exit_code == 0


# --- set and unset ----------------------------------------------------------


def test_the_first_setting_makes_a_private_file() -> None:
    done = run("set", "reminder.earliest", "20m")
    file = paths.of_this_person().config_file

    assert (done.exit_code, done.output) == (0, "")
    assert file.read_text() == "reminder:\n  earliest: 20m\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("reminder.earliest", "25m", "25m"),
        ("reminder.latest", "1.5h", "1h 30m"),
        ("reminder.snoozes", "0", 0),
        ("tray.enabled", "false", False),
        ("language", "no", "no"),
        (
            "hours",
            '[{days: [mon], from: 09:00, to: "17:30"}]',
            [{"days": ["mon"], "from": "09:00", "to": "17:30"}],
        ),
    ],
)
def test_what_was_set_is_shown_and_all_comments_are_kept(
    key: str, value: str, shown: object, mine: Path
) -> None:
    assert run("set", key, value).exit_code == 0

    assert json.loads(run("show", "--json").stdout)["settings"][key] == shown
    for comment in ("# mine\n", "# early\n", "\n# words\n"):
        assert comment in mine.read_text()


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("reminder.earliest", "20", "reminder.earliest: a duration needs a unit; did you mean 20m or 20s?"),
        ("reminder.earlist", "20m", "reminder.earlist: there is no such setting; did you mean"),
        ("reminder", "20m", "reminder: this is a group of settings"),
        ("reminder.sound", "on", "reminder.sound: known, but not yet in this version"),
        ("reminder.latest", "19m", "reminder.earliest: 20m is more than reminder.latest, which is 19m"),
        ("hours", "[", "hours: this is not valid YAML"),
        ("language", "", "language: this has no value"),
    ],
)
def test_a_wrong_value_is_refused_and_the_file_is_as_it_was(
    key: str, value: str, complaint: str, mine: Path
) -> None:
    done = run("set", key, value)

    assert done.exit_code == 3
    assert complaint in done.stderr
    assert done.stderr.endswith("Nothing was changed.\n")
    assert mine.read_text() == MINE


def test_a_broken_file_can_be_mended_by_setting_and_unsetting(mine: Path) -> None:
    mine.write_text("reminder:\n  earliest: 20\n  snozes: 3\n")
    refused = run("set", "reminder.earliest", "20m")
    assert (refused.exit_code, "snozes" in refused.stderr) == (3, True)

    mine.write_text("reminder:\n  earliest: 20m\n  snozes: 3\n")
    assert run("unset", "reminder.snozes").exit_code == 0
    assert mine.read_text() == "reminder:\n  earliest: 20m\n"

    mine.write_text("reminder:\n  earliest: 20\n")
    assert run("set", "reminder.earliest", "20m").exit_code == 0
    assert mine.read_text() == "reminder:\n  earliest: 20m\n"


def test_a_file_that_is_no_yaml_is_left_to_its_author(mine: Path) -> None:
    mine.write_text("reminder: [\n")

    for arguments in (("set", "language", "en"), ("unset", "language")):
        done = run(*arguments)
        assert done.exit_code == 3
        assert f"{mine}:" in done.stderr
    assert mine.read_text() == "reminder: [\n"


def test_unset_brings_back_the_default(mine: Path) -> None:
    assert run("unset", "reminder.earliest").exit_code == 0
    assert mine.read_text() == "# mine\n\n# words\nlanguage: en\n"
    assert json.loads(run("show", "--json").stdout)["settings"]["reminder.earliest"] == "30m"

    again = run("unset", "reminder.earliest")
    assert (again.exit_code, "this is not in the file" in again.stderr) == (3, True)


def test_a_named_file_is_the_one_that_is_changed(mine: Path, tmp_path: Path) -> None:
    named = tmp_path / "named.yaml"

    assert run("set", "language", "de", "--config", str(named)).exit_code == 0

    assert named.read_text() == "language: de\n"
    assert mine.read_text() == MINE


def test_set_says_when_the_environment_still_wins(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBREAK_LANGUAGE", "fr")
    done = run("set", "language", "de")

    assert done.exit_code == 0
    assert "DESKBREAK_LANGUAGE still wins over the file" in done.stderr
    assert "language: de\n" in mine.read_text()


def test_a_place_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("set", "language", "de", "--config", str(tmp_path / "file" / "config.yaml"))

    assert done.exit_code in {1, 3}
    assert "Not a directory" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "arguments", [("set",), ("set", "language"), ("oops",), ("show", "--oops"), ("unset",)]
)
def test_a_wrong_call_is_exit_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_argument_that_is_no_text_is_refused_without_a_traceback() -> None:
    code = "from deskbreak.cli.config import config; config()"
    for arguments in ([b"set", b"language", b"\xff"], [b"set", b"\xff.x", b"1"], [b"check", b"\xff"]):
        done = subprocess.run(
            [sys.executable.encode(), b"-c", code.encode(), *arguments],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 3, done.stderr
        assert b"Traceback" not in done.stderr
