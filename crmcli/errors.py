"""What can go wrong, said to a salesperson: one sentence, and a hint where something can be done about it.

Every error that reaches a person is one of these. `str()` is the sentence. Nothing is imported here, so
that any room may raise them; who shows them, and how, is for `diagnostics` and the screen.
"""


class CrmError(Exception):
    """Something failed for a reason a person can understand. `hint` says what to do next, or is empty."""

    kind = "failed"
    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Usage(CrmError):
    """The command line itself is wrong: an unknown option, a missing word."""

    kind = "usage"
    exit_code = 2


class NotFound(CrmError):
    """A reference names nothing."""

    kind = "not_found"
    exit_code = 3


class Ambiguous(CrmError):
    """A reference names several records. `candidates` are JSON-ready.

    A `ref` to type, and what tells them apart.
    """

    kind = "ambiguous"
    exit_code = 4

    def __init__(self, message: str, hint: str = "", candidates: "list[dict[str, object]] | None" = None) -> None:
        super().__init__(message, hint)
        self.candidates = candidates or []


class Conflict(CrmError):
    """The change contradicts what is there: a name already taken, an operation that later ones build upon."""

    kind = "conflict"
    exit_code = 4


class Invalid(CrmError):
    """A value cannot be read, or breaks a rule of the trade."""

    kind = "invalid"
    exit_code = 5


class Unavailable(CrmError):
    """The database is busy, damaged, read-only, or from a newer crm."""

    kind = "unavailable"
    exit_code = 6


class Undelivered(CrmError):
    """A message could not be delivered."""

    kind = "undelivered"
    exit_code = 7
