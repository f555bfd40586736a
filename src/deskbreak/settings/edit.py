"""Changes one setting in the text of a settings file and leaves every other character as it is.

The parser tells where each value stands; only that stretch of text is replaced. (A round trip
through ruamel.yaml keeps comments too, but lays out lists anew, puts a new key behind the comments
of the next section and loses the comments that follow a removed key.)
"""

import copy
import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from deskbreak.language import _
from deskbreak.settings.plain_yaml import inline
from deskbreak.settings.yaml_file import BYTE_ORDER_MARK, read_text

STEP = "  "
COLON = re.compile(r"\s*:")


class CannotEdit(Exception):
    """The text is laid out in a way that only its author can change; the message says so."""


def assign(text: str, key: str, value: Any) -> str:
    """``text`` with ``key`` set to ``value``. Raises :class:`CannotEdit`."""
    source = _Source(text)
    steps = key.split(".")
    expected = copy.deepcopy(source.tree)
    inner = expected
    for step in steps[:-1]:
        if not isinstance(inner.get(step), dict):
            inner[step] = {}
        inner = inner[step]
    inner[steps[-1]] = value
    return source.finished(_assigned(source, steps, inline(value)), expected)


def remove(text: str, key: str) -> str:
    """``text`` without ``key``. Raises :class:`KeyError` where it is not there, :class:`CannotEdit`."""
    source = _Source(text)
    steps = key.split(".")
    expected = copy.deepcopy(source.tree)
    inner: Any = expected
    parent: Node | None = source.root
    for step in steps[:-1]:
        parent = _found(parent, step).value
        inner = inner[step]
    entry = _found(parent, steps[-1])
    del inner[steps[-1]]
    if inner or len(steps) == 1 or not isinstance(parent, MappingNode) or parent.flow_style:
        return source.finished(_removed(source, parent, entry), expected)
    group, step = _found(source.root, steps[0]), steps[0]
    if len(steps) == 2 and not source.has_comment(group, entry):
        del expected[step]
        return source.finished(_removed(source, source.root, group), expected)
    _emptied(expected, steps[:-1])
    return source.finished(_removed(source, parent, entry), expected)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of a mapping and its value, with where they stand in the text."""

    key: ScalarNode
    value: Node

    @property
    def start(self) -> int:
        return int(self.key.start_mark.index)

    def colon(self, text: str) -> int:
        """Where the text goes on behind the colon."""
        end = int(self.key.end_mark.index)
        colon = COLON.match(text, end)
        return colon.end() if colon is not None else end

    def value_start(self, text: str) -> int:
        # The parser places an empty value at whatever comes next.
        return self.colon(text) if _is_bare(self.value) else int(self.value.start_mark.index)

    def end(self, text: str) -> int:
        return self.colon(text) if _is_bare(self.value) else _end(self.value, text)


class _Source:
    """A text, its tree, and its own kind of line ends."""

    def __init__(self, text: str) -> None:
        self.mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        document = read_text("", text)
        if document.problems and document.root is None:
            raise CannotEdit(document.problems[0].message)
        self.root = document.root
        self.tree = document.tree
        self.line_end = "\r\n" if "\r\n" in text else "\n"

    def spliced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def after_line(self, position: int) -> int:
        """Where the line after the one at ``position`` begins."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end + 1

    def is_blank_at(self, position: int) -> bool:
        """Whether the line that begins at ``position`` is empty."""
        return position < len(self.text) and not self.text[position : self.after_line(position)].strip()

    def is_blank_before(self, position: int) -> bool:
        """Whether an empty line, or nothing at all, stands before the line at ``position``."""
        return position == 0 or self.is_blank_at(self.line_start(position - 1))

    def has_comment(self, group: _Entry, until: _Entry) -> bool:
        """Whether a comment stands in the lines of ``group`` above its entry ``until``."""
        return "#" in self.text[group.start : self.line_start(until.start)]

    def with_line(self, position: int, line: str) -> str:
        """The text with ``line`` put in at ``position``, where a line begins."""
        before = self.text[:position]
        gap = self.line_end if before and not before.endswith("\n") else ""
        return self.spliced(position, position, f"{gap}{line}{self.line_end}")

    def finished(self, text: str, expected: dict[str, Any]) -> str:
        """``text``, if it reads as ``expected``: whatever else may be wrong, nothing else changed."""
        document = read_text("", text)
        if document.tree != expected:
            raise CannotEdit(_("its layout is too unusual to be changed safely; edit the file by hand"))
        return self.mark + text


def _assigned(source: _Source, steps: list[str], value: str) -> str:
    parent = source.root
    for depth, step in enumerate(steps):
        if not isinstance(parent, MappingNode) or not parent.value:
            return _begun(source, parent, steps[depth:], value, depth)
        entry = _sought(parent, step)
        if entry is None:
            return _added(source, parent, steps[depth:], value, at_root=depth == 0)
        if depth == len(steps) - 1:
            return _replaced(source, entry, value)
        if _is_bare(entry.value):
            indent = " " * entry.key.start_mark.column + STEP
            position = source.after_line(entry.start)
            return source.with_line(position, f"{indent}{_lines(steps[depth + 1 :], value, indent, source)}")
        parent = entry.value
    raise CannotEdit(_("there is no key to set"))


def _begun(source: _Source, parent: Node | None, steps: list[str], value: str, depth: int) -> str:
    """A mapping where there was none: an empty file, ``{}`` or a null."""
    if depth == 0 and (parent is None or _is_bare(parent)):
        return _appended(source, _lines(steps, value, "", source))
    if parent is None:
        raise CannotEdit(_("there is no key to set"))
    return source.spliced(parent.start_mark.index, _end(parent, source.text), f"{{{_flow(steps, value)}}}")


def _added(source: _Source, parent: MappingNode, steps: list[str], value: str, *, at_root: bool) -> str:
    end = _Entry(*parent.value[-1]).end(source.text)
    if parent.flow_style:
        return source.spliced(end, end, f", {_flow(steps, value)}")
    indent = " " * parent.value[0][0].start_mark.column
    line = f"{indent}{_lines(steps, value, indent, source)}"
    if at_root:
        return _appended(source, line)
    return source.with_line(source.after_line(end), line)


def _appended(source: _Source, line: str) -> str:
    blank = source.line_end if source.text.strip() and not source.text.endswith(("\n\n", "\n\r\n")) else ""
    gap = source.line_end if source.text and not source.text.endswith("\n") else ""
    return f"{source.text}{gap}{blank}{line}{source.line_end}"


def _replaced(source: _Source, entry: _Entry, value: str) -> str:
    start, end = entry.value_start(source.text), entry.end(source.text)
    if isinstance(entry.value, CollectionNode) and not entry.value.flow_style:
        colon = entry.colon(source.text)
        without = source.spliced(source.line_start(start), source.after_line(end), "")
        return f"{without[:colon]} {value}{without[colon:]}"
    space = " " if start == end else ""
    return source.spliced(start, end, f"{space}{value}")


def _removed(source: _Source, parent: Node | None, entry: _Entry) -> str:
    start, end = entry.start, entry.end(source.text)
    if not isinstance(parent, MappingNode) or not parent.flow_style:
        first, after = source.line_start(start), source.after_line(end)
        between_blanks = source.is_blank_before(first) and source.is_blank_at(after)
        return source.spliced(first, source.after_line(after) if between_blanks else after, "")
    entries = [_Entry(*pair) for pair in parent.value]
    place = [each.start for each in entries].index(start)
    if place + 1 < len(entries):
        return source.spliced(start, entries[place + 1].start, "")
    if place:
        return source.spliced(entries[place - 1].end(source.text), end, "")
    return source.spliced(start, end, "")


def _emptied(expected: dict[str, Any], steps: list[str]) -> None:
    """A group that lost its last line reads as null."""
    inner = expected
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = None


def _lines(steps: list[str], value: str, indent: str, source: _Source) -> str:
    """``reminder:`` and below it ``earliest: 20m``, the first line without its indent."""
    text = ""
    for depth, step in enumerate(steps[:-1], start=1):
        text += f"{step}:{source.line_end}{indent}{STEP * depth}"
    return f"{text}{steps[-1]}: {value}"


def _flow(steps: list[str], value: str) -> str:
    text = f"{steps[-1]}: {value}"
    for step in reversed(steps[:-1]):
        text = f"{step}: {{{text}}}"
    return text


def _found(parent: Node | None, key: str) -> _Entry:
    entry = _sought(parent, key)
    if entry is None:
        raise KeyError(key)
    return entry


def _sought(parent: Node | None, key: str) -> _Entry | None:
    if not isinstance(parent, MappingNode):
        return None
    return next((_Entry(each, value) for each, value in parent.value if each.value == key), None)


def _is_bare(node: Node) -> bool:
    """Whether nothing stands where the value of a key could: ``reminder:`` and no more."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def _end(node: Node, text: str) -> int:
    """Where the text of ``node`` ends; the parser's own mark runs on over what follows a block."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _Entry(*last).end(text) if isinstance(last, tuple) else _end(last, text)
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    return start + len(text[start:end].rstrip())
