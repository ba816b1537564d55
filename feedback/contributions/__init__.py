"""What people said: contributions, receipts, permissions, the inbox."""
