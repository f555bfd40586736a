"""The prompt in the terminal: what the card on a desktop says, and a key for each answer."""

from rich.text import Text

from deskbreak.cli.terminal.lines import middle, page, wrapped
from deskbreak.cli.terminal.look import ACCENT, KEY, QUIET, STRONG
from deskbreak.language import _
from deskbreak.window import phrases
from deskbreak.window.messages import ShowPrompt

WIDEST = 64


def answers(prompt: ShowPrompt) -> dict[str, tuple[str, str]]:
    """What each key does: the action, and its name. Enter is the first."""
    keys = {"": ("start", _("Start"))}
    if prompt.snoozes_left:
        keys["l"] = ("snooze", phrases.later(prompt.snooze_ms))
    keys["s"] = ("skip", _("Skip"))
    keys["a"] = ("stood", _("I already stood"))
    return keys


def title(prompt: ShowPrompt) -> str:
    """What it is about, in a few words."""
    return phrases.invitation(prompt.routine) if prompt.planned_for else phrases.good_moment(prompt.routine)


def paint_prompt(prompt: ShowPrompt, length_ms: int, columns: int, rows: int) -> Text:
    """The whole screen as one text; the routine takes ``length_ms``."""
    width = min(columns, WIDEST)
    words = [
        *wrapped(title(prompt), width, "bold"),
        Text(),
        *wrapped(phrases.reason(prompt.sitting_ms, prompt.planned_for), width),
        *wrapped(phrases.offer(prompt.breaths, length_ms), width),
    ]
    if prompt.waited:
        words += [Text(), *wrapped(prompt.waited, width, "dim")]
    words.append(Text())
    for key, (_action, name) in answers(prompt).items():
        words.append(
            Text.assemble((f"  {key or _('Enter')}".ljust(9), KEY), (name, ACCENT if not key else ""))
        )
    header = Text.assemble(("Deskbreak", STRONG))
    footer = [Text(), Text(_("It waits for you, and asks again later if you have no time."), QUIET)]
    return page(header, middle(words, rows - 1 - len(footer)), footer, columns, rows)
