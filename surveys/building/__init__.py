"""Making surveys and changing them."""
