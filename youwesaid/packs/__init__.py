"""Reports for meetings."""
