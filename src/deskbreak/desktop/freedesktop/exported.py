"""An object on the bus, described as data: its interfaces with their methods and properties.

What every object owes is answered here: Properties, Introspectable, Peer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskbreak.desktop.freedesktop.bus import Asked, Body, Refused
from deskbreak.desktop.freedesktop.markup import escape

_ERROR = "org.freedesktop.DBus.Error."
_DOCTYPE = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" '
    '"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n'
)


def invalid(text: str) -> Refused:
    """The refusal of a call whose values name nothing that exists."""
    return Refused(_ERROR + "InvalidArgs", text)


@dataclass(frozen=True, slots=True)
class Method:
    """``takes`` and ``gives`` are signatures; ``do`` is called with the values and returns the body."""

    takes: str
    gives: str
    do: Callable[..., Body]


@dataclass(frozen=True, slots=True)
class Property:
    """A value that can be read; ``type`` is its signature."""

    type: str
    value: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Interface:
    """A named set of methods, properties and signals (with their signatures)."""

    name: str
    methods: dict[str, Method] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=dict)


class Exported:
    """Answers calls to one path from ``interfaces``."""

    def __init__(self, interfaces: Sequence[Interface]) -> None:
        every = (*interfaces, self._properties(), self._introspectable(), self._peer())
        self._interfaces = {interface.name: interface for interface in every}

    def answer(self, asked: Asked) -> tuple[str, Body]:
        """The signature and the body of the answer. Raises :class:`Refused`."""
        method = self._method(asked)
        if asked.signature != method.takes:
            raise invalid(f"{asked.member} takes ({method.takes}), not ({asked.signature}).")
        return method.gives, method.do(*asked.body)

    def _method(self, asked: Asked) -> Method:
        if asked.interface and asked.interface not in self._interfaces:
            raise Refused(_ERROR + "UnknownInterface", f"There is no {asked.interface} at {asked.path}.")
        looked_through = [self._interfaces[asked.interface]] if asked.interface else self._interfaces.values()
        for interface in looked_through:
            if asked.member in interface.methods:
                return interface.methods[asked.member]
        raise Refused(_ERROR + "UnknownMethod", f"There is no method {asked.member} at {asked.path}.")

    # --- org.freedesktop.DBus.Properties -------------------------------------

    def _properties(self) -> Interface:
        return Interface(
            "org.freedesktop.DBus.Properties",
            methods={
                "Get": Method("ss", "v", self._get),
                "GetAll": Method("s", "a{sv}", self._get_all),
                "Set": Method("ssv", "", self._set),
            },
            signals={"PropertiesChanged": "sa{sv}as"},
        )

    def _readable(self, interface: str) -> dict[str, Property]:
        if interface not in self._interfaces:
            raise Refused(_ERROR + "UnknownInterface", f"There is no interface {interface!r} here.")
        return self._interfaces[interface].properties

    def _property(self, interface: str, name: str) -> Property:
        readable = self._readable(interface)
        if name not in readable:
            raise Refused(_ERROR + "UnknownProperty", f"{interface} has no property {name!r}.")
        return readable[name]

    def _get(self, interface: str, name: str) -> Body:
        found = self._property(interface, name)
        return ((found.type, found.value()),)

    def _get_all(self, interface: str) -> Body:
        readable = self._readable(interface)
        return ({name: (found.type, found.value()) for name, found in readable.items()},)

    def _set(self, interface: str, name: str, _value: object) -> Body:
        self._property(interface, name)
        raise Refused(_ERROR + "PropertyReadOnly", f"{name} can only be read.")

    # --- org.freedesktop.DBus.Introspectable and Peer ------------------------

    def _introspectable(self) -> Interface:
        return Interface(
            "org.freedesktop.DBus.Introspectable",
            methods={"Introspect": Method("", "s", lambda: (self.introspection(),))},
        )

    def _peer(self) -> Interface:
        return Interface("org.freedesktop.DBus.Peer", methods={"Ping": Method("", "", tuple)})

    def introspection(self) -> str:
        """The object described as D-Bus's own XML."""
        lines = [_DOCTYPE, "<node>\n"]
        for interface in self._interfaces.values():
            lines.append(f' <interface name="{escape(interface.name)}">\n')
            for name, method in interface.methods.items():
                lines.append(f'  <method name="{escape(name)}">\n')
                lines += _arguments(method.takes, ' direction="in"')
                lines += _arguments(method.gives, ' direction="out"')
                lines.append("  </method>\n")
            for name, found in interface.properties.items():
                named = f'name="{escape(name)}" type="{escape(found.type)}"'
                lines.append(f'  <property {named} access="read"/>\n')
            for name, gives in interface.signals.items():
                lines.append(f'  <signal name="{escape(name)}">\n')
                lines += _arguments(gives, "")
                lines.append("  </signal>\n")
            lines.append(" </interface>\n")
        lines.append("</node>\n")
        return "".join(lines)


def _arguments(signature: str, direction: str) -> list[str]:
    return [f'   <arg type="{escape(one)}"{direction}/>\n' for one in complete_types(signature)]


def complete_types(signature: str) -> list[str]:
    """``sa{sv}as`` as ``s``, ``a{sv}``, ``as``."""
    found: list[str] = []
    rest = signature
    while rest:
        depth = 0
        for length, letter in enumerate(rest, start=1):
            depth += (letter in "({") - (letter in ")}")
            if depth == 0 and letter != "a":
                found.append(rest[:length])
                rest = rest[length:]
                break
    return found
