"""What leaves crm by itself: messages and notifications, handed to programs and servers that carry them on.

Nothing here knows what a digest is or asks the database. Whatever goes wrong is Undelivered, in a sentence.
"""
