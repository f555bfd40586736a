"""Finds the texts in our YAML documents for Babel, so that they can be translated.

Named in Babel's mapping as ``deskbreak.content.extraction:extract``.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from ruamel.yaml import YAML

READ_BY_PEOPLE = frozenset(
    [
        "title",
        "ready",
        "closing",
        "closing_more",
        "in",
        "out",
        "desks",
        "area",
        "text",
        "good",
        "tiring",
        "need",
        "opening",
        "points",
    ]
)
"""The keys whose texts people read: the value itself, or each one in a list or a mapping of texts."""


def extract(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],  # noqa: ARG001  Babel calls every extractor with these
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield ``(line, function, message, comments)`` for each text, as Babel wants it."""
    document = YAML(typ="rt", pure=True).compose(fileobj.read().decode("utf-8"))
    seen: set[str] = set()
    for line, text in _texts(document):
        if text not in seen:
            seen.add(text)
            yield line, "gettext", text, []


def _texts(node: Any) -> Iterator[tuple[int, str]]:
    for key, child in _children(node):
        if key in READ_BY_PEOPLE:
            leaves = [child] if isinstance(child.value, str) else [leaf for _, leaf in _children(child)]
            yield from ((leaf.start_mark.line + 1, leaf.value) for leaf in leaves)
        else:
            yield from _texts(child)


def _children(node: Any) -> list[tuple[str, Any]]:
    if isinstance(node.value, str):
        return []
    if node.id == "mapping":
        return [(key.value, child) for key, child in node.value]
    return [("", child) for child in node.value]
