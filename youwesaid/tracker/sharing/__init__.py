"""What other programs may read: feeds, calendars, fragments, open data and the API."""
