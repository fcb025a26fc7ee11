"""crm: a salesperson's address book, follow-up diary and deal pipeline. This module imports nothing."""

__version__ = "0.1.0"
