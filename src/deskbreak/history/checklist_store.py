"""Remembers the desk checklist: the kind of desk, the answers, and whether it was ever shown."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deskbreak.content.answers import Answer
from deskbreak.files.aside import set_aside
from deskbreak.files.json_reading import FromNewer, document_of
from deskbreak.files.reading import LeadsNowhere, NotADocument, reason_of
from deskbreak.files.saving import save
from deskbreak.language import _

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

    Changes raise :class:`NotSaved`. A file that cannot be understood is set aside, never
    overwritten; one from a newer Deskbreak, or one that cannot be read at the moment, is left as it is.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def look(self) -> Remembered:
        """What the file says; nothing at all where there is none yet. The file stays as it is."""
        try:
            return _understood(document_of(self._file, VERSION))
        except (OSError, NotADocument, FromNewer) as error:
            return self._unread(error)

    def problems(self) -> list[str]:
        """What is wrong with the file, ready to read. Unlike :meth:`read`, this changes nothing."""
        problem = self.look().problem
        return [problem] if problem else []

    def read(self) -> Remembered:
        """The same, but what nobody will ever understand is set aside, so that answers can be kept again."""
        try:
            return _understood(document_of(self._file, VERSION))
        except NotADocument as error:
            return self._begin_anew(error)
        except (OSError, FromNewer) as error:
            return self._unread(error)

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
        if remembered.problem and os.path.lexists(self._file):
            raise NotSaved(remembered.problem)
        fields = {
            "version": VERSION,
            "desk": remembered.desk,
            "answers": remembered.answers,
            "shown_at_first_start": remembered.shown_at_first_start,
        }
        try:
            save(self._file, json.dumps(fields, indent=2) + "\n")
        except OSError as error:
            problem = _("The answer could not be saved: {file}: {reason}")
            raise NotSaved(problem.format(file=self._file, reason=reason_of(error))) from error
        return remembered

    def _unread(self, error: OSError | NotADocument | FromNewer) -> Remembered:
        if isinstance(error, FileNotFoundError) and not isinstance(error, LeadsNowhere):
            return Remembered()
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        problem = _("The answers to the checklist cannot be read: {file}: {reason}")
        return Remembered(problem=problem.format(file=self._file, reason=reason))

    def _begin_anew(self, error: NotADocument) -> Remembered:
        try:
            aside = set_aside(self._file, f"{self._file.name}.broken")
        except OSError:
            return self._unread(error)
        problem = _(
            "The checklist begins anew: its file could not be read ({reason}). It was kept as {file}."
        )
        return Remembered(problem=problem.format(file=aside, reason=error))


def _understood(fields: dict[str, Any]) -> Remembered:
    desk, answers, shown = (fields.get(each) for each in ("desk", "answers", "shown_at_first_start"))
    if not (desk is None or isinstance(desk, str)) or type(shown) is not bool:
        raise NotADocument(_("it does not hold what a checklist does"))
    try:
        understood = {
            kind: {item: Answer(answer) for item, answer in given.items()}
            for kind, given in answers.items()  # type: ignore[union-attr]  # whatever it is, see below
        }
    except (AttributeError, TypeError, ValueError) as error:
        raise NotADocument(_("it does not hold what a checklist does")) from error
    return Remembered(desk, understood, shown_at_first_start=shown)
