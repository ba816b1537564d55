"""Who makes up the partnership: its agencies, their posts, its localities."""
