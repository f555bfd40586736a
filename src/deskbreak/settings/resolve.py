"""Joins the layers into what holds now: default < user file < environment < command line.

The daemon runs this as a process of its own (``python -m deskbreak.settings.resolve``), at the start
and after each change, so that the parser and the model never live in the resident process.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deskbreak import language, paths
from deskbreak.files.reading import LeadsNowhere
from deskbreak.language import _
from deskbreak.settings import anchors, checking, layers, yaml_file
from deskbreak.settings.layers import Layer, LayerName
from deskbreak.settings.resolved import Origin, Problem, Resolved, rules_of, to_json

INVALID = 3


def resolve(
    config: Path | None = None,
    assignments: Sequence[str] = (),
    *,
    environment: Mapping[str, str] | None = None,
    usual: Path | None = None,
) -> Resolved:
    """What holds now, with everything that is wrong.

    ``config`` is a file that was named, ``usual`` the one that is read otherwise (by default the
    platform's own place). A file applies whole or not at all; a variable by itself. What is wrong
    in a named file or in ``assignments`` makes the result ``refused``.
    """
    variables = os.environ if environment is None else environment
    file_layer = _named(config) if config is not None else _usual(usual)
    given = [file_layer, layers.of_environment(variables), layers.of_assignments(assignments)]
    return _joined([layer for layer in given if layer is not None], named=config is not None)


def checked_file(document: yaml_file.Document) -> Resolved:
    """What ``document`` alone would lead to, over the defaults."""
    return _joined([layers.of_document(document)], named=True)


def _named(config: Path) -> Layer:
    try:
        return layers.of_document(yaml_file.read_file(config))
    except LeadsNowhere as error:
        problem = Problem(str(config), 0, "", str(error))
    except FileNotFoundError:
        problem = Problem(str(config), 0, "", _("there is no such file"))
    return Layer(LayerName.USER, {}, (problem,), str(config))


def _usual(path: Path | None) -> Layer | None:
    place = path if path is not None else paths.of_this_person().config_file
    try:
        return layers.of_document(yaml_file.read_file(place))
    except LeadsNowhere as error:
        return Layer(LayerName.USER, {}, (Problem(str(place), 0, "", str(error)),), str(place))
    except FileNotFoundError:
        return None


def _joined(given: list[Layer], *, named: bool) -> Resolved:
    strict = {LayerName.COMMAND_LINE, LayerName.USER} if named else {LayerName.COMMAND_LINE}
    stack = _Stack()
    refused = False
    for layer in given:
        values, problems = checking.checked(layer)
        stack.problems += problems
        wrong = any(not problem.warning for problem in problems)
        refused = refused or (wrong and layer.name in strict)
        if wrong and layer.name == LayerName.USER:
            stack.problems += _clashes(layer, values)
            stack.broken_file = layer.source
        else:
            stack.put(layer, values)
    return stack.settled(strict, refused=refused)


def _clashes(layer: Layer, own: dict[str, Any]) -> list[Problem]:
    """The contradictions in a file that is not used for other reasons, so that all come at once."""
    values = checking.defaults() | own
    origins = dict.fromkeys(values, Origin(LayerName.DEFAULT)) | {
        key: layer.entries[key].origin for key in own
    }
    return [_clash(layer, clash) for clash in checking.contradictions(values, origins)]


def _clash(blamed: Layer, clash: checking.Contradiction) -> Problem:
    key = next(key for key in clash if key in blamed.entries)
    entry = blamed.entries[key]
    return Problem(entry.origin.file or layers.OPTION, entry.origin.line, key, clash[key], entry.column)


class _Stack:
    """The layers, one above the other."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.broken_file = ""
        self._layers: list[tuple[Layer, dict[str, Any]]] = []

    def put(self, layer: Layer, values: dict[str, Any]) -> None:
        self._layers.append((layer, values))

    def settled(self, strict: set[LayerName], *, refused: bool) -> Resolved:
        """The values of the highest layer each, once no two of them contradict each other."""
        while True:
            values, origins = self._merged()
            clash = next(iter(checking.contradictions(values, origins)), None)
            if clash is None:
                break
            blamed = self._highest(set(clash))
            refused = refused or blamed.name in strict
            self.problems.append(_clash(blamed, clash))
            self._take_back(blamed, set(clash))
        if values[anchors.KEY]:
            giving = self._highest({anchors.KEY})
            self.problems += checking.without_effect(giving.entries[anchors.KEY], values)
        return Resolved(
            rules=rules_of(values),
            values=values,
            origins=origins,
            sources=tuple(layer.source for layer, _values in self._layers if layer.source),
            problems=tuple(self.problems),
            refused=refused,
            broken_file=self.broken_file,
        )

    def _merged(self) -> tuple[dict[str, Any], dict[str, Origin]]:
        values = checking.defaults()
        origins = dict.fromkeys(values, Origin(LayerName.DEFAULT))
        for layer, own in self._layers:
            values |= own
            origins |= {key: layer.entries[key].origin for key in own}
        return values, origins

    def _highest(self, keys: set[str]) -> Layer:
        saying = [layer for layer, own in self._layers if own.keys() & keys]
        return saying[-1]

    def _take_back(self, blamed: Layer, keys: set[str]) -> None:
        """Leave out what contradicts: the whole of a file, but only those ``keys`` elsewhere."""
        self._layers = [
            (layer, own if layer is not blamed else {key: own[key] for key in own.keys() - keys})
            for layer, own in self._layers
            if layer is not blamed or layer.name != LayerName.USER
        ]
        if blamed.name == LayerName.USER:
            self.broken_file = blamed.source


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one JSON document; exit 3 where what was named or given is not valid."""
    parser = argparse.ArgumentParser(prog="deskbreak.settings.resolve", description=__doc__)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--set", action="append", default=[], dest="assignments", metavar="KEY=VALUE")
    options = parser.parse_args(arguments)
    language.choose("auto")
    resolved = resolve(options.config, options.assignments)
    sys.stdout.write(to_json(resolved) + "\n")
    return INVALID if resolved.refused else 0


if __name__ == "__main__":
    sys.exit(main())
