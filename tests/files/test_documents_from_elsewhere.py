"""Whatever lies where a document should be: it is named, set aside or left alone, and the rest goes on."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.history.checklist_store import ChecklistStore
from support import damage, rights
from support.damage import Damage, is_somewhere, thing_at
from support.documents import (
    CHECKLIST,
    EVERY,
    HISTORY,
    NAMED_SETTINGS,
    STATE,
    USUAL_SETTINGS,
    Document,
)
from support.examples import examples

pytestmark = pytest.mark.timeout(60)  # a pipe that somebody waits for would hold the whole suite

SETTINGS = (USUAL_SETTINGS, NAMED_SETTINGS)
OWN = (STATE, HISTORY, CHECKLIST)
"""What Deskbreak alone writes."""
JSON = (STATE, CHECKLIST)


def newer_history(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")


def history_of_a_version_that_never_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = -7")


def database_of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


def history_of_other_columns(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, prompted_epoch_s INTEGER)")
        connection.execute("PRAGMA user_version = 1")


NO_FILE: tuple[tuple[str, Damage, str], ...] = (
    ("a directory", damage.DIRECTORY, "this is a directory, not a file"),
    ("a pipe", damage.PIPE, "this is not a regular file"),
    ("a socket", damage.SOCKET, "this is not a regular file"),
    ("a link to /dev/zero", damage.LINK_TO_ZEROS, "this is not a regular file"),
    ("a link to a directory", damage.LINK_TO_A_DIRECTORY, "this is a directory, not a file"),
)
HUGE: tuple[tuple[str, Damage, str], ...] = (
    ("3 GB after it", damage.HUGE, "larger than"),
    ("3 GB of nothing", damage.HUGE_NOTHING, "larger than"),
)
NO_TEXT: tuple[tuple[str, Damage, str], ...] = (
    ("only NULs", damage.NULS, "nothing but NUL bytes"),
    ("noise", damage.NOISE, "this is not UTF-8 text"),
    ("UTF-16", damage.UTF_16, "this is not UTF-8 text"),
    ("Latin 1", damage.LATIN_1, "this is not UTF-8 text"),
)
NO_JSON: tuple[tuple[str, Damage, str], ...] = (
    ("empty", damage.EMPTY, "it is empty"),
    ("half of it", damage.HALF, "this is not whole JSON"),
    ("deep", damage.DEEP, "it is nested too deeply"),
    ("deep keys", damage.DEEP_KEYS, "it is nested too deeply"),
    (
        "a key twice",
        damage.replaced(b'"version"', b'"version": 1, "version"'),
        "'version' stands there twice",
    ),
    ("no number", damage.replaced(b'"version": 1', b'"version": NaN'), "NaN is no number"),
    ("endless", damage.replaced(b'"version": 1', b'"version": -Infinity'), "-Infinity is no number"),
    ("huge", damage.replaced(b'"version": 1', b'"version": ' + b"9" * 9_000), "a number in it is too large"),
    ("no version", damage.replaced(b'"version": 1', b'"version": 1.0'), "it has no version"),
    ("version 0", damage.replaced(b'"version": 1', b'"version": 0'), "it is of version 0"),
    ("a list", damage.becomes(b"[1, 2]"), "it has no version"),
)
SET_ASIDE = (
    *((document, *each) for document in JSON for each in (*NO_FILE, *HUGE, *NO_TEXT, *NO_JSON)),
    *((HISTORY, *each) for each in NO_FILE),
    *(
        (HISTORY, name, change, "not a database")
        for name, change in (
            ("only NULs", damage.NULS),
            ("noise", damage.NOISE),
            ("3 GB of nothing", damage.HUGE_NOTHING),
        )
    ),
    (HISTORY, "a version that never was", history_of_a_version_that_never_was, "it is of version -7"),
    (HISTORY, "of another program", database_of_another_program, "it has no version"),
    (HISTORY, "of other columns", history_of_other_columns, "damaged"),
    (STATE, "a link to nothing", damage.LINK_TO_NOTHING, "leads to a file that is not there"),
    (STATE, "a link to itself", damage.LINK_TO_ITSELF, "Too many levels of symbolic links"),
    (STATE, "no machines", damage.replaced(b'"machines"', b'"engines"'), "'machines' is missing"),
    (STATE, "a huge length", damage.replaced(b"1500000", b"9" * 30), "is no length of time"),
    (STATE, "a huge name", damage.replaced(b"1795442400000", b"9" * 30), "is no length of time"),
    (STATE, "year 1", damage.replaced(b"2026-11-23T11", b"0001-01-01T00"), "is no time of ours"),
    (STATE, "the last year", damage.replaced(b"2026-11-23T11", b"9999-12-31T23"), "is no time of ours"),
    (STATE, "month 13", damage.replaced(b"2026-11-23T11", b"2026-13-23T11"), "month"),
    (CHECKLIST, "other answers", damage.replaced(b'"done"', b'"perhaps"'), "what a checklist does"),
    (CHECKLIST, "a desk of 7", damage.replaced(b'"desk": "desktop"', b'"desk": 7'), "what a checklist does"),
)
NEWER: tuple[tuple[Document, Damage], ...] = (
    (STATE, damage.replaced(b'"version": 1', b'"version": 2')),
    (CHECKLIST, damage.replaced(b'"version": 1', b'"version": 2')),
    (HISTORY, newer_history),
)
NOW_NOT_THERE: tuple[tuple[Document, Damage, str], ...] = (
    (HISTORY, damage.LINK_TO_NOTHING, "this link leads to a file that is not there"),
    (CHECKLIST, damage.LINK_TO_NOTHING, "this link leads to a file that is not there"),
    (HISTORY, damage.LINK_TO_ITSELF, "Too many levels of symbolic links"),
    (CHECKLIST, damage.LINK_TO_ITSELF, "Too many levels of symbolic links"),
)
NO_SETTINGS: tuple[tuple[str, Damage, str], ...] = (
    *NO_FILE,
    *HUGE,
    *NO_TEXT,
    ("a link to nothing", damage.LINK_TO_NOTHING, "this link leads to a file that is not there"),
    ("a link to itself", damage.LINK_TO_ITSELF, "Too many levels of symbolic links"),
    ("deep", damage.DEEP, "nested too deeply"),
    ("deep keys", damage.DEEP_KEYS, "nested too deeply"),
    ("a key twice", damage.replaced(b"latest", b"earliest"), "this key stands here twice"),
    ("no number", damage.replaced(b"20m", b".nan"), "duration"),
    ("endless", damage.replaced(b"20m", b".inf"), "duration"),
    ("huge", damage.replaced(b"20m", b"9" * 9_000), "too long for a duration"),
    ("a huge length", damage.replaced(b"20m", b"9" * 9_000 + b"m"), "too long for a duration"),
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A directory for one document; what is beside it must stay as it is."""
    directory = tmp_path / "deskbreak"
    directory.mkdir()
    neighbour = tmp_path / "neighbour"
    neighbour.write_text("not ours")
    yield directory
    assert neighbour.read_text() == "not ours"
    assert (Path("/dev/zero").lstat().st_mode & 0o777) == 0o666, "a device belongs to everybody"


def damaged(document: Document, home: Path, change: Damage) -> Path:
    path = home / document.file
    document.write(path)
    change(path)
    return path


def named(cases: Sequence[tuple[object, ...]]) -> list[str]:
    return ["-".join(str(part) for part in case if isinstance(part, str | Document)) for case in cases]


@pytest.mark.parametrize("document", EVERY, ids=str)
def test_a_good_one_is_read_and_written_again_without_a_word(document: Document, home: Path) -> None:
    path = damaged(document, home, lambda _path: None)

    used = document.use(path)

    assert (used.read, used.keeps, used.said) == (True, True, [])
    assert [each.name for each in home.iterdir()] == [document.file]


@pytest.mark.parametrize(
    ("document", "change"),
    [
        *((each, damage.LINK_TO_THE_FILE) for each in EVERY),
        *((each, damage.BYTE_ORDER_MARK) for each in (*JSON, *SETTINGS)),
        *((each, damage.WINDOWS_LINES) for each in (*JSON, *SETTINGS)),
    ],
)
def test_a_link_an_editors_mark_and_lines_of_windows_are_no_damage(
    document: Document, change: Damage, home: Path
) -> None:
    path = damaged(document, home, change)
    was_link = path.is_symlink()

    used = document.use(path)

    assert (used.read, used.keeps, used.said) == (True, True, [])
    assert path.is_symlink() == was_link
    assert document.use(path).keeps


@pytest.mark.parametrize(("document", "name", "change", "words"), SET_ASIDE, ids=named(SET_ASIDE))
def test_what_will_never_be_understood_is_set_aside_by_name_and_the_rest_goes_on(
    document: Document, name: str, change: Damage, words: str, home: Path
) -> None:
    path = damaged(document, home, change)
    before = thing_at(path)

    used = document.use(path)

    assert str(path) in used.words, name
    assert words in used.words
    [aside] = {each for each in home.iterdir() if each != path and "-journal" not in each.name}
    assert aside.name in used.words
    assert thing_at(aside) == before
    assert not used.read
    assert used.keeps


@pytest.mark.parametrize(("document", "change"), NEWER, ids=named(NEWER))
def test_what_a_newer_deskbreak_wrote_is_left_for_it(document: Document, change: Damage, home: Path) -> None:
    path = damaged(document, home, change)
    before = thing_at(path)

    used = document.use(path)

    assert str(path) in used.words
    assert "newer Deskbreak" in used.words
    assert "update Deskbreak, or move" in used.words
    assert thing_at(path) == before
    assert [each.name for each in home.iterdir()] == [document.file]
    assert not used.keeps


@pytest.mark.parametrize(("document", "change", "words"), NOW_NOT_THERE, ids=named(NOW_NOT_THERE))
def test_what_a_link_leads_to_may_come_back_so_nothing_is_written_in_its_place(
    document: Document, change: Damage, words: str, home: Path
) -> None:
    path = damaged(document, home, change)
    before = thing_at(path)

    used = document.use(path)

    assert str(path) in used.words
    assert words in used.words
    assert thing_at(path) == before
    assert not used.keeps


@pytest.mark.parametrize(("name", "change", "words"), NO_SETTINGS, ids=named(NO_SETTINGS))
@pytest.mark.parametrize("document", SETTINGS, ids=str)
def test_settings_belong_to_the_person_and_stay_whatever_they_are(
    document: Document, name: str, change: Damage, words: str, home: Path
) -> None:
    path = damaged(document, home, change)
    before = thing_at(path)

    used = document.use(path)

    assert str(path) in used.words, name
    assert words in used.words
    assert thing_at(path) == before
    assert not used.read
    assert used.keeps == (document is USUAL_SETTINGS), "a file that was named is refused"


@pytest.mark.parametrize("document", SETTINGS, ids=str)
def test_settings_that_say_nothing_are_fine(document: Document, home: Path) -> None:
    used = document.use(damaged(document, home, damage.EMPTY))

    assert (used.keeps, used.said) == (True, [])


def test_an_empty_history_is_begun(home: Path) -> None:
    used = HISTORY.use(damaged(HISTORY, home, damage.EMPTY))

    assert (used.keeps, used.said) == (True, [])


def test_looking_at_a_checklist_leaves_it_where_it_is(home: Path) -> None:
    path = damaged(CHECKLIST, home, damage.HALF)

    [problem] = ChecklistStore(path).problems()

    assert str(path) in problem
    assert [each.name for each in home.iterdir()] == ["checklist.json"]


# --- cut off, and noise ---------------------------------------------------------------------------


def kept_or_understood(document: Document, path: Path) -> None:
    """The most that can be asked: what was there is still somewhere, unless it was a document after all."""
    before = thing_at(path)
    used = document.use(path)
    if used.said:
        assert str(path) in used.words or "row " in used.words
        assert is_somewhere(before, path.parent) or used.read or "row " in used.words
    for each in path.parent.iterdir():
        each.unlink()


def test_a_checklist_cut_off_at_any_byte_is_set_aside(home: Path) -> None:
    path = damaged(CHECKLIST, home, lambda _path: None)
    whole = path.read_bytes()
    for length in range(len(whole) - 1):  # the last is the end of the line
        path.write_bytes(whole[:length])
        store = ChecklistStore(path)

        problem = store.read().problem

        aside = home / "checklist.json.broken"
        assert str(aside) in problem, f"after {length} bytes"
        assert aside.read_bytes() == whole[:length]
        aside.unlink()


def _cuts(size: int) -> list[int]:
    pages = [page + off for page in range(0, size, 4096) for off in (-1, 0, 1)]
    return sorted({*range(0, 200, 4), *pages, *range(200, size, 512)} & set(range(size)))


def _cut_history(home: Path, lengths: list[int] | range) -> None:
    path = damaged(HISTORY, home, lambda _path: None)
    whole = path.read_bytes()
    for length in lengths or range(len(whole)):
        path.write_bytes(whole[:length])
        before = thing_at(path)

        used = HISTORY.use(path)

        assert used.keeps, f"after {length} bytes"
        assert str(path) in used.words or length == 0, f"after {length} bytes"
        assert is_somewhere(before, home) or length == 0, f"after {length} bytes"
        for each in home.iterdir():
            each.unlink()


def test_a_history_cut_off_anywhere_is_set_aside_and_begun_anew(home: Path) -> None:
    path = damaged(HISTORY, home, lambda _path: None)
    lengths = _cuts(path.stat().st_size)
    path.unlink()

    _cut_history(home, lengths)


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_a_history_cut_off_at_each_byte_is_set_aside_and_begun_anew(home: Path) -> None:
    _cut_history(home, [])


places = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=9)), max_size=4)


def _scatter(whole: bytes, noise: list[tuple[float, bytes]]) -> bytes:
    for share, some in noise:
        at = int(share * len(whole))
        whole = whole[:at] + some + whole[at + len(some) :]
    return whole


@pytest.mark.parametrize("document", EVERY, ids=str)
def test_bytes_of_noise_anywhere_stop_nobody(
    document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("noise")
    document.write(home / document.file)
    whole = (home / document.file).read_bytes()

    @examples(40, 2_000)
    @given(places)
    def story(noise: list[tuple[float, bytes]]) -> None:
        (home / document.file).write_bytes(_scatter(whole, noise))
        kept_or_understood(document, home / document.file)

    story()


@pytest.mark.parametrize("document", EVERY, ids=str)
def test_anything_at_all_stops_nobody(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("anything")

    @examples(40, 2_000)
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
    def story(content: bytes) -> None:
        (home / document.file).write_bytes(content)
        kept_or_understood(document, home / document.file)

    story()


# --- a single row ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "prompted = 'soon'",
        "prompted = '9999-12-31T23:59:59-23:00'",
        "prompted = x'00ff'",
        "breaths_done = 'many'",
        "sitting_s = 1.5",
        "outcome = x'00'",
        "held_reasons = x'00'",
        "due = ''",
    ],
)
def test_a_damaged_row_is_named_and_the_others_are_read(change: str, home: Path) -> None:
    path = damaged(HISTORY, home, lambda _path: None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE rows SET {change} WHERE id = 3")  # noqa: S608  from the list above
        connection.commit()

    used = HISTORY.use(path)

    assert used.keeps
    assert used.said == ["row 3"]


def test_a_row_of_megabytes_is_not_read_but_said(home: Path) -> None:
    path = damaged(HISTORY, home, lambda _path: None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE rows SET routine = CAST(zeroblob(5000000) AS TEXT) WHERE id = 3")
        connection.commit()

    used = HISTORY.use(path)

    assert not used.read
    assert str(path) in used.words
    assert "too big" in used.words


def test_bytes_that_are_no_text_spoil_no_row(home: Path) -> None:
    path = damaged(HISTORY, home, lambda _path: None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE rows SET routine = CAST(x'72ff' AS TEXT) WHERE id = 3")
        connection.commit()

    used = HISTORY.use(path)

    assert (used.read, used.keeps, used.said) == (True, True, [])


# --- memory, and rights ---------------------------------------------------------------------------

USE = """
import sys
from pathlib import Path
from support.documents import BY_NAME
{limit}
used = BY_NAME[sys.argv[1]].use(Path(sys.argv[2]))
print(used.keeps, used.words)
"""
LITTLE_MEMORY = "import resource; resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))"


def used_elsewhere(document: Document, path: Path, *, limit: str = "", within: tuple[str, ...] = ()) -> str:
    """What :data:`USE` printed, in a process of its own."""
    done = subprocess.run(
        [*within, sys.executable, "-c", USE.format(limit=limit), document.name, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("change", [damage.HUGE, damage.HUGE_NOTHING, damage.LINK_TO_ZEROS])
@pytest.mark.parametrize("document", EVERY, ids=str)
def test_gigabytes_never_come_into_memory(document: Document, change: Damage, home: Path) -> None:
    path = damaged(document, home, change)

    told = used_elsewhere(document, path, limit=LITTLE_MEMORY)

    # SQLite knows its pages: what was appended to a whole history is nothing to it.
    assert str(path) in told or (document is HISTORY and change is damage.HUGE)


def test_the_limit_of_memory_would_be_felt(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    huge.touch()
    os.truncate(huge, damage.GIGABYTES)

    with pytest.raises(AssertionError, match="MemoryError"):
        used_elsewhere(STATE, huge, limit=f"{LITTLE_MEMORY}; Path({str(huge)!r}).read_bytes()")


@pytest.mark.parametrize(
    ("document", "goes_on"),
    [(STATE, True), (HISTORY, False), (CHECKLIST, False), (USUAL_SETTINGS, True), (NAMED_SETTINGS, False)],
    ids=str,
)
def test_a_file_that_may_not_be_read_is_named_and_nothing_of_it_lost(
    document: Document, goes_on: bool, home: Path
) -> None:
    if rights.why_not():
        pytest.skip(rights.why_not())
    path = damaged(document, home, lambda _path: None)
    path.chmod(0)
    before = thing_at(path)  # root may

    told = used_elsewhere(document, path, within=rights.LIKE_ANYBODY)

    assert told.startswith(str(goes_on))
    assert str(path) in told
    assert "ermission" in told or "right" in told
    assert is_somewhere(before, home)
