"""T9: static columns, a list that is JSON, and an app of ``#/`` routes."""
