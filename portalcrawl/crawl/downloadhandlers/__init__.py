"""How bodies come in."""
