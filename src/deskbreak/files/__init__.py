"""Files that people, programs and disks may have done anything to: read, set aside, replaced whole."""
