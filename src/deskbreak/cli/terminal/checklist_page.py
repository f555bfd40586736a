"""The checklist's pages in a terminal: the kind of desk, one item, the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from deskbreak.cli.terminal.lines import flowed, page, wrapped
from deskbreak.cli.terminal.look import ACCENT, KEY, QUIET, STRONG, Signs
from deskbreak.content.answers import Answer
from deskbreak.content.checklist import Checklist, Item, answer_titles, equipment_text
from deskbreak.language import _, ngettext

MOST_COLUMNS = 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown: the desk's items and their answers, and at which of them somebody is.

    ``place`` counts from 0; at the number of items it is the end.
    """

    content: Checklist
    desk: str
    answers: Mapping[str, Answer]
    place: int
    problem: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return self.content.items[self.desk]

    @property
    def at_end(self) -> bool:
        return self.place >= len(self.items)

    @property
    def needed(self) -> tuple[str, ...]:
        return self.content.needed(self.desk, self.answers)


def paint_desks(content: Checklist, problem: str, columns: int, rows: int) -> Text:
    """The question which kind of desk it is."""
    body = [Text(), Text(_("What is on your desk?"), STRONG), Text()]
    body += [Text.assemble((f"{number}", KEY), f"  {title}") for number, title in _numbered(content.desks)]
    body += [
        Text(),
        *wrapped(_("The list follows your desk. You can change it at any time."), columns, "dim"),
    ]
    footer = [*wrapped(problem, columns), *_keys([(_("Esc"), _("Not now"))], columns)]
    return page(Text(content.title, STRONG), body, footer, columns, rows)


def paint_sheet(sheet: Sheet, columns: int, rows: int, signs: Signs) -> Text:
    """The item somebody is at, or the end."""
    width = min(columns, MOST_COLUMNS)
    header = Text.assemble((sheet.content.title, STRONG), (f"  {sheet.content.desks[sheet.desk]}", QUIET))
    body = _end(sheet, width) if sheet.at_end else _item(sheet, sheet.items[sheet.place], width, signs)
    areas = _areas(sheet, width, signs)
    footer = [*wrapped(sheet.problem, width), *_keys(_keys_of(sheet), width)]
    roomy = len(areas) + len(body) + len(footer) + 3 <= rows
    return page(header, [Text(), *areas, Text(), *body] if roomy else body, footer, columns, rows)


def as_text(sheet: Sheet) -> str:
    """The whole list, its answers and the equipment, for a pipe or a bare terminal."""
    said = answer_titles()
    lines = [f"{sheet.content.title}: {sheet.content.desks[sheet.desk]}", ""]
    for item in sheet.items:
        answer = sheet.answers.get(item.key)
        lines.append(f"[{said[answer] if answer is not None else ' '}] {item.area}: {item.title}")
        lines.append(f"    {item.text}")
    if sheet.needed:
        lines += ["", equipment_text(sheet.content.desks[sheet.desk], sheet.needed).rstrip()]
    return "\n".join(lines)


def _item(sheet: Sheet, item: Item, columns: int, signs: Signs) -> list[Text]:
    lines = [*wrapped(item.title, columns, "bold"), *wrapped(item.text, columns), Text()]
    lines += wrapped(Text.assemble((f"{signs.tick} ", ACCENT), item.good), columns)
    lines += wrapped(Text.assemble(("~ ", QUIET), item.tiring), columns)
    lines.append(Text())
    present = sheet.answers.get(item.key)
    for number, (answer, title) in enumerate(answer_titles().items(), 1):
        chosen = answer is present
        mark = Text(f"{signs.chosen if chosen else signs.empty} ", ACCENT if chosen else QUIET)
        line = Text.assemble((f"{number}", KEY), "  ", mark, (title, STRONG if chosen else ""))
        if answer is Answer.NEED_EQUIPMENT:
            line.append(f": {item.need}", QUIET)
        lines += wrapped(line, columns)
    return lines


def _end(sheet: Sheet, columns: int) -> list[Text]:
    open_items = sum(1 for item in sheet.items if item.key not in sheet.answers)
    title = _("Equipment list") if sheet.needed else _("That is your desk")
    lines = [Text(title, STRONG)]
    if open_items:
        said = ngettext(
            "{count} thing is still to look at. Come back whenever you like.",
            "{count} things are still to look at. Come back whenever you like.",
            open_items,
        )
        lines += wrapped(said.format(count=open_items), columns)
    elif not sheet.needed:
        said = _("Nothing to get. The best set-up is the one that keeps you moving.")
        lines += wrapped(said, columns)
    if sheet.needed:
        lines.append(Text())
        for line in equipment_text(sheet.content.desks[sheet.desk], sheet.needed).splitlines():
            lines += wrapped(line, columns)
        lines += [Text(), *wrapped(_("It stays in the terminal when you close this."), columns, "dim")]
    return lines


def _areas(sheet: Sheet, columns: int, signs: Signs) -> list[Text]:
    marks = {
        Answer.DONE: signs.tick,
        Answer.NOT_YET: ".",
        Answer.DOES_NOT_APPLY: "-",
        Answer.NEED_EQUIPMENT: "+",
    }
    parts = []
    for place, item in enumerate(sheet.items):
        answer = sheet.answers.get(item.key)
        here = place == sheet.place
        mark = signs.chosen if here else marks[answer] if answer is not None else signs.empty
        parts.append(Text(f"{mark} {item.area}", STRONG if here else "" if answer is not None else QUIET))
    return flowed(parts, columns)


def _keys_of(sheet: Sheet) -> list[tuple[str, str]]:
    if sheet.at_end:
        return [(_("Enter"), _("Close")), ("b", _("Back")), ("d", _("Change desk"))]
    keys = [("1-4", _("Answer")), (_("Enter"), _("Next"))]
    if sheet.place:
        keys.append(("b", _("Back")))
    return [*keys, ("e", _("Equipment list")), ("d", _("Change desk")), (_("Esc"), _("Not now"))]


def _keys(keys: Sequence[tuple[str, str]], columns: int) -> list[Text]:
    return flowed([Text.assemble((key, KEY), " ", does) for key, does in keys], columns)


def _numbered(titles: Mapping[str, str]) -> list[tuple[int, str]]:
    return list(enumerate(titles.values(), 1))
