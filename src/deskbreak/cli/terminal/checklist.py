"""Goes through the desk checklist in the terminal: one key an answer, each saved at once."""

import contextlib
import sys
from dataclasses import replace

from rich.console import Console

from deskbreak import paths
from deskbreak.cli.terminal.checklist_page import Sheet, as_text, paint_desks, paint_sheet
from deskbreak.cli.terminal.keys import Key
from deskbreak.cli.terminal.look import Signs, look_of
from deskbreak.cli.terminal.remote import Remote
from deskbreak.cli.terminal.surface import Surface, can_be_drawn_on
from deskbreak.content import checklist as content
from deskbreak.content.answers import Answer
from deskbreak.content.checklist import Checklist, equipment_text
from deskbreak.history.checklist_store import ChecklistStore, NotSaved, Remembered

LEAVES = frozenset({Key.ESCAPE, "q", "Q"})
GOES_ON = frozenset({Key.ENTER, Key.RIGHT, Key.DOWN, " "})
GOES_BACK = frozenset({Key.LEFT, Key.UP, "b", "B"})
ANSWERS = {str(number): answer for number, answer in enumerate(Answer, 1)}


def run(
    store: ChecklistStore | None = None, console: Console | None = None, remote: Remote | None = None
) -> None:
    """Go through the checklist from where somebody left off.

    On closing, the equipment list is printed, so that it stays to be copied. Where the terminal cannot
    be drawn on, the whole list is printed as it stands.
    """
    store = store or ChecklistStore(paths.of_this_person().checklist_file)
    console = console or Console(highlight=False)
    remote = remote or Remote()
    if sys.platform != "win32" and can_be_drawn_on(console):
        from deskbreak.cli.terminal.screen import Screen  # noqa: PLC0415  there is none on Windows

        with Screen(console) as screen:
            remote.attach(screen.wake)
            try:
                sheet = _Visit(store, screen, look_of(console).signs, remote).go()
            finally:
                remote.detach()
        if sheet is not None and sheet.needed:
            text = equipment_text(sheet.content.desks[sheet.desk], sheet.needed)
            console.print(text, end="", markup=False, highlight=False, soft_wrap=True)
    else:
        sheet = _opened(content.load(), store.read())
        console.print(as_text(sheet), markup=False, highlight=False, soft_wrap=True)
        if sheet.problem:
            console.print(sheet.problem, markup=False, highlight=False, soft_wrap=True)


def _opened(checklist: Checklist, remembered: Remembered) -> Sheet:
    """The sheet of the desk that was chosen, or of the first one, at the first item without an answer."""
    desk = remembered.desk if remembered.desk in checklist.desks else next(iter(checklist.desks))
    sheet = Sheet(checklist, str(desk), remembered.at(str(desk)), 0, remembered.problem)
    return replace(sheet, place=_first_open(sheet))


def _first_open(sheet: Sheet) -> int:
    places = (place for place, item in enumerate(sheet.items) if item.key not in sheet.answers)
    return next(places, 0)


class _Visit:
    """One person at the checklist, until they leave."""

    def __init__(self, store: ChecklistStore, surface: Surface, signs: Signs, remote: Remote) -> None:
        self._store = store
        self._surface = surface
        self._signs = signs
        self._remote = remote
        self._content = content.load()

    def go(self) -> Sheet | None:
        """The sheet as it was left; nothing where not even a desk was chosen."""
        remembered = self._store.read()
        with contextlib.suppress(NotSaved):
            # It was seen; where that cannot be kept, the first answer will say why.
            self._store.mark_shown()
        desk_known = remembered.desk in self._content.desks
        sheet = _opened(self._content, remembered) if desk_known else self._ask_for_desk(remembered.problem)
        while sheet is not None:
            self._surface.show(paint_sheet(sheet, *self._surface.size, self._signs))
            key = self._surface.wait(None)
            if self._remote.closed.is_set() or key in LEAVES or (sheet.at_end and key == Key.ENTER):
                return sheet
            if key in {"d", "D"}:
                sheet = self._ask_for_desk() or sheet
            elif key is not None:
                sheet = self._after(sheet, key)
        return None

    def _after(self, sheet: Sheet, key: str) -> Sheet:
        if key in GOES_BACK:
            return replace(sheet, place=max(0, min(sheet.place, len(sheet.items)) - 1))
        if key in {"e", "E"}:
            return replace(sheet, place=len(sheet.items))
        if sheet.at_end:
            return sheet
        if key in GOES_ON:
            return replace(sheet, place=sheet.place + 1)
        if key in ANSWERS:
            return self._answer(sheet, ANSWERS[key])
        return sheet

    def _answer(self, sheet: Sheet, answer: Answer) -> Sheet:
        try:
            remembered = self._store.answer(sheet.desk, sheet.items[sheet.place].key, answer)
        except NotSaved as error:
            return replace(sheet, problem=str(error))
        return replace(sheet, answers=remembered.at(sheet.desk), place=sheet.place + 1, problem="")

    def _ask_for_desk(self, problem: str = "") -> Sheet | None:
        """Ask until a desk is chosen; nothing where somebody would rather leave it."""
        desks = {str(number): desk for number, desk in enumerate(self._content.desks, 1)}
        while True:
            self._surface.show(paint_desks(self._content, problem, *self._surface.size))
            key = self._surface.wait(None)
            if self._remote.closed.is_set() or key in LEAVES:
                return None
            if key in desks:
                try:
                    remembered = self._store.choose_desk(desks[key])
                except NotSaved as error:
                    problem = str(error)
                else:
                    return _opened(self._content, remembered)
