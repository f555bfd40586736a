"""What xfce4-panel is given to read before it starts, so that it asks nobody anything."""

from pathlib import Path

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="{dark}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="36"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="known-items" type="array">
        <value type="string" value="deskbreak"/>
      </property>
    </property>
    <property name="plugin-3" type="string" value="clock">
      <property name="digital-layout" type="uint" value="3"/>
      <property name="digital-time-format" type="string" value="%H:%M"/>
    </property>
  </property>
</channel>
"""

GTK = """[Settings]
gtk-theme-name = Adwaita
gtk-icon-theme-name = Adwaita
gtk-application-prefer-dark-theme = {dark}
"""


def write_panel_settings(config_home: Path, *, dark: bool) -> None:
    """A panel at the bottom with a systray and a clock, in a light or a dark theme."""
    channels = config_home / "xfce4/xfconf/xfce-perchannel-xml"
    channels.mkdir(parents=True, exist_ok=True)
    (channels / "xfce4-panel.xml").write_text(PANEL.format(dark=str(dark).lower()))
    gtk = config_home / "gtk-3.0"
    gtk.mkdir(exist_ok=True)
    (gtk / "settings.ini").write_text(GTK.format(dark=int(dark)))
