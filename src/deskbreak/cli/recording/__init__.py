"""Writing a trace of when there was input, for ``deskbreak record``."""
