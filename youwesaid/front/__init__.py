"""The front door: languages, home, help, safety, leaving, and what the site says of itself."""
