"""What a person can do where the system refuses to write."""

import errno

from deskbreak.language import _


def remedy_for(error: OSError) -> str:
    """A sentence, ready to read; empty where there is nothing to advise."""
    in_the_way = _("Something else is in the way: move it.")
    not_allowed = _("Give yourself the right to write there, to the directory and to the file.")
    unwell = _("Look after that disk or network share: it does not answer as it should.")
    remedies = {
        errno.ENOSPC: _("Make room on that disk."),
        errno.EDQUOT: _("Your share of that disk is used up: remove something there."),
        errno.EROFS: _("Nothing there can be changed at all: have it mounted for writing."),
        errno.EACCES: not_allowed,
        errno.EPERM: not_allowed,
        errno.ENOTDIR: in_the_way,
        errno.EEXIST: in_the_way,
        errno.EISDIR: in_the_way,
        errno.EIO: unwell,
        errno.ESTALE: unwell,
        errno.ETIMEDOUT: unwell,
        errno.ENOTCONN: unwell,
    }
    return remedies.get(error.errno or 0, "")
