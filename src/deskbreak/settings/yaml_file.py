"""Reads YAML 1.2 as settings need it: no aliases, no duplicate keys, bounded, every place known.

Whatever stands in a file, reading it gives a :class:`Document`; what is wrong is in its problems.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from deskbreak.files.reading import NotADocument, reason_of, text_of
from deskbreak.language import _
from deskbreak.settings.resolved import Problem

LARGEST_BYTES = 128 << 10
"""The parser takes a second and 40 MB for each 64 KiB (measured), and a start waits for it; all settings
with all their explanations are 4 KiB."""
DEEPEST = 20
BYTE_ORDER_MARK = "\ufeff"
KINDS = ("map", "seq", "str", "null", "bool", "int", "float", "timestamp", "merge", "value")
TAGS = {f"tag:yaml.org,2002:{kind}": kind for kind in KINDS}
INTEGER = re.compile(r"[-+]?[0-9]{1,18}")

Steps = tuple[str | int, ...]
"""Where in a document: keys of mappings and places in lists, from the outside in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. ``tree`` is empty where nothing could be; ``root`` is the parser's own tree."""

    name: str
    text: str = ""
    tree: dict[str, Any] = field(default_factory=dict)
    places: dict[Steps, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    root: Node | None = None


class _NotUsedHere(MarkedYAMLError):
    """YAML that settings have no use for; ``problem`` says so in words for people."""


class _StrictComposer(Composer):
    """Refuses anchors, so that no document grows while it is read."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if getattr(event, "anchor", None) is not None:
            raise _NotUsedHere(
                problem=_("anchors and aliases (& and *) are not used here; write the value out"),
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def read_file(path: Path) -> Document:
    """The document in ``path``.

    Raises :class:`FileNotFoundError` where nothing is there: whether that matters, the caller knows.
    A link that leads nowhere is its :class:`~deskbreak.files.reading.LeadsNowhere`.
    """
    name = str(path)
    try:
        text = text_of(path, LARGEST_BYTES)
    except FileNotFoundError:
        raise
    except NotADocument as error:
        return _failed(name, str(error), error.line)
    except OSError as error:
        return _failed(name, _("cannot be read: {reason}").format(reason=reason_of(error)))
    return read_text(name, text)


def read_text(name: str, text: str) -> Document:
    """The document in ``text``; an empty one is an empty mapping."""
    parser = YAML(typ="safe", pure=True)
    parser.Composer = _StrictComposer
    parser.max_depth = DEEPEST
    bare = text.removeprefix(BYTE_ORDER_MARK)
    try:
        root = parser.compose(bare) if bare.strip() else None
    except ReaderError as error:
        line = bare.count("\n", 0, error.position) + 1
        return _failed(name, _("a control character stands here; remove it"), line, text=text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        return _failed(name, _syntax(error), line, column, text)
    except (YAMLError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        # The parser stumbles over some malformed input without saying where.
        return _failed(name, _("this is not valid YAML: {reason}").format(reason=error), text=text)
    return _Walk(name).document(text, root)


def _failed(name: str, message: str, line: int = 0, column: int = 0, text: str = "") -> Document:
    return Document(name, text, problems=(Problem(name, line, "", message, column),))


def _syntax(error: MarkedYAMLError) -> str:
    what = str(error.problem or error.context or error).splitlines()[0]
    if isinstance(error, _NotUsedHere):
        return what
    if "another document" in what:
        return _("a second document begins here; settings are one, so remove the ---")
    if r"'\t'" in what:
        return _("a tab stands here; indent with spaces")
    if "maximum depth" in what:
        return _("this is nested too deeply for settings")
    return _("this is not valid YAML: {reason}").format(reason=what)


class _Walk:
    """Turns the parser's tree into plain values, noting where each stands and what is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._places: dict[Steps, Place] = {}
        self._problems: list[Problem] = []

    def document(self, text: str, root: Node | None) -> Document:
        tree: Any = {} if root is None else self._value(root, ())
        if tree is None:
            tree = {}
        elif not isinstance(tree, dict):
            self._complain(root, (), _("settings are lines like reminder: with earliest: 30m below it"))
            tree = {}
        return Document(self._name, text, tree, self._places, tuple(self._problems), root)

    def _value(self, node: Node, path: Steps) -> Any:
        tag = str(node.tag or "")
        if tag not in TAGS:
            self._complain(node, path, _("tags (a word after !) are not used here; remove it"))
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            values = []
            for index, each in enumerate(node.value):
                self._places[*path, index] = _place(each)
                values.append(self._value(each, (*path, index)))
            return values
        return _scalar(node.value, TAGS[tag])

    def _mapping(self, node: MappingNode, path: Steps) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._complain(key_node, path, _("a key is one word, like earliest"))
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in values:
                first = self._places[here].line
                message = _("this key stands here twice, first in line {line}; keep one of them")
                self._complain(key_node, here, message.format(line=first))
                continue
            self._places[here] = _place(key_node)
            values[key] = self._value(value_node, here)
        return values

    def _complain(self, node: Node | None, path: Steps, message: str) -> None:
        place = Place(0, 0) if node is None else _place(node)
        self._problems.append(Problem(self._name, place.line, key_text(path), message, place.column))


def key_text(path: Steps) -> str:
    """``path`` as people write it: ``hours[0].from``; what cannot be printed is escaped."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            shown = step if step.isprintable() else repr(step)
            text += f".{shown[:60]}" if text else shown[:60]
    return text


def _place(node: Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _scalar(text: str, kind: str) -> Any:
    """A plain value; a number or a date that settings have no use for stays text."""
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if kind == "int" and INTEGER.fullmatch(text):
        return int(text)
    if kind == "float":
        try:
            return float(text.replace("_", ""))
        except ValueError:
            return text
    return text
