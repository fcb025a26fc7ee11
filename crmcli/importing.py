"""An import from files to a report, whichever face asked for it: read and parsed before the lock is taken, then
brought in as one operation. It prints nothing and asks nothing."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, cast

from crmcli import paths, rejects
from crmcli.errors import CrmError, Invalid, NotFound, Unavailable
from crmcli.formats import recognition
from crmcli.formats.deals.drafts import DealDraft
from crmcli.formats.drafts import AddressBook, GroupDraft, Rejected
from crmcli.formats.ics.appointments import AppointmentDraft
from crmcli.i18n import _, ngettext
from crmcli.import_report import FileReport, Problem, Report
from crmcli.importing_deals import Deals
from crmcli.importing_events import Events
from crmcli.preparing import Preparer
from crmcli.spool import Spool
from crmcli.store import journal
from crmcli.store.imports import CREATED, Importer, Incoming, Outcome

if TYPE_CHECKING:
    from crmcli.store.db import Store

SUFFIXES = (".vcf", ".vcard", ".csv", ".tsv", ".ics")  # what is taken from a folder
STDIN = "-"
_PROGRESS_EVERY = 500  # cards or rows

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. `files` are paths, folders, or `-`; `rejects` is where rejected rows are written."""

    files: Sequence[str]
    region: str = ""
    date_order: str = ""  # how 03/04/1980 is read; by the region where it is empty
    mapping: Mapping[str, str] = field(default_factory=dict)
    groups: Sequence[str] = ()
    source: str = ""
    on_match: str = "update"
    rejects: str = ""
    photos: bool = True
    dry_run: bool = False
    command: str = ""
    origin: str = "line"
    own_emails: Sequence[str] = ()  # the user's, with whom no appointment is
    past: bool = False  # whether appointments that are over come as done
    known: bool = False  # whether appointments come only where they are with a contact
    database: str = ""  # the one that is written to: never read as an address book of a folder
    holds: str = ""  # what tables hold: contacts or deals; empty where their headers tell it
    makes_stages: bool = False  # whether stages and pipelines of deals are made where they are not there
    next_on: str = ""  # when next steps of deals are due of which a file does not say it


class Import:
    """One import. `read` is the long part and needs no database; `bring_in` is one operation."""

    def __init__(self, request: Request, progress: Progress, stdin: BinaryIO | None = None) -> None:
        self.report = Report(region=request.region)
        self._request = request
        self._progress = progress
        self._stdin = stdin
        self._entries = Spool()  # plain values alone: to put aside and to take up others would take twice the time
        self._groups = Spool()
        self._events = Events()
        self._deals = Deals()
        self._rejected = Spool()

    def __enter__(self) -> Import:
        return self

    def __exit__(self, *_error: object) -> None:
        self._entries.close()
        self._groups.close()
        self._events.close()
        self._deals.close()
        self._rejected.close()

    def read(self) -> None:
        """Reads all files into a spool on the disk, so that memory does not grow with them.

        Raises NotFound for a path that does not exist, and Invalid where nothing given is an address book.
        """
        for path in self._paths():
            self._read_file(path)
        failures = [each.failure for each in self.report.files if each.failure]
        if failures and len(failures) == len(self.report.files) == 1:
            raise failures[0]

    def bring_in(self, store: Store, show: Callable[[str, Outcome], None] | None = None) -> Report:
        """Stores what was read, all of it or nothing; `show` is told of each card, for a dry run."""
        request = self._request
        self._events.reckon(store, self.report, request.own_emails)
        self._deals.reckon(store, self.report, Preparer(self.report, request.region), request.next_on)
        with store.write(self._what(), command=request.command, origin=request.origin, dry_run=request.dry_run) as tx:
            importer = Importer(tx, request.on_match, request.groups, request.source, explain=show is not None)
            with journal.noting_inserts_at_once(tx.connection, tx.operation_id):
                self._take_all(importer, show)
                self.report.companies_made = importer.companies_made
                self._events.bring_in(tx, self.report, request, self._noting(show))
                self._deals.bring_in(tx, self.report, request, self._noting(show), self._importing)
            tx.describe(self._what())
        if tx.is_changed and not request.dry_run:
            self.report.operation_id = tx.operation_id
        return self.report

    def write_rejects(self) -> list[str]:
        """Writes the rejected cards and rows in their own format; returns the paths written, none without any."""
        return rejects.write(self._request.rejects, self.report.files, self._rejected)

    def _paths(self) -> Iterator[str]:
        paths = list(dict.fromkeys(self._request.files))
        for path in paths:
            if not path.strip():
                raise Invalid(
                    _("The name of a file is empty."), _("In case a variable of the shell was: name the file.")
                )
            if path != STDIN and not os.path.exists(path):
                raise NotFound(_("There is no file {path}.").format(path=path))
        for path in paths:
            if path != STDIN and os.path.isdir(path):
                found = list(_files_below(path, self._note_unreadable))
                if not found and not any(report.file.startswith(path) for report in self.report.files):
                    raise Invalid(
                        _("There is no address book in the folder {path}.").format(path=path),
                        _("crm takes files named {names}.").format(names=" ".join("*" + s for s in SUFFIXES)),
                    )
                yield from found
            else:
                yield path

    def _note_unreadable(self, error: OSError) -> None:
        """A folder that cannot be looked into is said, like a file that cannot be read."""
        failure = Unavailable(_("Cannot read {path}: {reason}.").format(path=error.filename, reason=error.strerror))
        self.report.files.append(FileReport(str(error.filename), failure=failure))

    def _read_file(self, path: str) -> None:
        report = FileReport(_("standard input") if path == STDIN else path)
        self.report.files.append(report)
        try:
            with ExitStack() as stack:
                stream = stack.enter_context(self._open(path))
                size = os.fstat(stream.fileno()).st_size
                book = recognition.open_book(
                    stream,
                    name=path,
                    region=self._request.region,
                    mapping=self._request.mapping or None,
                    photos=self._request.photos,
                    date_order=self._request.date_order,
                    holds=self._request.holds,
                )
                report.format, report.encoding, report.header = book.format, book.encoding, book.header
                report.unknown, report.lacks = book.unknown, book.lacks
                self._spool_book(book, report, lambda: self._progress(stream.tell(), size, _("Reading")))
        except CrmError as error:
            report.failure = error
        except OSError as error:
            report.failure = Unavailable(
                _("Cannot read {path}: {reason}.").format(path=path, reason=error.strerror or error)
            )

    def _open(self, path: str) -> BinaryIO:
        if path == STDIN:
            return _copied(self._stdin)
        mode = os.stat(path).st_mode
        if stat.S_ISFIFO(mode):
            # Without waiting for a writer that may never come; one that is there is then read to its end.
            pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            os.set_blocking(pipe, True)
            with os.fdopen(pipe, "rb") as stream:
                return _copied(stream)
        if not stat.S_ISREG(mode):
            raise Invalid(_("{path} is not a file.").format(path=path))
        if self._request.database and paths.is_of_database(path, self._request.database):
            raise Invalid(_("{path} is the database itself.").format(path=path))
        return open(path, "rb")

    def _spool_book(self, book: AddressBook, report: FileReport, progress: Callable[[], None]) -> None:
        number = len(self.report.files) - 1
        prepare = Preparer(self.report, self._request.region)
        for count, entry in enumerate(book.entries):
            if isinstance(entry, Rejected):
                report.counts.count("rejected")
                self.report.problems.append(Problem(report.file, entry.line, entry.reason, is_rejection=True))
                if self._request.rejects and entry.source:
                    self._rejected.put((number, entry.source), len(entry.source))
            elif isinstance(entry, AppointmentDraft):
                self._events.put(number, entry)
            elif isinstance(entry, DealDraft):
                self._deals.put(number, entry)
            elif isinstance(entry, GroupDraft):
                self._groups.put((number, prepare.group(entry)))
            else:
                size = len(entry.photo.data) if entry.photo else 0
                self._entries.put((number, tuple(prepare.contact(report.file, entry))), size)
            if count % _PROGRESS_EVERY == 0:
                progress()

    def _take_all(self, importer: Importer, show: Callable[[str, Outcome], None] | None) -> None:
        for done, (number, values) in enumerate(self._entries):
            self._note(number, importer.take(Incoming._make(values)), show)
            if done % _PROGRESS_EVERY == 0:
                self._importing(done, self._entries.count)
        importer.finish()
        for number, group in self._groups:  # their members may come after them
            self._note(number, importer.take_group(group), show)

    def _importing(self, done: int, total: int) -> None:
        self._progress(done, total, _("Importing"))

    def _noting(self, show: Callable[[str, Outcome], None] | None) -> Callable[[int, Outcome, bool], None]:
        return lambda number, each, is_shown: self._note(number, each, show if is_shown else None)

    def _note(self, number: int, outcome: Outcome, show: Callable[[str, Outcome], None] | None) -> None:
        report = self.report.files[number]
        report.counts.count(outcome.kind)
        if outcome.is_removed:
            self.report.removed.append(outcome)
        if outcome.kind == CREATED and outcome.similar is not None:
            self.report.possible_duplicates.append(outcome)
        if show is not None:
            show(report.file, outcome)

    def _what(self) -> str:
        names = [os.path.basename(report.file.rstrip("/")) for report in self.report.files]
        shown = ", ".join(names[:2])
        if len(names) > 2:
            more = len(names) - 2
            shown = ngettext("{files} and {count} more file", "{files} and {count} more files", more).format(
                files=shown, count=more
            )
        total = self.report.total
        return _("imported {files}: {created} new, {updated} updated").format(
            files=shown, created=f"{total.created:,}", updated=f"{total.updated:,}"
        )


def _copied(stream: BinaryIO | None) -> BinaryIO:
    """What comes through a pipe, as a file that can be read twice."""
    if stream is None:
        raise Invalid(_("Nothing comes in on standard input."))
    copy = tempfile.TemporaryFile(prefix="crm-")  # noqa: SIM115 - the caller closes it
    while block := stream.read(1 << 20):
        copy.write(block)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _files_below(folder: str, unreadable: Callable[[OSError], None]) -> Iterator[str]:
    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(place, name)
