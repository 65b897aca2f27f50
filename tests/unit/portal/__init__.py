"""The test portals and their faults."""
