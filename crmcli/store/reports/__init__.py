"""What the history of deals adds up to, a report a module: rows of deals, so that every number answers with its deals.

They promise that nothing is written, that no figure is ever a float, that void deals count in none, and that amounts of
several currencies are never added up. Days are where the user works; a span includes its first day and its last.
"""
