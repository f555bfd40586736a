"""Writes plain values as YAML, on one line each."""

import json
import re
from typing import Any

from deskbreak.settings import durations, refusals
from deskbreak.settings.model import KEYS
from deskbreak.settings.yaml_file import read_text

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+ -]*")


def as_written(key: str, value: Any) -> Any:
    """The value of setting ``key`` as it stands in a file: a duration is text there."""
    return durations.text_of(value) if refusals.is_duration(KEYS[key]) else value


def inline(value: Any) -> str:
    """``value`` as one line that reads back as the same value wherever it stands in a file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key)}: {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value) and _stays_text(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in quoted)


def _stays_text(text: str) -> bool:
    document = read_text("", f"value: {text}")
    return document.tree == {"value": text}
