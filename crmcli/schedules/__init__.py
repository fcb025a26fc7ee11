"""What this machine runs by itself: plans, and how cron and systemd are told of them.

Nothing is shown here, no database is opened, and time is handed in. What others wrote into a crontab or a unit file
stays as it is, to the byte.
"""
