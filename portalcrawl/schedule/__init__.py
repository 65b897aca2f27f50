"""When a machine starts the crawls by itself: timers of systemd, lines of a crontab."""
