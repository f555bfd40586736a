"""Layers become what holds, each value with its origin, and every mistake with its place."""

import json
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import WorkingHours
from deskbreak.core.rules import Hold, Rules
from deskbreak.settings import checking, model, resolved
from deskbreak.settings.resolve import checked_file, resolve
from deskbreak.settings.resolved import Origin, Problem, Resolved, after_edit, from_json, to_json
from deskbreak.settings.yaml_file import read_text

MINUTE_MS = 60_000
RESTS = "rest.after_idle, rest.after_lock"
ROUTINES = "one of breathe, reach"
VARIANTS = "standing, seated, wheelchair, left_arm, right_arm, low_range, breath_only"
DAYS = "mon, tue, wed, thu, fri, sat, sun"


@pytest.fixture
def usual(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def with_file(usual: Path, text: str, *assignments: str, **environment: str) -> Resolved:
    usual.write_text(text)
    return resolve(None, assignments, environment=environment, usual=usual)


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in checked_file(read_text("c", text)).problems]


# --- layers -----------------------------------------------------------------


def test_without_anything_the_mind_has_its_own_defaults(usual: Path) -> None:
    now = resolve(environment={}, usual=usual)

    assert now.rules == Rules()
    assert now.origins["reminder.earliest"] == Origin("default")
    assert (now.sources, now.problems, now.refused) == ((), (), False)


def test_a_later_layer_wins_and_each_value_tells_where_it_is_from(usual: Path) -> None:
    now = with_file(
        usual,
        "reminder:\n  earliest: 20m\n  latest: 40m\n  snooze: 10m\n",
        "reminder.snooze=3m",
        DESKBREAK_REMINDER__LATEST="41m",
        DESKBREAK_REMINDER__SNOOZE="2m",
    )

    assert now.rules.earliest_ms == 20 * MINUTE_MS
    assert now.rules.latest_ms == 41 * MINUTE_MS
    assert now.rules.snooze_ms == 3 * MINUTE_MS
    assert now.origins["reminder.earliest"] == Origin("user", str(usual), 2)
    assert now.origins["reminder.latest"] == Origin("environment", "DESKBREAK_REMINDER__LATEST")
    assert now.origins["reminder.snooze"] == Origin("command line")
    assert now.origins["reminder.patience"] == Origin("default")
    assert now.sources == (str(usual), "environment", "command line")
    assert not now.problems


def test_working_hours_reach_the_mind_and_may_pass_midnight(usual: Path) -> None:
    now = with_file(
        usual,
        'hours:\n- days: [mon, fri]\n  from: "22:00"\n  to: "06:00"\n'
        '- {days: [sun], from: 00:00, to: "24:00"}\n',
    )

    assert now.rules.hours == (
        WorkingHours(frozenset({"mon", "fri"}), time(22), time(6)),
        WorkingHours(frozenset({"sun"}), time(0), time(0)),
    )


def test_anchors_reach_the_mind(usual: Path) -> None:
    now = with_file(usual, 'anchors:\n- {at: "12:30", routine: breathe}\n- at: 00:00\n  routine: reach\n')

    assert now.rules.anchors == (Anchor(time(12, 30), "breathe"), Anchor(time(0), "reach"))
    assert now.values["anchors"][0] == {"at": "12:30", "routine": "breathe"}
    assert not now.problems


def test_holds_reach_the_mind(usual: Path) -> None:
    now = with_file(
        usual,
        "hold:\n  camera: false\n  at_most: 10m\n",
        "hold.do_not_disturb=false",
        DESKBREAK_HOLD__PRESENTING="false",
    )

    assert now.rules.holds == {Hold.MICROPHONE, Hold.FULLSCREEN}
    assert now.rules.hold_at_most_ms == 10 * MINUTE_MS
    assert not now.problems
    assert from_json(to_json(now)).rules == now.rules


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("hold: {microfone: true}", "did you mean hold.microphone?"),
        ("hold: {at_most: 0.5s}", "it has to be a duration from 1s to 12h"),
        ("hold: {at_most: 13h}", "it has to be a duration from 1s to 12h"),
        ("hold: {camera: no}", "it has to be true or false"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(text: str, complaint: str) -> None:
    [problem] = problems_of(text)

    assert complaint in problem


def test_every_hold_has_its_setting() -> None:
    assert [f"hold.{hold}" for hold in Hold] == [
        key for key in model.KEYS if key.startswith("hold.") and key != "hold.at_most"
    ]


def test_values_outside_a_file_mean_what_they_mean_in_one(usual: Path) -> None:
    hours = '[{days: [mon], from: "09:00", to: "17:30"}]'
    now = resolve(
        None,
        [f"hours={hours}", "tray.enabled=false", "language=no"],
        environment={"DESKBREAK_ROUTINE__BREATHS": "6", "DESKBREAK_LANGUAGE": "", "DESKBREAK_OTHER": "x"},
        usual=usual,
    )

    assert now.values["hours"] == [{"days": ["mon"], "from": "09:00", "to": "17:30"}]
    assert now.values["tray.enabled"] is False
    assert now.values["language"] == "no"
    assert now.rules.breaths == 6
    assert not now.problems


# --- mistakes ---------------------------------------------------------------


def test_all_mistakes_of_a_file_come_at_once_with_line_key_and_what_is_allowed() -> None:
    problems = problems_of(
        "reminder:\n  earliest: 30\n  snozes: 3\nrest: 4m\n"
        "routine: {variant: Standing, breaths: 40}\ntray: {enabled: yes}\nsnooze: 5m\n"
        "hours:\n- days: [Mon]\n  from: 9:00\n  too: '17:00'\n"
    )

    assert problems == [
        "c:3: reminder.snozes: there is no such setting; did you mean reminder.snoozes?",
        "c:4: rest: this is a group of settings, without a value of its own; it has " + RESTS,
        "c:7: snooze: there is no such setting; did you mean reminder.snooze?",
        "c:2: reminder.earliest: a duration needs a unit; did you mean 30m or 30s?",
        'c:5: routine.variant: "Standing" is not allowed here; it has to be one of '
        + VARIANTS
        + "; did you mean standing?",
        "c:5: routine.breaths: 40 is not allowed here; it has to be a whole number from 3 to 20",
        'c:9: hours[0].days[0]: "Mon" is not allowed here; it has to be one of '
        + DAYS
        + "; did you mean mon?",
        'c:10: hours[0].from: this is not a time of day; did you mean "09:00"?',
        "c:9: hours[0].to: to is missing here",
        "c:11: hours[0].too: this is not one of days, from, to; did you mean to?",
        'c:6: tray.enabled: "yes" is not allowed here; it has to be true or false; did you mean true?',
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("reminder: {earliest: 13h}", '"13h" is not allowed here; it has to be a duration from 1s to 12h'),
        ("reminder: {earliest: 0.5s}", '"0.5s" is not allowed here; it has to be a duration from 1s to 12h'),
        ("reminder: {earliest: }", "this has no value; give it one, or remove it to have the default"),
        ("reminder: {earliest: [1m]}", "this is not a duration; write one like 30m, 1h 30m, 45s or 2.5s"),
        ("reminder: {earliest: true}", "this is not a duration; write one like 30m, 1h 30m, 45s or 2.5s"),
        ("reminder: {earliest: .inf}", "this is not a duration; write one like 30m, 1h 30m, 45s or 2.5s"),
        (
            "reminder: {snoozes: '3'}",
            '"3" is not allowed here; it has to be a whole number from 0 to 20; did you mean 3?',
        ),
        ("reminder: {snoozes: true}", "true is not allowed here; it has to be a whole number from 0 to 20"),
        ("hours: [{days: [], from: 09:00, to: '17:00'}]", "days needs at least one day"),
        ("hours: [{days: [mon], from: 09:00, to: 09:00}]", "from and to are the same"),
        ("hours: [{days: [mon], from: 24:00, to: 09:00}]", "hours begin at"),
        (
            "hours: [{days: [mon, mon, mon, mon, mon, mon, mon, mon], from: '09:00', to: '10:00'}]",
            "7 are the most",
        ),
        ("anchors: lunch", '"lunch" is not allowed here; it has to be a list like [{at: "12:30", routine:'),
        (
            f"anchors: [{', '.join(f'{{at: 10:{minute}, routine: reach}}' for minute in range(10, 21))}]",
            "10 are the most",
        ),
        ("hours: always", '"always" is not allowed here; it has to be a list like [{days:'),
        ("hours: [always]", '"always" is not allowed here; it has to be like {days: [mon, tue], from:'),
        ("language: german", '"german" is not allowed here; it has to be auto, or a code like "en"'),
        ("reminder.earliest: 20m", "there is no such setting; did you mean reminder.earliest?"),
        ("Reminder: {earliest: 20m}", "there is no such setting"),
        ("'\\e[31m': 1", "there is no such setting"),
    ],
)
def test_a_mistake_is_said_in_plain_words(text: str, complaint: str) -> None:
    (problem,) = problems_of(text)

    assert complaint in problem


def test_all_mistakes_of_anchors_come_at_once_with_line_key_and_what_is_allowed() -> None:
    problems = problems_of(
        "anchors:\n- at: '12:30'\n  routine: reach\n- at: 9:30\n  routine: Reach\n"
        "- at: '12:30'\n  routin: reach\n- {at: '24:00', routine: reach}\n- lunch\n"
    )

    assert problems == [
        'c:4: anchors[1].at: this is not a time of day; did you mean "09:30"?',
        f'c:5: anchors[1].routine: "Reach" is not allowed here; it has to be {ROUTINES}; did you mean reach?',
        "c:6: anchors[2].routine: routine is missing here",
        "c:7: anchors[2].routin: this is not one of at, routine; did you mean routine?",
        'c:8: anchors[3].at: "24:00" can only be the end of working hours; for midnight write "00:00"',
        'c:9: anchors[4]: "lunch" is not allowed here; it has to be like {at: "12:30", routine: breathe}',
        'c:6: anchors[2].at: anchors[0] is at "12:30" as well; keep one of them, or give it another time',
    ]


OFFICE_AND_NIGHT = (
    'hours: [{days: [mon, fri], from: "09:00", to: "17:00"}, {days: [sun], from: "22:00", to: "06:00"}]\n'
)


@pytest.mark.parametrize(
    ("at", "comes"),
    [
        ("12:30", True),
        ("08:50", True),  # it waits for the beginning, a quarter of an hour at most
        ("08:40", False),
        ("16:59", True),
        ("17:00", False),
        ("21:44", False),
        ("21:45", True),
        ("22:00", True),
        ("05:59", True),  # on Monday, in the night that began on Sunday
        ("06:00", False),
    ],
)
def test_an_anchor_outside_all_working_hours_is_used_with_a_warning(at: str, *, comes: bool) -> None:
    now = checked_file(
        read_text(
            "c",
            f'{OFFICE_AND_NIGHT}anchors:\n- at: "12:00"\n  routine: reach\n- at: "{at}"\n  routine: reach\n',
        )
    )

    assert len(now.rules.anchors) == 2
    assert [(each.line, each.key, each.warning) for each in now.problems] == (
        [] if comes else [(5, "anchors[1].at", True)]
    )


def test_hours_and_anchors_of_two_layers_are_judged_together(usual: Path) -> None:
    now = with_file(usual, OFFICE_AND_NIGHT, DESKBREAK_ANCHORS='[{at: "20:00", routine: reach}]')

    assert [str(each) for each in now.problems] == [
        (
            "DESKBREAK_ANCHORS: warning: anchors[0].at: this lies outside all working hours, "
            "so it never comes; change it, or the hours"
        )
    ]
    assert now.rules.anchors


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            "reminder:\n  latest: 20m\n  earliest: 50m\n",
            ["c:3: reminder.earliest: 50m is more than reminder.latest, which is 20m (c:2);"],
        ),
        (
            "reminder:\n  earliest: 50m\n",
            ["c:2: reminder.earliest: 50m is more than reminder.latest, which is 45m (the default);"],
        ),
        (
            "reminder:\n  latest: 20m\n  nonsense: 1\n",
            [
                "c:3: reminder.nonsense: there is no such setting",
                "c:2: reminder.latest: 20m is less than reminder.earliest, which is 30m (the default);",
            ],
        ),
    ],
)
def test_earliest_over_latest_names_both_with_both_lines(text: str, complaints: list[str]) -> None:
    problems = problems_of(text)

    assert len(problems) == len(complaints)
    for problem, complaint in zip(problems, complaints, strict=True):
        assert problem.startswith(complaint)


def test_what_this_version_does_not_act_upon_yet_is_a_warning_only() -> None:
    text = (
        "reminder: {sound: x, style: auto, earliest: 20m}\n"
        "fleet: {url: x}\norganisation: {name: x}\n"
        "routine: {voice: true, screens: all}\n"
    )
    now = checked_file(read_text("c", text))

    assert [problem.key for problem in now.problems] == [
        *("reminder.sound", "reminder.style", "fleet", "organisation"),
        *("routine.voice", "routine.screens"),
    ]
    assert all(problem.warning and "not yet in this version" in problem.message for problem in now.problems)
    assert now.rules.earliest_ms == 20 * MINUTE_MS


def test_a_broken_file_at_its_usual_place_leaves_the_defaults_and_the_other_layers(usual: Path) -> None:
    now = with_file(usual, "reminder:\n  earliest: 20m\n  oops: 1\n", DESKBREAK_REMINDER__SNOOZES="1")

    assert now.values["reminder.earliest"] == 30 * MINUTE_MS
    assert now.values["reminder.snoozes"] == 1
    assert (now.broken_file, now.refused) == (str(usual), False)
    assert now.sources == ("environment",)
    (problem,) = now.problems
    assert (problem.file, problem.line, problem.key) == (str(usual), 3, "reminder.oops")


def test_a_link_to_nowhere_at_the_usual_place_is_a_problem(usual: Path) -> None:
    usual.symlink_to("elsewhere.yaml")

    now = resolve(environment={}, usual=usual)

    assert now.broken_file == str(usual)
    assert "leads to a file that is not there" in now.problems[0].message


@pytest.mark.parametrize("text", [None, "reminder: {oops: 1}", "reminder: {earliest: 2h}", "a: [", "\0"])
def test_a_named_file_that_is_missing_or_broken_is_refused(text: str | None, tmp_path: Path) -> None:
    named = tmp_path / "named.yaml"
    if text is not None:
        named.write_text(text)

    now = resolve(named, environment={})

    assert now.refused
    assert now.problems[0].file == str(named)


@pytest.mark.parametrize(
    ("assignment", "complaint"),
    [
        ("reminder.earliest", "this is not KEY=VALUE"),
        ("=20m", "this is not KEY=VALUE"),
        ("reminder.earliest=", "this has no value"),
        ("reminder.earlist=20m", "did you mean reminder.earliest?"),
        ("reminder=20m", "a group of settings"),
        ("reminder.earliest=50m", "is more than reminder.latest, which is 45m (the default)"),
        ("reminder.earliest=20m\nhours: []", "more than one value"),
        ("hours=[{days: [mon]", "not valid YAML"),
        ("language=*x", "anchors and aliases"),
    ],
)
def test_a_wrong_setting_on_the_command_line_is_refused(assignment: str, complaint: str, usual: Path) -> None:
    now = resolve(None, [assignment], environment={}, usual=usual)

    assert now.refused
    assert complaint in now.problems[0].message
    assert now.problems[0].file == "--set"


def test_a_wrong_variable_is_left_out_by_itself(usual: Path) -> None:
    now = resolve(
        environment={
            "DESKBREAK_REMINDER__EARLIEST": "20",
            "DESKBREAK_REMINDER__LATEST": "50m",
            "DESKBREAK_REMINDER__SNOZES": "1",
            "DESKBREAK_LANGUAG": "en",
        },
        usual=usual,
    )

    assert now.rules.earliest_ms == 30 * MINUTE_MS
    assert now.rules.latest_ms == 50 * MINUTE_MS
    assert [(problem.file, problem.message.split("; ")[-1]) for problem in now.problems] == [
        ("DESKBREAK_LANGUAG", "did you mean language?"),
        ("DESKBREAK_REMINDER__SNOZES", "did you mean reminder.snoozes?"),
        ("DESKBREAK_REMINDER__EARLIEST", "did you mean 20m or 20s?"),
    ]
    assert not now.refused


def test_the_layer_that_brought_the_contradiction_is_the_one_left_out(usual: Path) -> None:
    now = with_file(usual, "reminder: {earliest: 20m, latest: 25m}", DESKBREAK_REMINDER__EARLIEST="40m")

    assert now.rules.earliest_ms == 20 * MINUTE_MS
    assert now.problems[0].file == "DESKBREAK_REMINDER__EARLIEST"
    assert f"which is 25m ({usual}:1)" in now.problems[0].message


def test_a_file_and_the_command_line_may_be_right_together(usual: Path) -> None:
    now = with_file(usual, "reminder: {earliest: 50m}", "reminder.latest=1h")

    assert (now.rules.earliest_ms, now.problems) == (50 * MINUTE_MS, ())


def test_a_file_of_noise_does_not_make_endless_problems() -> None:
    assert len(problems_of("".join(f"key{number}: 1\n" for number in range(3_000)))) == 100


any_key = st.one_of(st.sampled_from(sorted(model.KEYS)), st.text(max_size=12))
any_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(any_key, any_value, max_size=4))
def test_any_keys_and_values_are_taken_or_refused_with_words(tree: dict[str, object]) -> None:
    text = json.dumps(checking.nested(tree))

    for problem in problems_of(text):
        assert problem


@given(any_key, st.text(max_size=20))
def test_any_assignment_is_taken_or_refused_with_words(key: str, value: str) -> None:
    now = resolve(None, [f"{key}={value}"], environment={}, usual=Path("/nonexistent/config.yaml"))

    assert now.refused == any(not problem.warning for problem in now.problems)


# --- for the resident process -----------------------------------------------


def test_what_the_process_prints_reads_back_as_the_same(usual: Path) -> None:
    now = with_file(
        usual,
        'hours: [{days: [mon], from: "09:00", to: "17:30"}]\nreminder: {sound: x}\n'
        'anchors: [{at: "12:30", routine: reach}]\n',
        "x=1",
    )

    assert from_json(to_json(now)) == now


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"values": {}}', to_json(Resolved(Rules()))[:-2]])
def test_anything_else_is_not_taken_for_settings(text: str) -> None:
    with pytest.raises(resolved.NotResolved):
        from_json(text)


def test_a_broken_edit_keeps_the_last_good_and_says_so(usual: Path) -> None:
    good = with_file(usual, "reminder: {earliest: 20m}")
    broken = with_file(usual, "reminder: {earliest: 20}")
    mended = with_file(usual, "reminder: {earliest: 21m}")

    kept = after_edit(good, broken)

    assert (kept.rules, kept.values, kept.origins) == (good.rules, good.values, good.origins)
    assert kept.problems == broken.problems
    assert after_edit(kept, mended) == mended


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "deskbreak.settings.resolve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_process_prints_one_document_and_says_with_its_exit_whether_it_is_refused(usual: Path) -> None:
    usual.write_text("reminder: {oops: 1}")

    fine = run("--set", "reminder.earliest=4s", "--set", "reminder.latest=12s")
    refused = run("--config", str(usual))

    assert (fine.returncode, fine.stderr) == (0, "")
    assert from_json(fine.stdout).rules.latest_ms == 12_000
    assert (refused.returncode, refused.stderr) == (3, "")
    assert [problem.key for problem in from_json(refused.stdout).problems] == ["reminder.oops"]


def test_the_resident_part_needs_neither_the_model_nor_the_parser() -> None:
    code = (
        "import sys, deskbreak.settings.resolved, deskbreak.settings.durations;"
        "sys.exit(' '.join({'pydantic', 'ruamel', 'ruamel.yaml', 'click', 'argparse'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stderr.strip() == ""


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("config.yaml", 3, "reminder.earliest", "no")) == "config.yaml:3: reminder.earliest: no"
    assert str(Problem("--set", 0, "a", "no")) == "--set: a: no"
    assert str(Problem("", 0, "", "no")) == "no"
