"""``docs/states.md``: the reminder's states, drawn from the one table that the code follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from deskbreak.core.order import ORDER, Place
from deskbreak.core.reminder import TRANSITIONS, Phase, Trigger

HEAD = """\
# The reminder's states

<!-- Made by `python3 dev.py check --write` from deskbreak.core.reminder.TRANSITIONS and
deskbreak.core.order.ORDER; edit those. -->

A reminder is always in one of these. `src/deskbreak/core/reminder.py` says what each means and holds
the table; nothing else in the program moves a reminder on.
"""

ORDER_HEAD = """\
## Who wins

What becomes true by itself at one and the same millisecond settles in this order. What is told at that
moment (a lock, a sleep, an answer, a suspension, changed rules, a crashed window) comes after it, in the
order told. `tests/core/test_order.py` tries every pair.
"""

FRAME = "at_the_desk"
BETWEEN = "<br/>"

Table = Mapping[tuple[Phase, Trigger], Phase]


def make() -> str:
    """The whole page."""
    return "\n".join(
        [
            HEAD,
            *_diagram(TRANSITIONS),
            "",
            *_undrawn(TRANSITIONS),
            *_rows(TRANSITIONS),
            "",
            ORDER_HEAD,
            *_places(ORDER),
            "",
        ]
    )


def _group(table: Table) -> frozenset[Phase]:
    """The phases that share so many ways out that drawing those once, around them, saves the most arrows."""
    sources: dict[tuple[Trigger, Phase], set[Phase]] = defaultdict(set)
    for (before, trigger), after in table.items():
        sources[trigger, after].add(before)
    return max(
        map(frozenset, sources.values()), key=lambda group: len(_common(table, group)) * (len(group) - 1)
    )


def _common(table: Table, group: frozenset[Phase]) -> list[tuple[Trigger, Phase]]:
    """What leads out of every phase of ``group`` to the same one."""
    return [
        (trigger, after)
        for trigger in Trigger
        for after in Phase
        if all(table.get((before, trigger)) is after for before in group)
    ]


def _diagram(table: Table) -> Iterable[str]:
    group = _group(table)
    common = _common(table, group)
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (before, trigger), after in table.items():
        if before is not after and (before not in group or (trigger, after) not in common):
            labels[before.value, after.value].append(trigger.value)
    for trigger, after in common:
        if after not in group:
            labels[FRAME, after.value].append(trigger.value)
    inside = {phase.value for phase in group}
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(Phase)).value}")
    yield f'    state "at the desk" as {FRAME} {{'
    yield from (f"        {_arrow(way, texts)}" for way, texts in labels.items() if inside.issuperset(way))
    yield "    }"
    yield from (f"    {_arrow(way, texts)}" for way, texts in labels.items() if not inside.issuperset(way))
    yield "```"


def _arrow(way: tuple[str, str], texts: Iterable[str]) -> str:
    return f"{way[0]} --> {way[1]} : {BETWEEN.join(texts)}"


def _undrawn(table: Table) -> Iterable[str]:
    """What would only make the picture hard to read."""
    group = _group(table)
    yield from ("Not drawn, to keep it readable:", "")
    for trigger, after in _common(table, group):
        if after in group:
            yield f"- from each state inside the frame: {trigger.value} → {after.value}"
    for (before, trigger), after in table.items():
        if before is after and (before not in group or (trigger, after) not in _common(table, group)):
            yield f"- nothing moves, but it is noted: {before.value}, {trigger.value}"
    yield ""


def _rows(table: Table) -> Iterable[str]:
    yield from ("| from | when | to |", "|---|---|---|")
    for before in Phase:
        for trigger in Trigger:
            if (before, trigger) in table:
                yield f"| {before.value} | {trigger.value} | {table[before, trigger].value} |"


def _places(order: Iterable[Place]) -> Iterable[str]:
    yield from ("| | what | because |", "|---|---|---|")
    yield from (
        f"| {number} | {place.step.value} | {place.because} |" for number, place in enumerate(order, 1)
    )
