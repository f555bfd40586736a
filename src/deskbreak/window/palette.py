"""The colours: warm paper, one green, a person of clay, green and slate. Plain text, so that tests can
reckon with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of the figure and of the things around it; ``shadow`` is ``#AARRGGBB``."""

    skin: str
    skin2: str
    top: str
    top2: str
    fold: str
    legs: str
    legs2: str
    shoe: str
    chair: str
    chair2: str
    wheel: str
    device: str
    glow: str
    book1: str
    book2: str
    book3: str
    shadow: str


@dataclass(frozen=True, slots=True)
class Palette:
    """``paper`` window, ``surface`` fields and lists, ``sand`` picture cards, ``tint`` the chosen thing and
    the breath disc, ``line`` dividers, ``edge`` outlines that mean something, ``ink`` and ``ink2`` text,
    ``accent`` the one green, ``on`` text on it."""

    paper: str
    surface: str
    sand: str
    tint: str
    line: str
    edge: str
    ink: str
    ink2: str
    accent: str
    on: str
    figure: Tones


LIGHT = Palette(
    paper="#FAF6EF",
    surface="#FFFDF9",
    sand="#F0E8DB",
    tint="#D6E4D8",
    line="#DDD3C3",
    edge="#877C6D",
    ink="#2A2622",
    ink2="#635A50",
    accent="#2B6653",
    on="#FFFFFF",
    figure=Tones(
        skin="#AF7049",
        skin2="#985E3B",
        top="#2F7A60",
        top2="#286B54",
        fold="#205945",
        legs="#2C3F3C",
        legs2="#3A504C",
        shoe="#1E2826",
        chair="#85796B",
        chair2="#B9AC99",
        wheel="#4A433B",
        device="#635A50",
        glow="#2B6653",
        book1="#B9AC99",
        book2="#CDBFA9",
        book3="#A2937E",
        shadow="#18000000",
    ),
)

DARK = Palette(
    paper="#1F1C19",
    surface="#2A2622",
    sand="#322D28",
    tint="#2D4239",
    line="#453E37",
    edge="#93887B",
    ink="#F2EBE1",
    ink2="#BDB3A6",
    accent="#8FCBB3",
    on="#11241C",
    figure=Tones(
        skin="#BD7F56",
        skin2="#A06742",
        top="#5FA98C",
        top2="#6DB89A",
        fold="#3F8168",
        legs="#B9C4BC",
        legs2="#D0D9D2",
        shoe="#8A958E",
        chair="#998D7F",
        chair2="#5F564C",
        wheel="#A89D8F",
        device="#BDB3A6",
        glow="#8FCBB3",
        book1="#B9AC9A",
        book2="#CDBFA9",
        book3="#A2937E",
        shadow="#55000000",
    ),
)

HIGH_CONTRAST = Palette(
    paper="#000000",
    surface="#000000",
    sand="#000000",
    tint="#12382B",
    line="#FFFFFF",
    edge="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    accent="#7FF0C4",
    on="#000000",
    figure=Tones(
        skin="#FFFFFF",
        skin2="#CFCFCF",
        top="#7FF0C4",
        top2="#B5F7DD",
        fold="#000000",
        legs="#FFFFFF",
        legs2="#E2E2E2",
        shoe="#FFFFFF",
        chair="#BDBDBD",
        chair2="#8C8C8C",
        wheel="#FFFFFF",
        device="#FFFFFF",
        glow="#7FF0C4",
        book1="#BDBDBD",
        book2="#DADADA",
        book3="#9C9C9C",
        shadow="#00000000",
    ),
)
