"""`python -m server.cli` is `huizhen`."""

import sys

from server.cli import main

sys.exit(main())
