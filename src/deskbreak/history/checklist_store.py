"""Remembers the desk checklist: the kind of desk, the answers, and whether it was ever shown."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deskbreak.content.answers import Answer
from deskbreak.language import _
from deskbreak.paths import private_dir

VERSION = 1

Answers = Mapping[str, Answer]
"""Item by item."""


class NotSaved(Exception):
    """The answers could not be written; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of somebody's desk.

    ``answers`` are kept for each kind of desk, so that changing it to and fro loses nothing.
    ``problem`` says, ready to read, what was wrong with the file; empty where nothing was.
    """

    desk: str | None = None
    answers: Mapping[str, Answers] = field(default_factory=dict)
    shown_at_first_start: bool = False
    problem: str = ""

    def at(self, desk: str) -> Answers:
        """The answers given for this kind of desk."""
        return self.answers.get(desk, {})


class ChecklistStore:
    """The file in which the checklist is kept. Each change is read, made and written at once.

    Changes raise :class:`NotSaved`. A file that cannot be understood is set aside, never overwritten.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> Remembered:
        """What the file says; nothing at all where there is none yet."""
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Remembered()
        except UnicodeDecodeError as error:
            return self._begin_anew(str(error))
        except OSError as error:
            problem = _("The answers to the checklist cannot be read: {file}: {reason}")
            return Remembered(problem=problem.format(file=self._file, reason=error.strerror))
        try:
            return _understood(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return self._begin_anew(str(error))

    def choose_desk(self, desk: str) -> Remembered:
        return self._write(replace(self.read(), desk=desk))

    def answer(self, desk: str, item: str, answer: Answer) -> Remembered:
        before = self.read()
        answers = {**before.answers, desk: {**before.at(desk), item: answer}}
        return self._write(replace(before, desk=desk, answers=answers))

    def mark_shown(self) -> Remembered:
        """From now on the checklist does not open by itself."""
        return self._write(replace(self.read(), shown_at_first_start=True))

    def _write(self, remembered: Remembered) -> Remembered:
        if remembered.problem and self._file.exists():
            raise NotSaved(remembered.problem)
        fields = {
            "version": VERSION,
            "desk": remembered.desk,
            "answers": remembered.answers,
            "shown_at_first_start": remembered.shown_at_first_start,
        }
        try:
            directory = private_dir(self._file.parent)
            handle, name = tempfile.mkstemp(prefix=f".{self._file.name}-", dir=directory)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as opened:
                    json.dump(fields, opened, indent=2)
                    opened.write("\n")
                    opened.flush()
                    os.fsync(opened.fileno())
                Path(name).replace(self._file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            problem = _("The answer could not be saved: {file}: {reason}")
            raise NotSaved(problem.format(file=self._file, reason=error.strerror)) from error
        return remembered

    def _begin_anew(self, reason: str) -> Remembered:
        aside = self._free_name()
        try:
            self._file.rename(aside)
        except OSError as error:
            problem = _("The answers to the checklist cannot be read: {file}: {reason}")
            return Remembered(problem=problem.format(file=self._file, reason=error.strerror))
        problem = _(
            "The checklist begins anew: its file could not be read ({reason}). It was kept as {file}."
        )
        return Remembered(problem=problem.format(file=aside, reason=reason))

    def _free_name(self) -> Path:
        count = 1
        while (aside := self._file.with_name(f"{self._file.stem}.broken-{count}.json")).exists():
            count += 1
        return aside


def _understood(fields: Any) -> Remembered:
    if fields["version"] != VERSION:
        raise ValueError(f"version {fields['version']}, not {VERSION}")
    desk = fields["desk"]
    if desk is not None and not isinstance(desk, str):
        raise ValueError(f"desk: {desk!r}")
    return Remembered(
        desk=desk,
        answers={
            kind: {item: Answer(answer) for item, answer in answers.items()}
            for kind, answers in fields["answers"].items()
        },
        shown_at_first_start=fields["shown_at_first_start"] is True,
    )
