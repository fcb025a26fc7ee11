"""The sample as a database: its two address books brought in, its diary and its deals written, without a word."""

from __future__ import annotations

import os

from crmcli import context, demo, importing
from crmcli.commands import showing_diary
from crmcli.i18n import _


def write(folder: str) -> str:
    """Makes the sample's database in a folder and returns its path. Raises what the import and the store raise."""
    from crmcli.store import db

    database = os.path.join(folder, "crm.db")
    now = context.current().now
    for sample in demo.files():
        path = os.path.join(folder, sample.name)
        with open(path, "wb") as file:
            file.write(sample.read_bytes())
        request = importing.Request(files=[path], region=demo.REGION, command=_("the sample"))
        with importing.Import(request, lambda _done, _all, _what: None) as intake:
            intake.read()
            store = db.open_writing(database, now=now, notify=lambda _said: None)
            try:
                intake.bring_in(store)
            finally:
                store.close()
    showing_diary.write(database)
    return database
