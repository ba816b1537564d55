"""Staff: signing in, roles, sessions."""
