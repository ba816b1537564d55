"""``python -m youwesaid``."""

from youwesaid.cli import main

main()
