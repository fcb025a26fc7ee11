"""Tables of contacts as text: CSV and TSV of any program, in any order of columns and many languages.

Promises that every row which is not blank becomes exactly one entry, that memory does not grow with the file,
and that nothing but `CrmError` is ever raised for what a file holds. It never opens the store.
"""

from crmcli.formats.delimited.reader import read

__all__ = ["read"]
