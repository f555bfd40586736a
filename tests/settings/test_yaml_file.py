"""Whatever stands at the path, reading it gives a document, and what is wrong with it."""

import os
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskbreak.settings.resolve import checked_file
from deskbreak.settings.yaml_file import Document, Place, read_file, read_text

GOOD = "reminder:\n  earliest: 20m  # mine\n  latest: 40m\n"


def only_problem(document: Document) -> str:
    (problem,) = document.problems
    assert problem.file == document.name
    return f"{problem.line}:{problem.column}: {problem.message}"


def written(directory: Path, content: bytes) -> Document:
    path = directory / "config.yaml"
    path.write_bytes(content)
    return read_file(path)


def test_every_key_has_its_line_and_column() -> None:
    document = read_text("config.yaml", GOOD)

    assert document.tree == {"reminder": {"earliest": "20m", "latest": "40m"}}
    assert document.places["reminder", "latest"] == Place(3, 3)
    assert not document.problems


def test_words_are_words_as_yaml_1_2_has_it() -> None:
    text = "a: no\nb: 09:00\nc: 1:30\nd: yes\ne: 010\nf: true\ng: 1.5\nh: ~\ni: 2026-11-23\nj: 0x1F\n"

    assert list(read_text("", text).tree.values()) == [
        *("no", "09:00", "1:30", "yes", 10, True, 1.5, None, "2026-11-23", "0x1F")
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# only words\n", b"---\n", b"\xef\xbb\xbf"])
def test_a_file_that_says_nothing_is_empty_and_fine(content: bytes, tmp_path: Path) -> None:
    document = written(tmp_path, content)

    assert document.tree == {}
    assert not document.problems


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_line_ends_of_windows_are_fine(content: bytes, tmp_path: Path) -> None:
    document = written(tmp_path, content)

    assert document.tree == read_text("", GOOD).tree
    assert document.places["reminder", "latest"] == Place(3, 3)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"reminder:\n\tearliest: 20m\n", "2:1: a tab stands here; indent with spaces"),
        (b"a: 1\nb: \x00\n", "2:0: a control character stands here; remove it"),
        (b"a: 1\nb: \xff\n", "2:0: this is not UTF-8 text; save the file as UTF-8"),
        ("language: de\n".encode("utf-16"), "1:0: this is not UTF-8 text; save the file as UTF-8"),
        (b"a: 1\n---\nb: 2\n", "2:1: a second document begins here; settings are one, so remove the ---"),
        (b"a: &x 1\nb: *x\n", "1:4: anchors and aliases (& and *) are not used here; write the value out"),
        (b"a: *x\n", "1:4: anchors and aliases (& and *) are not used here; write the value out"),
        (b"a: 1\nb: 2\na: 3\n", "3:1: this key stands here twice, first in line 1; keep one of them"),
        (b"a: !!python/name:os.system x\n", "1:4: tags (a word after !) are not used here; remove it"),
        (b"a: !own 1\n", "1:4: tags (a word after !) are not used here; remove it"),
        (b"- a\n- b\n", "1:1: settings are lines like reminder: with earliest: 30m below it"),
        (b"30m\n", "1:1: settings are lines like reminder: with earliest: 30m below it"),
        (b"? [a]\n: 1\n", "1:3: a key is one word, like earliest"),
        (b"a: " + b"[" * 500 + b"]" * 500, "1:23: this is nested too deeply for settings"),
        (b"a: {" * 9_000, "1:77: this is nested too deeply for settings"),
        (b"#" * (128 << 10) + b"\n", "0:0: the file is larger than 128 KiB"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(content: bytes, complaint: str, tmp_path: Path) -> None:
    document = written(tmp_path, content)

    assert only_problem(document).startswith(complaint)


def test_aliases_that_would_grow_without_bounds_are_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghi"))

    assert "anchors" in only_problem(read_text("", bomb))


def test_a_file_that_is_not_there_is_for_the_caller_to_judge(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "config.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no paths there")
def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    if sys.platform != "win32":
        os.mkfifo(pipe)

    for path in (pipe, Path("/dev/zero")):
        assert only_problem(read_file(path)) == "0:0: this is not a regular file"
    assert only_problem(read_file(tmp_path)) == "0:0: this is a directory, not a file"


def test_a_link_is_followed_and_a_ring_of_links_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(GOOD)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    (tmp_path / "ring.yaml").symlink_to("ring.yaml")

    assert read_file(tmp_path / "link.yaml").tree["reminder"]["earliest"] == "20m"
    assert "cannot be read" in only_problem(read_file(tmp_path / "ring.yaml"))


def test_a_path_that_no_file_can_have_is_a_problem() -> None:
    assert "null byte" in only_problem(read_file(Path("a\0b")))


def test_a_file_cut_off_at_any_byte_is_read_or_refused_with_a_line(tmp_path: Path) -> None:
    content = (
        b"\xef\xbb\xbf"
        + (
            "# Grüße\nreminder:\r\n  earliest: 20m  # früh\n  'latest': \"40m\"\nrest: {after_idle: 4m}\n"
            "hours:\n- days: [mon, tue]\n  from: 09:00\n  to: >-\n    17:30\ntray:\n  enabled: false\n"
        ).encode()
    )

    for end in range(len(content) + 1):
        resolved = checked_file(written(tmp_path, content[:end]))
        assert all(problem.line for problem in resolved.problems)
    assert resolved.problems == ()


yaml_like = st.text(st.sampled_from("ab:-? \n\t[]{}#&*!|>'\"%@`,~<=01.\\\r\x85éremind"), max_size=60)


@settings(max_examples=300)
@given(st.one_of(yaml_like, st.text(max_size=60)))
@example("'")
@example("? ")
@example("a: -_\n")
@example("!<")
@example("%YAML 1.1\n---\na: no\n")
@example("a: |9\n  b\n")
@example("!!float a")
@example("{a: 1}: b")
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    resolved = checked_file(read_text("config.yaml", text))

    for problem in resolved.problems:
        assert problem.file == "config.yaml"
        assert problem.message.isprintable()
        assert problem.key.isprintable()


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    document = written(tmp_path_factory.getbasetemp(), content)

    assert document.problems or document.root is not None or document.tree == {}
