"""Calendars: what other programs' files of appointments (`.ics`) say, in and out."""
