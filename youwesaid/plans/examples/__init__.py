"""Five real plans, read and written down as plan files; they ship with the product."""

from pathlib import Path

FOLDER = Path(__file__).parent


def example_file(name: str) -> Path:
    """The file of the example called *name*, such as dumfries-galloway-2024-2027."""
    return FOLDER / f"{name}.yaml"
