"""What people say, counted: tables, quarterly snapshots, the bank of quotes."""
