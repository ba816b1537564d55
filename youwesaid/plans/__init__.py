"""Plans as people wrote them: items, groups, changes."""
