"""How a developer's command ends when it cannot go on."""


class Trouble(Exception):
    """Says in plain words what is wrong and what to do; shown without a traceback."""
