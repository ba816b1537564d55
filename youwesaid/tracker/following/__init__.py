"""Following without an account: letters when something changes."""
