"""The parts of packs, each told from the record."""
