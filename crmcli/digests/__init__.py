"""A digest as it is sent: what stands in it (`contents`), and the same as text, as Markdown and as HTML.

Pure: words and records in, a text out. Whatever came from outside is made harmless here, each layout by its own rules.
"""
