"""Between engine and network: may we ask, and what came back."""
