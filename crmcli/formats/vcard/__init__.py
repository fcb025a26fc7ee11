"""Contacts out of vCard files, as phones, mail programs and other address books write them.

`read` is all that other rooms need. The reader is linear and tolerant; it never opens the store.
"""

from crmcli.formats.vcard.reader import read

__all__ = ["read"]
