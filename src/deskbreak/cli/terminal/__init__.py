"""The guide and the checklist in a terminal. ``screen`` alone touches the terminal; the rest paints text."""
