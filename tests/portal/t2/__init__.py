"""T2: the portal of a county government on TRS WCM."""
