"""The guide's page, painted without a terminal: what it says, that it fits, that it shows the reach."""

import pytest
from rich.cells import cell_len
from rich.text import Text

from deskbreak.cli.terminal.big_word import big_word
from deskbreak.cli.terminal.blocks import HALVES, LETTERS, QUARTERS
from deskbreak.cli.terminal.guide_page import GuideView, breath_marks, paint_guide, time_left
from deskbreak.cli.terminal.look import LINES, PLAIN, TONES, UNCOLOURED, Look
from deskbreak.cli.terminal.stage import Scene, columns_for, paint_stage
from deskbreak.content import routines
from deskbreak.core.routine import Routine, frame
from deskbreak.window.figure.poses import POSES
from deskbreak.window.figure.skeleton import Base

COLOURED = Look(QUARTERS, LINES, TONES)
LOOKS = {
    "coloured": COLOURED,
    "uncoloured": Look(QUARTERS, LINES, UNCOLOURED),
    "console": Look(HALVES, LINES, TONES),
    "ascii": Look(LETTERS, PLAIN, UNCOLOURED),
}
SIZES = [(80, 24), (60, 18), (120, 40), (200, 60), (40, 12), (23, 8), (10, 4), (1, 1)]
READY, OVERHEAD, OVER_LEFT, DONE = 1_000, 6_900, 3_000 + 4 * 10_000 + 9_900, 103_000


def reach(variant: str = "standing") -> Routine:
    return routines.load("reach", variant, 10, 4_000, 6_000)


def painted(at_ms: int, look: Look = COLOURED, size: tuple[int, int] = (80, 24), still: bool = False) -> Text:
    routine = reach()
    return paint_guide(GuideView(routine, frame(routine, at_ms), "Standing", still=still), *size, look)


def body(pose: str, base: Base = Base.STANDING, look: Look = COLOURED) -> list[str]:
    """The stage's lines, with the haze and the dots left out."""
    lines = paint_stage(Scene(POSES[pose], base, 0.5, 1.0), 20, look)
    return [line.plain.translate(str.maketrans("░·.:", "    ")) for line in lines]


def middle_of(line: str) -> float:
    filled = [column for column, sign in enumerate(line) if sign != " "]
    return sum(filled) / len(filled) - (len(line) - 1) / 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("at_ms", [READY, OVERHEAD, OVER_LEFT, DONE])
def test_it_fits_any_terminal(at_ms: int, look: str, size: tuple[int, int]) -> None:
    lines = painted(at_ms, LOOKS[look], size).plain.split("\n")

    assert len(lines) <= size[1]
    assert max(map(cell_len, lines)) <= size[0]


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (40, 14)])
def test_it_says_what_to_do_which_breath_it_is_and_what_is_left(size: tuple[int, int]) -> None:
    words = painted(OVER_LEFT, size=size).plain

    for said in ("The reach", "Over to the left", "5 of 10", "51 s left", "Space Pause", "Esc Stop"):
        assert said in words


def test_where_there_is_little_room_the_words_stay_and_the_body_goes() -> None:
    words = painted(OVER_LEFT, size=(30, 12)).plain

    assert "Over to the left" in words
    assert not set("▟█▙") & set(words.split("Over")[1])


def test_arms_overhead_are_above_the_head() -> None:
    at_rest, overhead = body("rest"), body("overhead")

    assert not at_rest[2].strip()
    assert overhead[2].split() != []
    assert len(overhead[2].split()) == 2


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("base", list(Base))
def test_left_is_the_screens_left(base: Base, look: str) -> None:
    left, right = body("side_left", base, LOOKS[look]), body("side_right", base, LOOKS[look])
    highest = next(row for row, line in enumerate(left) if line.strip())

    assert middle_of(left[highest]) < -4
    assert middle_of(right[highest]) > 4


def test_arms_at_shoulder_height_fit_on_the_stage() -> None:
    widest = max(body("shoulder_height"), key=lambda line: len(line.strip()))

    assert 26 <= len(widest.strip()) < columns_for(20)


@pytest.mark.parametrize("variant", routines.variants("reach"))
def test_every_variant_is_drawn_from_turn_to_turn(variant: str) -> None:
    routine = reach(variant)
    stages = set()
    for at_ms in range(0, routine.length_ms + 1, 2_500):
        view = GuideView(routine, frame(routine, at_ms), variant)
        stages.add(paint_guide(view, 80, 24, COLOURED).plain)

    assert len(stages) > 30


def test_with_letters_only_nothing_else_is_used() -> None:
    for at_ms in (READY, OVERHEAD, OVER_LEFT, DONE):
        assert painted(at_ms, LOOKS["ascii"]).plain.isascii()


def test_the_disc_grows_with_the_breath() -> None:
    def haze(fullness: float) -> int:
        return sum(
            line.plain.count("░")
            for line in paint_stage(Scene(POSES["rest"], Base.STANDING, fullness, 1), 20, COLOURED)
        )

    assert haze(0) < haze(0.5) < haze(1)


def test_reduced_motion_shows_the_end_of_each_turn_and_counts_the_seconds() -> None:
    early, late = (painted(3_000 + into_ms, still=True).plain for into_ms in (200, 900))

    assert early == late
    assert painted(3_000 + 200, still=True).plain != painted(3_000 + 1_200, still=True).plain


def test_marks_tell_done_present_and_to_come_without_colour() -> None:
    now = frame(reach(), OVER_LEFT)

    assert breath_marks(now, 10, 30, COLOURED).plain == "━━ ━━ ━━ ━━ ━● ── ── ── ── ──"
    assert breath_marks(now, 20, 22, LOOKS["ascii"]).plain == "====o---------------"


def test_the_word_is_drawn_in_the_largest_letters_that_fit() -> None:
    small, large = big_word("Out", 20, 4, HALVES), big_word("Out", 60, 10, HALVES)

    assert len(small) == 4
    assert len(large) == 10
    assert big_word("Out", 8, 4, HALVES) == ["Out"]
    assert big_word("吸", 60, 10, HALVES) == ["吸"]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (100, 30), (160, 50)])
def test_nothing_jumps_when_in_turns_to_out(size: tuple[int, int]) -> None:
    def row_of_count(at_ms: int) -> int:
        lines = painted(at_ms, size=size).plain.split("\n")
        return next(row for row, line in enumerate(lines) if "1 of 10" in line)

    assert row_of_count(3_000 + 3_900) == row_of_count(3_000 + 4_100)


def test_time_left_rounds_up() -> None:
    assert time_left(77_000) == "1 min 17 s left"
    assert time_left(51_001) == "52 s left"
    assert time_left(0) == "0 s left"
