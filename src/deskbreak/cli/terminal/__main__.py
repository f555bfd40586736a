"""``python -m deskbreak.cli.terminal``: started by the daemon where no display exists."""

import sys

from deskbreak.cli.terminal.companion import main

sys.exit(main())
