"""Reads a packaged YAML document into its model, and says what is wrong with one that does not fit."""

from importlib import resources
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Model = TypeVar("Model", bound=BaseModel)


class Part(BaseModel):
    """A part of a document: no key but the known ones, nothing changed once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class ContentError(Exception):
    """A document cannot be used. Each of ``problems`` is one line: file, line, key, what is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def packaged(*parts: str) -> Path:
    """Where a document of ours lies."""
    return Path(str(resources.files("deskbreak.content"))).joinpath("data", *parts)


def read(file: Path, model: type[Model]) -> Model:
    """``file`` as a ``model``. Raises :class:`ContentError` naming every problem at once."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([f"{file}: cannot be read: {error}"]) from error
    try:
        fields = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ContentError([f"{file}{line}: not YAML: {error.problem}"]) from error
    except YAMLError as error:
        raise ContentError([f"{file}: not YAML: {error}"]) from error
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise ContentError(
            [_problem(file, text, each["loc"], each["msg"]) for each in error.errors()]
        ) from error


def _problem(file: Path, text: str, keys: tuple[int | str, ...], message: str) -> str:
    line = _line(text, keys)
    return f"{file}:{line}: {'.'.join(map(str, keys)) or 'the document'}: {message}"


def _line(text: str, keys: tuple[int | str, ...]) -> int:
    """The line of the innermost of ``keys`` that is there; parsed once more, as only this keeps lines."""
    node = YAML(typ="rt", pure=True).compose(text)
    line = 0
    for key in keys:
        children = getattr(node, "value", None)
        if not isinstance(children, list):
            break
        if isinstance(key, int) and key < len(children) and not isinstance(children[key], tuple):
            node = children[key]
        else:
            inner = [pair for pair in children if isinstance(pair, tuple) and pair[0].value == str(key)]
            if not inner:
                break
            line, node = inner[0][0].start_mark.line, inner[0][1]
            continue
        line = node.start_mark.line
    return int(line) + 1
