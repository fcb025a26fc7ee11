"""Deals as other programs write them: tables of Pipedrive, HubSpot and any other program, and crm's own CSV and JSON.

Promises that every row which is not blank becomes exactly one entry, that memory does not grow with the file, and that
nothing but `CrmError` is ever raised for what a file holds. What a cell comes to (a sum, an instant, a stage) is not
decided here: a draft holds texts.
"""
