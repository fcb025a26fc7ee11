"""One line that says what happened, or what is to be done and when: read while it is typed, and put into words. Pure.

`call price ok @ yesterday > send offer fri@10` is a call of yesterday and a next step. Behind ` @ ` stands when it was,
behind ` > ` the next step with its day. A line of what is to be done ends with its day: `call Rina fri@10 every 2w`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crmcli import activity_sentences, dates, repeats, texts
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import activity_kinds, followup_values, kind_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.dates import When
    from crmcli.dates.reader import Reader
    from crmcli.store.activity_kinds import Kind

_QUOTED = re.compile(r"""(\S+)\s+(['"])(.*)\2""", re.DOTALL)
_WAYS = ("missed", "incoming", "outgoing")
_NEEDS_TEXT = (activity_kinds.NOTE, *activity_kinds.WRITTEN)


class Promise(NamedTuple):
    """What is to be done and when. `on` and `every` are as typed, `due` and `repeat` as they are stored."""

    what: str
    due: str
    on: str
    repeat: str | None = None
    every: str = ""


class Happening(NamedTuple):
    """What happened. Without `when` it was just now; `at` is that as typed."""

    kind: Kind
    summary: str
    body: str | None
    direction: str | None
    outcome: str | None
    when: When | None
    at: str
    next: Promise | None

    @property
    def text(self) -> str:
        """All that was said, as one text."""
        return "\n".join(part for part in (self.summary, self.body) if part)


class Lines(NamedTuple):
    """Reads such lines for one user: their days, their own kinds, and what to do where a line only has a day."""

    reader: Reader
    kinds: Sequence[Kind]
    default: str  # call Budi Santoso

    def happening(self, line: str) -> Happening:
        """Reads what happened. Raises Invalid for what cannot be."""
        said, arrow, step = line.partition(" > ")
        said, at, when = self._when(said)
        words = _words(said)
        direction, outcome = self._ways(words)
        kind, rest = kind_words.kind_and_text(self._kind, words)
        activity_kinds.implied(kind, direction, outcome)
        summary, body = texts.apart(" ".join(rest))
        if not summary and kind.name in _NEEDS_TEXT:
            raise Invalid(_("There is nothing to note."), _("Write what was said: call price ok"))
        step_read = self.promise(step, _("follow up")) if arrow else None
        return Happening(kind, summary, body, direction, outcome, when, at, step_read)

    def promise(self, line: str, default: str = "") -> Promise:
        """Reads what is to be done and when. Raises Invalid where it does not end with a day."""
        words = line.split()
        words, every = self._apart_from_every(words)
        day = self.reader.day_at_the_end(words)
        if not day:
            raise Invalid(_("It is not said on which day."), _("End with the day: call Rina fri@10, send offer +3d."))
        words = words[: len(words) - len(day.split())]
        if not every and words[-1:] and words[-1].lower() == "every":
            raise Invalid(_("It is not said on which day."), _("Say the first day too: call Rina mon every 2w"))
        due = self.reader.due(day).due
        return Promise(
            texts.optional_line(" ".join(words), _("text of the follow-up")) or default or self.default,
            due,
            day,
            _rule(every, due),
            every,
        )

    def day(self, line: str) -> Promise:
        """Reads a day alone, for what is to be done anyway. Raises Invalid."""
        return Promise("", self.reader.due(line).due, line.strip())

    def _when(self, said: str) -> tuple[str, str, When | None]:
        """The text, and when it was where that stands behind an @; an @ before anything else is text."""
        before, sign, after = f" {said} ".rpartition(" @ ")
        if sign and after.strip():
            try:
                return before.strip(), after.strip(), self.reader.happened(after.strip())
            except Invalid:
                pass
        return said.strip(), "", None

    def _ways(self, words: list[str]) -> tuple[str | None, str | None]:
        """Takes `missed` and `incoming` off the front, where a kind follows; returns direction and outcome."""
        found = []
        while len(words) > 1 and words[0].lower() in _WAYS and (self._kind(words[1]) or words[1].lower() in _WAYS):
            found.append(words.pop(0).lower())
        direction = next((each for each in found if each != "missed"), None)
        return direction, "missed" if "missed" in found else None

    def _kind(self, word: str) -> Kind | None:
        return activity_kinds.built_in(word) or activity_kinds.among(self.kinds, word)

    def _apart_from_every(self, words: list[str]) -> tuple[list[str], str]:
        """The words, and how often it comes again where they end with that behind a day: `fri every 2w`."""
        for place in range(len(words) - 2, 0, -1):
            if words[place].lower() == "every":
                before, every = words[:place], " ".join(words[place + 1 :])
                day = self.reader.day_at_the_end(before)
                if day and _is_rhythm(every, self.reader.due(day).due):
                    return before, every
        return words, ""


def told(happening: Happening, who: str) -> str:
    """Puts into words what a line means: `call with Budi Santoso · price ok · just now · next: send offer, …`."""
    kind = activity_sentences.kind_of(happening.kind.name, happening.direction, happening.outcome)
    parts = [
        _("{kind}, {who}").format(kind=kind, who=who),
        happening.summary,
        happening.when.shown() if happening.when else _("just now"),
    ]
    if happening.next:
        parts.append(_("next: {step}").format(step=promised(happening.next)))
    return " · ".join(part for part in parts if part)


def promised(promise: Promise) -> str:
    """Puts into words what is to be done: `call Rina, Fri 27 Nov 2026 10:00 · every 2 weeks`."""
    said = ", ".join(part for part in (promise.what, dates.shown(promise.due)) if part)
    return f"{said} · {repeats.in_words(promise.repeat, promise.due)}" if promise.repeat else said


def put_off(promise: Promise, due: str) -> str:
    """Puts into words to when something is put off that is due then: its time stays where only a day is said."""
    return dates.shown(followup_values.keeping_time(due, promise.due))


def _words(said: str) -> list[str]:
    """The words of a text; one behind another that is all in quotes is one, as on a command line."""
    quoted = _QUOTED.fullmatch(said.strip())
    return [quoted[1], quoted[3]] if quoted else said.split()


def _rule(every: str, due: str) -> str | None:
    from crmcli.repeats import words

    return words.rule(every, due) if every else None


def _is_rhythm(every: str, due: str) -> bool:
    try:
        return _rule(every, due) is not None
    except Invalid:
        return False
