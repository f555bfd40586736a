"""Which of the streams that record mean that somebody uses a microphone."""

from dataclasses import dataclass

from deskbreak.desktop.sound.messages import Properties

NONE = 0xFFFFFFFF
"""The number of what is not there."""

NOISE_SUPPRESSORS = frozenset(
    {"com.github.wwmm.easyeffects", "com.github.wwmm.pulseeffects", "easyeffects", "pulseeffects"}
    | {"noisetorch", "cadmus"}
)
"""They record all day, whether anybody listens to them or not. Whoever does is a stream of their own."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream that records, as the server describes it. It is judged and forgotten."""

    client: int
    source: int
    resampling: str
    corked: bool
    properties: Properties


def uses_a_source(stream: Stream) -> bool:
    """Whether somebody listens through this stream; to a microphone, if its source is one.

    A muted one is still a call. Not meant are streams that wait, meters, and what passes sound on:
    modules of the server (no client) and filters of PipeWire (two streams linked to each other).
    """
    return not (
        stream.corked
        or NONE in {stream.source, stream.client}
        or "node.link-group" in stream.properties
        or _is_a_meter(stream)
        or _is_named(stream.properties, NOISE_SUPPRESSORS)
    )


def _is_a_meter(stream: Stream) -> bool:
    """Volume controls listen for as long as their window is open, to show how loud it is."""
    return stream.resampling == "peaks" or stream.properties.get("stream.monitor") == "true"


def _is_named(properties: Properties, names: frozenset[str]) -> bool:
    ways = ("application.id", "application.name", "application.process.binary")
    return any(properties.get(way) in names for way in ways)
