"""`python -m chahe` is `chahe`."""

import sys

from .cli import main

sys.exit(main())
