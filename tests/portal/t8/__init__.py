"""T8: a county school on PowerEasy, with the whole site a second time below /Mirror/."""
