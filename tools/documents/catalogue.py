"""``locale/``: the texts to translate, found in the code and in our YAML; and each translation, compiled.

The compiled files are kept in the repository, so that a clone, an editable install and a wheel all
speak the same languages without a build step.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from deskbreak import __version__
from deskbreak.settings.model import Section
from tools.places import ROOT

SOURCES = Path("src/deskbreak")
LOCALE = SOURCES / "locale"
TEMPLATE = LOCALE / "deskbreak.pot"
TRANSLATIONS = "*/LC_MESSAGES/deskbreak.po"

METHODS = [("content/data/**.yaml", "deskbreak.content.extraction:extract"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "setting": (2,), "lasting": (2,)}
"""What marks a text, and which of its arguments the text is."""

SOME_DAY = datetime(2026, 11, 23, tzinfo=UTC)
"""Babel writes a date into each file; always this one, so that files change only with their texts."""


def make() -> dict[Path, bytes]:
    """The template, and each translation brought up to it, as text and compiled."""
    template = _template()
    files = {TEMPLATE: _as_text(template)}
    for place in sorted((ROOT / LOCALE).glob(TRANSLATIONS)):
        translation = read_po(BytesIO(place.read_bytes()), locale=place.parent.parent.name)
        translation.update(template, no_fuzzy_matching=True)
        translation.creation_date = SOME_DAY
        translation.version = template.version
        untranslated = sum(1 for message in translation if message.id and not _is_translated(message))
        if untranslated:
            print(f"note: {untranslated} texts in {place.name} ({translation.locale}) read as English still")
        path = place.relative_to(ROOT)
        files[path] = _as_text(translation)
        compiled = BytesIO()
        write_mo(compiled, translation)
        files[path.with_suffix(".mo")] = compiled.getvalue()
    return files


def _template() -> Catalog:
    catalog = Catalog(
        project="Deskbreak",
        version=__version__,
        header_comment="# The texts of Deskbreak. Made from the code; see docs/translations.md.",
        msgid_bugs_address="the project's issues",
        last_translator="nobody yet",
        language_team="none yet",
        creation_date=SOME_DAY,
        revision_date=SOME_DAY,
        charset="utf-8",
    )
    found = extract_from_dir(ROOT / SOURCES, METHODS, keywords=KEYWORDS, comment_tags=["Translators:"])
    for name, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        place = [(f"{SOURCES.as_posix()}/{Path(name).as_posix()}", 0)]
        catalog.add(message, None, place, auto_comments=comments, context=context)
    for section in Section.__subclasses__():  # their docstrings are headings that people read
        catalog.add(str(section.__doc__), None, [(f"{SOURCES.as_posix()}/settings/model.py", 0)])
    return catalog


def _is_translated(message: Message) -> bool:
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    return all(forms)


def _as_text(catalog: Catalog) -> bytes:
    text = BytesIO()
    write_po(text, catalog, width=100, include_lineno=False, ignore_obsolete=True)
    return text.getvalue()
