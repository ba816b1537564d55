"""Plans from published documents: a proposal that a person checks, item by item."""
