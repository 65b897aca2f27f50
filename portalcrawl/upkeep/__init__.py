"""Looks after the archive: lists, checks and repairs its files, rebuilds its index, imports."""
