"""The desk checklist: what to look at for each kind of desk, and what to get where it is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from deskbreak.content.answers import Answer
from deskbreak.content.documents import Part, packaged, read
from deskbreak.language import _

Text = Annotated[str, Field(min_length=1)]
Desk = Literal["laptop", "docked", "desktop"]


class AtDesk(Part):
    """What an item says otherwise at one kind of desk."""

    area: Text | None = None
    text: Text | None = None
    need: Text | None = None
    picture: Text | None = None


class ItemEntry(Part):
    """An item, as it stands in the file."""

    list_of: Annotated[list[Desk], Field(min_length=1)]
    area: Text
    title: Text
    text: Text
    good: Text
    tiring: Text
    need: Text
    picture: Text
    at: dict[Desk, AtDesk] = Field(default_factory=dict)


class ChecklistDocument(Part):
    """The checklist's file."""

    title: Text
    desks: dict[Desk, Text]
    items: Annotated[dict[str, ItemEntry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at, in the reader's language.

    ``good`` and ``tiring`` are the captions of its two pictures, ``picture`` the name by which the
    window draws them, ``need`` what goes on the equipment list.
    """

    key: str
    area: str
    title: str
    text: str
    good: str
    tiring: str
    need: str
    picture: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole list in the reader's language: kinds of desk by key, and the items of each."""

    title: str
    desks: Mapping[str, str]
    items: Mapping[str, tuple[Item, ...]]

    def needed(self, desk: str, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        """What is on the equipment list for ``desk``, in the list's order."""
        return tuple(each.need for each in self.items[desk] if answers.get(each.key) is Answer.NEED_EQUIPMENT)


def answer_titles() -> dict[Answer, str]:
    """The four answers as they read."""
    return {
        Answer.DONE: _("Done"),
        Answer.NOT_YET: _("Not yet"),
        Answer.DOES_NOT_APPLY: _("Does not apply"),
        Answer.NEED_EQUIPMENT: _("Need equipment"),
    }


def load() -> Checklist:
    """The checklist, in the reader's language."""
    document = read(packaged("checklist.yaml"), ChecklistDocument)
    return Checklist(
        title=_(document.title),
        desks={key: _(title) for key, title in document.desks.items()},
        items={
            desk: tuple(
                _item(key, entry, desk) for key, entry in document.items.items() if desk in entry.list_of
            )
            for desk in document.desks
        },
    )


def equipment_text(desk_title: str, needed: tuple[str, ...]) -> str:
    """The equipment list as text that can be copied and sent to whoever buys it."""
    # Translators: the first line of a list that is sent to whoever buys things; {desk} is a kind of desk.
    head = _("For my desk ({desk}):").format(desk=desk_title)
    return "\n".join([head, *(f"- {each}" for each in needed)]) + "\n"


def _item(key: str, entry: ItemEntry, desk: Desk) -> Item:
    here = entry.at.get(desk, AtDesk())
    return Item(
        key=key,
        area=_(here.area or entry.area),
        title=_(entry.title),
        text=_(here.text or entry.text),
        good=_(entry.good),
        tiring=_(entry.tiring),
        need=_(here.need or entry.need),
        picture=here.picture or entry.picture,
    )
