"""Addresses: absolute form, keys, and what is in scope. Pure strings, no I/O."""
