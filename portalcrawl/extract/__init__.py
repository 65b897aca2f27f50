"""From a page to its fields: title, info line, body, neighbours, links. Pure functions."""
