"""One setting changes; every other character of the file stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.settings import documents, edit
from deskbreak.settings.model import KEYS
from deskbreak.settings.yaml_file import read_text

MINE = """\
# My settings

reminder:
  # I like it early.
  earliest: 20m  # really
  # latest: 50m

# When I stood up
rest: {after_idle: 4m, after_lock: 1m}  # short
hours:
  # the office
  - days: [mon, tue]
    from: "09:00"
    to: "17:30"  # home

language: en
# the end
"""


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("reminder.earliest", "25m", "earliest: 20m  # really", "earliest: 25m  # really"),
        ("reminder.latest", "50m", "# really\n", "# really\n  latest: 50m\n"),
        ("rest.after_idle", "3m", "after_idle: 4m", "after_idle: 3m"),
        ("language", "de", "language: en", "language: de"),
        ("language", "null", "language: en", 'language: "null"'),
        ("tray.enabled", False, "# the end\n", "# the end\n\ntray:\n  enabled: false\n"),
    ],
)
def test_setting_a_value_changes_that_one_place(key: str, value: object, old: str, new: str) -> None:
    assert edit.assign(MINE, key, value) == MINE.replace(old, new)


def test_a_list_over_several_lines_is_replaced_as_a_whole() -> None:
    changed = edit.assign(MINE, "hours", [])

    before, after = MINE.split("hours:", maxsplit=1)[0], MINE.split("# home\n")[1]
    assert changed == f"{before}hours: []\n  # the office\n{after}"


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", "reminder:\n  earliest: 9m\n"),
        ("# only words", "# only words\n\nreminder:\n  earliest: 9m\n"),
        ("---\n", "---\n\nreminder:\n  earliest: 9m\n"),
        ("reminder:\n", "reminder:\n  earliest: 9m\n"),
        ("reminder:", "reminder:\n  earliest: 9m\n"),
        ("reminder:\n  # earliest: 30m\n", "reminder:\n  earliest: 9m\n  # earliest: 30m\n"),
        ("reminder: {}\n", "reminder: {earliest: 9m}\n"),
        ("reminder: ~ # none\n", "reminder: {earliest: 9m} # none\n"),
        ("{}\n", "{reminder: {earliest: 9m}}\n"),
        ("{language: en}\n", "{language: en, reminder: {earliest: 9m}}\n"),
        ("reminder: {snoozes: 1 }\n", "reminder: {snoozes: 1, earliest: 9m }\n"),
        ("reminder:\n    snoozes: 1", "reminder:\n    snoozes: 1\n    earliest: 9m\n"),
        ("reminder:\n  earliest:\n", "reminder:\n  earliest: 9m\n"),
        ("reminder:\n  earliest:   # later\n", "reminder:\n  earliest: 9m   # later\n"),
        ('reminder:\n  "earliest": "30m" # a\n', 'reminder:\n  "earliest": 9m # a\n'),
        ("reminder:\n  earliest: |\n    30m\nlanguage: en\n", "reminder:\n  earliest: 9m\nlanguage: en\n"),
        ("reminder:\n  earliest: >-\n\n    30\n    m\n", "reminder:\n  earliest: 9m\n"),
        ("reminder:\n  earliest: [1,\n    2]\n", "reminder:\n  earliest: 9m\n"),
        ("reminder:\n  earliest:\n  - 1 # a\n  - 2\n", "reminder:\n  earliest: 9m\n"),
        ("reminder:\r\n  snoozes: 1\r\n", "reminder:\r\n  snoozes: 1\r\n  earliest: 9m\r\n"),
        ("\ufeffreminder:\n  earliest: 1m\n", "\ufeffreminder:\n  earliest: 9m\n"),
    ],
)
def test_files_are_laid_out_in_many_ways(text: str, changed: str) -> None:
    assert edit.assign(text, "reminder.earliest", "9m") == changed
    assert edit.assign(changed, "reminder.earliest", "9m") == changed


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("reminder.earliest", "  earliest: 20m  # really\n", ""),
        ("rest.after_idle", "{after_idle: 4m, after_lock", "{after_lock"),
        ("rest.after_lock", ", after_lock: 1m", ""),
        ("rest", "rest: {after_idle: 4m, after_lock: 1m}  # short\n", ""),
        ("language", "language: en\n", ""),
    ],
)
def test_removing_a_setting_takes_away_its_line_and_no_more(key: str, old: str, new: str) -> None:
    assert edit.remove(MINE, key) == MINE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a: 1\n\nreminder:\n  oops: 1\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("reminder:\n  # why\n  oops: 1\n", "reminder:\n  # why\n"),
        ("reminder: {oops: 1}\n", "reminder: {}\n"),
        ("reminder:\n  oops:\n    - 1\n    - {a: 2}\n  earliest: 1m", "reminder:\n  earliest: 1m"),
        ("reminder:\n  oops:\n  earliest: 1m\n", "reminder:\n  earliest: 1m\n"),
    ],
)
def test_what_is_no_setting_can_be_removed_too(text: str, changed: str) -> None:
    assert edit.remove(text, "reminder.oops") == changed


@pytest.mark.parametrize("key", ["reminder.latest", "tray", "tray.enabled", "language.x", "hours.0", ""])
def test_what_is_not_there_cannot_be_removed(key: str) -> None:
    with pytest.raises(KeyError):
        edit.remove(MINE, key)


@pytest.mark.parametrize(
    "text",
    ["a: [", "- a\n", "? reminder\n: earliest: 1m\n", "a: 1\n...\n", "null\n", "reminder: text\n  more\n"],
)
def test_a_layout_that_cannot_be_changed_safely_is_left_to_its_author(text: str) -> None:
    try:
        changed = edit.assign(text, "reminder.earliest", "9m")
    except edit.CannotEdit as refusal:
        assert str(refusal)  # noqa: PT017  some of these can be changed, and then have to be right
    else:
        assert read_text("", changed).tree["reminder"] == {"earliest": "9m"}


VALUES = st.sampled_from(
    ["5m", "1h 30m", "x: y", "# no", "", "no", "true", "12", "é", '"', "\\", "\x85", "a\tb"]
)
comments = st.sampled_from(["", "  # one", " # it's: {two}", "   #"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Settings files as people lay them out."""
    keys: dict[str, list[str]] = {}
    for key in draw(st.lists(st.sampled_from(list(KEYS)), unique=True)):
        keys.setdefault(key.partition(".")[0], []).append(key.partition(".")[2])
    lines = draw(st.sampled_from([[], ["# top"], ["---"], ["", "# top", ""]]))
    for name, inner in keys.items():
        lines += draw(st.sampled_from([[], [""], [f"# on {name}"], ["", f"# on {name}", ""]]))
        if inner == [""]:
            lines.append(f"{name}: {draw(st.sampled_from(['en', '[]', '[{days: [mon]}]']))}{draw(comments)}")
        elif draw(st.booleans()):
            pairs = ", ".join(f"{key}: 1m" for key in inner)
            lines.append(f"{name}: {{{pairs}}}{draw(comments)}")
        else:
            indent = draw(st.sampled_from([" ", "  ", "    "]))
            lines.append(f"{name}:{draw(comments)}")
            for key in inner:
                lines += draw(st.sampled_from([[], [f"{indent}# on {key}"], ["", "# far left"]]))
                value = draw(st.sampled_from(["1m", '"1m"', "'1m'", "", "{a: 1}", f"\n{indent}  - 1m"]))
                lines.append(f"{indent}{key}: {value}{draw(comments)}")
    lines += draw(st.sampled_from([[], ["# end"], ["", "  # end"]]))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def comments_of(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


def own_lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


def value_in(text: str, key: str) -> object:
    section, dot, name = key.rpartition(".")
    tree = read_text("", text).tree
    group = tree.get(section) if dot else tree
    return group.get(name) if isinstance(group, dict) else None


@settings(max_examples=250)
@given(files(), st.sampled_from(list(KEYS)), VALUES)
def test_a_value_that_was_set_is_there_and_no_comment_is_lost(text: str, key: str, value: str) -> None:
    changed = edit.assign(text, key, value)

    assert value_in(changed, key) == value
    assert edit.assign(changed, key, value) == changed
    assert own_lines_of(changed) == own_lines_of(text)
    if "#" not in value and "- 1m" not in text:  # what stands inside a list goes with it
        assert comments_of(changed) == comments_of(text)


def same_at_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))


@settings(max_examples=250)
@given(files(), st.sampled_from(list(KEYS)))
def test_what_was_removed_is_one_stretch_and_the_rest_is_as_it_was(text: str, key: str) -> None:
    try:
        changed = edit.remove(text, key)
    except KeyError:
        assert value_in(text, key) is None
        return
    same_start = same_at_start(text, changed)
    same_end = same_at_start(text[::-1], changed[::-1])

    assert value_in(changed, key) is None
    assert len(changed) < len(text)
    assert same_start + same_end >= len(changed)
    assert own_lines_of(changed) == own_lines_of(text)


def test_the_example_can_be_changed_at_every_key() -> None:
    text = documents.example()

    for key in KEYS:
        changed = edit.assign(text, key, "x")
        different = [
            (old, new) for old, new in zip(text.splitlines(), changed.splitlines(), strict=True) if old != new
        ]
        assert len(different) == 1
