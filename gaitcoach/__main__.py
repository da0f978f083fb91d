"""python -m gaitcoach"""

from __future__ import annotations

import sys


def main() -> int:
    """Entry point of the `gaitcoach` command."""
    from gaitcoach.cli import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
