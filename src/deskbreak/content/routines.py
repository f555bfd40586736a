"""The routines: what each variant asks of the body, breath by breath."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from deskbreak.content.documents import Part, packaged, read
from deskbreak.core.routine import Breath, Routine
from deskbreak.language import _

MS_PER_S = 1_000

Text = Annotated[str, Field(min_length=1)]


class NoSuchRoutine(ValueError):
    """A routine, a variant or a number of breaths that there is not; the message says what there is."""


class BreathCount(Part):
    """How few and how many breaths the routine can have."""

    least: Annotated[int, Field(ge=1)]
    most: int


class OrderPart(Part):
    """A stretch of breaths that do one movement; ``round`` of them belong together."""

    movement: str
    share: Annotated[int, Field(ge=1)]
    round: Annotated[int, Field(ge=1)]


class Step(Part):
    """One breath of a movement."""

    full: Text
    empty: Text
    words_in: Text = Field(alias="in")
    words_out: Text = Field(alias="out")


class Variant(Part):
    """The routine for one body."""

    title: Text
    base: Text
    ready: Text
    closing_more: Text
    rest: Text = "rest"
    movements: dict[str, Annotated[list[Step], Field(min_length=1)]]


class RoutineDocument(Part):
    """A routine's file."""

    title: Text
    breaths: BreathCount
    ready_s: Annotated[int, Field(ge=0)]
    order: Annotated[list[OrderPart], Field(min_length=1)]
    closing: dict[int, Text]
    variants: Annotated[dict[str, Variant], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> "RoutineDocument":
        counts = set(range(self.breaths.least, self.breaths.most + 1))
        if set(self.closing) != counts:
            raise ValueError(
                f"closing: one line for each of {self.breaths.least} to {self.breaths.most} breaths"
            )
        wanted = {part.movement for part in self.order}
        for name, variant in self.variants.items():
            missing = wanted - set(variant.movements)
            if missing:
                raise ValueError(f"variants.{name}.movements: {', '.join(sorted(missing))} is missing")
        return self


@cache
def _document(name: str) -> RoutineDocument:
    if name not in _names():
        raise NoSuchRoutine(f"there is no routine {name!r}; there is: {', '.join(_names())}")
    return read(packaged("routines", f"{name}.yaml"), RoutineDocument)


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in packaged("routines").glob("*.yaml")))


def names() -> dict[str, str]:
    """Every routine's name, with its title in the reader's language."""
    return {name: _(_document(name).title) for name in _names()}


def variants(name: str) -> dict[str, str]:
    """The routine's variants in reading order, with their titles in the reader's language.

    Raises :class:`NoSuchRoutine`.
    """
    return {key: _(variant.title) for key, variant in _document(name).variants.items()}


def load(name: str, variant: str, breaths: int, inhale_ms: int, exhale_ms: int) -> Routine:
    """The routine, ready to be shown, in the reader's language.

    Raises :class:`NoSuchRoutine` for a name, variant or number of breaths that there is not.
    """
    document = _document(name)
    if variant not in document.variants:
        raise NoSuchRoutine(f"{name!r} has no variant {variant!r}; it has: {', '.join(document.variants)}")
    least, most = document.breaths.least, document.breaths.most
    if not least <= breaths <= most:
        raise NoSuchRoutine(f"{name!r} has {least} to {most} breaths, not {breaths}")
    chosen = document.variants[variant]
    return Routine(
        name=name,
        variant=variant,
        title=_(document.title),
        base=chosen.base,
        ready_ms=document.ready_s * MS_PER_S,
        words_ready=_(chosen.ready),
        pose_rest=chosen.rest,
        breaths=tuple(
            Breath(inhale_ms, exhale_ms, step.full, step.empty, _(step.words_in), _(step.words_out))
            for step in _steps(document, chosen, breaths)
        ),
        closing=_(document.closing[breaths]),
        closing_more=_(chosen.closing_more),
    )


def _steps(document: RoutineDocument, variant: Variant, breaths: int) -> list[Step]:
    steps: list[Step] = []
    for part, count in zip(document.order, shares(document.order, breaths), strict=True):
        movement = variant.movements[part.movement]
        steps += [movement[index % len(movement)] for index in range(count)]
    return steps


def shares(order: list[OrderPart], breaths: int) -> list[int]:
    """How many of ``breaths`` each part gets: whole rounds in proportion, the first part the rest."""
    whole = sum(part.share for part in order)
    later = []
    for part in order[1:]:
        rounds = (2 * part.share * breaths + whole * part.round) // (2 * whole * part.round)
        later.append(max(1, rounds) * part.round)
    return [breaths - sum(later), *later]
