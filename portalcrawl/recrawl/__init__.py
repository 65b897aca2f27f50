"""When to ask again: after a failure, and after a success."""
