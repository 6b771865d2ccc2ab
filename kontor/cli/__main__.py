"""`python -m kontor.cli` is the command `kontor`."""

import sys

from kontor.cli.main import main

sys.exit(main())
