"""The public story journey and the page behind a receipt."""
