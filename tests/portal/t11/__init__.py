"""T11: a city's newspaper on Founder ENP: articles in parts, nodes, and places without an end."""
