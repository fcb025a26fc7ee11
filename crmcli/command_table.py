"""The table of commands: what each is called, which module answers it, and a line of help. Imports no command."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.i18n import _

DAILY = "daily"
NOUN = "noun"
TOOL = "tool"


class Entry(NamedTuple):
    """One command: its module under `commands` and attribute, a line of help, and where help lists it.

    `alone` is the command of a noun that is meant by the noun alone; without one that is its help. Where it
    `takes_words`, it is meant by the noun and words that are no command, too.
    """

    module: str
    attribute: str
    help: str
    section: str
    alone: str = ""
    takes_words: bool = False


def commands() -> dict[str, Entry]:
    """The command table by name, in the order of the help, in the user's language."""
    return {
        "today": Entry("today", "app", _("Whom to turn to now, and why."), DAILY),
        "tui": Entry("tui", "app", _("Work on the whole screen: board, today, contacts, reports."), DAILY),
        "find": Entry("find", "app", _("Look someone up: name, phone, e-mail, company, group, notes."), DAILY),
        "show": Entry("show", "app", _("The whole card of one contact."), DAILY),
        "brief": Entry("brief", "app", _("The one screen before a meeting or a call."), DAILY),
        "add": Entry("add", "app", _("Add a contact."), DAILY),
        "log": Entry("log", "app", _("Note what happened, and the next step with it."), DAILY),
        "remind": Entry("remind", "app", _("Promise something for a day, once or again and again."), DAILY),
        "done": Entry("doing", "app", _("Mark follow-ups done; what was done stands on the timeline."), DAILY),
        "snooze": Entry("snoozing", "app", _("Put follow-ups off, or keeping in touch with somebody."), DAILY),
        "agenda": Entry("agenda", "app", _("The days and weeks ahead."), DAILY),
        "move": Entry("deal_moves", "move_app", _("Move deals to another stage, and the next step with it."), DAILY),
        "win": Entry("deal_moves", "win_app", _("Mark deals won, and promise the care that follows."), DAILY),
        "lose": Entry("deal_moves", "lose_app", _("Mark deals lost, and why."), DAILY),
        "void": Entry("deal_moves", "void_app", _("Mark deals as none that ever were."), DAILY),
        "reopen": Entry("deal_moves", "reopen_app", _("Open closed deals again."), DAILY),
        "pipeline": Entry("pipelines", "app", _("Your deals at a glance, stage by stage."), DAILY, "show", True),
        "digest": Entry("digest", "app", _("The day as a text or a mail, made for cron and timers."), DAILY),
        "alerts": Entry("alerts", "app", _("Ring what is due at a time, for cron and timers."), DAILY),
        "schedule": Entry("schedule", "app", _("Let the digest and the alerts come by themselves."), DAILY, "list"),
        "occasions": Entry("occasions", "app", _("Birthdays and other days that come round."), DAILY),
        "attach": Entry("attaching", "app", _("Keep files with a contact: an offer, a photo of a card."), DAILY),
        "import": Entry("importing", "app", _("Take in address books, deals, calendars: vCard, CSV, .ics."), DAILY),
        "export": Entry("exporting", "app", _("Write contacts, deals and the diary: vCard, calendar, CSV."), DAILY),
        "open": Entry("opening", "app", _("Call, write, or show on a map: with the programs of this machine."), DAILY),
        "copy": Entry("clipping", "app", _("A phone, an address, a whole card to the clipboard."), DAILY),
        "undo": Entry("operations", "undo", _("Take back what was changed last."), DAILY),
        "redo": Entry("operations", "redo", _("Do again what undo took back."), DAILY),
        "history": Entry("operations", "history", _("What was changed, when, and by which command."), DAILY),
        "setup": Entry("setup", "app", _("Language, region, currency, time zone and date order, asked once."), DAILY),
        "doctor": Entry("doctor", "app", _("Look whether all is well with the database, and mend what can be."), DAILY),
        "demo": Entry("demo", "app", _("Try crm with a sample address book."), DAILY),
        "contact": Entry("contacts", "app", _("Contacts: list, show, add, edit, sort out, merge, remove."), NOUN),
        "company": Entry("companies", "app", _("Companies and their people."), NOUN),
        "group": Entry("groups", "app", _("Groups and who is in them."), NOUN),
        "segment": Entry("segments", "app", _("Queries with a name, and who meets them."), NOUN),
        "deal": Entry("deals", "app", _("Deals: list, show, add, edit, copy, remove."), NOUN, "list"),
        "stage": Entry(
            "stages", "app", _("The stages of a pipeline: list, add, edit, move, remove."), NOUN, "list", True
        ),
        "activity": Entry("activities", "app", _("The timeline: list, show, edit, remove."), NOUN, "list"),
        "followup": Entry(
            "followups", "app", _("Follow-ups: list, show, edit, skip, open again, remove."), NOUN, "list"
        ),
        "attachment": Entry("attachments", "app", _("The files on contacts: list, show, save, rename, remove."), NOUN),
        "report": Entry("reports", "app", _("What the records add up to: deals, goals, the week, your time."), NOUN),
        "backup": Entry("backups", "app", _("Copies of the database: list, create, verify, restore."), NOUN, "list"),
        "settings": Entry("settings", "app", _("What crm is told about you and this machine."), NOUN, "list"),
        "sql": Entry("sql", "app", _("Ask the database in SQL, for reading only."), TOOL),
        "completion": Entry("completion", "app", _("Let your shell complete commands, options and names."), TOOL),
    }


def global_options() -> list[tuple[str, str]]:
    """The options that every command takes, before or after it, in the user's language."""
    return [
        ("--db PATH", _("Use this database.")),
        ("--json", _("Answer in JSON; errors too.")),
        ("--no-color", _("No colour.")),
        ("--quiet", _("Only answers, warnings and errors.")),
        ("--debug", _("Show what went wrong inside crm.")),
    ]
