"""Text inside XML. ``html.escape`` is the same, and would bring every named character of HTML along."""


def escape(text: str) -> str:
    """``text``, for between two tags or between double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
