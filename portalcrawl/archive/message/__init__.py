"""HTTP messages as records hold them: head, codings, media type."""
