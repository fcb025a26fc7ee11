"""The full-screen crm: the board of deals, the day, the contacts and the reports, by keys.

It shows and asks. What is true, and every rule of the trade, is the store's, behind the gateway; nothing here holds
SQL, and nothing here is known to the commands but `app.run`.
"""
