"""What is wrong with the documents that the daemon writes, looked at without touching them.

While it runs it tells that itself.
"""

from deskbreak.daemon import state_file
from deskbreak.files.json_reading import FromNewer, document_of
from deskbreak.files.reading import LeadsNowhere, NotADocument, reason_of
from deskbreak.history import schema
from deskbreak.history.errors import HistoryError
from deskbreak.paths import Paths


def problems(paths: Paths) -> list[str]:
    """Of the state and the history, each ready to read."""
    return [each for each in (_of_the_state(paths), _of_the_history(paths)) if each]


def _of_the_state(paths: Paths) -> str:
    try:
        document_of(paths.state_file, state_file.VERSION)
    except FileNotFoundError as error:
        return f"{paths.state_file}: {error}" if isinstance(error, LeadsNowhere) else ""
    except OSError as error:
        return f"{paths.state_file}: {reason_of(error)}"
    except (NotADocument, FromNewer) as error:
        return f"{paths.state_file}: {error}"
    return ""


def _of_the_history(paths: Paths) -> str:
    try:
        schema.look(paths.history_file)
    except HistoryError as error:
        return str(error)
    return ""
