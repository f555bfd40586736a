"""Words in the reader's language. English is the source; a missing translation reads as English."""

import gettext
from pathlib import Path

DOMAIN = "deskbreak"
_translations: gettext.NullTranslations = gettext.NullTranslations()


def choose(language: str) -> None:
    """Use ``language`` ("auto" asks the environment) from now on, in this process."""
    global _translations  # noqa: PLW0603  one language a process, as gettext itself has it
    locale_dir = Path(__file__).parent / "locale"
    wanted = None if language == "auto" else [language]
    _translations = gettext.translation(DOMAIN, str(locale_dir), wanted, fallback=True)


def _(message: str) -> str:
    """``message`` in the reader's language."""
    return _translations.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that goes with ``count``, in the reader's language."""
    return _translations.ngettext(singular, plural, count)
