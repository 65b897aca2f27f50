"""Lists: their rows, and how to ask for the next page."""
