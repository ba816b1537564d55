"""Who owns an answer, and reminders of its days."""
