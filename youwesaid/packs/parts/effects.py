"""What measures read, and whether people say that it helped."""

from youwesaid.packs.blocks import Block
from youwesaid.packs.record import Record


def measures(_record: Record) -> list[Block]:
    """."""
    return []


def helped(_record: Record) -> list[Block]:
    """."""
    return []
