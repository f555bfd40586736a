"""``docs/map.md``: every room of the house, what it is for, what is in it, and which rooms it knows."""

import ast
import tomllib
from collections.abc import Iterable
from pathlib import Path

import grimp

from tools.places import PROJECT, ROOT

PACKAGE = "deskbreak"
SOURCES = ROOT / "src"
EVERYBODYS = {"clock", "language", "paths"}

HEAD = """\
# The house

<!-- Made by `python3 dev.py check --write` from the code and tools/documents/house_map.py. -->

**A small pure mind decides; everything else senses, shows or remembers.** `core` is told what happened
and when, and answers with what to do and when to ask again. It never sleeps, reads a clock or knows a
toolkit. `desktop` senses and shows behind the doors that `ports` defines, `window` paints in a process
of its own, `history` remembers, `daemon` joins them, `cli` is the front door.

Imports go one way, from the top of this picture to its bottom; `python3 dev.py check` holds us to it.
`clock`, `language` and `paths` are everybody's but `core`'s, and not drawn.
"""

WHERE = """\
## Where does it go?

| you want to | look at |
|---|---|
| change when a reminder comes | `core/`: first the scripted days in `tests/core/`, then the rule |
| teach another routine, or change its words | `content/data/routines/` |
| change an item of the desk checklist | `content/data/checklist.yaml` |
| add a setting | `settings/model.py`: its range, default and meaning; then `python3 dev.py check --write` |
| support another desktop | an adapter in `desktop/` behind a Protocol of `ports/`; `daemon/` lists it |
| change what a window shows | `window/` |
| add a command | a module of `cli/`; what the daemon answers is in `daemon/` |
| keep something else in the history | a migration in `history/` |
| translate | `locale/`, see [Translations](translations.md) |

Why things are as they are: [decisions](decisions/). How a reminder moves: [states](states.md).
Every setting: [settings](settings.md).
"""


def make() -> str:
    """The whole page."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    rooms = _rooms()
    knows = {room: _known_rooms(graph, room, rooms) for room in rooms}
    parts = ["\n".join([HEAD, *_picture(knows), "", WHERE])]
    parts += ["\n".join(_room(room, knows[room])) for room in rooms]
    return "\n".join(parts)


def _rooms() -> list[str]:
    """Every room that exists, from the front door down, as import-linter has them."""
    contracts = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    names = [name.strip(" ()") for layer in layers for name in layer.split("|")]
    return [name for name in names if _source(name).is_file()]


def _source(module: str) -> Path:
    place = SOURCES.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _known_rooms(graph: grimp.ImportGraph, room: str, rooms: list[str]) -> list[str]:
    found: set[str] = set()
    for module in {room, *graph.find_descendants(room)}:
        found |= graph.find_modules_directly_imported_by(module)
    return [other for other in rooms if other != room and any(_within(name, other) for name in found)]


def _within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _picture(knows: dict[str, list[str]]) -> Iterable[str]:
    """What each room imports directly, but for what it also reaches through another.

    :data:`EVERYBODYS` rooms are left out.
    """
    drawn = {room: [other for other in others if _is_drawn(other)] for room, others in knows.items()}
    yield from ("```mermaid", "flowchart TD")
    for room, others in drawn.items():
        if not _is_drawn(room):
            continue
        needed = [other for other in others if not any(other in knows[between] for between in others)]
        yield from (f"    {_short(room)} --> {_short(other)}" for other in needed)
    yield "```"


def _is_drawn(room: str) -> bool:
    return _short(room) not in EVERYBODYS


def _short(module: str) -> str:
    return module.removeprefix(f"{PACKAGE}.")


def _room(room: str, others: list[str]) -> Iterable[str]:
    yield from (f"## `{_short(room)}`", "", _purpose(_source(room)), "")
    if others:
        yield from ("Imports: " + ", ".join(f"`{_short(other)}`" for other in others) + ".", "")
    place = SOURCES.joinpath(*room.split("."))
    if place.is_dir():
        yield from _contents(place)


def _contents(place: Path) -> Iterable[str]:
    """A table of the modules in ``place`` and in the packages below it."""
    yield from ("| module | |", "|---|---|")
    for file in sorted(place.rglob("*.py"), key=lambda file: file.relative_to(place).parts):
        name = file.relative_to(place)
        if file.name != "__init__.py":
            yield f"| `{name.as_posix()}` | {_purpose(file)} |"
        elif file.parent != place:
            yield f"| **`{name.parent.as_posix()}/`** | **{_purpose(file)}** |"
    yield ""


def _purpose(file: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    first = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n\n")[0]
    return " ".join(first.split()).replace("``", "`").replace("|", "\\|")
