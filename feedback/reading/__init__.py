"""The inbox and the reading screen; what happens to a contribution on arrival."""
