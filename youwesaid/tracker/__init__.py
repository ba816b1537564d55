"""Published entries and their public pages."""
