"""T3: the portal of a city bureau on the UCAP platform."""
