"""Pagers made by scripts, a module a mechanism."""
