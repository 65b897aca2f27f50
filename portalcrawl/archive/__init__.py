"""WARC files: what came over the wire, written so that any web-archive tool reads it."""
