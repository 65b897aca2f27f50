"""How a host is treated: when it may be asked next, and why not sooner."""
