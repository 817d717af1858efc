"""`python -m summarize`."""

import sys

from .cli import main

sys.exit(main())
