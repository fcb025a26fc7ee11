"""The only door from the screen to the store: questions in one thread, changes in another, answers in records.

`connection` opens and guards the database. Beside it stands a module for each noun, with the questions that screens ask
and the changes they make; both are functions of what is read or written, and run in the threads of the gateway.
"""
