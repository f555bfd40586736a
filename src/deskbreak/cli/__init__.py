"""The front door."""

import sys


def main() -> int:
    """Do what the command line says; the exit code."""
    arguments = sys.argv[1:]
    if arguments in ([], ["run"]):
        # The daemon lives on in this very process, so nothing is parsed that needs a parser in memory.
        from deskbreak.cli.resident import begin  # noqa: PLC0415

        return begin()
    from deskbreak.cli.front import front  # noqa: PLC0415  not for the daemon, as above

    return front(arguments)
