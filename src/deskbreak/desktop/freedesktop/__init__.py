"""What desktops after freedesktop.org's conventions share: the session bus and what lives on it."""
