"""When a break is not the answer: "When to see somebody first", and the short "When to stop"."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from deskbreak.content.documents import Part, packaged, read
from deskbreak.language import _

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]


class GroupEntry(Part):
    """Signs that ask for the same thing."""

    title: Text
    points: Texts


class SeeSomebodyEntry(Part):
    """The page "When to see somebody first"."""

    title: Text
    opening: Text
    groups: Annotated[list[GroupEntry], Field(min_length=1)]
    closing: Text


class StopEntry(Part):
    """The short page "When to stop"."""

    title: Text
    opening: Text
    points: Texts


class AdviceDocument(Part):
    """The advice's file."""

    see_somebody: SeeSomebodyEntry
    stop: StopEntry


@dataclass(frozen=True, slots=True)
class Group:
    """Points below a heading; the heading may be empty."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A page of advice in the reader's language."""

    title: str
    opening: str
    groups: tuple[Group, ...]
    closing: str


def see_somebody() -> Advice:
    """ "When to see somebody first"."""
    page = _document().see_somebody
    groups = tuple(Group(_(each.title), _all(each.points)) for each in page.groups)
    return Advice(_(page.title), _(page.opening), groups, _(page.closing))


def when_to_stop() -> Advice:
    """ "When to stop": short enough to read in the middle of a routine."""
    page = _document().stop
    return Advice(_(page.title), _(page.opening), (Group("", _all(page.points)),), "")


def _all(points: list[str]) -> tuple[str, ...]:
    return tuple(_(point) for point in points)


def _document() -> AdviceDocument:
    return read(packaged("advice.yaml"), AdviceDocument)
