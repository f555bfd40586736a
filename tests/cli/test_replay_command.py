"""``deskbreak replay``: what Deskbreak would have done on recorded days, for people and for scripts."""

import gzip
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from support.commands import deskbreak
from support.recorded_day import INPUTS, INTERVALS, RecordedInputs, RecordedIntervals

BUSY = RecordedInputs().types(2750).text
AT_A_PAUSE = RecordedInputs().types(1860).pauses(90).types(5).text
SUMMARY = {
    "prompts": 1,
    "at_pause": 0.0,
    "busy_at_latest": 1.0,
    "input_within_2s": 1.0,
    "pause_left_30s": 0.0,
    "fire_p50_s": 2700,
    "fire_p90_s": 2700,
    "longest_sitting_s": 2750,
    "rests": 0,
}


def trace(place: Path, text: str, name: str = "day.csv") -> str:
    file = place / name
    file.write_text(text)
    return str(file)


def documents(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_a_json_line_for_each_thing_that_happens_and_last_the_figures(tmp_path: Path) -> None:
    day = trace(tmp_path, BUSY)
    done = deskbreak("replay", "--json", day)
    assert (done.returncode, done.stderr) == (0, "")
    assert documents(done.stdout) == [
        {"file": day, "t": 2700, "event": "prompt", "why": "latest", "sitting_s": 2700, "idle_s": 1},
        {"summary": SUMMARY},
    ]


def test_many_days_each_its_own_packed_or_not_or_from_a_pipe(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(BUSY.encode()))
    done = subprocess.run(
        [sys.executable, "-m", "deskbreak", "replay", "--json", str(packed), "-", trace(tmp_path, BUSY)],
        input=gzip.compress(BUSY.encode()),
        capture_output=True,
        check=True,
        timeout=60,
    )
    *lines, last = documents(done.stdout.decode())
    assert [line["file"] for line in lines] == [str(packed), "-", str(tmp_path / "day.csv")]
    assert [line["t"] for line in lines] == [2700, 2700, 2700]
    assert last == {"summary": {**SUMMARY, "prompts": 3}}


def test_a_table_for_people(tmp_path: Path) -> None:
    done = deskbreak("replay", trace(tmp_path, BUSY, "a"), trace(tmp_path, AT_A_PAUSE, "b"))
    assert done.returncode == 0
    assert "At a" in done.stdout
    rows = [line.split() for line in done.stdout.splitlines()]
    figures = [row[-9:] for row in rows if row and row[-1] == "0"]
    assert figures == [
        ["1", "0%", "100%", "100%", "0%", "0:45", "0:45", "0:46", "0"],
        ["1", "100%", "0%", "0%", "100%", "0:32", "0:32", "0:33", "0"],
        ["2", "50.0%", "50.0%", "50.0%", "50.0%", "0:38", "0:44", "0:46", "0"],
    ]


def test_what_is_wrong_with_one_file_costs_no_other(tmp_path: Path) -> None:
    back = trace(tmp_path, INPUTS + "5,key\n9,key\n7,key\n", "back.csv")
    missing = str(tmp_path / "missing.csv")
    done = deskbreak("replay", "--json", back, missing, str(tmp_path), trace(tmp_path, BUSY))
    assert done.returncode == 3
    assert documents(done.stdout)[-1] == {"summary": SUMMARY}
    said = done.stderr.splitlines()
    assert said[0].startswith(f"deskbreak: {back}: line 4: time goes back, from 9.0 s to 7.0 s")
    assert said[1].startswith(f"deskbreak: {missing}: cannot be read: No such file")
    assert said[2].startswith(f"deskbreak: {tmp_path}: cannot be read: Is a directory")
    assert len(said) == 3


def test_of_a_file_that_cannot_be_believed_nothing_is_counted(tmp_path: Path) -> None:
    broken = trace(tmp_path, BUSY + "1,key\n")
    done = deskbreak("replay", "--json", broken)
    assert done.returncode == 3
    (last,) = documents(done.stdout)
    assert last["summary"]["prompts"] == 0
    assert "Nothing of this file is counted" in done.stderr


def test_bad_rows_are_named_counted_and_left_out(tmp_path: Path) -> None:
    day = trace(tmp_path, BUSY.replace("\n100.000,key\n", "\n" + "100,tap\n" * 9))
    done = deskbreak("replay", "--json", day)
    assert done.returncode == 0
    assert documents(done.stdout)[-1] == {"summary": SUMMARY}
    said = done.stderr.splitlines()
    assert said[0].startswith(f"deskbreak: {day}:103: «tap» is none of")
    assert len(said) == 6
    assert said[-1] == f"deskbreak: {day}: 9 rows were left out"


@pytest.mark.parametrize("answer", ["ignore", "take", "skip", "snooze", "stood"])
def test_each_answer_can_be_given(answer: str, tmp_path: Path) -> None:
    day = trace(tmp_path, RecordedInputs().types(5600).text)
    done = deskbreak("replay", "--json", "--answer", answer, day)
    prompts = [line["t"] for line in documents(done.stdout) if line.get("event") == "prompt"]
    assert prompts[:2] == [2700, {"ignore": 3422.75, "snooze": 3300}.get(answer, 5400)]


def test_the_settings_hold_and_can_be_compared(tmp_path: Path) -> None:
    day = trace(tmp_path, BUSY)
    early, late = tmp_path / "early.yaml", tmp_path / "late.yaml"
    early.write_text("reminder: {earliest: 10m, latest: 20m}\n")
    late.write_text("reminder: {earliest: 40m, latest: 1h}\n")
    asked = documents(deskbreak("replay", "--json", "--config", str(early), day).stdout)
    assert asked[0]["t"] == 1200
    asked = documents(deskbreak("replay", "--json", "--set", "reminder.latest=40m", day).stdout)
    assert asked[0]["t"] == 2400
    compared = deskbreak("replay", "--compare", str(early), str(late), day)
    assert compared.returncode == 0
    rows = [line.split() for line in compared.stdout.splitlines()]
    assert ["Prompts", "3", "0"] in rows
    assert ["Longest", "sitting", "0:46", "0:46"] in rows
    figures = documents(deskbreak("replay", "--json", "--compare", str(early), str(late), day).stdout)
    assert [(each["settings"], each["summary"]["prompts"]) for each in figures] == [
        (str(early), 3),
        (str(late), 0),
    ]


def test_settings_that_are_wrong_end_it(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("reminder: {earliest: soon}\n")
    day = trace(tmp_path, BUSY)
    for arguments in (("--config", str(wrong)), ("--set", "reminder.latest=never")):
        assert deskbreak("replay", *arguments, day).returncode == 3


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--json", "--picture", "-"),
        ("--compare", "a", "b", "-"),
        ("--compare", "a", "b", "--svg", "c", "d"),
        ("--compare", "a", "b", "--config", "c", "d"),
        ("--synthetic", "0"),
        ("--answer", "perhaps", "-"),
    ],
)
def test_what_makes_no_sense_is_said_to_be_so(arguments: tuple[str, ...]) -> None:
    done = deskbreak("replay", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2


def test_synthetic_days_are_the_same_for_the_same_seed() -> None:
    def days(seed: str) -> list[dict[str, Any]]:
        return documents(deskbreak("replay", "--json", "--synthetic", "3", "--seed", seed).stdout)

    first = days("7")
    assert first == days("7")
    assert first != days("8")
    assert {line["file"] for line in first[:-1]} == {"synthetic-1", "synthetic-2", "synthetic-3"}


def test_working_hours_count_where_the_trace_says_which_day_it_was(tmp_path: Path) -> None:
    monday = datetime.fromisoformat("2026-03-02T09:00:00-05:00").timestamp()
    hours = '[{days: [mon], from: "09:50", to: "17:00"}]'
    for begins_s, asked in ((monday, [monday + 50 * 60 + 300]), (0.0, [2700.0])):
        day = trace(tmp_path, RecordedInputs(begins_s).types(3400).text)
        done = subprocess.run(
            [sys.executable, "-m", "deskbreak", "replay", "--json", "--set", f"hours={hours}", day],
            env={**os.environ, "TZ": "America/New_York"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        prompts = [line["t"] for line in documents(done.stdout) if line.get("event") == "prompt"]
        assert prompts == asked


def test_the_day_in_the_terminal(tmp_path: Path) -> None:
    day = RecordedIntervals(6 * 3600).lasts("active", 3600).lasts("locked", 600).lasts("active", 2400)
    day.is_unknown(600).lasts("idle", 1200).overlapped("hold:camera", 6 * 3600 + 4200, 6 * 3600 + 4500)
    done = deskbreak("replay", "--picture", trace(tmp_path, day.text))
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.rstrip() for line in lines[1:4]] == [
        "                ◇ ◇",
        "06:00  ▁▂▃▄▅▅▆▇████··▁▂▃▄▅▅▆▇??····",
        "                   llh       ??____",
    ]
    assert "◇ asked at the close" in done.stdout
    assert "Prompts" in done.stdout


def test_the_days_as_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "days.svg"
    odd = trace(tmp_path, AT_A_PAUSE, "<odd & \x07 name>.csv")
    done = deskbreak("replay", "--svg", str(picture), odd, trace(tmp_path, INTERVALS, "empty"))
    assert done.returncode == 0
    drawn = ET.fromstring(picture.read_text("utf-8"))  # noqa: S314  we wrote it
    texts = ["".join(each.itertext()) for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.endswith("<odd & ? name>.csv") for text in texts)
    assert "1 asked · 0 rests · longest sitting 32 min" in texts
    assert {"45 min", "30 min", "asked at a pause"} <= set(texts)


def test_a_picture_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    done = deskbreak("replay", "--svg", str(tmp_path), trace(tmp_path, BUSY))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Prompts" in done.stdout
