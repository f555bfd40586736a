"""The guide's page: stage, big word, words of the moment, count, time left."""

from dataclasses import dataclass
from math import cos, pi

from rich.text import Text

from deskbreak.cli.terminal.big_word import as_text, big_word, big_word_with_arrow, rows_for_all
from deskbreak.cli.terminal.lines import beside, indented, middle, page, wrapped
from deskbreak.cli.terminal.look import KEY, QUIET, STRONG, Look
from deskbreak.cli.terminal.stage import Scene, columns_for, paint_stage, rows_for
from deskbreak.core.routine import Frame, Phase, Routine
from deskbreak.language import _
from deskbreak.window.figure.poses import POSES, mix
from deskbreak.window.figure.skeleton import Base

GAP = 3
FEWEST_WORD_COLUMNS = 23
MOST_WORD_COLUMNS = 46
FEWEST_STAGE_ROWS, MOST_STAGE_ROWS = 10, 30
MOST_WORD_ROWS = 10
MS_PER_S = 1_000


@dataclass(frozen=True, slots=True)
class GuideView:
    """All that the page shows. ``after`` is what comes next, ready to read, for the end.

    ``still`` is reduced motion: nothing travels or grows, a number counts the seconds.
    """

    routine: Routine
    frame: Frame
    variant_title: str
    paused: bool = False
    waiting: bool = False
    still: bool = False
    after: str = ""


def paint_guide(view: GuideView, columns: int, rows: int, look: Look) -> Text:
    """The whole screen as one text."""
    header = Text.assemble((view.routine.title, STRONG), (f"  {view.variant_title}", QUIET))
    footer = [Text(), _keys(view)]
    room = rows - 1 - len(footer)
    stage_rows = min(room, rows_for(columns - GAP - FEWEST_WORD_COLUMNS), MOST_STAGE_ROWS)
    if stage_rows < FEWEST_STAGE_ROWS:
        return page(header, middle(_words(view, columns, room, look), room), footer, columns, rows)
    stage_columns = columns_for(stage_rows)
    word_columns = min(columns - stage_columns - GAP, MOST_WORD_COLUMNS)
    words = middle(_words(view, word_columns, stage_rows, look), stage_rows)
    both = beside(paint_stage(_scene(view), stage_rows, look), words, stage_columns, GAP)
    aside = max(0, columns - stage_columns - GAP - word_columns) // 2
    return page(header, middle(indented(both, aside), room), footer, columns, rows)


def time_left(left_ms: int) -> str:
    """ "1 min 17 s left"."""
    minutes, seconds = divmod(-(-left_ms // MS_PER_S), 60)
    if minutes:
        return _("{minutes} min {seconds} s left").format(minutes=minutes, seconds=seconds)
    return _("{seconds} s left").format(seconds=seconds)


def _phase_word(view: GuideView, phase: Phase) -> str:
    """The big word, with the seconds left where nothing moves that could tell them."""
    word = {Phase.READY: _("Ready"), Phase.IN: _("In"), Phase.OUT: _("Out"), Phase.DONE: ""}[phase]
    return f"{word} {-(-view.frame.phase_left_ms // MS_PER_S)}" if view.still else word


def _scene(view: GuideView) -> Scene:
    frame = view.frame
    share = 1.0 if view.still else (1 - cos(pi * frame.fraction)) / 2
    goal = 1.0 if frame.phase is Phase.IN else 0.0
    fullness = {Phase.READY: 0.0, Phase.IN: share, Phase.OUT: 1 - share, Phase.DONE: 0.0}[frame.phase]
    pose = mix(POSES[frame.pose_from], POSES[frame.pose_to], share)
    return Scene(pose, Base(view.routine.base), fullness, goal)


def _words(view: GuideView, columns: int, rows: int, look: Look) -> list[Text]:
    if view.frame.phase is Phase.DONE:
        return _closing(view, columns, rows, look)
    return [
        *_big(view, columns, rows, look),
        Text(),
        *_moment_lines(view, columns),
        Text(),
        *_count(view, columns, look),
        Text(),
        *wrapped(time_left(view.frame.left_ms), columns, "dim"),
    ]


def _big(view: GuideView, columns: int, rows: int, look: Look) -> list[Text]:
    word_rows = min(MOST_WORD_ROWS, rows // 3)
    turns = [_phase_word(view, Phase.IN), _phase_word(view, Phase.OUT)]
    # One height for both, or everything below would jump at each turn.
    word_rows = rows_for_all(turns, columns, word_rows)
    phase = view.frame.phase
    if view.paused or view.waiting:
        return as_text(big_word(_("Paused"), columns, word_rows, look.grain), "bold")
    word = _phase_word(view, phase)
    if phase is Phase.READY:
        lines = big_word(word, columns, word_rows, look.grain)
    else:
        lines = big_word_with_arrow(
            word, up=phase is Phase.IN, columns=columns, rows=word_rows, grain=look.grain
        )
    return as_text(lines, "bold")


def _moment(view: GuideView) -> str:
    if view.paused:
        return _("Space goes on")
    if view.waiting:
        return _("Take your time, it waits")
    return view.frame.words


def _moment_lines(view: GuideView, columns: int) -> list[Text]:
    """The words of the moment, with room for the other half's, so that nothing below jumps at a turn."""
    lines = wrapped(_moment(view), columns, "bold")
    breath = view.routine.breaths[max(0, view.frame.breath - 1)]
    most = max(len(wrapped(words, columns)) for words in (breath.words_in, breath.words_out))
    return [*lines, *(Text() for _ in range(most - len(lines)))]


def _count(view: GuideView, columns: int, look: Look) -> list[Text]:
    count = len(view.routine.breaths)
    said = _("{count} of {breaths}").format(count=max(1, view.frame.breath), breaths=count)
    return [*wrapped(said, columns, "bold"), breath_marks(view.frame, count, columns, look)]


def breath_marks(frame: Frame, count: int, columns: int, look: Look) -> Text:
    """The ring, unrolled: done thick, the present one with a bead, to come thin."""
    signs, accent = look.signs, look.tones["accent"]
    apart = 1 if 2 * count - 1 <= columns else 0
    length = max(1, min(4, (columns - apart * (count - 1)) // count))
    line = Text(no_wrap=True)
    for index in range(count):
        if index and apart:
            line.append(" ")
        if index < frame.done:
            line.append(signs.done * length, accent)
        elif index == frame.breath - 1:
            here = min(length - 1, int(frame.breath_fraction * length))
            line.append(signs.done * here + signs.bead, accent)
            line.append(signs.to_come * (length - here - 1), QUIET)
        else:
            line.append(signs.to_come * length, QUIET)
    return line


def _closing(view: GuideView, columns: int, rows: int, look: Look) -> list[Text]:
    lines = [
        *as_text([view.frame.words], "bold"),
        Text(),
        *wrapped(view.routine.closing_more, columns),
        Text(),
        breath_marks(view.frame, len(view.routine.breaths), columns, look),
    ]
    if view.after:
        lines += [Text(), *wrapped(view.after, columns)]
    return lines[:rows]


def _keys(view: GuideView) -> Text:
    if view.frame.phase is Phase.DONE:
        return Text.assemble((_("Enter"), KEY), " ", _("Close"), ("   " + _("This closes by itself."), QUIET))
    pause = _("Go on") if view.paused else _("Pause")
    return Text.assemble((_("Space"), KEY), " ", pause, "   ", (_("Esc"), KEY), " ", _("Stop"))
