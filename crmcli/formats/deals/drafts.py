"""What a reader of deals hands over: a deal as its file describes it, in texts, and whom it is with."""

from __future__ import annotations

from dataclasses import dataclass, field

# What a draft may say of a deal, by these names; each is a text as it stood, on one line but for the notes.
FIELDS = (
    "title", "pipeline", "stage", "status", "value", "currency", "commission", "commission_rate", "chance",
    "close", "created", "since", "won", "lost", "closed", "updated", "reason", "source", "notes", "next", "due",
)  # fmt: skip


@dataclass(slots=True)
class PartyDraft:
    """Somebody a deal is with: a person, or with a company alone the company. The first one is the customer."""

    name: str = ""
    company: str = ""
    job: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)  # number, label
    uid: str = ""
    roles: list[str] = field(default_factory=list)
    stance: str = ""
    warmth: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is said by which anybody could be known."""
        return not (self.name or self.company or self.emails or self.phones)


@dataclass(slots=True)
class MoveDraft:
    """One move of a deal into a stage, at an instant."""

    pipeline: str
    stage: str
    outcome: str
    at: str
    note: str = ""


@dataclass(slots=True)
class DealDraft:
    """One deal as the file describes it. `values` are of FIELDS, those that are not empty."""

    line: int  # where the row or record starts in its file, counted from 1
    source: str = ""  # as it stood there, for rejects
    program: str = ""  # whose file it is: pipedrive, hubspot, salesforce, trello, crm; empty for any other
    values: dict[str, str] = field(default_factory=dict)
    parties: list[PartyDraft] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)  # columns of the user's own, by their names
    uids: list[tuple[str, str]] = field(default_factory=list)  # the program, and what it calls the deal
    party_uids: list[str] = field(default_factory=list)  # of the customer, then of the others; empty for none
    moves: list[MoveDraft] = field(default_factory=list)  # its history, where the file has it
    close_changes: list[tuple[str, str, str]] = field(default_factory=list)  # from day, to day, at
    competitors: list[tuple[str, str, bool]] = field(default_factory=list)  # name, note, whether it won
    date_order: str = ""  # how days in numbers are read
    problems: list[str] = field(default_factory=list)  # what was read but not believed
