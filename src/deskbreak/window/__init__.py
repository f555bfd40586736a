"""The Qt process: prompt, routine, home, checklist. It paints what it is told and decides nothing."""
